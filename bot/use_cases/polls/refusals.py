"""Why a poll is not opened, a ballot not taken, a poll not closed yet. Views turn each into a sentence."""

from enum import StrEnum


class PollFault(StrEnum):
    """What stands against opening a poll as it is asked for."""

    NO_QUESTION = "no_question"
    NOBODY = "nobody"  # no one may vote
    TOO_FEW_FOR_SECRET = "too_few_for_secret"  # noqa: S105 -- a fault, not a password
    TOO_CLOSE = "too_close"  # a secret poll on the same was put to nearly the same people: two results tell one answer
    SEVERAL_HOSTS = "several_hosts"  # a ballot that is secret and can be changed needs a key kept on one machine
    NOT_A_QUORUM = "not_a_quorum"
    OVER_ALREADY = "over_already"  # its deadline has passed
    PROPOSAL_GONE = "proposal_gone"  # withdrawn, or put to the vote by somebody else


class BallotFault(StrEnum):
    """What is wrong with the answer to one question."""

    NOTHING = "nothing"  # every question was left blank
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_OPTION = "unknown_option"
    SEVERAL = "several"  # where one is to be chosen
    TWICE = "twice"  # one option on two ranks
