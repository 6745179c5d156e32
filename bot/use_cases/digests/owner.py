"""Who answers for a digest: its owner or, once she may not any more, a manager of the team, else an admin."""

from collections.abc import Iterator
from datetime import datetime

from bot.policy import may_set_digest
from bot.use_cases.digests.subscribe import record
from kpi_engine.scope import Level
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act, Member, Role
from storage.unit_of_work import UnitOfWork


def answering(work: UnitOfWork, digest: Digest, at: datetime) -> Member | None:
    """The person who answers for it now; None where nobody known may.

    Where that is no longer its owner, it is handed over, with a line in the audit.
    """
    found = next(_candidates(work, digest), None)
    if found and found.user_id != digest.owner and work.digests.hand_over(digest, found.user_id, at):
        record(work, digest, Act.DIGEST_CHANGED, None, at)
    return found


def _candidates(work: UnitOfWork, digest: Digest) -> Iterator[Member]:
    """All who may, the owner first, then the managers of its team, then the admins."""
    teams = {team.name: team for team in work.teams.of(digest.team_id)}
    sizes = {name: team.headcount for name, team in teams.items()}
    team = teams.get(digest.scope.name or "") if digest.scope.level is Level.TEAM else None
    managers = team.managers if team else ()
    everybody = {each.user_id: each for each in work.members.of(digest.team_id)}
    admins = [each.user_id for each in everybody.values() if each.role is Role.ADMIN]
    for user_id in dict.fromkeys((digest.owner, *managers, *admins)):
        member = everybody.get(user_id)
        if member and may_set_digest(member, digest.scope, sizes).allowed:
            yield member
