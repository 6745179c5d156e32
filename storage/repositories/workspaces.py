"""Slack workspaces that installed the assistant."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import WorkspaceRow
from storage.repositories.records import Workspace
from storage.repositories.upsert import put


class Workspaces:
    """Workspaces by Slack id. Everything else that is recorded belongs to one: put it first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, workspace: Workspace) -> None:
        """Add or overwrite."""
        put(self._session, WorkspaceRow, asdict(workspace))

    def get(self, team_id: str) -> Workspace | None:
        """Find one."""
        row = self._session.get(WorkspaceRow, team_id, populate_existing=True)
        return _record(row) if row else None

    def all(self) -> Sequence[Workspace]:
        """List all, by Slack id."""
        statement = select(WorkspaceRow).order_by(WorkspaceRow.team_id)
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [_record(row) for row in rows]


def _record(row: WorkspaceRow) -> Workspace:
    return Workspace(
        team_id=row.team_id,
        name=row.name,
        bot_user_id=row.bot_user_id,
        zone=row.zone,
        language=row.language,
        fiscal_year_starts=row.fiscal_year_starts,
        currency=row.currency,
    )
