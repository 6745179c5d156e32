"""How a piece of feedback reads out of its row."""

from storage.models import FeedbackRow
from storage.repositories.voice_records import Feedback, FeedbackKind, FeedbackState, Sentiment


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
