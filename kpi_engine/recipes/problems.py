"""Why a definition cannot be one. Views turn each into a sentence that says what to do."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.errors import EngineError


class RecipeProblem(StrEnum):
    """What is wrong with a definition."""

    UNREADABLE = "unreadable"  # not what the grammar writes; the subject is the part at fault
    NOTHING_SHARED = "nothing_shared"  # a share of nothing: among whom is not said
    NO_START = "no_start"  # a duration since nothing
    OTHER_TABLE = "other_table"  # the two happen to different things: leads, opportunities, contracts ...
    NOT_AFTER = "not_after"  # the second never comes after the first
    SAME_DAY = "same_day"  # both fall on one day by definition: there are no days between
    THE_WHOLE = "the_whole"  # a share of itself, always 100 %
    OTHER_START = "other_start"  # a duration of those who began on another day than it is counted from
    NO_AMOUNTS = "no_amounts"  # amounts of what has none
    NO_NUMBER = "no_number"  # "at least" of what has neither amount nor score
    OFF_THE_SCALE = "off_the_scale"  # "at least" a score that none, or every one, reaches
    AT_LEAST_OF_OTHERS = "at_least_of_others"  # "at least" in a share of one happening among another
    NO_AGE = "no_age"  # "within so many days" of what does not come with age
    DAYS_OFF_THE_SCALE = "days_off_the_scale"
    UNUSED_PART = "unused_part"  # a part that this way of measuring has no use for
    NO_SUCH_DIMENSION = "no_such_dimension"  # what is counted has no such property
    WRITTEN_BY_OUTCOME = "written_by_outcome"  # a share by what its own outcome writes
    WHOSE_FIGURES = "whose_figures"  # a definition that names a rep, a team or a region
    NO_VALUES = "no_values"  # a condition without a value
    NOTHING_LEFT = "nothing_left"  # conditions that no row meets
    TOO_MANY_CONDITIONS = "too_many_conditions"


@dataclass
class BadRecipe(EngineError):
    """The asker's: a definition that cannot be measured. `subject` names the part, dimension or number at fault."""

    problem: RecipeProblem
    subject: str | None = None
