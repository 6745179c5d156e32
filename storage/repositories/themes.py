"""Subjects that several people speak of: each name once in a workspace."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.models import ThemeRow
from storage.repositories.upsert import add_missing, row_of
from storage.repositories.voice_records import Theme


class Themes:
    """Themes by workspace and id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def named(self, theme: Theme) -> Theme:
        """The theme of this name, whatever its letters' case; `theme` itself, kept, where there was none."""
        same = func.lower(ThemeRow.name) == theme.name.lower()
        return self._first(theme.team_id, same) or self._added(theme)

    def get(self, team_id: str, theme_id: str) -> Theme | None:
        """Find one."""
        return self._first(team_id, ThemeRow.id == theme_id)

    def of(self, team_id: str) -> Sequence[Theme]:
        """List a workspace's themes by name."""
        return self._all(team_id)

    def _added(self, theme: Theme) -> Theme:
        """Of two people who name it at once, one does."""
        add_missing(self._session, ThemeRow, [row_of(theme)])
        return self._first(theme.team_id, ThemeRow.name == theme.name) or theme

    def _first(self, team_id: str, *where: ColumnElement[bool]) -> Theme | None:
        return next(iter(self._all(team_id, *where)), None)

    def _all(self, team_id: str, *where: ColumnElement[bool]) -> Sequence[Theme]:
        statement = select(ThemeRow).filter_by(team_id=team_id).where(*where).order_by(ThemeRow.name, ThemeRow.id)
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [Theme(row.team_id, row.id, row.name, row.created_by, row.created_at) for row in rows]
