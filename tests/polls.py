"""All polls that there are, for tests that look at what became of them."""

from collections.abc import Sequence

from storage.repositories.poll_records import Poll
from storage.unit_of_work import UnitOfWork

_NOBODY = "U0"


def polls_of(work: UnitOfWork, team_id: str) -> Sequence[Poll]:
    """The polls of a workspace, the newest first."""
    return work.polls.named(team_id, [each.poll_id for each in work.voters.standings(team_id, _NOBODY)])
