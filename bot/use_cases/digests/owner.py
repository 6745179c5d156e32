"""Who answers for a digest: its owner or, once she may not any more, a manager of the team, else an admin."""

from datetime import datetime

from bot.policy import may_set_digest
from bot.use_cases.answerers import answerers
from bot.use_cases.digests.subscribe import record
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act, Member
from storage.unit_of_work import UnitOfWork


def answering(work: UnitOfWork, digest: Digest, at: datetime) -> Member | None:
    """The person who answers for it now; None where nobody known may.

    Where that is no longer its owner, it is handed over, with a line in the audit.
    """
    found = next(answerers(work, digest.team_id, digest.owner, digest.scope, may_set_digest), None)
    if found and found.user_id != digest.owner and work.digests.hand_over(digest, found.user_id, at):
        record(work, digest, Act.DIGEST_CHANGED, None, at)
    return found
