"""What a definition comes to over the last four quarters, beside the one that rules now; one SELECT for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select

from kpi_engine.answer import Answer, Breakdown, LeftOut, Point
from kpi_engine.engine import answer
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, NotComputable, Unit, Value
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.recipes.grammar import Condition

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Unheard:
    """A value that a condition names and no row bears; `nearest`: the one that was probably meant."""

    dimension: Dimension
    value: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Preview:
    """The last four whole quarters, oldest first; fewer where the facts begin later.

    `latest` is the figure of the newest, `groups` the same by team. `beside`: the same quarters by the definition that
    rules now. `equal_age`: every quarter is seen when it was as old as the newest one is now. `left_out`: rows of the
    newest quarter that do not count. `unheard`: values of conditions that the facts do not know.
    """

    unit: Unit
    currency: str | None
    as_of: date
    points: tuple[Point, ...]
    latest: Figure
    groups: Breakdown | None = None
    beside: tuple[Point, ...] = ()
    equal_age: bool = False
    left_out: tuple[LeftOut, ...] = ()
    unheard: tuple[Unheard, ...] = ()

    @property
    def impossible(self) -> NotComputable | None:
        """Why the facts cannot carry it; None where they can."""
        return self.latest if isinstance(self.latest, NotComputable) else None

    @property
    def empty(self) -> bool:
        """Whether not one row counts in any of the quarters."""
        figures = (self.latest, *(point.figure for point in self.points))
        return self.impossible is None and not any(isinstance(each, Value) and each.n for each in figures)


def preview(
    kpi: Kpi,
    facts: Facts,
    *,
    today: date,
    calendar: Calendar,
    currency: str | None,
    beside: Kpi | None,
    by: Dimension | None = Dimension.TEAM,
) -> Preview:
    """Compute a definition for the whole company, whether or not it is in the catalogue."""
    quarter = last_whole(Grain.QUARTER, min(today, facts.as_of), calendar)
    cut = by if by in kpi.measure.on(facts.coverage).dimensions else None

    def told(each: Kpi, cut: Dimension | None = None) -> Answer:
        question = Question(each.key, quarter, by=cut, compare=Compare.NONE)
        return answer(question, facts, catalog=Catalog(each), calendar=calendar, currency=currency)

    found, other = told(kpi, cut), told(beside) if beside else None
    return Preview(
        unit=found.unit,
        currency=found.currency,
        as_of=found.as_of,
        points=found.series[-QUARTERS:],
        latest=found.headline,
        groups=found.breakdown,
        beside=other.series[-QUARTERS:] if other else (),
        equal_age=kpi.measure.on(facts.coverage).by_age,
        left_out=found.left_out,
        unheard=tuple(_unheard(kpi, facts)),
    )


def last_whole(grain: Grain, as_of: date, calendar: Calendar) -> Period:
    """The newest period that is over at the end of a day."""
    running = calendar.containing(as_of, grain)
    return running if running.last_day <= as_of else calendar.shift(running, -1)


def _unheard(kpi: Kpi, facts: Facts) -> Iterator[Unheard]:
    table = kpi.measure.on(facts.coverage).over.table
    if table.name not in facts.coverage:
        return
    for condition in kpi.conditions:
        named = [value for value in condition.values if value is not None]
        yield from _missing(condition, named, facts, table.c[condition.dimension]) if named else ()


def _missing(condition: Condition, named: Sequence[str], facts: Facts, column: Any) -> Iterator[Unheard]:
    """Those of the named values that no row bears."""
    known = {row[0] for row in facts.fetch(select(column).where(column.is_not(None)).distinct())}
    for value in named:
        if value not in known:
            near = get_close_matches(value.lower(), {each.lower() for each in known}, 1)
            nearest = next((each for each in sorted(known) if near and each.lower() == near[0]), None)
            yield Unheard(condition.dimension, value, nearest)
