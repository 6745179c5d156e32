"""The values of the data that a condition may name, found by what somebody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from bot.office import Office
from bot.words.folding import fold
from kpi_engine.question import Dimension
from kpi_engine.recipe import names_somebody

_LATELY = 8  # columns whose values are kept ready to be searched


@dataclass(frozen=True, slots=True)
class Column:
    """Where the values of a condition stand."""

    table: str
    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Found:
    """The most frequent of the values that fit; `count`: how many fit in all."""

    values: tuple[str | None, ...]
    count: int


def values_in(column: Column, office: Office) -> tuple[str | None, ...]:
    """The most frequent first, None where it is unknown on some row; nothing of what a condition may not name."""
    facts = office.facts.current()
    if names_somebody(column.dimension) or column.table not in facts.coverage:
        return ()
    return facts.values(column.table, column.dimension)


def matching(typed: str, values: tuple[str | None, ...], unknown: str, most: int) -> Found:
    """Values that hold every word that is typed, wherever: no case, no accents. `unknown`: how None is called."""
    words = fold(typed).split()
    folded = _folded(values)
    called = fold(unknown)
    fits = [place for place, key in enumerate(folded) if _holds(called if key is None else key, words)]
    return Found(tuple(values[place] for place in islice(fits, most)), len(fits))


def _holds(key: str, words: Sequence[str]) -> bool:
    return bool(key) and all(word in key for word in words)


@lru_cache(maxsize=_LATELY)
def _folded(values: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """As they are compared; a blank one is found by nothing."""
    return tuple(None if value is None else " ".join(fold(value).split()) for value in values)
