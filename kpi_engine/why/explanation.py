"""Why a figure changed: for each dimension, what every group brought to the change. Frozen, without sentences."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kpi_engine.answer import Answer
from kpi_engine.figure import FLOOR, Figure, NoData, Reason, TooLittle, Unit, Value
from kpi_engine.parts import Parts
from kpi_engine.question import Dimension
from kpi_engine.why.effects import Effect, Pair


class Unexplained(StrEnum):
    """Why a change is not split at all. Views turn each into a sentence."""

    NO_CHANGE_KNOWN = "no_change_known"  # nothing fair to compare with; the answer says why
    NOT_ADDITIVE = "not_additive"  # what groups bring to this figure does not add up to it
    NO_DIMENSION = "no_dimension"  # no dimension has two groups that may be told apart


class Unsplit(StrEnum):
    """Why a change is not split along one dimension."""

    FOLLOWS_OUTCOME = "follows_outcome"  # the dimension is known only once the outcome is
    HISTORY_NOT_KEPT = "history_not_kept"  # what the dimension was on a past day is not recorded
    OVERLAPPING = "overlapping"  # the same one stands in several groups, which do not add up to the whole
    KEPT_BACK = "kept_back"  # what the reader may not see could be computed from what she may
    ONE_GROUP = "one_group"  # nothing to tell apart


class Kind(StrEnum):
    """Whom a line of a split is about."""

    NAMED = "named"  # one value; None is unknown
    SMALL = "small"  # all groups below the floor
    OTHERS = "others"  # all groups that the reader may not see


@dataclass(frozen=True, slots=True)
class Contribution:
    """One line of a split: a group or several put together, its parts then and now, what it brought to the change."""

    kind: Kind
    value: str | None
    groups: int
    pair: Pair
    effect: Effect

    def then(self, unit: Unit) -> Figure:
        """Its own figure in the period compared with."""
        return _figure(self.pair.then, unit)

    def now(self, unit: Unit) -> Figure:
        """Its own figure in the question's period."""
        return _figure(self.pair.now, unit)


def _figure(parts: Parts, unit: Unit) -> Figure:
    """The figure of a group, with the same restraint as in a breakdown; a sum over no rows is 0."""
    if parts.value is None:
        return NoData(Reason.EMPTY_DENOMINATOR, unit)
    if 0 < parts.n < FLOOR:
        return TooLittle(parts.n, unit)
    return Value(float(parts.value), parts.n, unit)


@dataclass(frozen=True, slots=True)
class Split:
    """A change along one dimension, largest contribution first; they add up to it, exactly.

    `lead` is the named group that went furthest beyond an even change, in its direction, where that is more than chance
    makes of so many groups; `strength` is how far, squared and in standard errors, less 2 · ln(groups), which the
    furthest of so many reaches by chance: by it dimensions are put in order (decision 075).
    `shift` is set in place of `lead` where not what groups did but what they weigh made the change: the group whose
    weight did most.
    `against` is the group whose part of the whole, or figure, explains a reversal: each group went one way, the whole
    the other (Simpson 1951, J. R. Stat. Soc. B 13:238).
    """

    dimension: Dimension
    whole: Pair
    contributions: tuple[Contribution, ...]
    strength: float
    lead: Contribution | None = None
    shift: Contribution | None = None
    against: Contribution | None = None

    @property
    def change(self) -> Fraction:
        """What the contributions add up to."""
        return sum((each.effect.total for each in self.contributions), Fraction())

    @property
    def mix(self) -> Fraction:
        """What the weights of the groups did in all."""
        return sum((each.effect.mix or Fraction() for each in self.contributions), Fraction())

    @property
    def tells(self) -> bool:
        """Whether it explains more than chance would."""
        return self.lead is not None or self.shift is not None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer whose change is explained, and its splits: the dimension that explains most first."""

    answer: Answer
    splits: tuple[Split, ...] = ()
    unsplit: tuple[tuple[Dimension, Unsplit], ...] = ()
    reason: Unexplained | None = None  # set where there is no split
    compared_unasked: bool = False  # the question wanted no comparison, which a change cannot do without

    @property
    def by_chance(self) -> bool:
        """Whether chance alone may have made the change."""
        change = self.answer.comparison.change if self.answer.comparison else None
        return change is not None and change.beyond_noise is False
