"""What a run of words can mean within a question."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.words.reading import Mine, Topic, Why
from kpi_engine.periods import Period
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import Scope


@dataclass(frozen=True, slots=True)
class Named:
    """A KPI, by its key."""

    kpi: str


@dataclass(frozen=True, slots=True)
class EitherOf:
    """A word that some use for one KPI and some for another."""

    kpis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class By:
    """Broken down by a dimension."""

    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Bare:
    """A dimension's name alone; a colon after it makes it a filter."""

    dimension: Dimension


@dataclass(frozen=True, slots=True)
class Age:
    """Looked at when everybody was so many days old."""

    days: int


@dataclass(frozen=True, slots=True)
class Versus:
    """Compared with a period that was named."""

    period: Period


@dataclass(frozen=True, slots=True)
class Against:
    """Compared with a named period that is neither the one before nor that of a year earlier."""

    period: Period


class Opener(Enum):
    """Words that need others after them."""

    BY = auto()
    VERSUS = auto()


class Filler(Enum):
    """Words that add nothing: the, de, please."""

    WORD = auto()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that cannot be taken, as `Problem` tells it."""

    why: Why
    about: Topic | Dimension | None = None
    offered: tuple[str, ...] = ()


Said = Named | By | Age | Versus | Against | Period | Filter | Scope | Mine | Compare | Basis
Meaning = Said | EitherOf | Bare | Opener | Filler | Doubt


@dataclass(frozen=True, slots=True)
class Clause:
    """A run of words, typed[start:end], and what it means; the next clause begins at token `after`."""

    meaning: Meaning
    start: int
    end: int
    after: int
