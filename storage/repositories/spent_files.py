"""Pictures that were uploaded and that no message shows."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from storage.models import SpentFileRow
from storage.repositories.upsert import add_missing


class SpentFiles:
    """Files to be deleted in Slack, by workspace and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, team_id: str, file_id: str | None, now: datetime) -> None:
        """Remember one, if there is one."""
        if file_id:
            add_missing(self._session, SpentFileRow, [{"team_id": team_id, "file_id": file_id, "not_before": now}])

    def take(self, now: datetime, until: datetime, most: int) -> Sequence[tuple[str, str]]:
        """Workspace and id of files to delete now; nobody else gets them `until` then."""
        due = (
            select(SpentFileRow.team_id, SpentFileRow.file_id)
            .where(SpentFileRow.not_before <= now)
            .order_by(SpentFileRow.not_before)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        found = [(row.team_id, row.file_id) for row in self._session.execute(due)]
        for team_id, file_id in found:
            statement = update(SpentFileRow).filter_by(team_id=team_id, file_id=file_id).values(not_before=until)
            self._session.execute(statement)
        return found

    def gone(self, team_id: str, file_id: str) -> None:
        """Forget one that Slack has no more."""
        self._session.execute(delete(SpentFileRow).filter_by(team_id=team_id, file_id=file_id))
