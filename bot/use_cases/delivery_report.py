"""How messages fared in the channels that a person answers for: all of them for admins."""

from dataclasses import dataclass
from datetime import timedelta

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, may, may_set_alert, may_set_digest
from storage.repositories.delivery_reports import Departure, Tally
from storage.repositories.records import Member, Role
from storage.unit_of_work import UnitOfWork

DAYS = 30
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Report:
    """The newest messages, the newest first, and how all of the last 30 days ended."""

    departures: tuple[Departure, ...]
    tally: Tally


def delivery_report(member: Member, office: Office) -> Report:
    """Raises NotAllowed."""
    ruling = may(member, Action.READ_DELIVERIES)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    with office.records.reading() as work:
        channels = None if member.role is Role.ADMIN else _channels_of(member, work)
        since = office.clock.moved(work.now()) - timedelta(days=DAYS)
        departures = tuple(work.delivery_reports.last(member.team_id, channels, _SHOWN))
        return Report(departures, work.delivery_reports.tally(member.team_id, channels, since))


def _channels_of(member: Member, work: UnitOfWork) -> frozenset[str]:
    """The channels of the digests and alerts that she may set, and her own direct messages with the assistant."""
    sizes = work.teams.headcounts(member.team_id)
    digests = work.digests.of_workspace(member.team_id)
    hers = {each.channel_id for each in digests if may_set_digest(member, each.scope, sizes).allowed}
    rules = work.alerts.in_force(member.team_id)
    hers |= {each.channel_id for each in rules if may_set_alert(member, each.scope, sizes).allowed}
    return frozenset({*hers, member.user_id})
