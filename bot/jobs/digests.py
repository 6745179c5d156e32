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
    """A few at a time: enough to keep the workers drawing, too few to hold many pictures."""
    gate = asyncio.Semaphore(2 * painter.workers)

    async def in_turn(turn: Turn) -> None:
        async with gate:
            await _queue(turn, computed, painter, failpoint)

    async with asyncio.TaskGroup() as group:
        for turn in computed.turns:
            group.create_task(in_turn(turn))


async def _queue(turn: Turn, computed: _Pass, painter: Painter, failpoint: Failpoint) -> None:
    office = computed.office
    try:
        content = await asyncio.to_thread(content_of, turn, computed.answers, office)
        if not tells_something(content):
            await asyncio.to_thread(nothing_to_tell, turn, office, _saying(office))
            return
        written = await _written(content, office, painter)
        await asyncio.to_thread(decide, turn, content, written, office, failpoint)
    except Exception as error:  # noqa: BLE001 - kept in sight with the edition, and tried again
        await asyncio.to_thread(_failed, turn, error, office)


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
