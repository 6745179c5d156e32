"""Take one person's ballot: counted once, in time, or not at all. What is returned is kept already.

One transaction: lock the poll, then read the clock (a clock read in the locking statement would tell the time before
the wait for the lock), then look whether she may, and put her answers where her name is not. The deadline never depends
on whoever closes the poll.
"""

from collections.abc import Mapping

from bot.errors import BadBallot, NotAllowed, PollGone
from bot.office import Office
from bot.policy import Action, may
from bot.use_cases.polls.refusals import BallotFault
from storage.ballot_keys import NoBallotKey
from storage.repositories.poll_records import Cast, Choices, Method, Poll, PollQuestion, PollState, Secrecy
from storage.repositories.records import Member
from storage.unit_of_work import UnitOfWork

_ONE_OF = frozenset({Method.SINGLE, Method.KEEP_CHANGE_DROP, Method.YES_NO})


def cast_ballot(poll_id: str, member: Member, choices: Choices, office: Office) -> Cast:
    """Keep a ballot; a question it does not answer is left blank. Raises NotAllowed, PollGone, BadBallot."""
    ruling = may(member, Action.ASK)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    with office.records.writing() as work:
        poll = work.polls.lock_for_voting(member.team_id, poll_id)
        now = office.clock.moved(work.now())
        if poll is None:
            raise PollGone
        filled = filled_in(poll, choices)
        if poll.state is PollState.CLOSED or now >= poll.deadline:
            return Cast.TOO_LATE
        if not work.voters.may_vote(poll.team_id, poll.id, member.user_id):
            return Cast.NOT_ELIGIBLE
        if poll.secrecy is Secrecy.OPEN:
            return Cast.COUNTED if work.ballots.vote(poll, member.user_id, filled, now) else Cast.CHANGED
        return _drop_in(work, poll, member.user_id, filled, office)


def filled_in(poll: Poll, choices: Choices) -> Choices:
    """The whole ballot, what was left out as left blank. Raises BadBallot."""
    asked = {each.number: each for each in poll.questions}
    faults = {number: BallotFault.UNKNOWN_QUESTION for number in choices if number not in asked}
    found = {number: _fault(each, choices.get(number, ())) for number, each in asked.items()}
    faults |= {number: fault for number, fault in found.items() if fault}
    if not faults and not any(choices.values()):
        faults = dict.fromkeys(asked, BallotFault.NOTHING)
    if faults:
        raise BadBallot(faults)
    return {number: tuple(choices.get(number, ())) for number in asked}


def _fault(question: PollQuestion, choice: tuple[str, ...]) -> BallotFault | None:
    if not {option.key for option in question.options}.issuperset(choice):
        return BallotFault.UNKNOWN_OPTION
    if len(set(choice)) < len(choice):
        return BallotFault.TWICE
    return BallotFault.SEVERAL if question.method in _ONE_OF and len(choice) > 1 else None


def _drop_in(work: UnitOfWork, poll: Poll, user_id: str, filled: Choices, office: Office) -> Cast:
    first = work.ballots.take_part(poll, user_id)
    if poll.secrecy is Secrecy.CHANGEABLE:
        work.ballots.replace(poll, filled, _names(poll, user_id, office))
        return Cast.COUNTED if first else Cast.CHANGED
    if not first:
        return Cast.ALREADY
    work.ballots.drop_in(poll, filled)
    return Cast.COUNTED


def _names(poll: Poll, user_id: str, office: Office) -> Mapping[int, str]:
    """What her ballots are called in the box. Raises NoBallotKey."""
    if office.ballot_keys is None:
        raise NoBallotKey
    return office.ballot_keys.names(poll.team_id, poll.id, user_id, [each.number for each in poll.questions])
