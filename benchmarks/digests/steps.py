"""The steps of a morning, each measured: compute, one by one beside it, draw, and the whole until all is queued."""

import asyncio
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from benchmarks.digests.cost import Cost, Pulse, costing, pulse
from benchmarks.digests.timed_paint import timed, told
from benchmarks.digests.workspace import PERIOD, WORKSPACE, Size, digests
from bot.charts.painter import Painter
from bot.charts.panel import panel_picture
from bot.charts.picture import Picture
from bot.jobs.digests import decide_digests
from bot.office import Office
from bot.schedules import days_of
from bot.serving import forgo_looking_through_what_stays
from bot.text import Text
from bot.use_cases.digests.compose import compose, questions_of
from kpi_engine import engine, together
from kpi_engine.answer import Answer
from kpi_engine.question import Question
from storage.repositories.digest_records import Digest

DRAWN = 300
"""Panels drawn to tell what one takes."""

Answers = Mapping[Question, Answer]


class Counted:
    """Facts that count the statements run over them."""

    def __init__(self, facts: Any) -> None:
        self._facts = facts
        self.statements = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._facts, name)

    def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        """Run one, and count it."""
        self.statements += 1
        rows: Sequence[Any] = self._facts.fetch(statement)
        return rows


@dataclass(frozen=True, slots=True)
class Computed:
    """All answers, what they cost and how many statements they took."""

    answers: Answers
    cost: Cost
    statements: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """All panels: by the clock, and in the workers."""

    panels: int
    cost: Cost
    in_workers: float  # seconds of processor, of all panels
    bytes: int


@dataclass(frozen=True, slots=True)
class Queued:
    """The whole morning: from the tick until every message stands in the queue with its picture."""

    messages: int
    cost: Cost
    pulse: Pulse


def compute_together(office: Office, size: Size) -> Computed:
    """All questions of all digests at once."""
    asked = [question for digest in digests(size) for question in _questions(digest, office)]
    facts = Counted(office.facts.current())
    with costing() as cost:
        found = together.answers(asked, facts, **_terms(office))
    return Computed(found, cost, facts.statements)


def compute_alone(office: Office, some: Sequence[Digest]) -> Computed:
    """Each question of some digests by itself."""
    facts = Counted(office.facts.current())
    with costing() as cost:
        found = {
            question: engine.answer(question, facts, **_terms(office))
            for digest in some
            for question in _questions(digest, office)
        }
    return Computed(found, cost, facts.statements)


async def draw_all(office: Office, size: Size, answers: Answers) -> Drawn:
    """Panels of both languages, in warm worker processes; `queue_all` then draws every one."""
    pictures = [_picture(digest, answers, office) for digest in digests(size)[:DRAWN]]
    painter = Painter()
    painter.warm()
    await asyncio.gather(*(painter.draw(timed, pictures[0].paint, pictures[0].of) for _ in range(8 * painter.workers)))
    with costing() as cost:
        drawn = await asyncio.gather(*(painter.draw(timed, each.paint, each.of) for each in pictures))
    painter.close()
    seconds, sizes = zip(*map(told, drawn), strict=True)
    return Drawn(len(drawn), cost, sum(seconds), sum(sizes))


async def queue_all(office: Office) -> Queued:
    """The bot's own tick: begin, compute, draw, write, queue; with the event loop watched."""
    painter = Painter()
    painter.warm()
    await painter.draw(bytes)
    forgo_looking_through_what_stays()
    async with pulse() as felt:
        with costing() as cost:
            await decide_digests(office, painter)
    painter.close()
    gc.unfreeze()
    return Queued(_deliveries(office), cost, felt)


def _questions(digest: Digest, office: Office) -> tuple[Question, ...]:
    return questions_of(digest, days_of(PERIOD), office)


def _terms(office: Office) -> dict[str, Any]:
    return {"catalog": office.catalog, "calendar": office.calendar, "currency": office.currency}


def _picture(digest: Digest, answers: Answers, office: Office) -> Picture:
    content = compose(digest, days_of(PERIOD), answers, office)
    picture = panel_picture(content, Text(digest.language, office.calendar))
    if picture is None:
        raise ValueError(digest)
    return picture


def _deliveries(office: Office) -> int:
    with office.records.reading() as work:
        return len(work.deliveries.recent(WORKSPACE, most=10**9))
