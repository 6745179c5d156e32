"""People of a workspace and where the sales organisation seats them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from storage.models import MemberRow, ReportRow, TeamManagerRow
from storage.repositories.records import Member, Role
from storage.repositories.upsert import add_missing, put

_LEADING = (Role.MANAGER, Role.ADMIN)
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

    def leading(self, team_ids: Collection[str], besides: Collection[str]) -> Mapping[str, Sequence[Member]]:
        """Managers and admins of workspaces, and `besides` others named by user id: by workspace, then by user id."""
        wanted = or_(MemberRow.role.in_(_LEADING), MemberRow.user_id.in_(besides))
        found = self._read(
            select(MemberRow)
            .where(MemberRow.team_id.in_(team_ids), wanted)
            .order_by(MemberRow.team_id, MemberRow.user_id)
        )
        return {team_id: list(people) for team_id, people in groupby(found, key=lambda each: each.team_id)}

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
