"""Whether groups differ at all, and who stands out: asked before anybody reads a ranking out of a table.

Unknown is a group like any other; groups too small to be shown take part.
"""

from collections.abc import Callable, Mapping

from kpi_engine.detail import CHANCE, Apart, Spread, SpreadTest
from kpi_engine.figure import Unit, Value
from kpi_engine.measures import Durations, FavourableShare, Retained, Share, ShareByAge
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.statistics.homogeneity import Counts, Ranks, Shares, holm
from kpi_engine.tally import Cell

_FEW = 5  # values in a group: below, ranks are not normal enough for the chi-square distribution
_SHUFFLED_AT_MOST = 2_000  # values in all: beyond, one small group among them moves nothing

Name = str | None


def spread(measure: TableMeasure, cells: Mapping[Name, Cell]) -> Spread | None:
    """Tell the groups of a breakdown apart, as far as their counts can.

    None for amounts and counts: a sum says nothing of how amounts scatter, and nobody is owed as many rows as others.
    """
    match measure:
        case Share() | ShareByAge() | Retained() | FavourableShare():
            return spread_of_shares({name: _counts(measure, cell) for name, cell in cells.items()})
        case Durations():
            lengths = {name: {int(row.days): int(row.n) for row in cell.rows} for name, cell in cells.items()}
            return spread_of_lengths(lengths)
    return None


def _counts(measure: TableMeasure, cell: Cell) -> tuple[int, int]:
    match measure.figure(cell, Unit.SHARE):
        case Value(n=n, numerator=float(successes)):
            return int(successes), int(n)
    return 0, 0


def spread_of_shares(groups: Mapping[Name, tuple[int, int]]) -> Spread | None:
    """Tell groups apart by their successes out of n; None where there are not two of them."""
    counted = {name: counts for name, counts in groups.items() if counts[1]}
    if len(counted) < 2:  # noqa: PLR2004 - it takes two to differ
        return None
    shares = Shares(*zip(*counted.values(), strict=True))
    if shares.is_even():
        return Spread(1.0, SpreadTest.CHI_SQUARE, len(counted))
    rate = sum(shares.successes) / sum(shares.sizes)
    fits = shares.fits_chi_square()
    p_value = shares.chi_square() if fits else shares.permutation()
    above = [won > size * rate for won, size in counted.values()]
    apart = _apart(tuple(counted), p_value, shares.against_the_rest, above)
    return Spread(p_value, SpreadTest.CHI_SQUARE if fits else SpreadTest.PERMUTATION, len(counted), apart)


def spread_of_lengths(groups: Mapping[Name, Counts]) -> Spread | None:
    """Tell groups apart by how their lengths rank among all; None where there are not two groups or two lengths."""
    counted = {name: counts for name, counts in groups.items() if counts}
    if len(counted) < 2 or len(set().union(*counted.values())) < 2:  # noqa: PLR2004 - it takes two to differ
        return None
    ranks = Ranks.of(tuple(counted.values()))
    fits = ranks.sizes.min() >= _FEW or ranks.sizes.sum() > _SHUFFLED_AT_MOST
    p_value = ranks.kruskal_wallis() if fits else ranks.permutation()
    above = [ranks.is_above(place) for place in range(len(counted))]
    apart = _apart(tuple(counted), p_value, ranks.against_the_rest, above)
    return Spread(p_value, SpreadTest.KRUSKAL_WALLIS if fits else SpreadTest.PERMUTATION, len(counted), apart)


def _apart(
    names: tuple[Name, ...], p_value: float, against_the_rest: Callable[[int], float], above: list[bool]
) -> tuple[Apart, ...]:
    """Who stands out from all others, largest surprise first; nobody where the groups as a whole do not differ."""
    if p_value >= CHANCE:
        return ()
    adjusted = holm([against_the_rest(place) for place in range(len(names))])
    standing_out = sorted((p, place) for place, p in enumerate(adjusted) if p < CHANCE)
    return tuple(Apart(names[place], above=above[place]) for _, place in standing_out)
