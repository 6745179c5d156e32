"""The six questions, and what every way must find: value and number of rows, per window and per group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.scope import Level, Scope
from kpi_engine.windows import Sight, Window, compared, predecessors

FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2025, 12, 31)
CALENDAR = Calendar()
CURRENCY = "EUR"

Cell = tuple[float, int]  # the figure, and the rows it stands on


class Name(StrEnum):
    """The questions, by a word each."""

    CONVERSION = "conversion"
    TRANSFORMATION = "transformation"
    LEADS = "leads"
    CYCLE = "cycle"
    REVENUE = "revenue"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in people's words, and the windows that its answer takes, the question's own first."""

    name: Name
    words: str
    question: Question

    @property
    def windows(self) -> tuple[Window, ...]:
        """The question's own period, what it is set beside, and the series before it."""
        sight = Sight(self.question.period, LAST_DAY, by_age=self.name is Name.CONVERSION)
        then = compared(self.question, sight, CALENDAR)
        earlier = predecessors(self.question, sight, CALENDAR)
        own = sight.of(self.question.period)
        return tuple(dict.fromkeys(each for each in (own, then, *earlier) if each))


@dataclass(frozen=True, slots=True)
class Found:
    """What a way found."""

    windows: Mapping[int, Cell]
    groups: Mapping[str | None, Cell]


def _quarter(year: int, number: int) -> Period:
    return CALENDAR.containing(date(year, 3 * number - 2, 1), Grain.QUARTER)


TEAM = Scope(Level.TEAM, "Team 007")
THIRD, FOURTH, DECEMBER = _quarter(2025, 3), _quarter(2025, 4), CALENDAR.containing(LAST_DAY, Grain.MONTH)

ASKED = {
    each.name: each
    for each in (
        Asked(
            Name.CONVERSION,
            "one team's conversion, by source",
            Question(Name.CONVERSION, THIRD, TEAM, Dimension.SOURCE),
        ),
        Asked(
            Name.TRANSFORMATION,
            "the company's win rate, by team",
            Question(Name.TRANSFORMATION, FOURTH, by=Dimension.TEAM),
        ),
        Asked(Name.LEADS, "the company's leads of a month", Question(Name.LEADS, DECEMBER)),
        Asked(Name.CYCLE, "the median cycle, by team", Question(Name.CYCLE, FOURTH, by=Dimension.TEAM)),
        Asked(
            Name.REVENUE,
            "revenue by product, with a year before",
            Question(Name.REVENUE, FOURTH, by=Dimension.PRODUCT, compare=Compare.YEAR),
        ),
        Asked(
            Name.RETENTION,
            "retention of customers, by region",
            Question(Name.RETENTION, FOURTH, by=Dimension.REGION),
        ),
    )
}
