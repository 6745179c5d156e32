"""What a closed poll may show without telling anybody's answer. Pure.

An open poll shows all. A secret one shows the tally of a question only if it reached its quorum and enough people
answered that question; and it may not be opened at all where its voters and those of another secret poll that asks the
same differ by so few that the two results, side by side, would tell what those few answered. Within a poll every tally
is of the same people, those who took part: who left a question blank counts in it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from bot.use_cases.polls.tally import Tally
from bot.words.folding import value_key
from storage.repositories.poll_records import Poll, PollDecision, PollQuestion, Secrecy, SecretQuestion

SMALLEST_GROUP = 5
"""People of whose answers together something may be told; a poll keeps the number it was opened with."""

NO_CHANGE = frozenset({"no", "keep"})
"""Keys of answers after which everything stays as it is."""


def releasable(poll: Poll, tallied: Tally) -> bool:
    """Whether the tally of a question may be shown."""
    if poll.secrecy is Secrecy.OPEN:
        return True
    return tallied.ballots >= poll.quorum and tallied.answers >= poll.smallest_group


def too_close(voters: AbstractSet[str], others: Iterable[AbstractSet[str]], smallest_group: int) -> bool:
    """Whether the results of polls put to these people would, side by side, tell what fewer than a group answered."""
    return any(0 < len(voters ^ each) < smallest_group for each in others)


def asks_the_same(question: PollQuestion, other: SecretQuestion) -> bool:
    """Whether two questions are about the same proposal or, unless each is about one, in the same words.

    Two proposals may share a headline; only they themselves say what is asked.
    """
    if question.proposal_id and other.proposal_id:
        return question.proposal_id == other.proposal_id
    return value_key(question.words) == value_key(other.words)


def decided(poll: Poll, tallied: Tally) -> PollDecision:
    """What a question came to: passed where more than half of the answers are for one option that changes something.

    A blank ballot counts for the quorum and for no option.
    """
    if tallied.ballots < poll.quorum or not tallied.answers:
        return PollDecision.NO_QUORUM
    if not releasable(poll, tallied):
        return PollDecision.WITHHELD
    if tallied.winner is None:
        return PollDecision.TIED
    passes = tallied.has_majority and tallied.winner not in NO_CHANGE
    return PollDecision.PASSED if passes else PollDecision.REJECTED
