"""The grammar of a definition that people compose: choices among what the facts contract knows, never free text."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.question import Dimension


class Way(StrEnum):
    """How it is measured."""

    COUNT = "count"
    SHARE = "share"
    TOTAL = "total"  # of amounts
    MEAN = "mean"  # amount
    PER_ACCOUNT = "per_account"  # amount per distinct customer
    MEDIAN_DAYS = "median_days"


class Happening(StrEnum):
    """What comes about on a day that the facts record."""

    LEADS_CREATED = "leads_created"
    LEADS_CONTACTED = "leads_contacted"
    LEADS_QUALIFIED = "leads_qualified"
    LEADS_WON = "leads_won"
    OPPORTUNITIES_CREATED = "opportunities_created"
    OPPORTUNITIES_CLOSED = "opportunities_closed"
    OPPORTUNITIES_WON = "opportunities_won"
    OPPORTUNITIES_LOST = "opportunities_lost"
    ORDERS = "orders"
    CONTRACTS_STARTED = "contracts_started"
    CONTRACTS_ENDED = "contracts_ended"
    NPS_ANSWERS = "nps_answers"
    CSAT_ANSWERS = "csat_answers"


@dataclass(frozen=True, slots=True)
class Condition:
    """Only rows whose `dimension` is one of `values` or, where it `leaves_out`, none of them; None is unknown.

    A row of unknown value is none of the named ones: leaving out "referral" keeps it.
    """

    dimension: Dimension
    values: tuple[str | None, ...]
    leaves_out: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """A definition. What is `counted` is dated by its own day, unless `among` says of whom.

    `among`: a share, or a duration, of those to whom this happened in the period, whatever the day of the other.
    `since`: where days are counted from. `within_days`: only what is counted in the first so many days of those it is
    a share of, the day they began being the first. `at_least`: the smallest amount, or score, that counts.
    """

    way: Way
    counted: Happening
    among: Happening | None = None
    since: Happening | None = None
    conditions: tuple[Condition, ...] = ()
    within_days: int | None = None
    at_least: float | None = None
