"""What a typed question turns into: understood in full (Asked), not in full (Misread), or a call for help (Help)."""

from dataclasses import dataclass, field
from enum import StrEnum

from kpi_engine.periods import Period
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import Scope


class Mine(StrEnum):
    """Whose numbers, said from the asker's place: only the bot knows who that is."""

    SELF = "self"
    TEAM = "team"


class Topic(StrEnum):
    """The parts of a question."""

    KPI = "kpi"
    PERIOD = "period"
    BREAKDOWN = "breakdown"
    FILTER = "filter"
    SCOPE = "scope"
    COMPARISON = "comparison"
    BASIS = "basis"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Understood:
    """The parts of a question that were said and understood; None or empty is a part that was not said.

    `period_words` are the period as typed, for the eye only: two ways to name the same days ask the same question.
    Filters are in the order of `Dimension`, one for each; their values are sorted, unknown (None) last.
    """

    kpi: str | None = None
    period: Period | None = None
    period_words: str | None = field(default=None, compare=False)
    scope: Scope | Mine | None = None
    by: Dimension | None = None
    filters: tuple[Filter, ...] = ()
    compare: Compare | None = None
    basis: Basis | None = None
    age: int | None = None  # in days
    against: Period | None = None  # the period to compare with, where `compare` does not say it


@dataclass(frozen=True, slots=True)
class Asked(Understood):
    """A question of which every word was understood."""

    kpi: str = field()


class Why(StrEnum):
    """Why words could not be taken. Views turn each into a sentence."""

    UNKNOWN_WORD = "unknown_word"
    AMBIGUOUS_WORD = "ambiguous_word"  # `offered` holds the readings, as words
    UNKNOWN_DIMENSION = "unknown_dimension"  # after "by"; `offered` holds the dimensions that can stand there
    BY_TIME = "by_time"  # by month: the chart does that; `offered` holds a period that asks for it
    RANKING = "ranking"  # top 5: nobody is ranked
    INCOMPLETE = "incomplete"  # "by", "vs" or "source:" with nothing after it
    BARE_DIMENSION = "bare_dimension"  # a dimension without "by" and without a value
    TWO_OF_A_KIND = "two_of_a_kind"  # two KPIs, two periods, ...: `places` holds each
    IMPOSSIBLE_DATE = "impossible_date"  # 31 February, 2026-13, week 60
    REVERSED_RANGE = "reversed_range"  # it ends before it starts
    TOO_LARGE = "too_large"  # so many days, weeks, ... that no calendar goes that far back
    NOT_BEGUN = "not_begun"  # next month, tomorrow, "since" a day to come
    OTHER_COMPARISON = "other_comparison"  # with a period that is not earlier, or not as long
    UNKNOWN_VALUE = "unknown_value"  # the facts hold no such value of `about`; `offered`: those they do, if few
    DIMENSION_NOT_OF_KPI = "dimension_not_of_kpi"  # `offered` holds the dimensions that the KPI has
    BASIS_NOT_OF_KPI = "basis_not_of_kpi"
    AGE_NOT_OF_KPI = "age_not_of_kpi"  # its outcomes do not come with age
    TOO_LONG = "too_long"  # longer than any question: not read at all
    NO_KPI = "no_kpi"  # `offered` holds the keys of the catalogue; no places


@dataclass(frozen=True, slots=True)
class Place:
    """Words as typed, and where: `text[start:end]`."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Words that were not taken, why, what they were about where that is known, and words that could stand there."""

    why: Why
    places: tuple[Place, ...] = ()
    about: Topic | Dimension | None = None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A command that reads in full, and the words in it that differ from what was typed."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Misread:
    """A text of which some words were not taken: nothing is asked. At most three suggestions, nearest first."""

    text: str
    understood: Understood
    problems: tuple[Problem, ...]
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """Nothing typed, or a call for help."""


Reading = Asked | Misread | Help
