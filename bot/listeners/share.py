"""Share here: the rights are checked again for the channel's audience, then the answer goes out with a picture."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from concurrent.futures import BrokenExecutor

import aiohttp
import structlog

from bot.charts.points import worth_drawing
from bot.charts.twin import alt_text
from bot.listeners.buttons import key_of
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.slack_calls import Refused
from bot.use_cases.answer_kpi import KpiReply
from bot.use_cases.share_answer import claim_share, find_question, release_share, share_answer
from bot.views import notices
from bot.views.kpi_card import shared_card
from bot.views.message import Message

log = structlog.stdlib.get_logger(__name__)


def share(counter: Counter) -> Handler:
    """Post the card's answer for all, once."""

    async def serve(visit: Visit) -> None:
        try:
            told = await _share(counter, visit)
        except Refused as refusal:
            told = notices.cannot_post(visit.text, refusal.error)
        await visit.reply(told)

    return serve


async def _share(counter: Counter, visit: Visit) -> Message:
    """What the person is told in the end. Raises Refused where Slack does not let us."""
    if await visit.messenger.is_shared_outside(_channel(visit)):
        return notices.shared_outside(visit.text)
    prepared = await counter.attempt(visit, lambda: _prepare(counter, visit))
    if isinstance(prepared, Message):
        return prepared
    async with _claimed(counter, visit):
        await _post(counter, visit, prepared)
    return notices.shared(visit.text)


def _prepare(counter: Counter, visit: Visit) -> KpiReply:
    office = counter.desk.office
    question = find_question(key_of(visit), visit.member, office)
    reply = share_answer(question, visit.member, office)
    claim_share(_card(visit), visit.member, office)
    return reply


@contextlib.asynccontextmanager
async def _claimed(counter: Counter, visit: Visit) -> AsyncIterator[None]:
    """The card may be shared again where it surely did not go out."""
    try:
        yield
    except Exception as error:
        if not _may_be_out(error):
            await asyncio.to_thread(release_share, _card(visit), visit.member, counter.desk.office)
        raise


def _may_be_out(error: Exception) -> bool:
    unheard = isinstance(error, aiohttp.ClientError | TimeoutError)
    return unheard or (isinstance(error, Refused) and error.unsure)


async def _post(counter: Counter, visit: Visit, reply: KpiReply) -> None:
    """The shared message speaks the house's language; what comes back to the person speaks hers."""
    text, now = counter.house_text(), counter.desk.office.now()
    file_id = await _picture(counter, reply)
    message = shared_card(reply, text, now=now, sharer=visit.member.user_id, file_id=file_id)
    await visit.messenger.post(_channel(visit), message)


async def _picture(counter: Counter, reply: KpiReply) -> str | None:
    """The chart's file in Slack; None where the message has to go out with the chart that Slack draws itself."""
    if not worth_drawing(reply.answer):
        return None
    text = counter.house_text()
    name = text.say(reply.kpi.name)
    try:
        png = await counter.painter.draw(reply.answer, name, text)
    except BrokenExecutor:
        log.warning("picture_not_drawn")
        return None
    return await counter.pictures.keep(png, f"{reply.kpi.key}.png", alt_text(reply.answer, name, text))


def _channel(visit: Visit) -> str:
    return visit.arrival.channel_id or ""


def _card(visit: Visit) -> str:
    return f"{visit.arrival.channel_id}:{visit.arrival.message_ts}:{key_of(visit)}"
