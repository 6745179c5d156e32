"""Whether a digest can come to a channel: the assistant is in it, may post there, and only the company reads it."""

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.listeners.audience import readers_ruling
from bot.messenger import Messenger, is_shared_outside
from bot.office import Office
from bot.policy import Reason
from bot.slack_calls import Refused
from bot.use_cases.digests.draft import Fault
from bot.views.message import Message

_UNFIT = {
    Reason.GUEST_READS: Fault.GUESTS,
    Reason.OUTSIDER_READS: Fault.OUTSIDE,
    Reason.AUDIENCE_UNKNOWN: Fault.AUDIENCE_UNKNOWN,
}
_REFUSALS = {
    "not_in_channel": Fault.NOT_INVITED,
    "channel_not_found": Fault.NOT_INVITED,  # a private one that the assistant is not in does not exist for it
    "is_archived": Fault.ARCHIVED,
}


async def place_fault(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> Fault | None:
    """Why no digest can come there; None where nothing stands against it. Asks Slack, posts nothing."""
    try:
        fault = _as_described(await messenger.channel(channel_id))
        if fault:
            return fault
        ruling = await readers_ruling(messenger, team_id, channel_id, office)
    except Refused as refusal:
        return _REFUSALS.get(refusal.error, Fault.UNSURE)
    except (aiohttp.ClientError, TimeoutError):
        return Fault.UNSURE
    return _UNFIT[ruling.reason] if ruling.reason else None


async def posted_fault(messenger: Messenger, channel_id: str, message: Message) -> Fault | None:
    """Post there and say why it did not work; None where it did."""
    try:
        await messenger.post(channel_id, message)
    except Refused as refusal:
        return Fault.UNSURE if refusal.unsure else _REFUSALS.get(refusal.error, Fault.MUTE)
    except (aiohttp.ClientError, TimeoutError):
        return Fault.UNSURE
    return None


def _as_described(channel: Mapping[str, Any]) -> Fault | None:
    if channel.get("is_im") or channel.get("is_mpim"):
        return Fault.NOT_A_CHANNEL
    if channel.get("is_archived"):
        return Fault.ARCHIVED
    if is_shared_outside(channel):
        return Fault.OUTSIDE
    return None if channel.get("is_member") else Fault.NOT_INVITED
