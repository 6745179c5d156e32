"""The shortcuts of Slack's own menus: say something, alone or about a message."""

import asyncio

import aiohttp
import structlog

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.slack_calls import Refused
from bot.subcommands.feedback import opening
from bot.use_cases.voice.say_draft import SayDraft, quoting
from bot.use_cases.voice.say_plainly import plainly

log = structlog.stdlib.get_logger(__name__)

_TOLD_WITHIN = 1.0  # seconds; a modal opens within three of the press


def say_something(counter: Counter) -> Handler:
    """The empty form, from anywhere."""

    async def serve(visit: Visit) -> None:
        request, office = counter.request(visit), counter.desk.office
        await counter.open(visit, opening(SayDraft, request, office))

    return serve


def say_of_message(counter: Counter) -> Handler:
    """The form with a message as its quotation, where the assistant is in the conversation that holds it."""

    async def serve(visit: Visit) -> None:
        request, office = counter.request(visit), counter.desk.office
        reads = await _reads(visit)

        def drafted() -> SayDraft:
            return quoting(plainly(visit.arrival.text, visit.member.team_id, office)) if reads else _UNREAD

        await counter.open(visit, opening(drafted, request, office))

    return serve


_UNREAD = SayDraft(not_quoted=True)


async def _reads(visit: Visit) -> bool:
    """Whether the assistant is in the conversation; no where Slack does not say so in time."""
    try:
        channel = await asyncio.wait_for(visit.messenger.channel(visit.arrival.channel_id or ""), _TOLD_WITHIN)
    except (Refused, aiohttp.ClientError, TimeoutError) as error:
        log.info("message_not_quoted", error=str(error) or type(error).__name__)
        return False
    return bool(channel.get("is_member") or channel.get("is_im"))
