"""Before a figure goes to a channel: whether all who read it are of the company."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
import structlog

from bot.listeners.visit import Visit
from bot.messenger import Messenger
from bot.office import Office
from bot.policy import Reason, Ruling, may_be_read_by
from bot.slack_calls import Refused
from bot.use_cases.know_audience import known_among, learn_of
from storage.repositories.records import Member

log = structlog.stdlib.get_logger(__name__)

_LEARNT = 100  # people of whom Slack is asked for one share: about what it answers in a minute
_AT_ONCE = 10


async def audience_ruling(visit: Visit, channel_id: str, office: Office) -> Ruling:
    """Whether figures may be read by all who are in the channel. Raises Refused where Slack does not say who is."""
    if await visit.messenger.is_shared_outside(channel_id):
        return Ruling(Reason.OUTSIDER_READS)
    return await readers_ruling(visit.messenger, visit.member.team_id, channel_id, office)


async def readers_ruling(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> Ruling:
    """The same of a channel that no other company shares.

    One call where all of them are known; the others are learnt of, so many at a time.
    """
    readers = await messenger.readers(channel_id)
    known = await asyncio.to_thread(known_among, readers, team_id, office)
    ruling = may_be_read_by(known)
    unknown = sorted(set(readers) - {each.user_id for each in known})
    if not ruling.allowed or not unknown:
        return ruling
    described = await _described(messenger, unknown[:_LEARNT])
    learnt = await asyncio.to_thread(learn_of, described, team_id, office)
    return may_be_read_by(learnt, len(unknown) - len(learnt))


async def known_readers(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> tuple[Member, ...]:
    """The people in a channel; those of whom nothing is known are learnt of, as far as Slack describes them now.

    Raises Refused where Slack does not say who is there.
    """
    readers = await messenger.readers(channel_id)
    known = await asyncio.to_thread(known_among, readers, team_id, office)
    unknown = sorted(set(readers) - {each.user_id for each in known})
    described = await _described(messenger, unknown[:_LEARNT])
    return (*known, *await asyncio.to_thread(learn_of, described, team_id, office))


async def _described(messenger: Messenger, user_ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """Those whom Slack describes now; it may have enough of being asked."""
    gate = asyncio.Semaphore(_AT_ONCE)

    async def ask(user_id: str) -> Mapping[str, Any] | None:
        async with gate:
            try:
                return await messenger.person(user_id)
            except (Refused, aiohttp.ClientError, TimeoutError) as error:
                log.warning("slack_does_not_say_who", error=str(error) or type(error).__name__)
                return None

    return [each for each in await asyncio.gather(*map(ask, user_ids)) if each]
