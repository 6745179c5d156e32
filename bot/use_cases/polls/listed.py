"""The polls that concern a person, and what she may do with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import PollGone
from bot.office import Office
from bot.policy import may_close_poll
from storage.repositories.poll_records import Choices, Poll, PollStanding, PollState, Secrecy
from storage.repositories.records import Member
from storage.unit_of_work import UnitOfWork

MOST_LISTED = 30


@dataclass(frozen=True, slots=True)
class ListedPoll:
    """A poll. `voted`: whether she has, which is for her alone; `may_close`: before its time."""

    poll: Poll
    taken_part: int
    voted: bool
    may_vote: bool
    may_close: bool
    sees_result: bool


@dataclass(frozen=True, slots=True)
class ListedPolls:
    """The polls of a list, open ones first, then the newest; `running`: how many are open; `more`: not among them."""

    shown: Sequence[ListedPoll]
    running: int
    more: int


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """A poll before one of its voters. `choices`: what she answered, where that is kept under her name."""

    poll: Poll
    voted: bool
    choices: Choices


@dataclass(frozen=True, slots=True)
class NamedAnswers:
    """An open poll and, by user id, what everybody answered."""

    poll: Poll
    by_person: Mapping[str, Choices]


def listed_polls(member: Member, office: Office) -> ListedPolls:
    """Those that she may vote in, or opened, and for admins all others without their results."""
    with office.records.reading() as work:
        found = [each for each in work.voters.standings(member.team_id, member.user_id) if _concerns(each, member)]
        ordered = sorted(found, key=lambda each: each.state is PollState.CLOSED)[:MOST_LISTED]
        polls = {each.id: each for each in work.polls.named(member.team_id, [each.poll_id for each in ordered])}
    return ListedPolls(
        shown=[_listed(polls[each.poll_id], each, member) for each in ordered if each.poll_id in polls],
        running=sum(each.state is PollState.OPEN for each in found),
        more=len(found) - len(ordered),
    )


def own_ballot(poll_id: str, member: Member, office: Office) -> OwnBallot | None:
    """What she gets who wants to vote; None where she was not eligible. Raises PollGone."""
    with office.records.reading() as work:
        poll = work.polls.get(member.team_id, poll_id)
        if poll is None or poll.state is PollState.CLOSED or office.clock.moved(work.now()) >= poll.deadline:
            raise PollGone
        if not work.voters.may_vote(poll.team_id, poll.id, member.user_id):
            return None
        voted = work.voters.has_voted(poll.team_id, poll.id, member.user_id)
        named = work.ballots.voted(poll, member.user_id) if poll.secrecy is Secrecy.OPEN else None
    return OwnBallot(poll, voted, named or {})


def named_answers(poll_id: str, member: Member, office: Office) -> NamedAnswers | None:
    """Who answered what in an open poll, once it is closed; None for whoever could not answer. Raises PollGone."""
    with office.records.reading() as work:
        poll = work.polls.get(member.team_id, poll_id)
        if poll is None or poll.secrecy is not Secrecy.OPEN or poll.state is not PollState.CLOSED:
            raise PollGone
        if not _sees_result(work, poll, member):
            return None
        voters = sorted(work.voters.of(poll.team_id, poll.id))
        told = {each: work.ballots.voted(poll, each) for each in voters}
    return NamedAnswers(poll, {user_id: choices for user_id, choices in told.items() if choices})


def _concerns(standing: PollStanding, member: Member) -> bool:
    if standing.is_voter or standing.owner == member.user_id:
        return True
    return standing.state is PollState.OPEN and may_close_poll(member, standing.owner).allowed


def _listed(poll: Poll, standing: PollStanding, member: Member) -> ListedPoll:
    running = standing.state is PollState.OPEN
    return ListedPoll(
        poll,
        taken_part=standing.taken_part,
        voted=standing.voted,
        may_vote=running and standing.is_voter,
        may_close=running and may_close_poll(member, poll.owner).allowed,
        sees_result=not running and (standing.is_voter or poll.owner == member.user_id),
    )


def _sees_result(work: UnitOfWork, poll: Poll, member: Member) -> bool:
    return poll.owner == member.user_id or work.voters.may_vote(poll.team_id, poll.id, member.user_id)
