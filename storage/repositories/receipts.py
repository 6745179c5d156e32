"""Answers that were given, by their receipts. The same answer given again is the first one still."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from storage.models import ReceiptRow
from storage.repositories.records import TERMINAL, GivenAnswer
from storage.repositories.upsert import add_missing, row_of

_COLUMNS = ReceiptRow.__table__.columns


class Receipts:
    """Given answers by workspace and receipt id; those of the terminal are everybody's to find."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, *given: GivenAnswer) -> None:
        """Remember them; one given again keeps the day on which it was first given."""
        add_missing(self._session, ReceiptRow, [row_of(each) | {"question": dict(each.question)} for each in given])

    def get(self, team_id: str, receipt_id: str) -> GivenAnswer | None:
        """Find one that a workspace was given, or the terminal."""
        return self._first(receipt_id, (team_id, TERMINAL))

    def kpis_since(self, team_id: str, moment: datetime) -> frozenset[str]:
        """The KPIs of which a workspace was given an answer: by a card, a digest or an alert."""
        kpi = ReceiptRow.question["kpi"].as_string()
        found = select(kpi).distinct().where(ReceiptRow.team_id == team_id, ReceiptRow.answered_at >= moment)
        return frozenset(self._session.scalars(found))

    def since(self, team_id: str) -> datetime | None:
        """When the first answer was given that is still remembered."""
        return self._session.execute(select(func.min(_COLUMNS.answered_at)).filter_by(team_id=team_id)).scalar()

    def anywhere(self, receipt_id: str) -> GivenAnswer | None:
        """Find one whoever was given it: for the terminal, where no rights apply."""
        return self._first(receipt_id)

    def forget_before(self, moment: datetime) -> None:
        """Delete what was first given before `moment`."""
        self._session.execute(delete(ReceiptRow).where(ReceiptRow.answered_at < moment))

    def _first(self, receipt_id: str, places: tuple[str, ...] = ()) -> GivenAnswer | None:
        statement = select(*_COLUMNS).where(_COLUMNS.id == receipt_id).order_by(_COLUMNS.answered_at)
        if places:
            statement = statement.where(_COLUMNS.team_id.in_(places))
        row = self._session.execute(statement.limit(1)).mappings().first()
        return GivenAnswer(**row) if row else None
