"""What several people spoke of before a figure moved: raised once, scored once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.models import WeakSignalRow
from storage.repositories.upsert import add_missing, row_of
from storage.repositories.voice_records import SignalOutcome, WeakSignal


class WeakSignals:
    """Signals by workspace and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, signal: WeakSignal) -> bool:
        """Keep one; False where it was raised before."""
        return bool(add_missing(self._session, WeakSignalRow, [row_of(signal)]))

    def of(self, team_id: str) -> Sequence[WeakSignal]:
        """List a workspace's signals, oldest first."""
        return self._all(WeakSignalRow.team_id == team_id)

    def unscored(self, team_id: str) -> Sequence[WeakSignal]:
        """List those of which it is not known yet what came, oldest first."""
        return self._all(WeakSignalRow.team_id == team_id, WeakSignalRow.outcome.is_(None))

    def score(self, signal: WeakSignal, outcome: SignalOutcome, at: datetime) -> bool:
        """Keep what came of it; False where somebody did before."""
        statement = (
            update(WeakSignalRow)
            .filter_by(team_id=signal.team_id, id=signal.id)
            .where(WeakSignalRow.outcome.is_(None))
            .values(outcome=outcome, scored_at=at)
            .returning(WeakSignalRow.id)
        )
        return self._session.execute(statement).first() is not None

    def _all(self, *where: ColumnElement[bool]) -> Sequence[WeakSignal]:
        statement = select(WeakSignalRow).where(*where).order_by(WeakSignalRow.raised_at, WeakSignalRow.id)
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [_signal(row) for row in rows]


def _signal(row: WeakSignalRow) -> WeakSignal:
    return WeakSignal(
        team_id=row.team_id,
        id=row.id,
        theme_id=row.theme_id,
        dimension=row.dimension,
        value=row.value,
        kpi=row.kpi,
        people=row.people,
        first_said_on=row.first_said_on,
        raised_at=row.raised_at,
        before=row.before,
        outcome=SignalOutcome(row.outcome) if row.outcome else None,
        scored_at=row.scored_at,
    )
