"""What no worker may do before its time: write to a channel again, or call a method that Slack has no room for."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, delete, exists, literal, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from storage.models import DeliveryRow, PaceRow
from storage.repositories.delivery_records import DeliveryState
from storage.repositories.upsert import Insert, dialect_of, insert_into

POST = "chat.postMessage"
READ_CHANNEL = "conversations.history"
READ_THREAD = "conversations.replies"

_CHANNEL = "channel:"
_METHOD = "method:"


class Paces:
    """From when on a channel or a method of a workspace is open again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self, team_id: str, channel_id: str, now: datetime, until: datetime) -> bool:
        """Take a channel's turn and close it for all others `until` then; False where somebody else has it."""
        row = {"team_id": team_id, "about": _CHANNEL + channel_id, "open_from": until, "now": now}
        return self._session.execute(_taking(dialect_of(self._session)), row).first() is not None

    def hold(self, team_id: str, method: str, until: datetime) -> None:
        """Let nobody call a method for a workspace before then; a longer hold stays."""
        self._keep_shut(team_id, _METHOD + method, until)

    def rest(self, team_id: str, channel_id: str, until: datetime) -> None:
        """Let nobody write to a channel before then: a message is out, perhaps long after its turn was taken."""
        self._keep_shut(team_id, _CHANNEL + channel_id, until)

    def next_at(self, now: datetime) -> datetime | None:
        """When the first channel or method opens again."""
        statement = select(PaceRow.open_from).where(PaceRow.open_from > now).order_by(PaceRow.open_from).limit(1)
        return self._session.execute(statement).scalar()

    def forget_before(self, now: datetime) -> None:
        """Drop what is open again."""
        self._session.execute(delete(PaceRow).where(PaceRow.open_from <= now))

    def _keep_shut(self, team_id: str, about: str, until: datetime) -> None:
        row = {"team_id": team_id, "about": about, "open_from": until}
        self._session.execute(_holding(dialect_of(self._session)), row)


_open_from = PaceRow.__table__.c.open_from


@cache
def _taking(dialect: str) -> ReturningInsert[Any]:
    is_open = _open_from <= bindparam("now", type_=_open_from.type)
    return _closing(dialect, is_open).returning(PaceRow.__table__.c.about)


@cache
def _holding(dialect: str) -> Insert:
    return _closing(dialect, _open_from < insert_into(PaceRow, dialect).excluded.open_from)


def _closing(dialect: str, where: ColumnElement[bool]) -> Insert:
    """Say from when on something is open; of what is told of already, where that is so."""
    statement = insert_into(PaceRow, dialect)
    later = {"open_from": statement.excluded.open_from}
    return statement.on_conflict_do_update(index_elements=["team_id", "about"], set_=later, where=where)


def closed(now: datetime, *methods: str) -> ColumnElement[bool]:
    """Whether a delivery's workspace is held back from one of the methods."""
    return _shut(now, PaceRow.about.in_([_METHOD + each for each in methods]))


def closed_to_post(now: datetime) -> ColumnElement[bool]:
    """Whether a delivery must wait: for its channel, for posting, or for reading where it is looked for first."""
    unsure = or_(DeliveryRow.maybe_posted, DeliveryRow.state == DeliveryState.SENDING)
    in_thread = DeliveryRow.root_id.is_not(None)
    look = case((unsure & in_thread, _METHOD + READ_THREAD), (unsure, _METHOD + READ_CHANNEL))
    return _shut(now, PaceRow.about.in_([_CHANNEL + DeliveryRow.channel_id, literal(_METHOD + POST), look]))


def _shut(now: datetime, about: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(PaceRow.team_id == DeliveryRow.team_id, PaceRow.open_from > now, about)
