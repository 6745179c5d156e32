"""Parts and splits in few words, for tests of explanations."""

from fractions import Fraction

from kpi_engine.parts import Added, Divided, Parts, Ranked
from kpi_engine.question import Dimension
from kpi_engine.why import Split, Unsplit, telling
from kpi_engine.why.effects import Pair
from kpi_engine.why.grouping import lines


def of(top: int, bottom: int) -> Divided:
    """So many of so many."""
    return Divided(bottom, Fraction(top), Fraction(bottom))


def rows(n: int) -> Added:
    return Added(n, Fraction(n))


def days(*lengths: int) -> Ranked:
    return Ranked.of({length: lengths.count(length) for length in lengths})


def split(groups: dict[str | None, tuple[Parts, Parts]], noise: float = 0.01, hidden: tuple[str, ...] = ()) -> Split:
    """The split by source of groups given as (then, now)."""
    found = lines({value: Pair(*sides) for value, sides in groups.items()}, hidden)
    assert not isinstance(found, Unsplit), found
    return telling.split(Dimension.SOURCE, found, noise)
