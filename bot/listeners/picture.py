"""Pictures: drawn in the worker, kept in Slack, and sent to the person alone.

Slack shows no picture in a message for one person's eyes, so it goes to her direct messages with the assistant.
"""

from concurrent.futures import BrokenExecutor
from dataclasses import dataclass

import aiohttp
import structlog

from bot.charts.gallery import picture_of
from bot.charts.picture import Picture
from bot.listeners.buttons import key_of
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.slack_calls import Refused
from bot.use_cases.answer_kpi import answer_kpi
from bot.use_cases.share_answer import find_question
from bot.views import notices
from bot.views.kpi_card import spoken
from bot.views.message import Message
from bot.views.mrkdwn import Markup
from bot.views.picture import pictured

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Captioned:
    """A picture and what is said above it; None where an answer has none."""

    picture: Picture | None
    caption: Markup


def send_picture(counter: Counter) -> Handler:
    """The picture of the card's answer, for whoever pressed the button."""

    async def serve(visit: Visit) -> None:
        def work() -> Captioned:
            office = counter.desk.office
            reply = answer_kpi(find_question(key_of(visit), visit.member, office), visit.member, office)
            drawable = picture_of(reply.answer, visit.text.say(reply.kpi.name), visit.text, reply.mark)
            return Captioned(drawable, spoken(reply.answer, reply.kpi, visit.text))

        found = await counter.attempt(visit, work)
        if isinstance(found, Message):
            await visit.reply(found)
        else:
            await deliver(counter, visit, found)

    return serve


async def deliver(counter: Counter, visit: Visit, captioned: Captioned) -> None:
    """Send a picture to the person's direct messages and, where she pressed elsewhere, say so there."""
    file_id = await kept(counter, captioned.picture) if captioned.picture else None
    if captioned.picture is None or file_id is None:
        await visit.reply(notices.no_picture(visit.text))
        return
    try:
        place = await visit.messenger.send(
            visit.arrival.user_id, pictured(captioned.picture, captioned.caption, file_id)
        )
    except (Refused, aiohttp.ClientError, TimeoutError) as error:
        log.warning("picture_not_sent", error=str(error) or type(error).__name__)
        await visit.reply(notices.no_picture(visit.text))
        return
    if place != visit.arrival.channel_id:
        await visit.reply(notices.picture_sent(visit.text))


async def kept(counter: Counter, picture: Picture) -> str | None:
    """The picture's file in Slack; None where it could not be drawn or is not ready to be shown."""
    try:
        png = await counter.painter.draw(picture.paint, *picture.of)
    except BrokenExecutor:
        log.warning("picture_not_drawn")
        return None
    return await counter.pictures.keep(png, f"{picture.file}.png", picture.alt_text)
