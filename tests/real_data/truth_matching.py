"""Find the line of a reference figure, and put its question."""

import re
from dataclasses import dataclass
from datetime import date

from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Question
from tests.real_data.reference_folder import DATA_SETS, Truth, truths
from tests.real_data.truth_questions import CUTS, LINES, PERIODS, UNKNOWN, Asked, Line, Reading

HOLES = {"when": r"\d{4}(?:Q\d|-\d\d)", "cut": "|".join(CUTS), "group": "[^/]+", "cohort": r"\d{4}-\d\d", "age": r"\d+"}
CALENDAR = Calendar()


@dataclass(frozen=True)
class Matched:
    """A reference figure, its line, and what the holes of the line hold."""

    truth: Truth
    line: Line
    when: str | None = None
    cut: str | None = None
    group: str | None = None
    cohort: str | None = None
    age: str | None = None

    def __str__(self) -> str:
        return str(self.truth)

    @property
    def reading(self) -> Reading:
        """How the data set is to be imported."""
        return CUTS[self.cut][1] if self.cut else Reading.AS_STORED

    @property
    def group_name(self) -> str | None:
        """The group's name in the breakdown; None is the group without a name."""
        return None if (self.cut, self.group) in UNKNOWN else self.group

    @property
    def question(self) -> Question:
        """What to ask the engine."""
        assert isinstance(self.line, Asked)
        period = named(self.when) if self.when else PERIODS[self.truth.data_set]
        by = CUTS[self.cut][0] if self.cut else None
        return Question(self.line.kpi, period, by=by, filters=self.line.filters, age=self.line.age)


def named(when: str) -> Period:
    """The quarter 2017Q3 or the month 2017-09."""
    if "Q" in when:
        year, quarter = map(int, when.split("Q"))
        return CALENDAR.containing(date(year, 3 * quarter, 1), Grain.QUARTER)
    return CALENDAR.containing(date.fromisoformat(f"{when}-01"), Grain.MONTH)


def matched(truth: Truth) -> Matched | None:
    """The first line that fits; None: nobody thought of this figure."""
    for line in LINES[truth.data_set]:
        if found := pattern(line).fullmatch(truth.id):
            return Matched(truth, line, **found.groupdict())
    return None


def pattern(line: Line) -> re.Pattern[str]:
    """The ids of a line."""
    return re.compile("".join(map(_part, re.split(r"(\{.+?\}|\*)", line.ids))))


def _part(part: str) -> str:
    if part == "*":
        return ".+"
    if not part.startswith("{"):
        return re.escape(part)
    name, _, only = part[1:-1].partition("=")
    return f"(?P<{name}>{re.escape(only) or HOLES[name]})"


ALL = tuple((truth, matched(truth)) for data_set in DATA_SETS for truth in truths(data_set))


def of_kind(*kinds: type) -> list[Matched]:
    """The reference figures whose line is exactly of one of these kinds."""
    return [found for _, found in ALL if found and type(found.line) in kinds]
