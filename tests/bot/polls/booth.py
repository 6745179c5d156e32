"""A polling booth: what is asked, who votes, and what comes of it in the records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, delete, select, update

from bot.clock import Clock
from bot.office import Office
from bot.use_cases.polls.cast_ballot import cast_ballot
from bot.use_cases.polls.close_poll import close_due_polls
from bot.use_cases.polls.open_poll import Opening, open_poll
from bot.use_cases.polls.poll_news import PollNews, PollTelling
from bot.use_cases.polls.remind import remind_voters
from bot.use_cases.polls.scrub_polls import scrub_polls
from bot.use_cases.polls.show_counts import show_counts
from storage.ballot_keys import BallotKeys
from storage.database import WRITING, open_engine
from storage.models import Base, DeliveryRow, PollRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.poll_records import Cast, Method, Option, Poll, PollQuestion, Secrecy
from storage.repositories.records import Member, Role
from storage.unit_of_work import Records
from tests.bot.digests.bureau import Bureau, StillClock

OPENED = datetime(2026, 11, 23, 8, tzinfo=UTC)
DEADLINE = OPENED + timedelta(days=4)
NOBODY = Member("T1", "U0", None, "Nobody", OPENED)
OWNER = replace(NOBODY, user_id="UOWNER", role=Role.MANAGER, manages=("Nord",), locale="en-GB")
YES_NO = PollQuestion(1, "Shall we?", Method.YES_NO, (Option("yes", "Yes"), Option("no", "No")))


def rep(number: int, **other: Any) -> Member:
    """Somebody who sells in team Nord."""
    own = {"user_id": f"UREP{number:03}", "role": Role.REP, "rep": f"rep {number}", "team": "Nord", "locale": "fr-FR"}
    return replace(NOBODY, **own | other)


def a_question(method: Method, keys: str = "abc", number: int = 1, **other: Any) -> PollQuestion:
    """A question with an option for each letter."""
    options = tuple(Option(each, f"Option {each}") for each in keys)
    return PollQuestion(number, f"Question {number}?", method, options, **other)


def words(telling: PollTelling, news: PollNews, language: str) -> Mapping[str, object]:
    """Names the message and what it would tell: how it says it to people is another test's business."""
    counts = {number: dict(each.counts) for number, each in news.tallies.items()}
    return {"text": f"{telling} {language} {news.taken_part} of {news.poll.eligible} {counts or ''}".strip()}


@dataclass
class Booth:
    """The office, its voters, and its polls; time stands still until it is moved."""

    records: Records
    url: str
    keys: Path | None = None
    clock: Clock = field(default_factory=StillClock)
    voters: Sequence[Member] = tuple(rep(number) for number in range(1, 13))
    _numbers: Any = field(default_factory=count)

    def __post_init__(self) -> None:
        self.bureau = Bureau(self.records, self.url)
        if isinstance(self.clock, StillClock):
            self.clock.at = OPENED
        self.welcome(OWNER, *self.voters)

    @property
    def office(self) -> Office:
        """One process's office."""
        office = self.bureau.office
        return replace(office, clock=self.clock, ballot_keys=BallotKeys(self.keys) if self.keys else None)

    def welcome(self, *members: Member) -> None:
        """Let the house know people."""
        with self.records.writing() as work:
            for each in members:
                work.members.put(each)

    # doing

    def opening(self, *questions: PollQuestion, **other: Any) -> Opening:
        """A poll as its form asks for it."""
        said: dict[str, Any] = {
            "key": f"form {next(self._numbers)}",
            "channel_id": "C000000001",
            "title": "What counts",
            "questions": questions or (YES_NO,),
            "secrecy": Secrecy.SECRET,
            "live": False,
            "quorum": 5,
            "deadline": DEADLINE,
            "zone": "Europe/Paris",
            "language": "en",
        }
        return Opening(**said | other)

    def open(self, *questions: PollQuestion, voters: Sequence[Member] | None = None, **other: Any) -> Poll:
        """Put it to the vote."""
        asked = self.opening(*questions, **other)
        return open_poll(asked, self.voters if voters is None else voters, OWNER, self.office, words)

    def cast(self, poll: Poll, member: Member, *choices: str | tuple[str, ...]) -> Cast:
        """Answer the questions in their order; a string is one option."""
        given = [(each,) if isinstance(each, str) else each for each in choices]
        return cast_ballot(poll.id, member, dict(enumerate(given, 1)), self.office)

    def all_cast(self, poll: Poll, answers: Iterable[str]) -> None:
        """Each voter in turn gives one answer to the first question."""
        for member, answer in zip(self.voters, answers, strict=False):
            assert self.cast(poll, member, answer) is Cast.COUNTED

    def pass_by(self, **span: float) -> None:
        """Move the clock that stands still."""
        assert isinstance(self.clock, StillClock)
        self.clock.at += timedelta(**span)

    def tick(self) -> None:
        """What the timetable does."""
        for each in (close_due_polls, remind_voters, show_counts):
            each(self.office, words)
        scrub_polls(self.office)

    def close(self, poll: Poll) -> Poll:
        """Let its deadline pass."""
        assert isinstance(self.clock, StillClock)
        self.clock.at = max(self.clock.at, poll.deadline)
        close_due_polls(self.office, words)
        return self.read(poll)

    def set_state(self, delivery_id: int | None, state: str) -> None:
        """What became of a message."""
        with open_engine(self.url).execution_options(**WRITING).begin() as connection:
            connection.execute(update(DeliveryRow).where(DeliveryRow.id == delivery_id).values(state=state))

    def forget_polls(self) -> None:
        """As if none had ever been."""
        with open_engine(self.url).execution_options(**WRITING).begin() as connection:
            connection.execute(delete(PollRow))
            connection.execute(delete(DeliveryRow))

    # looking

    def read(self, poll: Poll) -> Poll:
        """As it stands."""
        with self.records.reading() as work:
            found = work.polls.get(poll.team_id, poll.id)
        assert found is not None
        return found

    def ballots(self, poll: Poll, number: int = 1) -> list[tuple[str, ...]]:
        """What lies in the box, in order."""
        with self.records.reading() as work:
            return sorted(work.ballots.read(self.read(poll))[number])

    def rows(self, model: type[Base]) -> list[Any]:
        """All rows of a table, as the database has them."""
        engine = create_engine(self.url)
        with engine.connect() as connection:
            found = list(connection.execute(select(model.__table__)))
        engine.dispose()
        return found

    def queued(self, kind: DeliveryKind = DeliveryKind.POLL) -> list[Any]:
        """The messages of a kind, in the order in which they were decided."""
        return sorted((row for row in self.rows(DeliveryRow) if row.kind == kind), key=lambda row: row.id)
