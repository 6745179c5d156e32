"""Which question gives which reference figure: a line for every id of `truth/*.json`, and the first that fits counts.

In an id `{when}` names a period, `{cut}` a dimension in the data set's own word, `{group}` one group of it, `{cohort}`
a first month, `{age}` a number of months, and `*` stands for anything; `{group=email}` is that group alone. Without `{when}` the period is the whole of the data set.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from kpi_engine.periods import Period
from kpi_engine.question import Dimension, Filter
from storage.imports import Finding


class Part(StrEnum):
    """What of a figure is the reference figure."""

    HEADLINE = auto()
    MEAN = auto()
    MEDIAN = auto()
    FIRST_QUARTILE = auto()
    THIRD_QUARTILE = auto()
    NUMERATOR = auto()
    DENOMINATOR = auto()


class Reading(StrEnum):
    """How a data set is imported: with its profile, or with one that differs from it in one respect."""

    AS_STORED = auto()
    MERGED = auto()  # Olist: the origin "unknown" counts as no origin


@dataclass(frozen=True)
class Asked:
    """A part of the answer to a question."""

    ids: str
    kpi: str
    part: Part = Part.HEADLINE
    filters: tuple[Filter, ...] = ()
    age: int | None = None


class Recounted(Asked):
    """The same, but the reference counts one row more: Olist's lead that was won two days before its first contact.

    No sales cycle has that length, so the engine leaves it out and says so. Plain Python counts with and without it.
    """


class WithoutUndated(Asked):
    """The same, but the reference also counts opportunities that no day tells when they began: the import rejects them.

    The figure is proportional to the number of open opportunities, so it comes out equal once those are added.
    """


class Unrecorded(Asked):
    """A share of 0 whose outcome was not recorded yet: Olist's wins are, from 5 December 2017 on.

    The reference counts 0 wins; the engine says that it cannot know, and since when it could.
    """


class Trap(Asked):
    """A well-known wrong reading: the question must not give it."""


@dataclass(frozen=True)
class ToldApart:
    """The p value of a test that all groups of a breakdown are alike."""

    ids: str
    kpi: str
    by: Dimension


@dataclass(frozen=True)
class Verdict:
    """The p value of a test of one period against an earlier one: the engine gives the verdict, at 5 %."""

    ids: str
    kpi: str
    now: str
    then: str
    age: int | None = None


class TrapVerdict(Verdict):
    """The same of two periods that are not alike: no change may be drawn at all."""


class InCohort(Asked):
    """A cell of the grid of cohorts: `{cohort}` is the first month, `{age}` how many months later."""


class CohortTrap(Asked):
    """A cell of a grid that counts something else: the question must not give it."""


class CohortUntouched(CohortTrap):
    """A cell of such a grid that comes out right all the same: the mistake touches another cohort."""


@dataclass(frozen=True)
class Reported:
    """What an import reports of a table: rows "read" or "loaded", or how often something was found."""

    ids: str
    table: str
    count: str | Finding
    value: str | None = None


@dataclass(frozen=True)
class NotOurs:
    """No KPI of the catalogue defines it."""

    ids: str
    because: str


Line = Asked | ToldApart | Verdict | Reported | NotOurs

PERIODS = {
    "maven_crm": Period(date(2016, 10, 20), date(2018, 1, 1)),
    "olist_funnel": Period(date(2017, 6, 14), date(2018, 11, 15)),
    "online_retail": Period(date(2010, 12, 1), date(2011, 12, 10)),
}

CUTS = {
    "region": (Dimension.REGION, Reading.AS_STORED),
    "manager": (Dimension.TEAM, Reading.AS_STORED),
    "product": (Dimension.PRODUCT, Reading.AS_STORED),
    "sector": (Dimension.SEGMENT, Reading.AS_STORED),
    "origin": (Dimension.SOURCE, Reading.AS_STORED),
    "origin_merged": (Dimension.SOURCE, Reading.MERGED),
}

UNKNOWN = {("origin", "<null>"), ("origin_merged", "unknown")}  # groups without a name

PURCHASES = (Filter(Dimension.SEGMENT, ("purchase",)),)

LINES: dict[str, tuple[Line, ...]] = {
    "maven_crm": (
        Reported("opportunities", "opportunities", "read"),
        Reported("opportunities/reached_engaging", "opportunities", "loaded"),
        Reported("opportunities/lost", "opportunities", Finding.VALUE_MAPPED, "Lost"),
        Reported("opportunities/open", "opportunities", Finding.OTHERS_MAPPED),
        Asked("opportunities/won", "transformation", Part.NUMERATOR),
        Asked("win_rate", "transformation"),
        Asked("win_rate/by_close_quarter/{when}", "transformation"),
        Asked("win_rate/by_close_month/{when}", "transformation"),
        Asked("win_rate/by_{cut}/{group}", "transformation"),
        Asked("won_revenue", "revenue"),
        Asked("won_revenue/by_close_quarter/{when}", "revenue"),
        Asked("won_revenue/by_{cut}/{group}", "revenue"),
        Asked("avg_won_deal/mean", "deal-size"),
        Asked("avg_won_deal/median", "deal-size", Part.MEDIAN),
        Asked("avg_won_deal/by_{cut}/{group}", "deal-size"),
        Asked("cycle_days/won/mean", "cycle", Part.MEAN),
        Asked("cycle_days/won/mean/by_{cut}/{group}", "cycle", Part.MEAN),
        Asked("cycle_days/won/median", "cycle"),
        Asked("cycle_days/won/median/by_{cut}/{group}", "cycle"),
        Trap("win_rate/naive_all_rows", "transformation"),
        Trap("avg_won_deal/over_closed", "deal-size"),
        NotOurs("cycle_days/lost/*", "the cycle is that of opportunities won"),
        NotOurs("cycle_days/closed/*", "the cycle is that of opportunities won"),
        WithoutUndated("pipeline_velocity", "velocity"),
        NotOurs("win_rate/quarter_end_months", "months that do not follow each other make no period"),
        NotOurs("win_rate/other_months", "months that do not follow each other make no period"),
        ToldApart("test/win_rate/equal_over_regions", "transformation", Dimension.REGION),
        ToldApart("test/win_rate/equal_over_managers", "transformation", Dimension.TEAM),
        ToldApart("test/win_rate/equal_over_products", "transformation", Dimension.PRODUCT),
        Verdict("test/win_rate/2017Q2_vs_2017Q4", "transformation", "2017Q4", "2017Q2"),
        Verdict("test/win_rate/2017-03_vs_2017-12", "transformation", "2017-12", "2017-03"),
        TrapVerdict("test/win_rate/2017Q1_vs_2017Q4", "transformation", "2017Q4", "2017Q1"),
    ),
    "olist_funnel": (
        Reported("closed_deals", "opportunities", "read"),
        Asked("mqls", "leads"),
        Asked("conversion", "conversion"),
        Asked("conversion/by_{cut}/{group}", "conversion"),
        Asked("conversion/by_first_contact_month/{when}/ever", "conversion"),
        Asked("cycle_days/mean/without_negative", "cycle", Part.MEAN),
        Recounted("cycle_days/mean", "cycle", Part.MEAN),
        Recounted("cycle_days/mean/by_{cut}/{group=organic_search}", "cycle", Part.MEAN),
        Recounted("cycle_days/median", "cycle"),
        Recounted("cycle_days/median/by_{cut}/{group=organic_search}", "cycle"),
        Recounted("cycle_days/quartile_1", "cycle", Part.FIRST_QUARTILE),
        Recounted("cycle_days/quartile_3", "cycle", Part.THIRD_QUARTILE),
        Asked("cycle_days/mean/by_{cut}/{group}", "cycle", Part.MEAN),
        Asked("cycle_days/median/by_{cut}/{group}", "cycle"),
        NotOurs("cycle_days/mean/with_time_of_day", "facts hold calendar days"),
        NotOurs("cycle_days/median_low/*", "of two values in the middle the median is the mean, not the lower"),
        *(
            Unrecorded(f"conversion/by_first_contact_month/{{when={month}}}/90_days", "conversion", age=90)
            for month in ("2017-06", "2017-07", "2017-08")
        ),
        Asked("conversion/by_first_contact_month/{when}/90_days", "conversion", age=90),
        Verdict("test/conversion_90_days/2018-04_vs_2018-05", "conversion", "2018-05", "2018-04", age=90),
        Verdict("test/conversion_90_days/2018-01_vs_2018-04", "conversion", "2018-04", "2018-01", age=90),
    ),
    "online_retail": (
        Reported("rows", "orders", "read"),
        Reported("rows/without_customer", "orders", Finding.WITHOUT_ACCOUNT),
        Asked("customers/any_row", "revenue-per-customer", Part.DENOMINATOR),
        Asked("customers/purchasing", "revenue-per-customer", Part.DENOMINATOR, PURCHASES),
        Asked("revenue/net_all_rows", "revenue"),
        Asked("revenue/gross_all_rows", "revenue", filters=PURCHASES),
        Asked("revenue/identified_purchases", "revenue-per-customer", Part.NUMERATOR, PURCHASES),
        Trap("customers/with_placeholder", "revenue-per-customer", Part.DENOMINATOR, PURCHASES),
        InCohort("retention/purchases_only/{cohort}/{age}", "cohorts", filters=PURCHASES),
        InCohort("retention/all_rows/{cohort}/{age}", "cohorts"),
        CohortTrap("retention/placeholder_customer_0/{cohort=2010-12}/{age}", "cohorts", filters=PURCHASES),
        CohortUntouched("retention/placeholder_customer_0/{cohort}/{age}", "cohorts", filters=PURCHASES),
    ),
}
