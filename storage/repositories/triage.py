"""What was said, as those look for it who take it up: only what may be read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from storage.models import FeedbackRow
from storage.repositories.feedback_rows import feedback_of
from storage.repositories.voice_records import Feedback, FeedbackState

_FRESH = {"populate_existing": True}
_IN_HAND = (FeedbackState.NEW, FeedbackState.ACKNOWLEDGED, FeedbackState.PLANNED)


class Triage:
    """Looks for released feedback, by workspace."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, team_id: str, feedback_id: str) -> Feedback | None:
        """Find one."""
        return next(iter(self._all(team_id, FeedbackRow.id == feedback_id)), None)

    def lock(self, team_id: str, *feedback_ids: str) -> Sequence[Feedback]:
        """Find some, and let nobody else work on them until the unit ends; always in the same order."""
        wanted = select(FeedbackRow).filter_by(team_id=team_id, released=True)
        statement = wanted.where(FeedbackRow.id.in_(feedback_ids)).order_by(FeedbackRow.id).with_for_update()
        return [feedback_of(row) for row in self._session.scalars(statement, execution_options=_FRESH)]

    def merged_into(self, main: Feedback) -> Sequence[Feedback]:
        """List what says the same as another one."""
        return self._all(main.team_id, FeedbackRow.merged_into == main.id)

    def in_hand(self, team_id: str) -> Sequence[Feedback]:
        """List what is neither done, declined nor merged, the oldest week first."""
        return self._all(team_id, FeedbackRow.state.in_(_IN_HAND))

    def said_in(self, team_id: str, first_week: str, last_week: str) -> Sequence[Feedback]:
        """List what was said from one ISO week to another, both included."""
        return self._all(team_id, FeedbackRow.week >= first_week, FeedbackRow.week <= last_week)

    def moved_since(self, team_id: str, since: datetime) -> Sequence[Feedback]:
        """List what was taken up, done or declined since an instant."""
        return self._all(team_id, FeedbackRow.changed_at >= since)

    def of_themes(self, team_id: str) -> Sequence[Feedback]:
        """List what has a theme."""
        return self._all(team_id, FeedbackRow.theme_id.is_not(None))

    def _all(self, team_id: str, *where: ColumnElement[bool]) -> Sequence[Feedback]:
        statement = select(FeedbackRow).filter_by(team_id=team_id, released=True).where(*where)
        ordered = statement.order_by(FeedbackRow.week, FeedbackRow.said_at, FeedbackRow.id)
        return [feedback_of(row) for row in self._session.scalars(ordered, execution_options=_FRESH)]
