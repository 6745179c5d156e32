"""What people in the field say. Nothing here tells whose an anonymous word is, nor in which order such words came.

An anonymous word waits until enough of one team have gathered. Then `shuffle` writes them anew under other keys, the
database is scrubbed of what was there before, and `release` lets them be read: three steps, each of which may be the
last before a crash, and the next look takes up where it stopped. Between the first and the last, `changed_at` says
that a word is shuffled.
"""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from secrets import token_hex

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from storage.models import FeedbackReplyRow, FeedbackRow, WorkspaceRow
from storage.repositories.feedback_rows import feedback_of
from storage.repositories.upsert import add_missing, row_of
from storage.repositories.voice_records import Feedback, FeedbackReply

_FRESH = {"populate_existing": True}
_ANONYMOUS = FeedbackRow.author.is_(None)
_WAITING = (_ANONYMOUS, FeedbackRow.released.is_(False), FeedbackRow.changed_at.is_(None))
_SHUFFLED = (_ANONYMOUS, FeedbackRow.released.is_(False), FeedbackRow.changed_at.is_not(None))
_TRIAGE = (
    "state",
    "owner",
    "due_on",
    "reason",
    "theme_id",
    "merged_into",
    "answered_at",
    "changed_at",
    "changed_by",
    "card_delivery",
)

_system = random.SystemRandom()


class FeedbackItems:
    """Feedback by workspace and id, with the replies to it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # said

    def put(self, feedback: Feedback) -> bool:
        """Keep it, once; False where it is kept already, also under the other key that a release gave it."""
        self._hold_still(feedback.team_id, read=True)
        if feedback.ticket and self.by_ticket(feedback.team_id, feedback.ticket):
            return False
        return add_missing(self._session, FeedbackRow, [row_of(feedback) | {"about": dict(feedback.about)}]) == 1

    def get(self, team_id: str, feedback_id: str) -> Feedback | None:
        """Find one, whether it may be read or not."""
        return self._first(FeedbackRow.team_id == team_id, FeedbackRow.id == feedback_id)

    def by_ticket(self, team_id: str, ticket: str) -> Feedback | None:
        """Find an anonymous one by the SHA-256 of the word that its author was shown."""
        return self._first(FeedbackRow.team_id == team_id, FeedbackRow.ticket == ticket)

    def of_author(self, team_id: str, user_id: str) -> Sequence[Feedback]:
        """List what a person said with her name, oldest first."""
        found = self._all(FeedbackRow.team_id == team_id, FeedbackRow.author == user_id)
        return sorted(found, key=lambda each: (each.said_at is not None, each.said_at, each.id))

    def change(self, feedback: Feedback) -> None:
        """Overwrite what its triage may change; what was said stays."""
        values = {name: getattr(feedback, name) for name in _TRIAGE}
        this = update(FeedbackRow).filter_by(team_id=feedback.team_id, id=feedback.id)
        self._session.execute(this.values(**values), execution_options={"synchronize_session": False})

    # replies

    def reply(self, reply: FeedbackReply) -> bool:
        """Keep a reply, once."""
        return add_missing(self._session, FeedbackReplyRow, [row_of(reply)]) == 1

    def replies(self, team_id: str, feedback_id: str) -> Sequence[FeedbackReply]:
        """List the replies to one, oldest first."""
        statement = select(FeedbackReplyRow).filter_by(team_id=team_id, feedback_id=feedback_id)
        rows = self._session.scalars(statement.order_by(FeedbackReplyRow.at, FeedbackReplyRow.id))
        return [FeedbackReply(each.team_id, each.id, each.feedback_id, each.by, each.body, each.at) for each in rows]

    # released

    def gathered(self, least: int) -> Sequence[tuple[str, str]]:
        """List workspaces and teams of which at least so many anonymous words wait."""
        columns = FeedbackRow.team_id, FeedbackRow.team
        counted = select(*columns).where(*_WAITING).group_by(*columns).having(func.count() >= least)
        return [(row.team_id, row.team) for row in self._session.execute(counted.order_by(*columns))]

    def shuffle(self, team_id: str, team: str, *, least: int, at: datetime) -> int:
        """Write all that wait of a team anew, under other random keys and in another order; none if they are fewer."""
        self._hold_still(team_id)
        these = (FeedbackRow.team_id == team_id, FeedbackRow.team == team, *_WAITING)
        found = list(self._all(*these))
        if len(found) < least:
            return 0
        _system.shuffle(found)
        self._session.execute(delete(FeedbackRow).where(*these), execution_options={"synchronize_session": False})
        anew = [replace(each, id=token_hex(16), changed_at=at) for each in found]
        self._session.execute(insert(FeedbackRow), [row_of(each) | {"about": dict(each.about)} for each in anew])
        return len(anew)

    def shuffled(self) -> Sequence[tuple[str, str]]:
        """List the keys, workspace and id, of those that were shuffled and cannot be read yet."""
        keys = select(FeedbackRow.team_id, FeedbackRow.id).where(*_SHUFFLED)
        found = self._session.execute(keys.order_by(FeedbackRow.team_id, FeedbackRow.id))
        return [(row.team_id, row.id) for row in found]

    def release(self, team_id: str, feedback_id: str) -> Feedback | None:
        """Let one that was shuffled be read, and give it; None where it can be read already."""
        this = update(FeedbackRow).filter_by(team_id=team_id, id=feedback_id).where(*_SHUFFLED)
        released = this.values(released=True, changed_at=None).returning(FeedbackRow.id)
        found = self._session.execute(released, execution_options={"synchronize_session": False}).first()
        return self.get(team_id, feedback_id) if found else None

    def forget_before(self, moment: datetime) -> None:
        """Delete what was said in a week before that of `moment` and about which nothing was done since.

        The week is all that is known of an anonymous word; `week` sorts as it is written.
        """
        year, week, _ = moment.isocalendar()
        before = FeedbackRow.week < f"{year}-W{week:02}"
        untouched = or_(FeedbackRow.changed_at.is_(None), FeedbackRow.changed_at < moment)
        old = delete(FeedbackRow).where(before, untouched)
        self._session.execute(old, execution_options={"synchronize_session": False})

    def _hold_still(self, team_id: str, *, read: bool = False) -> None:
        """Let no word be kept while a workspace's words change their keys: the same one could be kept twice."""
        workspace = select(WorkspaceRow.team_id).filter_by(team_id=team_id)
        self._session.execute(workspace.with_for_update(read=read, key_share=not read))

    def _first(self, *where: ColumnElement[bool]) -> Feedback | None:
        return next(iter(self._all(*where)), None)

    def _all(self, *where: ColumnElement[bool]) -> Sequence[Feedback]:
        statement = select(FeedbackRow).where(*where).order_by(FeedbackRow.week, FeedbackRow.id)
        return [feedback_of(row) for row in self._session.scalars(statement, execution_options=_FRESH)]
