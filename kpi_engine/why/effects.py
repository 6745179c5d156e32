"""How much each group brought to a change: exact, by the kind of figure. The effects of all groups add up to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi_engine.parts import Added, Divided, Parts, Ranked, together

_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a group brought to a change, in the figure's unit; `rate` + `mix` = `total` where they can be told apart.

    `rate`: its own figure moved; `mix`: it became a larger or smaller part of the whole.
    """

    total: Fraction
    rate: Fraction | None = None
    mix: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """The parts of one group, or of the whole, then and now; both of one kind."""

    then: Parts
    now: Parts

    @property
    def change(self) -> Fraction | None:
        """Its own figure now minus then; None where either is missing."""
        before, after = self.then.value, self.now.value
        return None if before is None or after is None else after - before


def whole_of(pairs: Sequence[Pair]) -> Pair:
    """The groups put together; at least one."""
    kind = pairs[0].now
    return Pair(together((pair.then for pair in pairs), kind), together((pair.now for pair in pairs), kind))


def effects(pairs: Sequence[Pair]) -> tuple[Effect, ...]:
    """The effect of each group, in the order given. The whole must have a value then and now.

    Of a sum: now − then. Of a quotient: rate and mix. Of a median: what replacing the group moves.
    """
    whole = whole_of(pairs)
    match whole.now:
        case Added():
            return tuple(Effect(pair.change or Fraction()) for pair in pairs)
        case Divided():
            return tuple(_rate_and_mix(pair, whole) for pair in pairs)
        case Ranked():
            return _replaced(pairs, whole)
    raise TypeError(f"no way to split {type(whole.now).__name__}")


def _rate_and_mix(pair: Pair, whole: Pair) -> Effect:
    """Split by Kitagawa (1955, J. Am. Stat. Assoc. 50:1168), symmetric: each effect at the mean of then and now.

    rate = (w₁ + w₀)/2 · (r₁ − r₀); mix = (w₁ − w₀) · ((r₁ + r₀)/2 − (R₁ + R₀)/2), with w the group's part of the
    denominator, r its rate, R the rate of the whole. Taking R off changes no sum, for the parts add up to 1 then
    and now, and makes a group's mix effect readable: one below the average that grows pulls down. A group that is
    absent then or now has one rate only, so all its effect is mix.
    """
    known = [value for value in (pair.then.value, pair.now.value) if value is not None]
    weights = [side.weight / every.weight for side, every in ((pair.then, whole.then), (pair.now, whole.now))]
    rate = _mean(weights) * (known[-1] - known[0]) if known else Fraction()
    average = _mean([_value(whole.then), _value(whole.now)])
    mix = (weights[1] - weights[0]) * (_mean(known) - average) if known else Fraction()
    return Effect(rate + mix, rate, mix)


def _replaced(pairs: Sequence[Pair], whole: Pair) -> tuple[Effect, ...]:
    """Move the groups from then to now one after the other; a group's effect is how far the figure moves at its turn.

    The largest goes first; then, from the start again, the smallest; the mean of both ways is taken, which evens out
    what going earlier or later does. Each way adds up to the change, and so does their mean. Sequential replacement:
    Fortin, Lemieux & Firpo (2011, Handbook of Labor Economics 4A:1). The mean over orders: Shorrocks (2013,
    J. Econ. Inequality 11:99), who takes all of them, which is out of reach for more than a few groups.
    """
    largest = sorted(range(len(pairs)), key=lambda place: -(pairs[place].then.n + pairs[place].now.n))
    down, up = (dict(_one_way(pairs, whole, order)) for order in (largest, largest[::-1]))
    return tuple(Effect(_mean([down[place], up[place]])) for place in range(len(pairs)))


def _one_way(pairs: Sequence[Pair], whole: Pair, order: Iterable[int]) -> Iterator[tuple[int, Fraction]]:
    """The place of each group and how far it moves the figure; where nothing is left for a while, it stays put."""
    rows, stands = whole.then, _value(whole.then)
    for place in order:
        rows = (rows + pairs[place].now).without(pairs[place].then)
        moved = stands if rows.value is None else rows.value
        yield place, moved - stands
        stands = moved


def _value(parts: Parts) -> Fraction:
    return Fraction() if parts.value is None else parts.value


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)
