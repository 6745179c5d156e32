"""A question put to the facts: frozen, complete, without language."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kpi_engine.periods import Period
from kpi_engine.scope import COMPANY, Level, Scope


class Dimension(StrEnum):
    """Columns by which figures are broken down or filtered; which of them a KPI has depends on its table."""

    SOURCE = "source"
    CAMPAIGN = "campaign"
    SEGMENT = "segment"
    REGION = "region"
    TEAM = "team"
    REP = "rep"
    PRODUCT = "product"
    STAGE = "stage"
    LOST_REASON = "lost_reason"
    CURRENCY = "currency"


class Compare(StrEnum):
    """What the figure is set beside."""

    PREVIOUS = "previous"
    YEAR = "year"
    NONE = "none"


class Basis(StrEnum):
    """Cohort: by the day things began. Period: by the day each happened. Only conversion offers both."""

    COHORT = "cohort"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows whose `dimension` is one of `values`; None among them stands for unknown (the empty value)."""

    dimension: Dimension
    values: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One KPI over one period. `as_of`, if given, is the last day that the answer may know of.

    `goal` is the amount aimed at in the period, for KPIs that measure against one (coverage); whoever puts the
    question fills it in, so that it stands in the receipt.
    `age`, for KPIs that ripen: only what happened in each row's first so many days counts, the day of creation being
    the first. `against` is the earlier period to set it beside, in place of what `compare` says.
    """

    kpi: str
    period: Period
    scope: Scope = COMPANY
    by: Dimension | None = None
    filters: tuple[Filter, ...] = ()
    compare: Compare = Compare.PREVIOUS
    basis: Basis = Basis.COHORT
    as_of: date | None = None
    goal: float | None = None
    age: int | None = None
    against: Period | None = None

    @property
    def grown_on(self) -> date | None:
        """The day on which all rows of the period have lived as long as the age asked for."""
        return self.period.last_day + timedelta(days=self.age - 1) if self.age else None

    @property
    def narrowed(self) -> tuple[Filter, ...]:
        """Its filters and the one that its scope is."""
        if self.scope.level is Level.COMPANY:
            return self.filters
        return (*self.filters, Filter(Dimension(self.scope.level.value), (self.scope.name,)))
