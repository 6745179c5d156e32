"""Who may vote in a channel: its members who belong to the sales organisation, at the moment it is asked."""

import aiohttp

from bot.listeners.audience import known_readers
from bot.messenger import Messenger
from bot.office import Office
from bot.policy import Action, may
from bot.slack_calls import Refused
from storage.repositories.records import Member


async def voters(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> tuple[Member, ...] | None:
    """All who may; None where Slack does not say who is there."""
    try:
        readers = await known_readers(messenger, team_id, channel_id, office)
    except (Refused, aiohttp.ClientError, TimeoutError):
        return None
    return tuple(each for each in readers if may(each, Action.ASK).allowed)
