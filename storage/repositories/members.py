"""People of a workspace and where the sales organisation seats them."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from storage.models import MemberRow, ReportRow, TeamManagerRow
from storage.repositories.records import Member
from storage.repositories.upsert import add_missing, put

_COLUMNS = tuple(column.name for column in MemberRow.__table__.columns)


class Members:
    """Members by workspace and user id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, member: Member) -> None:
        """Add or overwrite, with the teams and reps in her charge; all her teams must be known already."""
        put(self._session, MemberRow, _values(member))
        self._replace(member, TeamManagerRow, "team", member.manages)
        self._replace(member, ReportRow, "rep", member.reports)

    def _replace(
        self, member: Member, model: type[TeamManagerRow | ReportRow], column: str, names: Iterable[str]
    ) -> None:
        owner = {"team_id": member.team_id, "user_id": member.user_id}
        self._session.execute(delete(model).filter_by(**owner))
        add_missing(self._session, model, [owner | {column: name} for name in names])

    def get(self, team_id: str, user_id: str) -> Member | None:
        """Find one."""
        found = self._read(select(MemberRow).filter_by(team_id=team_id, user_id=user_id))
        return found[0] if found else None

    def of(self, team_id: str) -> Sequence[Member]:
        """List everybody who was met in a workspace, by user id."""
        return self._read(select(MemberRow).filter_by(team_id=team_id).order_by(MemberRow.user_id))

    def _read(self, statement: Select[MemberRow]) -> Sequence[Member]:
        rows = self._session.scalars(statement, execution_options={"populate_existing": True})
        return [_record(row) for row in rows]


def _values(member: Member) -> dict[str, Any]:
    return {name: getattr(member, name) for name in _COLUMNS} | {"closed_regions": list(member.closed_regions)}


def _record(row: MemberRow) -> Member:
    return Member(
        **{name: getattr(row, name) for name in _COLUMNS if name != "closed_regions"},
        closed_regions=tuple(row.closed_regions),
        manages=tuple(each.team for each in row.managed),
        reports=tuple(each.rep for each in row.reports),
    )
