"""What there is to tell about a poll: all that its messages need, and nothing said yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from bot.use_cases.polls.tally import Tally, load, tally
from bot.use_cases.proposals.news import ProposalNews
from storage.repositories.delivery_records import Frozen
from storage.repositories.poll_records import Poll, PollQuestion, PollState
from storage.unit_of_work import UnitOfWork


class PollTelling(StrEnum):
    """Which message it is."""

    ROOT = "root"  # the message with the button, as it is posted and as it stands now
    RESULT = "result"  # a reply under it, once: what came of it
    REMINDER = "reminder"  # to one person who has not voted
    REASON = "reason"  # a reply: why a decision was set aside, in full
    PROPOSAL = "proposal"  # the message of a proposal that the poll is about


@dataclass(frozen=True, slots=True)
class PollNews:
    """A poll as of now.

    `taken_part`: how many have voted. `tallies`, by the number of the question: of a closed poll those that may be
    shown, of an open one those so far where it shows them; never any of a secret poll that is open. `proposal`,
    `question`: the one that is told of.
    """

    poll: Poll
    taken_part: int
    tallies: Mapping[int, Tally] = field(default_factory=dict)
    proposal: ProposalNews | None = None
    question: PollQuestion | None = None


class PollWords(Protocol):
    """Turns news into what Slack takes: `text` and `blocks`."""

    def __call__(self, telling: PollTelling, news: PollNews, language: str) -> Frozen:
        """The frozen payload of one message, in a language or a Slack locale."""


def news_of(work: UnitOfWork, poll: Poll) -> PollNews:
    """All that may be told of a poll now."""
    if poll.state is PollState.CLOSED:
        kept = {each.number: load(each.tally) for each in poll.questions if each.tally}
        return PollNews(poll, poll.turnout or 0, kept)
    return PollNews(poll, work.voters.taken_part(poll.team_id, poll.id), _so_far(work, poll))


def _so_far(work: UnitOfWork, poll: Poll) -> Mapping[int, Tally]:
    """A secret poll is never live: two looks one vote apart would tell a ballot."""
    if not poll.live:
        return {}
    ballots = work.ballots.read(poll)
    return {each.number: tally(each, ballots[each.number]) for each in poll.questions}
