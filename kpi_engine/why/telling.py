"""What a split tells: which group stands out, how far beyond chance, and whether the whole went against all groups."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import inf, log, sqrt

from scipy.special import ndtr

from kpi_engine.detail import CHANCE
from kpi_engine.question import Dimension
from kpi_engine.statistics.intervals import Z
from kpi_engine.why.effects import Pair, whole_of
from kpi_engine.why.explanation import Contribution, Kind, Split


def split(dimension: Dimension, contributions: tuple[Contribution, ...], noise: float) -> Split:
    """What a dimension's contributions tell; `noise` is the standard error of the change."""
    whole = whole_of([each.pair for each in contributions])
    sign = -1 if (whole.change or 0) < 0 else 1
    surplus, first = _furthest(contributions, whole, noise)
    count = len(contributions)
    plain = Split(dimension, whole, contributions, strength=surplus * abs(surplus) - 2 * log(count))
    weights = sign * float(plain.mix) / noise if noise else 0.0
    leads = surplus > 0 and 2 * count * ndtr(-surplus) < CHANCE
    shifts = weights > Z and (weights**2 > plain.strength or not leads)
    return replace(
        plain,
        strength=weights**2 if shifts else plain.strength,
        lead=first if leads and not shifts else None,
        shift=_heaviest(contributions, sign) if shifts else None,
        against=_heaviest(contributions, sign) if _reversed(contributions, whole) else None,
    )


def order(split: Split) -> tuple[bool, bool, float]:
    """Dimensions that explain more than chance first, the strongest before all; then those with a reversal.

    Where nothing stands out, few groups read better than many.
    """
    return not split.tells, split.against is None, -split.strength if split.tells else len(split.contributions)


def _furthest(contributions: Sequence[Contribution], whole: Pair, noise: float) -> tuple[float, Contribution | None]:
    """The named group furthest beyond an even change, and how far."""
    candidates = zip(_surpluses(contributions, whole, noise), contributions, strict=True)
    named = [(surplus, each) for surplus, each in candidates if each.kind is Kind.NAMED]
    return max(named, key=lambda found: found[0], default=(-inf, None))


def _surpluses(contributions: Sequence[Contribution], whole: Pair, noise: float) -> list[float]:
    """How far each group goes beyond an even change, in the direction of the change, in standard errors.

    An even change gives a group of weight w that part of the change. By chance alone the group strays from it by
    `noise` · √(w (1 − w)): its own figure has 1/√w times the error of the whole and counts w times, and what it takes
    the others lack. The square, times `noise`², is the variance of the change that telling this group apart from
    all others explains: the first cut of a regression tree (Breiman et al. 1984).
    """
    change = whole.change or Fraction()
    sign = -1 if change < 0 else 1
    found = []
    for each, weight in zip(contributions, _weights(contributions), strict=True):
        strays = noise * sqrt(weight * (1 - weight))
        found.append(float(sign * (each.effect.total - weight * change)) / strays if strays else 0.0)
    return found


def _weights(contributions: Sequence[Contribution]) -> list[Fraction]:
    """Each group's part of the whole: the mean of then and now, or the one of the two that there is."""
    then, now = ([getattr(each.pair, side).weight for each in contributions] for side in ("then", "now"))
    known = [(weights, sum(weights, Fraction())) for weights in (then, now) if any(weights)]
    parts = ((weights[place] / every for weights, every in known) for place in range(len(contributions)))
    return [sum(part, Fraction()) / max(len(known), 1) for part in parts]


def _reversed(contributions: Sequence[Contribution], whole: Pair) -> bool:
    """Every group went one way and the whole the other."""
    change = whole.change or Fraction()
    moves = [each.pair.change for each in contributions]
    return bool(change) and all(move is not None and move * change < 0 for move in moves)


def _heaviest(contributions: Sequence[Contribution], sign: int) -> Contribution:
    """The group whose weight did most, in a direction; where weights are not told apart, whose contribution did."""
    return max(contributions, key=lambda each: sign * (each.effect.mix or each.effect.total))
