"""The definitions that a house adopted, every version of each: added at the end, never altered, never deleted.

All workspaces of an installation share its facts, so they share its definitions: versions are numbered across them.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from kpi_engine.figure import Direction
from storage.models import DefinitionRow, WorkspaceRow
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.upsert import row_of


class Definitions:
    """Adopted versions by KPI, oldest first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.has_news = False

    def adopt(self, definition: AdoptedDefinition) -> None:
        """Add a version. The database refuses a number that is taken."""
        self.has_news = True
        self._session.add(DefinitionRow(**row_of(definition)))
        self._session.flush()

    def take_turns(self) -> None:
        """Let all who adopt in this house go one after the other, until the unit ends."""
        self._session.execute(select(WorkspaceRow.team_id).order_by(WorkspaceRow.team_id).with_for_update())

    def all(self) -> Sequence[AdoptedDefinition]:
        """List every version that the house adopted."""
        return self._found()

    def of(self, team_id: str) -> Sequence[AdoptedDefinition]:
        """List what one workspace adopted."""
        return self._found(DefinitionRow.team_id == team_id)

    def history(self, kpi: str) -> Sequence[AdoptedDefinition]:
        """List the versions of one KPI."""
        return self._found(DefinitionRow.kpi == kpi)

    def by_proposal(self, team_id: str, proposal_id: str) -> AdoptedDefinition | None:
        """Find the version that a proposal became."""
        of_proposal = DefinitionRow.team_id == team_id, DefinitionRow.proposal_id == proposal_id
        return next(iter(self._found(*of_proposal)), None)

    def count(self) -> int:
        """Count all versions: as none is altered, another number is the only sign of news."""
        return self._session.scalar(select(func.count()).select_from(DefinitionRow)) or 0

    def _found(self, *where: ColumnElement[bool]) -> Sequence[AdoptedDefinition]:
        statement = select(DefinitionRow).where(*where).order_by(DefinitionRow.kpi, DefinitionRow.version)
        return [_record(row) for row in self._session.scalars(statement)]


def _record(row: DefinitionRow) -> AdoptedDefinition:
    return AdoptedDefinition(
        team_id=row.team_id,
        kpi=row.kpi,
        version=row.version,
        change=DefinitionChange(row.change),
        recipe=dict(row.recipe) if row.recipe is not None else None,
        name=row.name,
        better=Direction(row.better),
        owner=row.owner,
        paired_with=row.paired_with,
        why=row.why,
        successor=row.successor,
        effective_on=row.effective_on,
        adopted_at=row.adopted_at,
        adopted_by=row.adopted_by,
        proposal_id=row.proposal_id,
        poll_id=row.poll_id,
    )
