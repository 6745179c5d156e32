"""What a split tells: how far it is from an even change, who stands out, whether the whole went against all."""

from collections.abc import Sequence
from fractions import Fraction
from math import pi, sqrt

from kpi_engine.question import Dimension
from kpi_engine.why.effects import Pair, whole_of
from kpi_engine.why.explanation import Contribution, Kind, Split

_MEAN_OF_NOISE = sqrt(2 / pi)  # the mean size of a normal variable with standard deviation 1


def split(dimension: Dimension, contributions: tuple[Contribution, ...], noise: float) -> Split:
    """What a dimension's contributions tell; `noise` is the standard error of the change."""
    whole = whole_of([each.pair for each in contributions])
    beyond_chance = told(contributions, whole, noise)
    return Split(
        dimension,
        whole,
        contributions,
        beyond_chance,
        lead(contributions, whole) if beyond_chance > 0 else None,
        against(contributions, whole),
    )


def told(contributions: Sequence[Contribution], whole: Pair, noise: float) -> float:
    """Half the sum of |effect − even effect|, less what chance alone would give; in the figure's unit.

    The even effect is the group's part of the whole, w, times the change; half, because what is too much in one group
    is missing in others. By chance alone a group of part w strays by `noise` · √(w (1 − w)), with `noise` the standard
    error of the whole change: the error of a mean over a part w of the rows is 1/√w times as large and counts w times.
    Many small groups stray more in all than few large ones, so many groups must tell more to come first.
    """
    surplus = sum((abs(each) for each in beyond_even(contributions, whole)), Fraction()) / 2
    weights = [float(weight) for weight in _weights(contributions)]
    chance = noise * _MEAN_OF_NOISE * sum(sqrt(weight * max(1 - weight, 0)) for weight in weights) / 2
    return float(surplus) - chance


def beyond_even(contributions: Sequence[Contribution], whole: Pair) -> tuple[Fraction, ...]:
    """What each group brought beyond its part of the whole."""
    change = whole.change or Fraction()
    weights = _weights(contributions)
    return tuple(each.effect.total - weight * change for each, weight in zip(contributions, weights, strict=True))


def _weights(contributions: Sequence[Contribution]) -> list[Fraction]:
    """Each group's part of the whole: the mean of then and now, or the one of the two that there is."""
    then, now = ([getattr(each.pair, side).weight for each in contributions] for side in ("then", "now"))
    known = [(weights, sum(weights, Fraction())) for weights in (then, now) if any(weights)]
    parts = ((weights[place] / every for weights, every in known) for place in range(len(contributions)))
    return [sum(part, Fraction()) / max(len(known), 1) for part in parts]


def lead(contributions: Sequence[Contribution], whole: Pair) -> Contribution | None:
    """The named group that brought most beyond its part, in the direction of the change."""
    sign = -1 if (whole.change or 0) < 0 else 1
    surplus = zip(beyond_even(contributions, whole), contributions, strict=True)
    named = [(sign * beyond, each) for beyond, each in surplus if each.kind is Kind.NAMED and sign * beyond > 0]
    return max(named, key=lambda found: found[0])[1] if named else None


def against(contributions: Sequence[Contribution], whole: Pair) -> Contribution | None:
    """Where every group went one way and the whole the other: the group whose weight did most of it."""
    change = whole.change or Fraction()
    moves = [each.pair.change for each in contributions]
    if not change or not all(move is not None and move * change < 0 for move in moves):
        return None
    return max(contributions, key=lambda each: (each.effect.mix or each.effect.total) * (1 if change > 0 else -1))
