"""A control chart of one figure: whether its newest period is a signal, or chance and its own unrest take it there.

Where only the past tells how much the figure scatters, it is an XmR chart. Where the size of each period tells what
chance alone would do, it is Laney's p'- or u'-chart (Laney 2002, Qual. Eng. 14:531): each period is measured in its own
standard errors, and their unrest σ, from moving ranges, widens the limits where it is more than chance.

    past     at most 52 periods, without the two that are judged; after a shift of level, only those since
    unrest   σ = mean moving range / 1.128 / √(1 - r), for neighbours of correlation r scatter less than strangers
             (an AR(1) series has E|x_t - x_t-1| = 1.128 σ √(1 - r)); 1 where it is known to be and does not differ
    point    z of the newest period
    pair     (z of the newest + z of the one before) / √(2 (1 + r)), both on the same side

z is measured from the mean of the past, and its own error is counted in. How far out is far enough was tuned by
simulation: docs/decisions/100. The last axis of every array is time.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

from kpi_engine.statistics.scales import Array, Measured
from kpi_engine.statistics.xmr import D2

Marks = npt.NDArray[np.bool_]

FEWEST: Final = 8
"""Periods that it takes to know what is usual."""

MOST: Final = 52
"""And those that are looked back on."""

JUDGED: Final = 2
"""The newest periods, of which the past knows nothing."""

_TRUSTED = 20  # periods from which on chance alone is believed to be all there is
_DIFFERS = 0.8  # a standard error of σ by moving ranges is 0.8 / √m: beyond one, σ is taken to differ from 1
_SHIFTED = 4.0  # standard errors between the levels before and after: 0.1 % of stable series of 52
_FREEDOM = 0.62  # degrees of freedom of a mean moving range, per period (Wheeler 1995, Advanced Topics in SPC)
_LANEY_FREEDOM = 2.0  # of one that is never below what chance alone would do
_STRONGEST = 0.8  # correlation of neighbours that is allowed for
_KNOWN = 1e6  # degrees of freedom of what is not estimated


@dataclass(frozen=True, slots=True)
class Rules:
    """How many standard deviations out one period, and two together, must lie."""

    point: float
    pair: float


CHANCE_ONLY: Final = {1: Rules(3.0, 2.35), 2: Rules(3.2, 2.65)}
"""By the number of sides that are told of, where chance alone explains the past."""

UNREST: Final = {1: Rules(3.4, 3.1), 2: Rules(3.7, 3.4)}
"""The same where the figure has an unrest of its own, which has to be estimated."""


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """The past, and how far out the newest periods lie, in their standard deviations."""

    centre: Array
    spread: Array  # of a period of the newest one's size
    points: Array  # of the past
    known: Marks  # whether chance alone explains it
    freedom: Array
    last: Array
    pair: Array

    def is_far(self, sign: int, sides: int) -> Marks:
        """Whether the newest period alone is a signal on one side."""
        return np.asarray(sign * self.last > self._reach("point", sides))

    def pair_is_far(self, sign: int, sides: int) -> Marks:
        """Whether the two newest together are one."""
        return (sign * self.pair > self._reach("pair", sides)) & (sign * self.last > 0)

    def limits(self, sides: int) -> tuple[Array, Array]:
        """Where a single period of the newest one's size is taken for a signal."""
        reach = self._reach("point", sides) * self.spread
        return self.centre - reach, self.centre + reach

    def _reach(self, rule: str, sides: int) -> Array:
        """As unlikely as the rule says, by Student's t where the standard deviation is estimated."""
        far = np.where(self.known, getattr(CHANCE_ONLY[sides], rule), getattr(UNREST[sides], rule))
        return np.asarray(-stdtrit(self.freedom, ndtr(-far)))


