"""Share here: the rights are checked again for the channel's audience, then the answer goes out with a picture."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from bot.charts.gallery import picture_of
from bot.charts.picture import Picture
from bot.listeners.audience import audience_ruling
from bot.listeners.buttons import key_of
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.picture import kept
from bot.slack_calls import Refused
from bot.use_cases.share_answer import claim_share, find_question, release_share, share_answer
from bot.views import denials, notices
from bot.views.kpi_card import shared_card
from bot.views.message import Message
from kpi_engine.question import Question


@dataclass(frozen=True, slots=True)
class Prepared:
    """What goes out to all, in the house's language: the message is composed once its picture is kept, or is not."""

    picture: Picture | None
    compose: Callable[[str | None], Message]  # takes the picture's file in Slack
    own_left_out: bool = False


Prepare = Callable[[Question, Visit, Counter], Prepared]


def figure_for_all(question: Question, visit: Visit, counter: Counter) -> Prepared:
    """The answer as a channel may read it. Raises NotAllowed."""
    reply, text = share_answer(question, visit.member, counter.desk.office), counter.house_text()
    sharer = visit.member.user_id
    return Prepared(
        picture_of(reply.answer, text.say(reply.kpi.name), text, reply.mark),
        lambda file_id: shared_card(reply, text, sharer=sharer, file_id=file_id),
        reply.own_left_out,
    )


def share(counter: Counter, prepare: Prepare = figure_for_all) -> Handler:
    """Post what the card says for all, once."""

    async def serve(visit: Visit) -> None:
        try:
            told = await _share(counter, visit, prepare)
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


async def _share(counter: Counter, visit: Visit, prepare: Prepare) -> Message:
    """What the person is told in the end. Raises Refused where Slack does not let us."""
    audience = await audience_ruling(visit, _channel(visit), counter.desk.office)
    if audience.reason:
        return denials.not_allowed(visit.text, audience.reason)
    prepared = await counter.attempt(visit, lambda: _claimed(counter, visit, prepare))
    if isinstance(prepared, Message):
        return prepared
    await _post_once(counter, visit, prepared)
    return notices.shared(visit.text, own_left_out=prepared.own_left_out)


def _claimed(counter: Counter, visit: Visit, prepare: Prepare) -> Prepared:
    office = counter.desk.office
    prepared = prepare(find_question(key_of(visit), visit.member, office), visit, counter)
    claim_share(_card(visit), visit.member, office)
    return prepared


async def _post_once(counter: Counter, visit: Visit, prepared: Prepared) -> None:
    """Post it; the card may be shared again only where it surely did not go out. Raises Refused."""
    surely_not_out = True
    try:
        file_id = await kept(counter, prepared.picture) if prepared.picture else None
        message = prepared.compose(file_id)
        surely_not_out = False  # from the first byte sent on it may be out, whatever comes back
        await visit.messenger.post(_channel(visit), message)
    except Refused as refusal:
        surely_not_out = not refusal.unsure
        raise
    finally:
        if surely_not_out:
            await asyncio.to_thread(release_share, _card(visit), visit.member, counter.desk.office)


def _channel(visit: Visit) -> str:
    return visit.arrival.channel_id or ""


def _card(visit: Visit) -> str:
    return f"{visit.arrival.channel_id}:{visit.arrival.message_ts}:{key_of(visit)}"
