"""From the tally of one question to what its answer shows: headline, comparison, series, breakdown, left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi_engine.answer import Breakdown, Group, LeftOut, LeftOutReason, Point
from kpi_engine.detail import Spread
from kpi_engine.figure import FLOOR, Figure, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.question import Dimension
from kpi_engine.spread import spread
from kpi_engine.statement import CURRENT, REASONS
from kpi_engine.tally import Cell, Tally
from kpi_engine.windows import Window

STRANGERS = frozenset({LeftOutReason.CLOSED_UNDATED, LeftOutReason.NO_OPPORTUNITY})
"""Rows left out because nobody knows whether they belong."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one question; `house_currency` is that of amounts which name none."""

    tally: Tally
    windows: Sequence[Window]
    measure: TableMeasure
    unit: Unit
    house_currency: str | None
    narrowed: bool = False  # by a scope or a filter: the whole is then a named group like any other

    @property
    def currency(self) -> str | None:
        """The one currency of the headline's amounts; the house's where they are none or several."""
        found = self._whole(CURRENT).currencies if self.measure.adds_money else frozenset()
        return (next(iter(found)) or None) if len(found) == 1 else self.house_currency

    def headline(self) -> Figure:
        """Give the figure of the question's own period."""
        return self.at(self.windows[CURRENT])

    def at(self, window: Window) -> Figure:
        """Give the figure of a window; of too few named rows, a count or a sum but no estimate."""
        cell = self._whole(self.windows.index(window))
        return self._named(cell) if self.narrowed and not self.measure.adds_up else self._figure(cell)

    def series(self, windows: Sequence[Window]) -> tuple[Point, ...]:
        """Give the figure of each window."""
        return tuple(Point(window.period, self.at(window)) for window in windows)

    def breakdown(self, dimension: Dimension) -> Breakdown:
        """Give the groups of the question's own period, largest first; a small group keeps its value back.

        Whether they differ at all is told from all of them.
        """
        groups = [Group(value, self._named(cell)) for value, cell in self.tally.groups.items() if self._shown(cell)]
        groups.sort(key=lambda group: (-_size(group.figure), group.value is None, group.value or ""))
        return Breakdown(dimension, tuple(groups), spread=self._spread(groups))

    def _spread(self, groups: Sequence[Group]) -> Spread | None:
        found = spread(self.measure, self.tally.groups)
        shown = {group.value for group in groups if isinstance(group.figure, Value)}
        return replace(found, apart=tuple(each for each in found.apart if each.value in shown)) if found else None

    def left_out(self) -> tuple[LeftOut, ...]:
        """Say how many rows of the question's own period do not count, and why."""
        counts = self._whole(CURRENT).left_out
        return tuple(LeftOut(reason, counts[reason]) for reason in REASONS if reason in counts)

    def _whole(self, bucket: int) -> Cell:
        return self.tally.windows.get(bucket, Cell())

    def _figure(self, cell: Cell) -> Figure:
        if self.measure.adds_money and cell.currencies - {self.currency or ""}:
            return NotComputable(Reason.SEVERAL_CURRENCIES, self.unit, Dimension.CURRENCY)
        return self.measure.figure(cell, self.unit)

    def _named(self, cell: Cell) -> Figure:
        figure = self._figure(cell)
        if isinstance(figure, Value) and figure.n < FLOOR:
            return TooLittle(figure.n, self.unit)
        return figure

    def _shown(self, cell: Cell) -> bool:
        """Rows that wait, lie in the future or may not belong make no group; rows that cannot be counted do."""
        defects = {exclusion.reason for exclusion in self.measure.over.exclusions} - STRANGERS
        return bool(cell.rows) or not defects.isdisjoint(cell.left_out)


def _size(figure: Figure) -> int:
    return figure.n if isinstance(figure, Value | TooLittle) else 0
