"""Sales teams, as the facts last named them."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import TeamManagerRow, TeamRow
from storage.repositories.records import Team
from storage.repositories.upsert import put


class Teams:
    """Teams by workspace and name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, team_id: str, headcounts: Mapping[str, int]) -> None:
        """Set the number of reps of each team; a team that is no longer named stays, with nobody in it."""
        known = self.headcounts(team_id)
        wanted = dict.fromkeys(known, 0) | dict(headcounts)
        # Always in the same order, so that two writers never wait for each other.
        for name, headcount in sorted(wanted.items()):
            if known.get(name) != headcount:
                put(self._session, TeamRow, {"team_id": team_id, "name": name, "headcount": headcount})

    def of(self, team_id: str) -> Sequence[Team]:
        """List the teams of a workspace by name, those without reps too."""
        managers = self._managers(team_id)
        return [
            Team(team_id, name, headcount, tuple(managers.get(name, ())))
            for name, headcount in self.headcounts(team_id).items()
        ]

    def headcounts(self, team_id: str) -> Mapping[str, int]:
        """The number of reps by team, by name; 0 where nobody is left in it."""
        return self.headcounts_by_workspace({team_id}).get(team_id, {})

    def headcounts_by_workspace(self, team_ids: Collection[str]) -> Mapping[str, Mapping[str, int]]:
        """The same of several workspaces at once; those without teams are left out."""
        statement = select(TeamRow.team_id, TeamRow.name, TeamRow.headcount).where(TeamRow.team_id.in_(team_ids))
        headcounts: dict[str, dict[str, int]] = {}
        for row in self._session.execute(statement.order_by(TeamRow.team_id, TeamRow.name)):
            headcounts.setdefault(row.team_id, {})[row.name] = row.headcount
        return headcounts

    def _managers(self, team_id: str) -> Mapping[str, Sequence[str]]:
        """User ids of the managers, by team."""
        managers: dict[str, list[str]] = {}
        statement = select(TeamManagerRow.team, TeamManagerRow.user_id).filter_by(team_id=team_id)
        for team, user_id in self._session.execute(statement.order_by(TeamManagerRow.user_id)):
            managers.setdefault(team, []).append(user_id)
        return managers
