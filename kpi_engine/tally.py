"""The rows that came back, sorted into cells: one per window, and one per group of the question's own period."""

from collections import defaultdict, namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from kpi_engine.answer import LeftOutReason
from kpi_engine.statement import CURRENT, REASONS


@dataclass(slots=True)
class Cell:
    """The summed rows that one figure is made of, and how many rows were left out of it."""

    rows: list[Any] = field(default_factory=list)
    left_out: dict[LeftOutReason, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def row(self) -> Any | None:
        """The only row, for measures that sum up to one; None when nothing was counted."""
        return self.rows[0] if self.rows else None

    @property
    def currencies(self) -> frozenset[str]:
        """The currencies of its amounts, two at most; none where nothing was counted."""
        found = (currency for row in self.rows for currency in (row.currency_low, row.currency_high))
        return frozenset(currency for currency in found if currency is not None)

    def add(self, row: Any) -> None:
        """Take in one row of the statement."""
        if row.left_out is None:
            self.rows.append(row)
        else:
            self.left_out[REASONS[row.left_out]] += int(row.n)


def plain(rows: Sequence[Any]) -> Sequence[Any]:
    """The same rows as named tuples: a row of a database looks a name up anew each time, twenty times as long."""
    return [*map(_made(rows[0]._fields), rows)] if rows else rows


@lru_cache(maxsize=256)
def _made(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """Make a named tuple of as many cells as there are names, without counting them each time as `_make` does."""
    return partial(tuple.__new__, namedtuple("Summed", names))  # noqa: PYI024 - its fields are those of the statement


@dataclass(frozen=True, slots=True)
class Tally:
    """Cells by window and, for the question's own period, by group."""

    windows: Mapping[int, Cell]
    groups: Mapping[str | None, Cell]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> "Tally":
        """Sort the rows of one statement, as a reading gives them."""
        windows: defaultdict[int, Cell] = defaultdict(Cell)
        groups: defaultdict[str | None, Cell] = defaultdict(Cell)
        for row in rows:
            if row.whole:
                windows[row.bucket].add(row)
            elif row.bucket == CURRENT:
                groups[row.dimension].add(row)
        by_name = sorted(groups, key=lambda name: (name is None, name or ""))  # rows come in any order, answers do not
        return cls(windows, {name: groups[name] for name in by_name})
