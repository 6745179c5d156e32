"""Who answers for a digest: its owner or, once she may not any more, a manager of the team, else an admin."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy import ALLOWED, Reason, Ruling, may_set_digest
from bot.use_cases.answerers import Staff, answerers
from bot.use_cases.digests.subscribe import record
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act, Member
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Seat:
    """Who may answer for a digest, its owner first; where nobody may, `ruling` says why its owner may not."""

    taken_by: Member | None
    ruling: Ruling


def seat_of(digest: Digest, staff: Staff) -> Seat:
    """Look who may, among those who lead."""
    found = next(staff.who_may(digest.owner, digest.scope, may_set_digest), None)
    if found:
        return Seat(found, ALLOWED)
    owner = staff.people.get(digest.owner)
    ruling = may_set_digest(owner, digest.scope, staff.headcounts) if owner else Ruling(Reason.STRANGER)
    return Seat(None, ruling)


def answering(work: UnitOfWork, digest: Digest, at: datetime) -> Member | None:
    """The person who answers for it now; None where nobody known may.

    Where that is no longer its owner, it is handed over, with a line in the audit.
    """
    found = next(answerers(work, digest.team_id, digest.owner, digest.scope, may_set_digest), None)
    if found and found.user_id != digest.owner and work.digests.hand_over(digest, found.user_id, at):
        record(work, digest, Act.DIGEST_CHANGED, None, at)
    return found
