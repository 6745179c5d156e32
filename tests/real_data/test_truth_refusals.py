"""What the public data sets cannot tell is refused, with the reason; never a number."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import func, select

from kpi_engine.cohort_news import news
from kpi_engine.cohorts import CohortGrid
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import opportunities
from kpi_engine.figure import Figure, NoData, NotComputable, Reason
from kpi_engine.question import Basis, Dimension, Filter, Question
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import DATA_SETS, REAL_DATA, reference
from tests.real_data.truth_matching import named
from tests.real_data.truth_questions import PERIODS, PURCHASES

pytestmark = REAL_DATA


@dataclass(frozen=True)
class Refused:
    """Questions that have no answer, and why."""

    kpis: tuple[str, ...]
    reason: Reason
    subject: str


@dataclass(frozen=True)
class Awaited:
    """A KPI that is not in the catalogue: once it is, it must refuse this."""

    kpi: str


@dataclass(frozen=True)
class Shown:
    """The name of the test below that says more than a reason."""

    by: str


# By the first words of each entry of `not_computable`.
ENTRIES: dict[tuple[str, str], Refused | Awaited | Shown] = {
    ("maven_crm", "weighted or raw value of the open pipeline"): Refused(
        ("pipeline", "coverage"), Reason.OUTCOME_NOT_RECORDED, "open_amount"
    ),
    ("maven_crm", "lead-to-opportunity conversion"): Refused(
        ("leads", "qualified-leads", "qualification", "conversion"), Reason.TABLE_MISSING, "leads"
    ),
    ("maven_crm", "conversion from stage to stage"): Refused(("stages",), Reason.TABLE_MISSING, "stage_changes"),
    ("maven_crm", "sector of open deals without an account"): Shown(
        "test_an_opportunity_without_an_account_has_no_sector"
    ),
    ("olist_funnel", "win rate"): Refused(("transformation",), Reason.OUTCOME_NOT_RECORDED, "lost"),
    ("olist_funnel", "conversion by SDR, SR"): Shown("test_conversion_by_what_is_filled_on_won_leads_only_is_refused"),
    ("olist_funnel", "period conversion from June 2018 on"): Shown("test_wins_over_no_leads_are_no_conversion"),
    ("olist_funnel", "value of won deals"): Refused(("revenue", "deal-size"), Reason.OUTCOME_NOT_RECORDED, "amount"),
    ("online_retail", "number of orders"): Refused(
        ("deal-size", "transformation", "cycle"), Reason.TABLE_MISSING, "opportunities"
    ),
    ("online_retail", "retention in 2011-12"): Shown("test_retention_of_a_month_of_nine_days_is_partial"),
    ("online_retail", "true first-purchase cohort"): Shown(
        "test_the_month_in_which_the_data_begins_is_not_like_the_others"
    ),
}

REFUSED = [
    pytest.param(data_set, kpi, entry, id=f"{data_set}:{kpi}")
    for (data_set, _), entry in ENTRIES.items()
    if isinstance(entry, Refused)
    for kpi in entry.kpis
]
AWAITED = [entry.kpi for entry in ENTRIES.values() if isinstance(entry, Awaited)]


def asked(shelf: Shelf, data_set: str, kpi: str, **more) -> Figure:
    return shelf.take(data_set).ask(Question(kpi, PERIODS[data_set], **more)).headline


def test_every_entry_is_thought_of():
    texts = [(data_set, text) for data_set in DATA_SETS for text in reference(data_set)["not_computable"]]
    met = [[key for key in ENTRIES if key[0] == data_set and text.startswith(key[1])] for data_set, text in texts]
    assert [len(keys) for keys in met] == [1] * len(ENTRIES)
    assert all(entry.by in globals() for entry in ENTRIES.values() if isinstance(entry, Shown))


@pytest.mark.parametrize("kpi", AWAITED)
def test_a_kpi_that_will_have_to_refuse_is_not_in_the_catalogue_yet(kpi: str):
    assert kpi not in CATALOG


@pytest.mark.parametrize(("data_set", "kpi", "entry"), REFUSED)
def test_what_is_not_recorded_is_refused_by_name(shelf: Shelf, data_set: str, kpi: str, entry: Refused):
    assert asked(shelf, data_set, kpi) == NotComputable(entry.reason, CATALOG[kpi].unit, entry.subject)


@pytest.mark.parametrize("by", [Dimension.SOURCE, Dimension.SEGMENT, Dimension.REP])
def test_a_win_rate_without_losses_is_refused_in_any_cut(shelf: Shelf, by: Dimension):
    answer = shelf.take("olist_funnel").ask(Question("transformation", PERIODS["olist_funnel"], by=by))
    assert answer.headline == NotComputable(Reason.OUTCOME_NOT_RECORDED, answer.unit, "lost")
    assert answer.breakdown is None


@pytest.mark.parametrize("dimension", [Dimension.SEGMENT, Dimension.REP])
def test_conversion_by_what_is_filled_on_won_leads_only_is_refused(shelf: Shelf, dimension: Dimension):
    answer = shelf.take("olist_funnel").ask(Question("conversion", PERIODS["olist_funnel"], by=dimension))
    assert answer.breakdown
    refusal = NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, answer.unit, dimension)
    assert (answer.breakdown.groups, answer.breakdown.refusal) == ((), refusal)
    values = shelf.take("olist_funnel").facts.fetch(select(func.min(opportunities.c[dimension])))[0]
    assert asked(shelf, "olist_funnel", "conversion", filters=(Filter(dimension, tuple(values)),)) == refusal


@pytest.mark.parametrize("month", ["2018-06", "2018-07", "2018-08", "2018-09", "2018-10", "2018-11"])
def test_wins_over_no_leads_are_no_conversion(shelf: Shelf, month: str):
    answer = shelf.take("olist_funnel").ask(Question("conversion", named(month), basis=Basis.PERIOD))
    assert answer.headline == NoData(Reason.EMPTY_DENOMINATOR, answer.unit)


def test_an_opportunity_without_an_account_has_no_sector(shelf: Shelf):
    columns = opportunities.c
    unknown = select(func.count(), func.count(columns.segment), func.count(columns.outcome)).where(
        columns.account_id.is_(None)
    )
    assert tuple(shelf.take("maven_crm").facts.fetch(unknown)[0]) == (1_088, 0, 0)


def test_retention_of_a_month_of_nine_days_is_partial(shelf: Shelf):
    answer = shelf.take("online_retail").ask(Question("retention", named("2011-12")))
    assert answer.partial
    assert answer.comparison
    assert answer.comparison.cut


def test_the_month_in_which_the_data_begins_is_not_like_the_others(shelf: Shelf):
    detail = shelf.take("online_retail").ask(Question("cohorts", PERIODS["online_retail"], filters=PURCHASES)).detail
    assert isinstance(detail, CohortGrid)
    assert [cohort.month.start for cohort in detail.cohorts if cohort.truncated] == [date(2010, 12, 1)]
    told = news(detail)
    assert told
    assert told.cohort.month.start == date(2011, 8, 1)
    assert told.earlier.n == sum(cohort.size for cohort in detail.cohorts[1:8])
