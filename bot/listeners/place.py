"""Whether a channel can get messages: the assistant is in it, may post there, and only the company reads it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.listeners.audience import readers_ruling
from bot.listeners.counter import Counter
from bot.listeners.door import Visit
from bot.messenger import Messenger, is_shared_outside
from bot.office import Office
from bot.policy import Reason
from bot.slack_calls import Refused
from bot.use_cases.place import PlaceFault
from bot.use_cases.set_target import Submission
from bot.use_cases.welcome import claim_welcome, release_welcome
from bot.views.message import Message, View

_UNFIT = {
    Reason.GUEST_READS: PlaceFault.GUESTS,
    Reason.OUTSIDER_READS: PlaceFault.OUTSIDE,
    Reason.AUDIENCE_UNKNOWN: PlaceFault.AUDIENCE_UNKNOWN,
}
_REFUSALS = {
    "not_in_channel": PlaceFault.NOT_INVITED,
    "channel_not_found": PlaceFault.NOT_INVITED,  # a private one that the assistant is not in does not exist for it
    "is_archived": PlaceFault.ARCHIVED,
}


async def place_fault(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> PlaceFault | None:
    """Why nothing can come there; None where nothing stands against it. Asks Slack, posts nothing."""
    try:
        fault = _as_described(await messenger.channel(channel_id))
        if fault:
            return fault
        ruling = await readers_ruling(messenger, team_id, channel_id, office)
    except Refused as refusal:
        return _REFUSALS.get(refusal.error, PlaceFault.UNSURE)
    except (aiohttp.ClientError, TimeoutError):
        return PlaceFault.UNSURE
    return _UNFIT[ruling.reason] if ruling.reason else None


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a channel gets when messages begin to come to it; that Slack takes it is the proof that they can."""

    submission: Submission
    channel_id: str
    message: Message


async def kept_once_posted(
    counter: Counter, visit: Visit, welcome: Welcome, keep: Callable[[], View]
) -> View | Message | PlaceFault:
    """Prove by a post that the assistant may post there, then keep what was filled in; once for a form sent twice."""
    office, member, kept = counter.desk.office, visit.member, False
    if not await asyncio.to_thread(claim_welcome, welcome.submission, member, office):
        return PlaceFault.UNDER_WAY
    try:
        fault = await _posted_fault(visit.messenger, welcome.channel_id, welcome.message)
        if fault:
            return fault
        concluded = await counter.attempt(visit, keep)
        kept = isinstance(concluded, View)
        return concluded
    finally:
        if not kept:
            await asyncio.to_thread(release_welcome, welcome.submission, member, office)


async def _posted_fault(messenger: Messenger, channel_id: str, message: Message) -> PlaceFault | None:
    """Post there and say why it did not work; None where it did."""
    try:
        await messenger.post(channel_id, message)
    except Refused as refusal:
        return PlaceFault.UNSURE if refusal.unsure else _REFUSALS.get(refusal.error, PlaceFault.MUTE)
    except (aiohttp.ClientError, TimeoutError):
        return PlaceFault.UNSURE
    return None


def _as_described(channel: Mapping[str, Any]) -> PlaceFault | None:
    if channel.get("is_im") or channel.get("is_mpim"):
        return PlaceFault.NOT_A_CHANNEL
    if channel.get("is_archived"):
        return PlaceFault.ARCHIVED
    if is_shared_outside(channel):
        return PlaceFault.OUTSIDE
    return None if channel.get("is_member") else PlaceFault.NOT_INVITED
