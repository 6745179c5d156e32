"""Across a change of definition: what the version before gives for the periods that it ruled.

The figures of an answer all follow the version in force, or they could not be compared. What people were told before
the change stands beside them, up to the day before it.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from kpi_engine.answer import Break, Point
from kpi_engine.errors import QuestionError
from kpi_engine.figures import Figures
from kpi_engine.inquiry import Inquiry, inquire
from kpi_engine.kpi import Kpi
from kpi_engine.question import Compare
from kpi_engine.recorded import MEMORY, Recorded
from kpi_engine.tally import Tally
from kpi_engine.windows import Window, predecessors


def break_of(inquiry: Inquiry, kpi: Kpi, series: Sequence[Point]) -> Break | None:
    """The change of definition that lies inside a series; None where none does."""
    if kpi.former is None or kpi.since is None or not series:
        return None
    if not series[0].period.start < kpi.since < inquiry.question.period.end:
        return None
    return Break(
        kpi.since, kpi.former.version, _points(inquiry, kpi, kpi.former) if kpi.former.unit is kpi.unit else ()
    )


def _points(inquiry: Inquiry, kpi: Kpi, former: Kpi) -> tuple[Point, ...]:
    """One more SELECT; no points where the version before cannot be asked the same."""
    alone = replace(inquiry.question, by=None, compare=Compare.NONE, against=None)
    with suppress(QuestionError):
        before = inquire(alone, inquiry.reading, kpi=former, calendar=inquiry.calendar, currency=inquiry.house_currency)
        windows = tuple(_ruled(before, kpi))
        return _read(before, windows) if windows else ()
    return ()


def _ruled(before: Inquiry, kpi: Kpi) -> Iterator[Window]:
    """The windows before the question's own that were over when the new version began to rule."""
    if before.measure.over.table.name not in before.facts.coverage:
        return
    recorded = MEMORY.of(before.facts, before.measure)
    if _told(before, recorded):
        for window in predecessors(before.question, before.sight, before.calendar):
            over = kpi.since is not None and window.period.end <= kpi.since
            if over and before.sees(window) and window.is_whole(recorded.since):
                yield window


def _told(before: Inquiry, recorded: Recorded) -> bool:
    """Whether the facts can carry the figures of the version before."""
    return not recorded.missing and not any(map(recorded.follows_outcome, before.narrowing))


def _read(before: Inquiry, windows: tuple[Window, ...]) -> tuple[Point, ...]:
    seen = (before.current, *windows)
    tally = Tally.of(before.reading.rows(before.measure.statement, before.plan(seen, None)))
    narrowed = bool(before.narrowing)
    figures = Figures(tally, seen, before.measure, before.unit, before.house_currency, narrowed=narrowed)
    return figures.series(windows)
