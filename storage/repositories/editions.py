"""How each week of each digest ends: a row begins once, is one process's at a time, and ends for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate

from storage.models import DeliveryRow, EditionRow
from storage.repositories.delivery_records import DeliveryState
from storage.repositories.delivery_rows import AS_IT_IS
from storage.repositories.digest_records import UNDECIDED, Edition, EditionState
from storage.repositories.upsert import add_missing, row_of

Figures = Sequence[Mapping[str, object]]

_TABLE: Any = EditionRow.__table__
_COLUMNS = tuple(_TABLE.c.keys())


@dataclass(frozen=True, slots=True)
class Decision:
    """What an edition said, of which version of the facts, and when that was decided."""

    facts_version: str
    figures: Figures
    at: datetime


class Editions:
    """Editions by workspace, digest and week."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, edition: Edition) -> bool:
        """Begin a week's edition; False where it has begun already: it is decided on once."""
        return add_missing(self._session, EditionRow, [row_of(edition) | {"figures": list(edition.figures)}]) == 1

    def get(self, team_id: str, digest_id: str, period: str) -> Edition | None:
        """Find one."""
        found = self._all(EditionRow.team_id == team_id, EditionRow.digest_id == digest_id, EditionRow.period == period)
        return found[0] if found else None

    def of_digest(self, team_id: str, digest_id: str) -> Sequence[Edition]:
        """List a digest's editions, oldest first."""
        return self._all(EditionRow.team_id == team_id, EditionRow.digest_id == digest_id)

    def latest(self) -> Mapping[tuple[str, str], str]:
        """The last week that each digest, by workspace and id, has an edition for."""
        key = EditionRow.team_id, EditionRow.digest_id
        newest = self._session.execute(select(*key, func.max(EditionRow.period)).group_by(*key))
        return {(team_id, digest_id): period for team_id, digest_id, period in newest}

    def unclaimed(self, now: datetime) -> Sequence[Edition]:
        """List those that are open and nobody's, the first due first."""
        statement = select(EditionRow).where(EditionRow.state.in_(UNDECIDED), _free(now))
        key = EditionRow.team_id, EditionRow.digest_id, EditionRow.period
        return self._read(statement.order_by(EditionRow.due_at, *key))

    def claim(self, edition: Edition, now: datetime, until: datetime) -> bool:
        """Make an open edition one's own until then; False where it is another's, or has ended."""
        return self._change(_FREE, edition, now=now, lease_until=until)

    def decide(self, edition: Edition, decision: Decision) -> bool:
        """End it with what it said; False where another has ended it: then nothing may be queued for it."""
        return self._change(
            _STANDING,
            edition,
            state=EditionState.DECIDED,
            reason=None,
            facts_version=decision.facts_version,
            checked_version=decision.facts_version,
            figures=list(decision.figures),
            decided_at=decision.at,
            lease_until=None,
        )

    def deliver(self, edition: Edition, delivery_id: int) -> None:
        """Say which message a decided edition went into."""
        self._change(_ANY, edition, delivery_id=delivery_id)

    def end(self, edition: Edition, state: EditionState, reason: str, at: datetime) -> bool:
        """End it unsaid, suppressed or missed; False where another has ended it."""
        return self._change(_STANDING, edition, state=state, reason=reason, decided_at=at, lease_until=None)

    def put_off(self, edition: Edition, state: EditionState, reason: str | None, until: datetime | None) -> bool:
        """Leave it open, for a reason, and for nobody to take before `until`."""
        return self._change(_STANDING, edition, state=state, reason=reason, lease_until=until)

    def to_check(self, version: str, due_since: datetime, at_most: int) -> Sequence[Edition]:
        """List sent editions whose figures nobody has looked up in this version of the facts, the newest first."""
        return self._read(
            select(EditionRow)
            .join(DeliveryRow, DeliveryRow.id == EditionRow.delivery_id)
            .where(
                EditionRow.state == EditionState.DECIDED,
                EditionRow.due_at >= due_since,
                EditionRow.checked_version != version,
                DeliveryRow.state == DeliveryState.SENT,
            )
            .order_by(EditionRow.due_at.desc(), EditionRow.team_id, EditionRow.digest_id)
            .limit(at_most)
        )

    def checked(self, edition: Edition, version: str, figures: Figures) -> bool:
        """Note what its figures are in a version of the facts; False where another has done so since it was read."""
        known = edition.checked_version
        return self._change(_UNCHECKED, edition, known=known, checked_version=version, figures=list(figures))

    def forget_before(self, moment: datetime) -> None:
        """Delete what fell due before `moment`; the last week of each digest stays, so that none begins again."""
        later = aliased(EditionRow)
        has_later = exists().where(
            later.team_id == EditionRow.team_id,
            later.digest_id == EditionRow.digest_id,
            later.period > EditionRow.period,
        )
        self._session.execute(
            delete(EditionRow).where(EditionRow.due_at < moment, has_later), execution_options=AS_IT_IS
        )

    def _change(self, which: ReturningUpdate[Any], edition: Edition, **values: object) -> bool:
        """Set the columns that are named, if the row is one of these."""
        key = {"of_team": edition.team_id, "of_digest": edition.digest_id, "of_period": edition.period}
        return self._session.execute(which, key | values).first() is not None

    def _all(self, *where: ColumnElement[bool]) -> Sequence[Edition]:
        return self._read(select(EditionRow).where(*where).order_by(EditionRow.period))

    def _read(self, statement: Select[EditionRow]) -> Sequence[Edition]:
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [_record(row) for row in rows]


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(EditionRow.lease_until.is_(None), EditionRow.lease_until <= now)


_ANY = (
    update(_TABLE)
    .where(
        _TABLE.c.team_id == bindparam("of_team"),
        _TABLE.c.digest_id == bindparam("of_digest"),
        _TABLE.c.period == bindparam("of_period"),
    )
    .returning(_TABLE.c.period)
)
_STANDING = _ANY.where(_TABLE.c.state.in_(UNDECIDED))
_FREE = _STANDING.where(or_(_TABLE.c.lease_until.is_(None), _TABLE.c.lease_until <= bindparam("now")))
_UNCHECKED = _ANY.where(_TABLE.c.checked_version.is_not_distinct_from(bindparam("known")))


def _record(row: EditionRow) -> Edition:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Edition(**values | {"state": EditionState(row.state), "figures": tuple(row.figures)})
