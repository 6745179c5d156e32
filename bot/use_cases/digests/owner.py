"""Who answers for a digest: its owner or, once she may not any more, a manager of the team, else an admin."""

from dataclasses import dataclass
from datetime import datetime

from bot.policy import Reason, Ruling, may_set_digest
from bot.use_cases.answerers import Staff, answerers
from bot.use_cases.digests.edition_news import Unsaid
from bot.use_cases.digests.subscribe import record
from kpi_engine.scope import Level
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act, Member
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Seat:
    """Who may answer for a digest, its owner first; where nobody may, why, `about` a team or nothing."""

    taken_by: Member | None
    refused: Reason | Unsaid | None = None
    about: str | None = None


def seat_of(digest: Digest, staff: Staff) -> Seat:
    """Look who may, among those who lead."""
    found = next(staff.who_may(digest.owner, digest.scope, may_set_digest), None)
    if found:
        return Seat(found)
    if digest.scope.level is Level.TEAM and staff.headcounts.get(digest.scope.name or "") == 0:
        return Seat(None, Unsaid.TEAM_GONE, digest.scope.name)
    owner = staff.people.get(digest.owner)
    ruling = may_set_digest(owner, digest.scope, staff.headcounts) if owner else Ruling(Reason.STRANGER)
    return Seat(None, ruling.reason, ruling.about)


def answering(work: UnitOfWork, digest: Digest, at: datetime) -> Member | None:
    """The person who answers for it now; None where nobody known may.

    Where that is no longer its owner, it is handed over, with a line in the audit.
    """
    found = next(answerers(work, digest.team_id, digest.owner, digest.scope, may_set_digest), None)
    if found and found.user_id != digest.owner and work.digests.hand_over(digest, found.user_id, at):
        record(work, digest, Act.DIGEST_CHANGED, None, at)
    return found
