"""Who may answer for something that a channel gets: who set it, else the managers of the team, else the admins."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from bot.policy import Ruling
from kpi_engine.scope import Level, Scope
from storage.repositories.records import Member, Role
from storage.unit_of_work import UnitOfWork

May = Callable[[Member, Scope, Mapping[str, int]], Ruling]
"""Whether a member may set such a thing for a scope, given the reps of each team."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Those of a workspace who may come to answer for things, by user id in that order, and the reps of each team."""

    people: Mapping[str, Member]
    headcounts: Mapping[str, int]

    def who_may(self, owner: str, scope: Scope, may_set: May) -> Iterator[Member]:
        """All who may, the owner first, then the managers of its team, then the admins."""
        for user_id in dict.fromkeys((owner, *self._managers(scope), *self._admins())):
            member = self.people.get(user_id)
            if member and may_set(member, scope, self.headcounts).allowed:
                yield member

    def _managers(self, scope: Scope) -> Iterator[str]:
        of_team = scope.level is Level.TEAM
        return (each.user_id for each in self.people.values() if of_team and scope.name in each.manages)

    def _admins(self) -> Iterator[str]:
        return (each.user_id for each in self.people.values() if each.role is Role.ADMIN)


def staffs(work: UnitOfWork, owners: Collection[tuple[str, str]]) -> Mapping[str, Staff]:
    """The staff of each workspace, with these owners, given by workspace and user id: in as many reads as for one."""
    team_ids = {team_id for team_id, _ in owners}
    people = work.members.leading(team_ids, {owner for _, owner in owners})
    headcounts = work.teams.headcounts_by_workspace(team_ids)
    return {
        team_id: Staff({each.user_id: each for each in people.get(team_id, ())}, headcounts.get(team_id, {}))
        for team_id in team_ids
    }


def answerers(work: UnitOfWork, team_id: str, owner: str, scope: Scope, may_set: May) -> Iterator[Member]:
    """All who may answer for one thing now."""
    return staffs(work, {(team_id, owner)})[team_id].who_may(owner, scope, may_set)
