"""How messages fared, for those who answer for them: read only, of channels and not of people."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from storage.models import DeliveryRow, DigestRow, EditionRow
from storage.repositories.delivery_records import ON_ITS_WAY, DeliveryKind, DeliveryState
from storage.repositories.digest_records import EditionState

_Ended = tuple[EditionState, str]  # how, and for which reason

LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Fate:
    """How a week of a digest ended, or how far it has come. `delivered`: None where nothing was to be sent."""

    period: str
    state: EditionState
    reason: str | None
    delivered: DeliveryState | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Departure:
    """One message, without what it said. `late`: it was sent long after its time."""

    id: int
    kind: DeliveryKind
    channel_id: str
    state: DeliveryState
    reason: str | None
    due_at: datetime
    finished_at: datetime | None
    late: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many messages ended how, and weeks of digests that came to no message; those suppressed by their reason."""

    sent: int = 0
    late: int = 0
    suppressed: Mapping[str, int] = field(default_factory=dict)
    missed: int = 0
    dead: int = 0
    unconfirmed: int = 0
    failed: int = 0  # weeks of digests that could not be computed
    under_way: int = 0


class DeliveryReports:
    """Reads deliveries and editions. `channels` None stands for all of the workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def last_fates(self, team_id: str) -> Mapping[str, Fate]:
        """The newest week of each digest that has one, by the digest's id."""
        statement = (
            select(
                EditionRow.digest_id,
                EditionRow.period,
                EditionRow.state,
                EditionRow.reason,
                DeliveryRow.state.label("delivered"),
                DeliveryRow.reason.label("why"),
                DeliveryRow.finished_at,
            )
            .outerjoin(DeliveryRow, DeliveryRow.id == EditionRow.delivery_id)
            .filter(EditionRow.team_id == team_id)
            .order_by(EditionRow.due_at)
        )
        return {
            row.digest_id: Fate(
                row.period,
                EditionState(row.state),
                row.reason or row.why,
                DeliveryState(row.delivered) if row.delivered else None,
                row.finished_at,
            )
            for row in self._session.execute(statement)
        }

    def last(self, team_id: str, channels: Collection[str] | None, most: int) -> Sequence[Departure]:
        """The newest messages, the newest first."""
        newest = (
            select(DeliveryRow)
            .where(*_place(team_id, channels))
            .order_by(DeliveryRow.due_at.desc(), DeliveryRow.id.desc())
        )
        newest = newest.limit(most)
        return [_departure(row) for row in self._session.scalars(newest)]

    def tally(self, team_id: str, channels: Collection[str] | None, since: datetime) -> Tally:
        """How the messages that fell due since then ended."""
        wanted = (DeliveryRow.state, DeliveryRow.reason, DeliveryRow.due_at, DeliveryRow.finished_at)
        due = select(*wanted).where(*_place(team_id, channels), DeliveryRow.due_at >= since)
        rows = self._session.execute(due).all()
        states = Counter(DeliveryState(row.state) for row in rows)
        weeks = self._weeks(team_id, channels, since)
        ends = Counter(state for state, _ in weeks.elements())
        quiet = Counter(row.reason or "" for row in rows if row.state == DeliveryState.SUPPRESSED)
        quiet += Counter(reason for state, reason in weeks.elements() if state is EditionState.SUPPRESSED)
        return Tally(
            sent=states[DeliveryState.SENT],
            late=sum(row.state == DeliveryState.SENT and _is_late(row.due_at, row.finished_at) for row in rows),
            suppressed=dict(quiet),
            missed=states[DeliveryState.MISSED] + ends[EditionState.MISSED],
            dead=states[DeliveryState.DEAD],
            unconfirmed=states[DeliveryState.UNCONFIRMED],
            failed=ends[EditionState.FAILED],
            under_way=sum(states[each] for each in ON_ITS_WAY),
        )

    def _weeks(self, team_id: str, channels: Collection[str] | None, since: datetime) -> Counter[_Ended]:
        """How many weeks of digests are in which state, for which reason."""
        statement = (
            select(EditionRow.state, EditionRow.reason)
            .join(DigestRow, and_(DigestRow.team_id == EditionRow.team_id, DigestRow.id == EditionRow.digest_id))
            .where(EditionRow.team_id == team_id, EditionRow.due_at >= since)
        )
        if channels is not None:
            statement = statement.where(DigestRow.channel_id.in_(channels))
        return Counter((EditionState(state), reason or "") for state, reason in self._session.execute(statement))


def _place(team_id: str, channels: Collection[str] | None) -> tuple[ColumnElement[bool], ...]:
    """Where messages went; to whom a reminder went would tell who has not voted."""
    here = DeliveryRow.team_id == team_id, DeliveryRow.kind != DeliveryKind.REMINDER
    return here if channels is None else (*here, DeliveryRow.channel_id.in_(channels))


def _departure(row: DeliveryRow) -> Departure:
    return Departure(
        id=row.id,
        kind=DeliveryKind(row.kind),
        channel_id=row.channel_id,
        state=DeliveryState(row.state),
        reason=row.reason,
        due_at=row.due_at,
        finished_at=row.finished_at,
        late=row.state == DeliveryState.SENT and _is_late(row.due_at, row.finished_at),
    )


def _is_late(due_at: datetime, finished_at: datetime | None) -> bool:
    return finished_at is not None and finished_at - due_at > LATE
