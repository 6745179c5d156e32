"""Share here: the rights are checked again for the channel's audience, then the answer goes out with a picture."""

from bot.charts.png import draw
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


def share(counter: Counter) -> Handler:
    """Post the card's answer for all, once."""

    async def serve(visit: Visit) -> None:
        channel = visit.arrival.channel_id or ""
        if await visit.messenger.is_shared_outside(channel):
            await visit.reply(notices.shared_outside(visit.text))
            return
        prepared = await counter.attempt(visit, lambda: _prepare(counter, visit))
        if isinstance(prepared, KpiReply):
            prepared = await _post(counter, visit, prepared)
        await visit.reply(prepared)

    return serve


def _card(visit: Visit) -> str:
    return f"{visit.arrival.channel_id}:{visit.arrival.message_ts}:{key_of(visit)}"


def _prepare(counter: Counter, visit: Visit) -> KpiReply:
    office = counter.desk.office
    question = find_question(key_of(visit), visit.member, office)
    reply = share_answer(question, visit.member, office)
    claim_share(_card(visit), visit.member, office)
    return reply


async def _post(counter: Counter, visit: Visit, reply: KpiReply) -> Message:
    """The shared message speaks the house's language; what comes back to the person speaks hers."""
    text = counter.house_text()
    name = text.say(reply.kpi.name)
    png = await counter.painter.draw(draw, reply.answer, name, text)
    file_id = await counter.pictures.keep(png, f"{reply.kpi.key}.png", alt_text(reply.answer, name, text))
    now = counter.desk.office.now()
    message = shared_card(reply, text, now=now, sharer=visit.member.user_id, file_id=file_id)
    try:
        await visit.messenger.post(visit.arrival.channel_id or "", message)
    except Refused as refusal:
        release_share(_card(visit), visit.member, counter.desk.office)
        return notices.cannot_post(visit.text, refusal.error)
    return notices.shared(visit.text)