def chart(measured: Measured) -> Chart | None:
    """Chart the two newest periods on those before; None where these are fewer than eight."""
    if measured.heights.shape[-1] < FEWEST + JUDGED:
        return None
    every = _Series.of(measured)
    past = every.part(slice(-MOST - JUDGED, -JUDGED))
    kept = _since_the_last_shift(past)
    unrest = _Unrest.of(past, kept)
    spread = unrest.sigma * every.errors[..., -1]
    heights = (every.heights[..., -JUDGED:] - unrest.centre[..., None]) / every.errors[..., -JUDGED:]
    before, last = heights[..., 0] / unrest.sigma, heights[..., 1] / unrest.sigma
    own = 1 / every.errors[..., -JUDGED:]
    return Chart(
        centre=unrest.centre,
        spread=spread * np.sqrt(1 + own[..., 1] ** 2 / unrest.weight),
        points=kept.sum(-1),
        known=unrest.known,
        freedom=unrest.freedom,
        last=last / np.sqrt(1 + own[..., 1] ** 2 / unrest.weight),
        pair=(before + last) / np.sqrt(2 * (1 + unrest.kinship)) / np.sqrt(1 + own.sum(-1) ** 2 / unrest.weight / 2),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Series:
    """Heights with their errors, 1 where these are unknown."""

    heights: Array
    errors: Array
    sized: bool  # the errors are known

    @classmethod
    def of(cls, measured: Measured) -> "_Series":
        sized = measured.errors is not None
        errors = measured.errors if measured.errors is not None else np.ones_like(measured.heights)
        return cls(measured.heights, errors, sized)

    def part(self, which: slice) -> "_Series":
        """Some of its periods."""
        return _Series(self.heights[..., which], self.errors[..., which], self.sized)


def _since_the_last_shift(past: _Series) -> Marks:
    """Mark the periods since the level last shifted; all where it did not.

    The levels before and after each period are compared in their standard errors, by an unrest that one shift hardly
    moves. The greatest difference counts where it is beyond four.
    """
    weights, periods = past.errors**-2, past.heights.shape[-1]
    if periods < 2 * FEWEST:
        return np.ones_like(past.heights, dtype=bool)
    ends = np.arange(FEWEST - 1, periods - FEWEST)
    summed, sums = weights.cumsum(-1), (weights * past.heights).cumsum(-1)
    left, right = summed[..., ends], summed[..., -1:] - summed[..., ends]
    apart = np.abs((sums[..., -1:] - sums[..., ends]) / right - sums[..., ends] / left) / np.sqrt(1 / left + 1 / right)
    sigma = np.abs(np.diff(past.heights / past.errors)).mean(-1) / D2
    shown = apart / np.maximum(sigma, 1.0 if past.sized else 1e-12)[..., None]
    place = shown.argmax(-1)
    shifted = np.take_along_axis(shown, place[..., None], -1)[..., 0] > _SHIFTED
    first = np.where(shifted, ends[place] + 1, 0)
    return np.arange(periods) >= first[..., None]


@dataclass(frozen=True, slots=True, eq=False)
class _Unrest:
    """What the past says of the level and of how far periods scatter around it, in their own standard errors."""

    centre: Array
    weight: Array
    sigma: Array
    kinship: Array  # how alike neighbours are: their correlation, 0 where chance alone is at work
    known: Marks
    freedom: Array

    @classmethod
    def of(cls, past: _Series, kept: Marks) -> "_Unrest":
        weights, points = past.errors**-2 * kept, kept.sum(-1)
        weight = weights.sum(-1)
        centre = (weights * past.heights).sum(-1) / weight
        heights = (past.heights - centre[..., None]) / past.errors
        both = kept[..., 1:] & kept[..., :-1]
        sigma = (np.abs(np.diff(heights)) * both).sum(-1) / both.sum(-1) / D2
        kinship = _kinship(heights * kept, both, points)
        sigma = np.maximum(sigma / np.sqrt(1 - kinship), 1.0 if past.sized else 1e-12)
        known = (sigma < 1 + _DIFFERS / np.sqrt(points)) & (points >= _TRUSTED) & past.sized
        freedom = (_LANEY_FREEDOM if past.sized else _FREEDOM) * (points - 1)
        return cls(
            centre=centre,
            weight=weight,
            sigma=np.where(known, 1.0, sigma),
            kinship=np.where(known, 0.0, kinship),
            known=known,
            freedom=np.where(known, _KNOWN, freedom),
        )


def _kinship(heights: Array, both: Marks, points: Array) -> Array:
    """The correlation of neighbours, without the 1 / m by which short series seem less alike (Kendall 1954)."""
    centred = heights - heights.sum(-1, keepdims=True) / points[..., None] * (heights != 0)
    squares = np.maximum((centred**2).sum(-1), 1e-12)
    found = (centred[..., 1:] * centred[..., :-1] * both).sum(-1) / squares + 1 / points
    return np.asarray(np.clip(found, 0.0, _STRONGEST))
