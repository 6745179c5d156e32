"""Who and what is mentioned in a typed question, in words that can be read; Slack is asked of who is not known yet."""

import asyncio

import aiohttp
import structlog

from bot.desk import choose
from bot.listeners.visit import Visit
from bot.office import Office
from bot.slack_calls import Refused
from bot.subcommands.ask import ASK
from bot.subcommands.why import WHY
from bot.use_cases.know_audience import known_among, learn_of
from bot.use_cases.voice.say_plainly import plainly
from bot.words.colleagues import as_filters, mentioned
from storage.repositories.records import Member

log = structlog.stdlib.get_logger(__name__)

_LEARNT = 3  # people at once: nobody asks of more


async def spelt_out(typed: str, visit: Visit, office: Office) -> str:
    """A question with its mentions spelt out: reps as filters, all else by name. Other verbs read their own words."""
    if "<" not in typed or choose(typed) not in (ASK, WHY):
        return typed
    people = await _people(mentioned(typed), visit, office)
    reps = {each.user_id: each.rep for each in people if each.rep}
    named = as_filters(typed, reps, visit.text.language)
    return await asyncio.to_thread(plainly, named, visit.member.team_id, office)


async def _people(user_ids: tuple[str, ...], visit: Visit, office: Office) -> tuple[Member, ...]:
    if not user_ids:
        return ()
    team_id = visit.member.team_id
    known = await asyncio.to_thread(known_among, user_ids, team_id, office)
    unknown = [each for each in user_ids if each not in {member.user_id for member in known}]
    try:
        described = [await visit.messenger.person(each) for each in unknown[:_LEARNT]]
    except (Refused, aiohttp.ClientError, TimeoutError) as error:
        log.warning("slack_does_not_say_who", error=str(error) or type(error).__name__)
        return tuple(known)
    return (*known, *await asyncio.to_thread(learn_of, described, team_id, office))
