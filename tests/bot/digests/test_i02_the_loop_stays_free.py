"""I02: a tick that computes, draws and queues many digests never holds the event loop for over 100 ms."""

import asyncio

from bot.charts.painter import Painter
from bot.jobs.digests import decide_digests
from bot.office import Office
from bot.text import Text
from bot.use_cases.digests.begin_editions import begin_editions
from bot.use_cases.digests.decide import answers_for, content_of, pinned
from bot.use_cases.digests.edition_news import OwnerNews
from bot.use_cases.digests.take_turns import take_turns
from bot.views.digests.message import digest_message
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Look
from tests.bot.digests.bureau import MONDAY, Bureau, a_digest
from tests.inbound.loop_watch import heavy, stretches

CHANNELS, DRAWN = 60, 8


def _crowd(bureau: Bureau) -> None:
    bureau.publish_a_quarter()
    bureau.subscribe(
        *(a_digest(number, look=Look.PANEL if number < DRAWN else Look.WORDS) for number in range(CHANNELS))
    )
    bureau.clock.at = MONDAY


async def test_i02_deciding_and_drawing_sixty_digests_never_holds_the_loop(bureau: Bureau) -> None:
    _crowd(bureau)
    painter = Painter()
    try:
        async with stretches() as seen:
            await decide_digests(bureau.office, painter)
    finally:
        painter.close()
    queued = bureau.queued()
    assert len(queued) == CHANNELS
    assert sum(bool(row.png) and row.state == "preparing" for row in queued) == DRAWN
    assert heavy(seen) == []


async def test_i02_control_the_same_work_done_on_the_loop_is_seen(bureau: Bureau) -> None:
    _crowd(bureau)
    async with stretches() as seen:
        await asyncio.sleep(0.05)
        _compute_here(bureau.office)
        await asyncio.sleep(0.05)
    assert heavy(seen)


def _compute_here(office: Office) -> None:
    """What the tick leaves to threads, without them."""
    begin_editions(office, _silent)
    turns, here = take_turns(office, _silent), pinned(office)
    answers = answers_for(turns, here)
    for turn in turns:
        content = content_of(turn, answers, here)
        digest_message(content, Text("en", office.calendar), picture=False, now=MONDAY)


def _silent(_news: OwnerNews, _locale: str) -> Frozen:
    return {}
