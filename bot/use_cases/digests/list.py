"""The digests of a workspace as a person may see them, and how the last week of each ended."""

from dataclasses import dataclass

from bot.office import Office
from bot.policy import may_set_digest, visible
from bot.use_cases.for_channels import headcounts
from storage.repositories.delivery_reports import Fate
from storage.repositories.digest_records import Digest
from storage.repositories.records import Member


@dataclass(frozen=True, slots=True)
class Listed:
    """A digest, its last week if it had one, and whether this person may change it."""

    digest: Digest
    fate: Fate | None = None
    hers: bool = False


def listed_digests(member: Member, office: Office) -> tuple[Listed, ...]:
    """Those that this person may set or whose figures she may see, oldest first."""
    sizes = headcounts(member.team_id, office)
    with office.records.reading() as work:
        digests = work.digests.of_workspace(member.team_id)
        fates = work.delivery_reports.last_fates(member.team_id)
    lines = (Listed(each, fates.get(each.id), may_set_digest(member, each.scope, sizes).allowed) for each in digests)
    return tuple(each for each in lines if each.hers or visible(member, each.digest.scope).allowed)
