"""The known faults of the public data sets are told, each with the published number of rows; none is patched silently."""

from datetime import date

import pytest

from kpi_engine.answer import Answer
from kpi_engine.figure import Value
from kpi_engine.question import Dimension, Question
from storage.imports import Finding
from tests.real_data.brought import Brought, Shelf
from tests.real_data.reference_folder import DATA_SETS, REAL_DATA, defects
from tests.real_data.truth_matching import named
from tests.real_data.truth_questions import PERIODS

pytestmark = REAL_DATA

# By data set and defect: the table in whose report it is found, the finding, and its column, value and outcome.
REPORTED = {
    ("maven_crm", "product_spelling"): ("opportunities", Finding.VALUE_MAPPED, "product", "GTXPro", "GTX Pro"),
    ("maven_crm", "sector_spelling"): ("accounts", Finding.VALUE_MAPPED, "sector", "technolgy", "technology"),
    ("maven_crm", "office_spelling"): (
        "accounts",
        Finding.VALUE_MAPPED,
        "office_location",
        "Philipines",
        "Philippines",
    ),
    ("maven_crm", "blank_account"): ("opportunities", Finding.EMPTY, "account", None, None),
    ("maven_crm", "agents_without_deals"): ("reps", Finding.IDLE_REP, None, None, None),
    ("olist_funnel", "origin_empty"): ("leads", Finding.EMPTY, "origin", None, None),
    ("olist_funnel", "won_before_contact"): ("opportunities", Finding.CLOSED_BEFORE_CREATED, None, None, None),
    ("online_retail", "anonymous_rows"): ("orders", Finding.WITHOUT_ACCOUNT, None, None, None),
    ("online_retail", "returns"): ("orders", Finding.SIGN_READ, "Quantity", None, "return"),
    ("online_retail", "zero_price"): ("orders", Finding.OF_NOTHING, None, None, None),
}

# Faults of a period, which answers tell; the tests below show where.
ANSWERED = {
    ("maven_crm", "first_quarter_incomplete"),
    ("olist_funnel", "left_truncation"),
    ("olist_funnel", "thin_groups"),
    ("online_retail", "last_month_partial"),
}

# Faults that no figure of ours falls for.
HARMLESS = {
    ("maven_crm", "left_truncation"): "no KPI dates opportunities by the day they began",
    ("olist_funnel", "revenue_zero"): "the profile does not take declared revenue for an amount",
    ("online_retail", "negative_price"): "bad debts are part of the revenue, as in revenue/net_all_rows",
    ("online_retail", "left_truncation"): "cohorts by month are not in the catalogue yet",
}


def published(data_set: str, defect: str) -> int:
    return defects(data_set)[defect]


def test_every_known_fault_is_thought_of():
    known = [(data_set, defect) for data_set in DATA_SETS for defect in defects(data_set)]
    assert sorted(known) == sorted([*REPORTED, *ANSWERED, *HARMLESS])


@pytest.mark.parametrize(("data_set", "defect"), REPORTED)
def test_the_import_reports_the_fault(shelf: Shelf, data_set: str, defect: str):
    name, *expected = REPORTED[data_set, defect]
    (table,) = (table for table in shelf.take(data_set).report.tables if table.table == name)
    told = [(n.count, n.finding, n.column, n.value, n.became) for n in table.notices]
    assert told.count((published(data_set, defect), *expected)) == 1


def test_what_was_rejected_is_in_a_file_to_correct(shelf: Shelf):
    (rejects,) = shelf.take("maven_crm").report.rejects
    header, *lines = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert (len(lines), header.split(",")[:2]) == (500, ["_line", "_reason"])
    assert all("Prospecting" in line for line in lines)


def test_every_origin_is_shown_the_empty_one_included(shelf: Shelf):
    answer = whole(shelf.take("olist_funnel"), "leads", Dimension.SOURCE)
    assert groups(answer)[None].value == published("olist_funnel", "origin_empty")
    assert sum(figure.n for figure in groups(answer).values()) == 8_000


def test_the_quarter_of_one_month_says_from_when_it_counts(shelf: Shelf):
    answer = shelf.take("maven_crm").ask(Question("transformation", named("2017Q1")))
    assert isinstance(answer.headline, Value)
    assert answer.headline.denominator == published("maven_crm", "first_quarter_incomplete")
    assert answer.facts_from == date(2017, 3, 1)


def test_the_leads_of_the_cut_cohorts_are_all_in_cohorts_called_partial(shelf: Shelf):
    months = ["2017-06", "2017-07", "2017-08", "2017-09", "2017-10", "2017-11"]
    answers = [shelf.take("olist_funnel").ask(Question("conversion", named(month))) for month in months]
    assert all(answer.partial for answer in answers)
    leads = sum(answer.headline.n for answer in answers if isinstance(answer.headline, Value))
    assert leads == published("olist_funnel", "left_truncation")


def test_every_origin_with_few_wins_stands_beside_its_interval(shelf: Shelf):
    figures = groups(whole(shelf.take("olist_funnel"), "conversion", Dimension.SOURCE)).values()
    thin = [figure for figure in figures if figure.numerator is not None and figure.numerator < 30]
    assert sum(figure.n for figure in thin) == published("olist_funnel", "thin_groups")
    assert all(figure.interval for figure in thin)


def test_the_month_of_nine_days_holds_all_its_rows_and_is_partial(shelf: Shelf):
    answer = shelf.take("online_retail").ask(Question("revenue", named("2011-12")))
    assert isinstance(answer.headline, Value)
    assert (answer.headline.n, answer.partial) == (published("online_retail", "last_month_partial"), True)


def whole(brought: Brought, kpi: str, by: Dimension) -> Answer:
    return brought.ask(Question(kpi, PERIODS["olist_funnel"], by=by))


def groups(answer: Answer) -> dict[str | None, Value]:
    assert answer.breakdown
    return {group.value: group.figure for group in answer.breakdown.groups if isinstance(group.figure, Value)}
