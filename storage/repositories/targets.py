"""What teams aim at: one target in force for each KPI, scope and horizon; those before it stay as history."""

from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from kpi_engine.periods import Grain, Period
from kpi_engine.scope import Level, Scope
from kpi_engine.target import Baseline, Target, TargetKind
from storage.models import TargetRow, WorkspaceRow
from storage.repositories.records import Ending, KeptTarget, TargetEnd

_BASELINE = TypeAdapter(Baseline)


class Targets:
    """Targets by workspace and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, kept: KeptTarget) -> KeptTarget | None:
        """Put a target in force and give the one that it replaces. One whose id is known is left as it is."""
        self._queue(kept.team_id)
        if self.get(kept.team_id, kept.id):
            return None
        before = self._first(kept.team_id, *_same_aim(kept.target), TargetRow.ended_at.is_(None))
        if before:
            self.end(before, TargetEnd(kept.set_at, kept.set_by, Ending.REPLACED))
        self._session.add(_row(kept))
        self._session.flush()
        return before

    def end(self, kept: KeptTarget, end: TargetEnd) -> bool:
        """Take a target out of force; False where it was out already."""
        statement = (
            update(TargetRow)
            .filter_by(team_id=kept.team_id, id=kept.id)
            .where(TargetRow.ended_at.is_(None))
            .values(ended_at=end.at, ended_by=end.by, ending=end.why)
            .returning(TargetRow.id)
        )
        return self._session.execute(statement).first() is not None

    def get(self, team_id: str, target_id: str) -> KeptTarget | None:
        """Find one, in force or not."""
        return self._first(team_id, TargetRow.id == target_id)

    def in_force(self, team_id: str) -> Sequence[KeptTarget]:
        """List the targets in force, those that end first first."""
        return self._all(team_id, TargetRow.ended_at.is_(None))

    def ended(self, team_id: str) -> Sequence[KeptTarget]:
        """List those that were replaced or removed."""
        return self._all(team_id, TargetRow.ended_at.is_not(None))

    def _queue(self, team_id: str) -> None:
        """Let writers of a workspace's targets take turns, so that two never put the same one in force."""
        self._session.execute(select(WorkspaceRow.team_id).filter_by(team_id=team_id).with_for_update())

    def _first(self, team_id: str, *where: ColumnElement[bool]) -> KeptTarget | None:
        return next(iter(self._all(team_id, *where)), None)

    def _all(self, team_id: str, *where: ColumnElement[bool]) -> Sequence[KeptTarget]:
        statement = select(TargetRow).filter_by(team_id=team_id).where(*where)
        ordered = statement.order_by(TargetRow.horizon_end, TargetRow.kpi, TargetRow.scope_name, TargetRow.set_at)
        rows = self._session.scalars(ordered, execution_options={"populate_existing": True})
        return [_record(row) for row in rows]


def _same_aim(target: Target) -> tuple[ColumnElement[bool], ...]:
    """Find the targets that only one of can be in force: whatever was said of KPI, scope and days."""
    return (
        TargetRow.kpi == target.kpi,
        TargetRow.scope_level == target.scope.level,
        TargetRow.scope_name == (target.scope.name or ""),
        TargetRow.horizon_start == target.horizon.start,
        TargetRow.horizon_end == target.horizon.end,
    )


def _row(kept: KeptTarget) -> TargetRow:
    target = kept.target
    return TargetRow(
        team_id=kept.team_id,
        id=kept.id,
        kpi=target.kpi,
        scope_level=target.scope.level,
        scope_name=target.scope.name or "",
        horizon_start=target.horizon.start,
        horizon_end=target.horizon.end,
        horizon_grain=target.horizon.grain,
        kind=target.kind,
        amount=target.amount,
        aim=target.aim,
        baseline=_BASELINE.dump_python(target.baseline, mode="json") if target.baseline else None,
        note=kept.note,
        set_by=kept.set_by,
        set_at=kept.set_at,
    )


def _record(row: TargetRow) -> KeptTarget:
    return KeptTarget(
        team_id=row.team_id,
        id=row.id,
        target=Target(
            kpi=row.kpi,
            scope=Scope(Level(row.scope_level), row.scope_name or None),
            horizon=_period(row.horizon_start, row.horizon_end, row.horizon_grain),
            kind=TargetKind(row.kind),
            amount=row.amount,
            aim=row.aim,
            baseline=_BASELINE.validate_python(dict(row.baseline)) if row.baseline else None,
        ),
        note=row.note,
        set_by=row.set_by,
        set_at=row.set_at,
        end=_end(row),
    )


def _end(row: TargetRow) -> TargetEnd | None:
    if row.ended_at is None or row.ending is None:
        return None
    return TargetEnd(row.ended_at, row.ended_by, Ending(row.ending))


def _period(start: date, end: date, grain: str | None) -> Period:
    return Period(start, end, Grain(grain) if grain else None)
