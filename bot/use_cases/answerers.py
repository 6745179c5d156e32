"""Who may answer for something that a channel gets: who set it, else the managers of the team, else the admins."""

from collections.abc import Callable, Iterator, Mapping

from bot.policy import Ruling
from kpi_engine.scope import Level, Scope
from storage.repositories.records import Member, Role
from storage.unit_of_work import UnitOfWork

May = Callable[[Member, Scope, Mapping[str, int]], Ruling]
"""Whether a member may set such a thing for a scope, given the reps of each team."""


def answerers(work: UnitOfWork, team_id: str, owner: str, scope: Scope, may_set: May) -> Iterator[Member]:
    """All who may, the owner first, then the managers of its team, then the admins."""
    teams = {team.name: team for team in work.teams.of(team_id)}
    sizes = {name: team.headcount for name, team in teams.items()}
    team = teams.get(scope.name or "") if scope.level is Level.TEAM else None
    managers = team.managers if team else ()
    everybody = {each.user_id: each for each in work.members.of(team_id)}
    admins = [each.user_id for each in everybody.values() if each.role is Role.ADMIN]
    for user_id in dict.fromkeys((owner, *managers, *admins)):
        member = everybody.get(user_id)
        if member and may_set(member, scope, sizes).allowed:
            yield member
