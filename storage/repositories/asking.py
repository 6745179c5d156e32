"""Questions behind buttons, and requests that already had their effect."""

from datetime import datetime
from functools import cache

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import AskedQuestionRow, InboundRow
from storage.repositories.records import AskedQuestion
from storage.repositories.upsert import Insert, add_missing, dialect_of, insert_into, row_of


class AskedQuestions:
    """Questions by workspace and key. A key always names the same body."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, question: AskedQuestion) -> None:
        """Remember it; asked again, it is only younger."""
        row = row_of(question) | {"body": dict(question.body)}
        self._session.execute(_younger(dialect_of(self._session)), row)

    def get(self, team_id: str, key: str) -> AskedQuestion | None:
        """Find one; None once it has been forgotten, and for another workspace's."""
        columns = (AskedQuestionRow.body, AskedQuestionRow.asked_at)
        row = self._session.execute(select(*columns).filter_by(team_id=team_id, key=key)).first()
        return AskedQuestion(team_id, key, row.body, row.asked_at) if row else None

    def kpis_since(self, team_id: str, moment: datetime) -> frozenset[str]:
        """The KPIs that were asked for, as far as what was asked is still remembered."""
        kpi = AskedQuestionRow.body["kpi"].as_string()
        found = select(kpi).distinct().where(AskedQuestionRow.team_id == team_id, AskedQuestionRow.asked_at >= moment)
        return frozenset(self._session.scalars(found))

    def forget_before(self, moment: datetime) -> None:
        """Delete what was last asked before `moment`."""
        self._session.execute(delete(AskedQuestionRow).where(AskedQuestionRow.asked_at < moment))


class Inbound:
    """Keys of events and submissions. The key is written in the transaction of its effect."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def first_sight(self, key: str, moment: datetime) -> bool:
        """Write the key; False means that it was there: the effect has happened, do nothing.

        While another transaction holds the same key uncommitted, this one waits for its end.
        """
        return add_missing(self._session, InboundRow, [{"key": key, "seen_at": moment}]) == 1

    def forget(self, key: str) -> None:
        """Delete the key of an effect that did not come about, so that it may be tried again."""
        self._session.execute(delete(InboundRow).filter_by(key=key))

    def forget_before(self, moment: datetime) -> None:
        """Delete keys seen before `moment`."""
        self._session.execute(delete(InboundRow).where(InboundRow.seen_at < moment))


@cache
def _younger(dialect: str) -> Insert:
    statement = insert_into(AskedQuestionRow, dialect)
    return statement.on_conflict_do_update(
        index_elements=["team_id", "key"],
        set_={"asked_at": statement.excluded.asked_at},
        where=AskedQuestionRow.__table__.c.asked_at < statement.excluded.asked_at,
    )
