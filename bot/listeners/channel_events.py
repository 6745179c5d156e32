"""What happens to channels, for all that comes to them. Slack tells of it; nobody asked, so nobody is answered."""

import asyncio
from collections.abc import Callable

from bot.arrivals import Arrival
from bot.delivery.letter import frozen
from bot.listeners.audience import readers_ruling
from bot.listeners.counter import Counter
from bot.listeners.door import Witness
from bot.listeners.voice.report import reads_along
from bot.messenger import Messenger
from bot.office import Office
from bot.policy import Reason
from bot.text import Text
from bot.use_cases.alerts.channels import has_alerts, hold_in
from bot.use_cases.digests.channels import has_digests, pause_in
from bot.use_cases.voice.places import leave_place, takes_feedback
from bot.views.alerts.held import alert_held
from bot.views.digests.paused import digest_paused
from bot.views.voice.place import place_left
from storage.repositories.alert_records import AlertRule
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Digest, PauseReason
from storage.repositories.voice_records import TriagePlace

_OUTSIDE = frozenset({Reason.GUEST_READS, Reason.OUTSIDER_READS})
_GONE = {"is_archived": PauseReason.ARCHIVED}


def channel_gone(office: Office) -> Callable[[str, str, str], None]:
    """What the sending of messages calls where Slack says that nothing can be written to a channel any more."""

    def pause(team_id: str, channel_id: str, error: str) -> None:
        _stop(team_id, channel_id, _GONE.get(error, PauseReason.LEFT), office)

    return pause


def archived(counter: Counter) -> Witness:
    """The channel was archived."""
    return _pausing(counter, PauseReason.ARCHIVED)


def removed(counter: Counter) -> Witness:
    """The assistant was taken out of the channel."""
    return _pausing(counter, PauseReason.LEFT)


def somebody_left(counter: Counter) -> Witness:
    """Somebody left the channel: it matters where it was the assistant."""
    gone = removed(counter)

    async def heed(arrival: Arrival, messenger: Messenger) -> None:
        if arrival.concerns_bot:
            await gone(arrival, messenger)

    return heed


def shared(counter: Counter) -> Witness:
    """Another company reads the channel from now on."""
    return _pausing(counter, PauseReason.OUTSIDERS)


def somebody_joined(counter: Counter) -> Witness:
    """Somebody came into the channel: figures stop where not all who read it are of the company any more."""

    async def heed(arrival: Arrival, messenger: Messenger) -> None:
        office, channel_id = counter.desk.office, arrival.channel_id or ""
        if arrival.concerns_bot or not await asyncio.to_thread(_gets_any, arrival.team_id, channel_id, office):
            return
        ruling = await readers_ruling(messenger, arrival.team_id, channel_id, office)
        if ruling.reason in _OUTSIDE:
            await _pause(arrival, PauseReason.OUTSIDERS, office)
        elif await _misread(messenger, arrival.team_id, channel_id, office):
            await asyncio.to_thread(_leave, arrival.team_id, channel_id, office)

    return heed


def _pausing(counter: Counter, reason: PauseReason) -> Witness:
    async def heed(arrival: Arrival, _messenger: Messenger) -> None:
        await _pause(arrival, reason, counter.desk.office)

    return heed


async def _pause(arrival: Arrival, reason: PauseReason, office: Office) -> None:
    channel_id = arrival.channel_id or ""
    await asyncio.to_thread(_stop, arrival.team_id, channel_id, reason, office)


def _gets_any(team_id: str, channel_id: str, office: Office) -> bool:
    told = has_digests(team_id, channel_id, office) or has_alerts(team_id, channel_id, office)
    return told or takes_feedback(team_id, channel_id, office)


async def _misread(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> bool:
    """Whether feedback is read there by somebody who may not."""
    takes = await asyncio.to_thread(takes_feedback, team_id, channel_id, office)
    return takes and await reads_along(messenger, team_id, channel_id, office)


def _stop(team_id: str, channel_id: str, reason: PauseReason, office: Office) -> None:
    """Pause its digests, hold its alerts, and have feedback read elsewhere."""

    def paused(digest: Digest, locale: str) -> Frozen:
        return frozen(digest_paused(digest, Text(locale, office.calendar)))

    def held(rule: AlertRule, locale: str) -> Frozen:
        return frozen(alert_held(rule, office.catalog, Text(locale, office.calendar)))

    pause_in(team_id, channel_id, reason, office, paused)
    hold_in(team_id, channel_id, reason, office, held)
    _leave(team_id, channel_id, office)


def _leave(team_id: str, channel_id: str, office: Office) -> None:
    """Have feedback read elsewhere; figures may go on."""

    def left(place: TriagePlace, locale: str) -> Frozen:
        return frozen(place_left(place, Text(locale, office.calendar)))

    leave_place(team_id, channel_id, office, left)
