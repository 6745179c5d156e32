"""What the facts as a whole can tell about a measure: since when, and whether at all.

One probe per version of the facts and measure, kept for later questions. It guards against figures that are
arithmetically right and mean nothing: a win rate where losses are never recorded, a conversion by a field that is
filled in only once a lead is won.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select

from kpi_engine.facts import Facts
from kpi_engine.measures.measure import WRITTEN_AT_THE_END, Outcomes, TableMeasure
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.rollups import WEIGHT, RollUp, read_from, rollups_of, smallest
from kpi_engine.windows import Window

_LIKELIER = 10
_BY_CHANCE = 5
_KEPT = 512


@dataclass(frozen=True, slots=True)
class Filled:
    """How many rows of each outcome there are, and how many of them have a dimension filled."""

    successes: int
    others: int
    in_successes: int
    in_others: int

    @property
    def one_sided(self) -> bool:
        """One outcome is at least ten times likelier than the other to have the dimension filled.

        The odds of success within every named group are then off by that factor or more: a true 10 % would show
        as 53 %. Below it, a dimension may honestly go with success (leads of a campaign do convert better). Fewer
        than five rows without it are no sign of anything.
        """
        sides = ((self.in_successes, self.successes), (self.in_others, self.others))
        (low, low_of), (high, high_of) = sorted(sides, key=lambda side: side[0] / max(side[1], 1))
        return low_of >= _BY_CHANCE and high > 0 and high * low_of >= _LIKELIER * low * high_of


@dataclass(frozen=True, slots=True)
class Recorded:
    """Since when a measure's population occurs, since when all it needs does, and what never does."""

    first_day: date
    since: date
    missing: str | None  # the event or outcome that the facts never record
    filled: Mapping[Dimension, Filled]
    latest: str  # the event that is recorded last of all it needs

    def late_event(self, window: Window) -> str | None:
        """The event that is not recorded all through a window, where it is recorded later than the rows begin."""
        lacks = self.first_day < self.since and not window.is_whole(self.since)
        return self.latest if lacks else None

    def follows_outcome(self, dimension: Dimension) -> bool:
        """Tell whether the dimension is known only once the outcome is."""
        if dimension not in self.filled:
            return False
        return dimension in WRITTEN_AT_THE_END or self.filled[dimension].one_sided


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something to learn from all rows: the first day of those that meet a condition, or how many they are."""

    label: str
    where: ColumnElement[bool]
    first: ColumnElement[Any] | None = None

    def read_in(self, rollup: RollUp | None) -> ColumnElement[Any]:
        """The aggregate over the table, or over a roll-up of it."""
        where = self.where if rollup is None else read_from(rollup, self.where)
        if self.first is not None:
            first = self.first if rollup is None else read_from(rollup, self.first)
            return func.min(case((where, first))).label(self.label)
        if rollup is None:
            return func.count(case((where, 1))).label(self.label)
        return func.sum(case((where, rollup.table.c[WEIGHT]), else_=0)).label(self.label)

    def source(self, rollups: Sequence[RollUp], over: Population) -> RollUp | None:
        """The smallest roll-up that tells it; None where only the table does."""
        columns = (self.where,) if self.first is None else (self.where, self.first)
        return smallest(rollups, over, columns, date.max)


def probe(facts: Facts, measure: TableMeasure) -> Recorded:
    """Ask the facts, over all their rows, what they record of a measure."""
    needs = measure.needs_in(facts)
    needed = (*needs.dated, *needs.present)
    pairs = [population for pair in needs.carried for population in pair]
    wanted = [
        _Wanted(f"first_{place}", population.countable, population.day)
        for place, population in enumerate((*needed, *pairs))
    ]
    if needs.outcomes:
        wanted += _filled(measure, needs.outcomes)
    told = _told(facts, measure.over, wanted)
    first_days = [told[f"first_{place}"] for place in range(len(needed) + len(pairs))]
    since, latest = max(
        ((day or date.max, each.event) for each, day in zip(needs.dated, first_days, strict=False)),
        key=lambda begun: begun[0],
    )
    return Recorded(
        first_day=first_days[0] or date.max,
        since=since,
        missing=next(_missing(needed, pairs, first_days), None),
        filled=_read_filled(measure, told) if needs.outcomes else {},
        latest=latest,
    )


def _told(facts: Facts, over: Population, wanted: Sequence[_Wanted]) -> dict[str, Any]:
    """All that is wanted, by label: one SELECT over the table, or one over each roll-up that tells some of it."""
    rollups = rollups_of(facts)
    sources: defaultdict[RollUp | None, list[_Wanted]] = defaultdict(list)
    for each in wanted:
        sources[each.source(rollups, over)].append(each)
    told: dict[str, Any] = {}
    for source, parts in sources.items():
        table = over.table if source is None else source.table
        (row,) = facts.fetch(select(*(part.read_in(source) for part in parts)).select_from(table))
        told |= {part.label: getattr(row, part.label) for part in parts}
    return told


def _missing(
    needed: Sequence[Population], pairs: Sequence[Population], first_days: Sequence[date | None]
) -> Iterator[str]:
    """Events that never occur though they must, or though what should carry them does."""
    yield from (each.event for each, day in zip(needed, first_days, strict=False) if day is None)
    days = first_days[len(needed) :]
    for carried, carrier, day in zip(pairs[1::2], days[::2], days[1::2], strict=True):
        if carrier is not None and day is None:
            yield carried.event


def _filled(measure: TableMeasure, outcomes: Outcomes) -> list[_Wanted]:
    sides = (("successes", outcomes.success), ("others", outcomes.other))
    table = measure.over.table
    return [_Wanted(name, side) for name, side in sides] + [
        _Wanted(f"{dimension}_in_{name}", and_(side, table.c[dimension].is_not(None)))
        for dimension in measure.dimensions
        for name, side in sides
    ]


def _read_filled(measure: TableMeasure, told: Mapping[str, Any]) -> dict[Dimension, Filled]:
    return {
        dimension: Filled(
            told["successes"],
            told["others"],
            told[f"{dimension}_in_successes"],
            told[f"{dimension}_in_others"],
        )
        for dimension in measure.dimensions
    }


class Memory:
    """The latest probes, by the version of the facts and the measure; safe to share between threads."""

    def __init__(self, size: int = _KEPT) -> None:
        self._size = size
        self._known: OrderedDict[tuple[str, datetime, TableMeasure], Recorded] = OrderedDict()
        self._lock = Lock()

    def of(self, facts: Facts, measure: TableMeasure) -> Recorded:
        """Recall what the facts record of a measure, or probe them."""
        key = (facts.version, facts.loaded_at, measure)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        found = probe(facts, measure)
        with self._lock:
            self._known[key] = found
            while len(self._known) > self._size:
                self._known.popitem(last=False)
        return found


MEMORY = Memory()
"""That of the engine: all who ask share it."""
