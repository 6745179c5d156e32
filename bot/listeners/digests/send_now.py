"""Send now: last week's digest to its channel, besides the weekly one, by whoever may set it."""

import asyncio
from concurrent.futures import BrokenExecutor

import structlog

from bot.charts.panel import panel_picture
from bot.delivery.letter import frozen
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.place import place_fault
from bot.text import Text
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.preview import preview
from bot.use_cases.digests.send_now import Extra, queue_extra
from bot.use_cases.digests.subscribe import digest_of
from bot.views.cannot_come import cannot_come
from bot.views.digests.message import digest_message
from bot.views.digests.preview import on_its_way, on_request
from bot.views.message import Message
from storage.repositories.digest_records import Digest, Look

log = structlog.stdlib.get_logger(__name__)


def send_now(counter: Counter) -> Handler:
    """Queue it, unless something stands against its channel."""

    async def serve(visit: Visit) -> None:
        office = counter.desk.office
        digest = await counter.attempt(visit, lambda: digest_of(visit.arrival.value, visit.member, office))
        await visit.reply(digest if isinstance(digest, Message) else await _sent(counter, visit, digest))

    return serve


async def _sent(counter: Counter, visit: Visit, digest: Digest) -> Message:
    """What the person is told."""
    office = counter.desk.office
    fault = await place_fault(visit.messenger, visit.member.team_id, digest.channel_id, office)
    if fault:
        return cannot_come(fault, visit.text)
    content = await counter.attempt(visit, lambda: preview(digest, office))
    if isinstance(content, Message):
        return content
    extra = await _written(counter, visit, content)
    await asyncio.to_thread(queue_extra, content, extra, office)
    return on_its_way(digest, visit.text)


async def _written(counter: Counter, visit: Visit, content: DigestContent) -> Extra:
    office = counter.desk.office
    text = Text(content.digest.language, office.calendar)
    png = await _drawn(counter, content, text) if content.digest.look is Look.PANEL else None

    def both() -> Extra:
        words, drawn = (
            frozen(on_request(digest_message(content, text, picture=picture, now=office.now()), visit.member, text))
            for picture in (False, True)
        )
        return Extra(visit.arrival.delivery, words, drawn, png)

    return await asyncio.to_thread(both)


async def _drawn(counter: Counter, content: DigestContent, text: Text) -> bytes | None:
    picture = await asyncio.to_thread(panel_picture, content, text)
    try:
        return await counter.painter.draw(picture.paint, *picture.of) if picture else None
    except BrokenExecutor:
        log.warning("picture_not_drawn")
        return None
