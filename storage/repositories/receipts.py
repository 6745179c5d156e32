"""Answers that were given, by their receipts. The same answer given again is the first one still."""

from datetime import datetime

from sqlalchemy import delete, select
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
