"""What was said, for those who take it up: only what is released, and what they answered to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.models import FeedbackReplyRow, FeedbackRow
from storage.repositories.upsert import add_missing, row_of
from storage.repositories.voice_records import Feedback, FeedbackKind, FeedbackReply, FeedbackState, Sentiment

_FRESH = {"populate_existing": True}
_TRIAGED = ("state", "owner", "due_on", "reason", "theme_id", "merged_into", "answered_at", "changed_at", "changed_by")
_IN_HAND = (FeedbackState.NEW, FeedbackState.ACKNOWLEDGED, FeedbackState.PLANNED)


class Triage:
    """Released feedback by workspace and id, with its replies."""

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

    def keep(self, feedback: Feedback) -> None:
        """Write down how far it has come."""
        values = {name: getattr(feedback, name) for name in _TRIAGED}
        statement = update(FeedbackRow).filter_by(team_id=feedback.team_id, id=feedback.id).values(**values)
        self._session.execute(statement, execution_options={"synchronize_session": False})

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

    def by_author(self, team_id: str, user_id: str) -> Sequence[Feedback]:
        """List what somebody said with her name, oldest first."""
        return self._all(team_id, FeedbackRow.author == user_id)

    def by_ticket(self, team_id: str, ticket: str) -> Feedback | None:
        """Find what was said without a name by the digest of its author's word, released or not."""
        statement = select(FeedbackRow).filter_by(team_id=team_id, ticket=ticket)
        row = self._session.scalars(statement, execution_options=_FRESH).first()
        return feedback_of(row) if row else None

    def _all(self, team_id: str, *where: ColumnElement[bool]) -> Sequence[Feedback]:
        statement = select(FeedbackRow).filter_by(team_id=team_id, released=True).where(*where)
        ordered = statement.order_by(FeedbackRow.week, FeedbackRow.said_at, FeedbackRow.id)
        return [feedback_of(row) for row in self._session.scalars(ordered, execution_options=_FRESH)]

    # replies

    def reply(self, reply: FeedbackReply) -> bool:
        """Keep an answer; False for the same one sent twice."""
        return bool(add_missing(self._session, FeedbackReplyRow, [row_of(reply)]))

    def replies(self, feedback: Feedback) -> Sequence[FeedbackReply]:
        """List what was answered, oldest first."""
        statement = select(FeedbackReplyRow).filter_by(team_id=feedback.team_id, feedback_id=feedback.id)
        ordered = statement.order_by(FeedbackReplyRow.at, FeedbackReplyRow.id)
        rows = self._session.scalars(ordered, execution_options=_FRESH)
        return [FeedbackReply(row.team_id, row.id, row.feedback_id, row.by, row.body, row.at) for row in rows]


def feedback_of(row: FeedbackRow) -> Feedback:
    """The record of a row."""
    return Feedback(
        team_id=row.team_id,
        id=row.id,
        kind=FeedbackKind(row.kind),
        body=row.body,
        sentiment=Sentiment(row.sentiment) if row.sentiment else None,
        about={str(name): str(value) for name, value in row.about.items()},
        team=row.team,
        author=row.author,
        said_at=row.said_at,
        week=row.week,
        ticket=row.ticket,
        released=row.released,
        state=FeedbackState(row.state),
        owner=row.owner,
        due_on=row.due_on,
        reason=row.reason,
        theme_id=row.theme_id,
        merged_into=row.merged_into,
        answered_at=row.answered_at,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        card_delivery=row.card_delivery,
    )
