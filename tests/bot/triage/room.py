"""People who speak, managers who take up what they say, and what comes of it in the records."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import create_engine, select

from bot.schedules import iso_week
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.moves import Move, Step
from bot.use_cases.voice.take_up import take_up
from bot.use_cases.voice.triage import queue_card
from bot.views.voice.told import voice_words
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.records import Member, Role
from storage.repositories.voice_records import Feedback, FeedbackKind, TriagePlace
from tests.bot.digests.bureau import OWNER, Bureau

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
_MET = START - timedelta(days=3)


def _member(number: int, name: str, role: Role, **other: Any) -> Member:
    return Member("T1", f"U{number:09}", f"{name}@alto.example", name, _MET, locale="en-GB", role=role, **other)


HELENE = replace(OWNER, manages=("Nord",))
OSCAR = _member(2, "oscar", Role.MANAGER, manages=("Nord",))
PRIYA = _member(3, "priya", Role.MANAGER, manages=("Sud",))
ADMIN = _member(4, "ada", Role.ADMIN)
CAMILLE, DENIS, ELSA, FARID = (
    _member(number, name, Role.REP, team="Nord", rep=name)
    for number, name in ((11, "camille"), (12, "denis"), (13, "elsa"), (14, "farid"))
)
EVERYBODY = (HELENE, OSCAR, PRIYA, ADMIN, CAMILLE, DENIS, ELSA, FARID)


@dataclass
class Room:
    """The office, its people, and a clock that moves a minute with each thing that is done."""

    bureau: Bureau
    _numbers: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.bureau.clock.at = START
        with self.bureau.records.writing() as work:
            for each in EVERYBODY:
                work.members.put(each)

    @property
    def office(self) -> Any:
        return self.bureau.office

    @property
    def words(self) -> Any:
        return voice_words(self.office.catalog, self.office.calendar)

    def pass_by(self, **length: float) -> None:
        self.bureau.clock.at += timedelta(**(length or {"minutes": 1}))

    def says(self, author: Member | None, body: str = "The CRM loses my notes.", **other: Any) -> Feedback:
        """Somebody says something; without an author nobody knows who. Its card is queued."""
        self.pass_by()
        now = self.bureau.clock.at
        said = Feedback(
            team_id="T1",
            id=f"{next(self._numbers):032x}",
            kind=FeedbackKind.TOOL,
            body=body,
            sentiment=None,
            about={},
            team="Nord",
            author=author.user_id if author else None,
            said_at=now if author else None,
            week=iso_week(now.date()),
            ticket=None,
            released=True,
        )
        said = replace(said, **other)
        with self.bureau.records.writing() as work:
            work.feedback.put(said)
            queue_card(work, said, self.office, self.words)
        return said

    def takes(self, feedback: Feedback, move: Move, member: Member = HELENE, **terms: Any) -> Item:
        """A manager moves it."""
        self.pass_by()
        return take_up(feedback.id, Step(move, **terms), member, self.office, self.words)

    def reads_in(self, team: str, channel_id: str) -> None:
        """The channel takes a team's feedback."""
        with self.bureau.records.writing() as work:
            work.triage_places.put(TriagePlace("T1", team, channel_id, HELENE.user_id, START))

    # what came of it

    def found(self, feedback: Feedback) -> Feedback:
        with self.bureau.records.reading() as work:
            found = work.triage.get("T1", feedback.id)
        assert found is not None
        return found

    def acts(self) -> list[str]:
        with self.bureau.records.reading() as work:
            return [str(each.act) for each in work.audit.of("T1")]

    def deliveries(self, kind: DeliveryKind) -> list[Any]:
        engine = create_engine(self.bureau.url)
        with engine.connect() as connection:
            rows = connection.execute(select(DeliveryRow.__table__).order_by(DeliveryRow.id)).all()
        engine.dispose()
        return [row for row in rows if row.kind == kind]

    def cards(self) -> list[str]:
        """Where cards went, in order."""
        return [row.channel_id for row in self.deliveries(DeliveryKind.FEEDBACK)]

    def told(self, member: Member) -> list[str]:
        """What somebody was told by direct message, in order."""
        notices = self.deliveries(DeliveryKind.NOTICE)
        return [str(row.payload_text["text"]) for row in notices if row.channel_id == member.user_id]

    def shown(self) -> list[str]:
        """What each card shows now."""
        return [str((row.edit or row.payload_text)["blocks"]) for row in self.deliveries(DeliveryKind.FEEDBACK)]
