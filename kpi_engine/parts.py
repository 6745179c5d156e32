"""What a figure is made of, so that it can be taken apart: parts of groups add up to the parts of the whole.

All arithmetic is on fractions: what is split adds up again to the last digit.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self, TypeVar

_MIDDLE = Fraction(1, 2)

P = TypeVar("P", bound="Parts")


def exact(number: float) -> Fraction:
    """The number as it is written: 0.1 is a tenth. Amounts that databases add up exactly add up here as well."""
    return Fraction(repr(float(number)))


@dataclass(frozen=True, slots=True)
class Parts(ABC):
    """What some rows bring to a figure; `n` is how many they are."""

    n: int = 0

    @property
    @abstractmethod
    def value(self) -> Fraction | None:
        """The figure of these rows alone; None where they give none."""

    @property
    @abstractmethod
    def weight(self) -> Fraction:
        """How much of the whole they are, on the scale of their kind; never below 0."""

    @abstractmethod
    def __add__(self, other: Self) -> Self:
        """The parts of both."""

    @abstractmethod
    def without(self, other: Self) -> Self:
        """These parts less those of some of their rows."""

    def nothing(self) -> Self:
        """The same kind, of no rows."""
        return type(self)()


@dataclass(frozen=True, slots=True)
class Added(Parts):
    """A sum over rows: a count, an amount of money."""

    amount: Fraction = Fraction()

    @property
    def value(self) -> Fraction:
        """The sum; that of no rows is 0."""
        return self.amount

    @property
    def weight(self) -> Fraction:
        """Its size; what was given back weighs like what was sold."""
        return abs(self.amount)

    def __add__(self, other: Self) -> Self:
        return type(self)(self.n + other.n, self.amount + other.amount)

    def without(self, other: Self) -> Self:
        """The rest of the sum."""
        return type(self)(self.n - other.n, self.amount - other.amount)


@dataclass(frozen=True, slots=True)
class Divided(Parts):
    """A sum divided by another that is not negative: a share, a mean, an amount per account."""

    top: Fraction = Fraction()
    bottom: Fraction = Fraction()

    @property
    def value(self) -> Fraction | None:
        """The quotient."""
        return self.top / self.bottom if self.bottom else None

    @property
    def weight(self) -> Fraction:
        """What it is divided by."""
        return self.bottom

    def __add__(self, other: Self) -> Self:
        return type(self)(self.n + other.n, self.top + other.top, self.bottom + other.bottom)

    def without(self, other: Self) -> Self:
        """The rest of both sums."""
        return type(self)(self.n - other.n, self.top - other.top, self.bottom - other.bottom)


@dataclass(frozen=True, slots=True)
class Ranked(Parts):
    """Whole values and how often each occurs; the figure is their median."""

    counts: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> Self:
        """Keep the counts that are not 0."""
        return cls(sum(counts.values()), {value: count for value, count in counts.items() if count})

    @property
    def value(self) -> Fraction | None:
        """The value in the middle; of an even number, the mean of the two."""
        return Fraction(self._ranked((self.n + 1) // 2) + self._ranked(self.n // 2 + 1)) * _MIDDLE if self.n else None

    @property
    def weight(self) -> Fraction:
        """How many values they are."""
        return Fraction(self.n)

    def _ranked(self, rank: int) -> int:
        reached = 0
        for value in sorted(self.counts):
            reached += self.counts[value]
            if reached >= rank:
                return value
        raise ValueError(f"no rank {rank} among {self.n} values")

    def __add__(self, other: Self) -> Self:
        return self.of(Counter(self.counts) + Counter(other.counts))

    def without(self, other: Self) -> Self:
        """The other values."""
        return self.of(Counter(self.counts) - Counter(other.counts))


def together(parts: Iterable[P], kind: P) -> P:
    """The parts of all, of the same kind as `kind`."""
    whole = kind.nothing()
    for each in parts:
        whole = whole + each
    return whole
