"""What some answers hold beyond their figures: how far a cohort has ripened, whether groups differ at all."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.figure import Interval

CHANCE = 0.05
"""Groups whose spread is at least this likely among equals are not told apart."""

_RIPE = 0.995


class SpreadTest(StrEnum):
    """How the likelihood of a spread was computed."""

    CHI_SQUARE = "chi_square"
    KRUSKAL_WALLIS = "kruskal_wallis"
    PERMUTATION = "permutation"


class Detail:
    """More than figures: what a KPI that is a table shows. Each kind is a frozen dataclass of its own."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A group that stands out from all others, however many there are to stand out; `value` None is unknown."""

    value: str | None
    above: bool  # its figure lies above that of the others; whether that is better, the KPI says


@dataclass(frozen=True, slots=True)
class Spread:
    """How likely groups of one common rate or distribution would lie at least as far apart as these do."""

    p_value: float
    test: SpreadTest
    groups: int  # how many were told apart; those below the floor take part, unknown does too
    apart: tuple[Apart, ...] = ()  # only where the spread is beyond chance and the group's value is shown

    @property
    def within_chance(self) -> bool:
        """Whether chance alone explains the spread: then nobody is ranked."""
        return self.p_value >= CHANCE


@dataclass(frozen=True, slots=True)
class Maturity:
    """How far a cohort has ripened, by the cohorts before it: shares in [0, 1], intervals at 95 %.

    `horizon`: the age in days up to which those are followed; what comes later is not known. `so_far`: the share of
    what they came to by then that they had reached at this cohort's age.
    """

    horizon: int
    so_far: float
    eventual: float  # what the cohorts before came to at the horizon
    eventual_interval: Interval
    projected: float  # what this cohort is expected to come to there
    projected_interval: Interval  # the figure itself will lie in it, chance included
    cohorts: int  # months that the curve is drawn from
    n: int  # their rows

    @property
    def is_ripe(self) -> bool:
        """Nothing more is to come that would show in a figure of three digits."""
        return self.so_far >= _RIPE
