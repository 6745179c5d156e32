"""Who may vote in a channel: its members who belong to the sales organisation, at the moment it is asked."""

import aiohttp

from bot.listeners.audience import known_readers
from bot.listeners.door import Visit
from bot.listeners.place import place_fault
from bot.messenger import Messenger
from bot.office import Office
from bot.policy import Action, may, may_open_poll
from bot.slack_calls import Refused
from bot.use_cases.place import PlaceFault
from bot.use_cases.polls.draft import Fault
from bot.views.denials import not_allowed
from bot.views.mrkdwn import unmarked
from bot.views.place_words import place_words
from bot.views.polls.form_words import fault_words
from storage.repositories.records import Member


async def voters(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> tuple[Member, ...] | None:
    """All who may; None where Slack does not say who is there."""
    try:
        readers = await known_readers(messenger, team_id, channel_id, office)
    except (Refused, aiohttp.ClientError, TimeoutError):
        return None
    return tuple(each for each in readers if may(each, Action.ASK).allowed)


async def voters_or_fault(visit: Visit, channel_id: str, office: Office) -> tuple[Member, ...] | str:
    """All who may in a channel that can get a poll's messages; else what stands against it, in words."""
    team_id = visit.member.team_id
    fault = await place_fault(visit.messenger, team_id, channel_id, office)
    if fault and fault is not PlaceFault.UNSURE:
        return unmarked(place_words(fault, visit.text))
    found = None if fault else await voters(visit.messenger, team_id, channel_id, office)
    if found is None:
        return fault_words(Fault.NOT_TOLD, visit.text)
    ruling = may_open_poll(visit.member, found)
    return unmarked(not_allowed(visit.text, ruling.reason, ruling.about).reading) if ruling.reason else found
