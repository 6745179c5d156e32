"""The tick that decides digests: what is due is computed in one pass, drawn in the workers, and queued as it is drawn.

Nothing here keeps the event loop for longer than it takes to hand work on.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.charts.painter import Painter
from bot.charts.panel import panel_picture
from bot.charts.picture import Picture
from bot.delivery.failpoints import unharmed
from bot.jobs.collecting import collected_afterwards
from bot.office import Office
from bot.text import Text
from bot.use_cases.digests.begin_editions import begin_editions
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.decide import (
    Answers,
    Ready,
    Written,
    answers_for,
    content_of,
    decide,
    fail,
    pinned,
    tells_something,
)
from bot.use_cases.digests.edition_news import OwnerNews, Restated
from bot.use_cases.digests.restate import restate_digests
from bot.use_cases.digests.take_turns import Turn, nothing_to_tell, take_turns
from bot.use_cases.digests.tell_owner import Say
from bot.views.digests.edition_notices import notice_for
from bot.views.digests.message import digest_message
from bot.views.digests.restatement import restatement
from bot.views.message import Message
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Look

log = structlog.stdlib.get_logger(__name__)

AT_ONCE = 20
"""Digests decided in one transaction: one write to disk for all, and nobody waits longer than that takes."""

Failpoint = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Pass:
    """Digests whose questions were answered together, over one version of the facts."""

    office: Office
    turns: Sequence[Turn]
    answers: Answers


async def decide_digests(office: Office, painter: Painter, failpoint: Failpoint = unharmed) -> None:
    """Decide all that is due and not another's."""
    say = _saying(office)
    await asyncio.to_thread(begin_editions, office, say)
    while turns := await asyncio.to_thread(take_turns, office, say):
        with collected_afterwards():
            await _decide_together(turns, office, painter, failpoint)


async def _decide_together(turns: Sequence[Turn], office: Office, painter: Painter, failpoint: Failpoint) -> None:
    """Compute digests at once, and queue them; their answers are let go when this returns."""
    for each in await asyncio.to_thread(_computed, turns, office):
        await _queue_all(each, painter, failpoint)


def restate(office: Office) -> None:
    """Tell of posted figures that have changed since."""

    def reword(news: Restated, text: Text) -> Frozen:
        return _frozen(restatement(news, text, office.catalog))

    with collected_afterwards():
        restate_digests(office, reword)


def _computed(turns: Sequence[Turn], office: Office) -> list[_Pass]:
    """All in one pass; where that fails, in halves, until what fails stands alone and is kept as failed."""
    try:
        here = pinned(office)
        return [_Pass(here, turns, answers_for(turns, here))]
    except Exception as error:  # noqa: BLE001 - one digest that cannot be computed must not keep the others
        if len(turns) == 1:
            _failed(turns[0], error, office)
            return []
    middle = len(turns) // 2
    return [*_computed(turns[:middle], office), *_computed(turns[middle:], office)]


async def _queue_all(computed: _Pass, painter: Painter, failpoint: Failpoint) -> None:
    """While some are decided, the next ones are drawn: no more pictures are held than those of both."""
    gate, deciding = asyncio.Semaphore(2 * painter.workers), None
    async with asyncio.TaskGroup() as group:
        for first in range(0, len(computed.turns), AT_ONCE):
            some = computed.turns[first : first + AT_ONCE]
            made = await asyncio.gather(*(_made(turn, computed, painter, gate) for turn in some))
            if deciding:
                await deciding
            ready = [each for each in made if each]
            deciding = group.create_task(_decide(ready, computed.office, failpoint))


async def _made(turn: Turn, computed: _Pass, painter: Painter, gate: asyncio.Semaphore) -> Ready | None:
    """Compose, draw and write it, a few at a time: enough to keep the workers drawing. None where nothing goes out."""
    office = computed.office
    async with gate:
        try:
            content = await asyncio.to_thread(content_of, turn, computed.answers, office)
            if tells_something(content):
                return Ready(turn, content, await _written(content, office, painter))
            await asyncio.to_thread(nothing_to_tell, turn, office, _saying(office))
        except Exception as error:  # noqa: BLE001 - kept in sight with the edition, and tried again
            await asyncio.to_thread(_failed, turn, error, office)
    return None


async def _decide(some: Sequence[Ready], office: Office, failpoint: Failpoint) -> None:
    """All in one transaction; where that fails each in its own, and what fails alone is kept as failed."""
    if not some:
        return
    try:
        await asyncio.to_thread(decide, some, office, failpoint)
    except Exception as error:  # noqa: BLE001 - one digest that cannot be decided must not keep the others
        if len(some) == 1:
            await asyncio.to_thread(_failed, some[0].turn, error, office)
            return
        for each in some:
            await _decide([each], office, failpoint)


async def _written(content: DigestContent, office: Office, painter: Painter) -> Written:
    """The message in both forms; without its picture where that cannot be drawn: the words say it all."""
    text = Text(content.digest.language, office.calendar)
    picture = await asyncio.to_thread(panel_picture, content, text) if content.digest.look is Look.PANEL else None
    png = await _drawn(picture, painter) if picture else None
    return await asyncio.to_thread(_both, content, text, office, png)


def _both(content: DigestContent, text: Text, office: Office, png: bytes | None) -> Written:
    now = office.now()
    words = _frozen(digest_message(content, text, picture=False, now=now))
    return Written(words, _frozen(digest_message(content, text, picture=True, now=now)) if png else {}, png)


async def _drawn(picture: Picture, painter: Painter) -> bytes | None:
    try:
        return await painter.draw(picture.paint, *picture.of)
    except Exception:  # the digest matters more than its picture
        log.exception("picture_not_drawn", file=picture.file)
        return None


def _failed(turn: Turn, error: Exception, office: Office) -> None:
    log.error("digest_failed", digest=turn.digest.id, period=turn.edition.period, exc_info=error)
    fail(turn, error, office)


def _saying(office: Office) -> Say:
    def say(news: OwnerNews, locale: str) -> Frozen:
        return _frozen(notice_for(news, Text(locale, office.calendar)))

    return say


def _frozen(message: Message) -> Frozen:
    return {"text": message.text, "blocks": message.blocks}
