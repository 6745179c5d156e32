"""Whether people who are to be told of a figure may see it: learnt of where they are not known."""

import asyncio
from collections.abc import Collection

import aiohttp

from bot.listeners.visit import Visit
from bot.office import Office
from bot.policy import visible
from bot.slack_calls import Refused
from bot.use_cases.know_audience import known_among, learn_of
from kpi_engine.scope import Scope


async def all_may_see(visit: Visit, user_ids: Collection[str], scope: Scope, office: Office) -> bool:
    """Whether each of them may; of whom Slack does not say who she is, no."""
    if not user_ids:
        return True
    team_id = visit.member.team_id
    known = list(await asyncio.to_thread(known_among, user_ids, team_id, office))
    try:
        described = [await visit.messenger.person(each) for each in sorted({*user_ids} - {m.user_id for m in known})]
    except (Refused, aiohttp.ClientError, TimeoutError):
        return False
    known += await asyncio.to_thread(learn_of, described, team_id, office)
    return len(known) == len({*user_ids}) and all(visible(each, scope).allowed for each in known)
