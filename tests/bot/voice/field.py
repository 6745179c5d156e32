"""People of two teams who say something, and what is kept of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import create_engine, select

from bot.office import Office
from bot.use_cases.voice.item import Item, Telling
from bot.use_cases.voice.say import say
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_release import release_feedback
from bot.use_cases.voice.say_slip import Slip, new_slip
from storage.models import Base, DeliveryRow
from storage.repositories.records import Member, Role
from storage.repositories.voice_records import Feedback, FeedbackKind
from storage.unit_of_work import Records
from tests.bot.digests.bureau import Bureau

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)  # a Wednesday of week 48
NOBODY = Member("T1", "U0", None, "Nobody", NOON)
MANAGER = replace(NOBODY, user_id="UMANAGER", role=Role.MANAGER, manages=("Nord",), locale="fr-FR")
ADMIN = replace(NOBODY, user_id="UADMIN", role=Role.ADMIN, locale="en-GB")


def rep(number: int, team: str = "Nord") -> Member:
    """Somebody who sells."""
    own = {"user_id": f"UREP{number:03}", "role": Role.REP, "rep": f"rep {number}", "team": team}
    return replace(NOBODY, **own)


REPS = tuple(rep(number) for number in range(12))


def draft(body: str = "Contracts wait a week.", **other: Any) -> SayDraft:
    """A friction, with a name unless it is said to be anonymous."""
    return SayDraft(FeedbackKind.FRICTION, body, **other)


def words(telling: Telling, item: Item, locale: str) -> Mapping[str, object]:
    """Names the message and what it is about: how it says it to people is another test's business."""
    return {"text": f"{telling} {locale} {item.feedback.body}"}


@dataclass
class Field:
    """The office, its people, and what they said."""

    records: Records
    url: str

    def __post_init__(self) -> None:
        self.bureau = Bureau(self.records, self.url)
        self.bureau.clock.at = NOON
        with self.records.writing() as work:
            work.teams.replace("T1", {"Nord": 12, "Sud": 4})
            for each in (MANAGER, ADMIN, *REPS, rep(50, "Sud")):
                work.members.put(each)

    @property
    def office(self) -> Office:
        """One process's office."""
        return self.bureau.office

    def says(self, member: Member, said: SayDraft, slip: Slip | None = None) -> Feedback:
        return say(said, slip or new_slip(), member, self.office, words)

    def whisper(self, many: int, team: str = "Nord", first: int = 0) -> list[Feedback]:
        """So many anonymous words, each by another person."""
        people = [rep(number, team) for number in range(first, first + many)]
        return [self.says(each, draft(f"word {each.user_id[4:]}", anonymous=True)) for each in people]

    def tick(self) -> None:
        """What the timetable does every minute."""
        release_feedback(self.office, words)

    def readable(self) -> Sequence[Feedback]:
        with self.records.reading() as work:
            return work.triage.in_hand("T1")

    def rows(self, model: type[Base]) -> list[dict[str, Any]]:
        """A table as it is in the database."""
        engine = create_engine(self.url.replace("postgresql://", "postgresql+psycopg://"))
        with engine.connect() as connection:
            found = [dict(row._mapping) for row in connection.execute(select(model.__table__))]
        engine.dispose()
        return found

    def cards(self, *to: str) -> list[dict[str, Any]]:
        """What was queued for the manager, or for somebody else."""
        return [row for row in self.rows(DeliveryRow) if row["channel_id"] in (to or (MANAGER.user_id,))]
