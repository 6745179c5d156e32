"""Share here: the rights are checked again for the channel's audience, then the answer goes out with a picture."""

import asyncio

import aiohttp

from bot.charts.picture import picture_of
from bot.listeners.audience import audience_ruling
from bot.listeners.buttons import key_of
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.picture import kept
from bot.slack_calls import Refused
from bot.use_cases.answer_kpi import KpiReply
from bot.use_cases.share_answer import claim_share, find_question, release_share, share_answer
from bot.views import notices
from bot.views.kpi_card import shared_card
from bot.views.message import Message


def share(counter: Counter) -> Handler:
    """Post the card's answer for all, once."""

    async def serve(visit: Visit) -> None:
        try:
            told = await _share(counter, visit)
        except Refused as refusal:
            told = _refused(visit, refusal)
        except (aiohttp.ClientError, TimeoutError):
            told = notices.perhaps_shared(visit.text)
        await visit.reply(told)

    return serve


def _refused(visit: Visit, refusal: Refused) -> Message:
    if refusal.unsure:
        return notices.perhaps_shared(visit.text)
    return notices.cannot_post(visit.text, refusal.error)


async def _share(counter: Counter, visit: Visit) -> Message:
    """What the person is told in the end. Raises Refused where Slack does not let us."""
    audience = await audience_ruling(visit, _channel(visit), counter.desk.office)
    if audience.reason:
        return notices.not_allowed(visit.text, audience.reason)
    prepared = await counter.attempt(visit, lambda: _prepare(counter, visit))
    if isinstance(prepared, Message):
        return prepared
    await _post_once(counter, visit, prepared)
    return notices.shared(visit.text, own_left_out=prepared.own_left_out)


def _prepare(counter: Counter, visit: Visit) -> KpiReply:
    office = counter.desk.office
    question = find_question(key_of(visit), visit.member, office)
    reply = share_answer(question, visit.member, office)
    claim_share(_card(visit), visit.member, office)
    return reply


async def _post_once(counter: Counter, visit: Visit, reply: KpiReply) -> None:
    """Post it; the card may be shared again only where it surely did not go out. Raises Refused."""
    surely_not_out = True
    try:
        message = await _drawn(counter, visit, reply)
        surely_not_out = False  # from the first byte sent on it may be out, whatever comes back
        await visit.messenger.post(_channel(visit), message)
    except Refused as refusal:
        surely_not_out = not refusal.unsure
        raise
    finally:
        if surely_not_out:
            await asyncio.to_thread(release_share, _card(visit), visit.member, counter.desk.office)


async def _drawn(counter: Counter, visit: Visit, reply: KpiReply) -> Message:
    """The shared message speaks the house's language; what comes back to the person speaks hers."""
    text = counter.house_text()
    picture = picture_of(reply.answer, text.say(reply.kpi.name), text)
    file_id = await kept(counter, picture) if picture else None
    return shared_card(reply, text, sharer=visit.member.user_id, file_id=file_id)


def _channel(visit: Visit) -> str:
    return visit.arrival.channel_id or ""


def _card(visit: Visit) -> str:
    return f"{visit.arrival.channel_id}:{visit.arrival.message_ts}:{key_of(visit)}"
