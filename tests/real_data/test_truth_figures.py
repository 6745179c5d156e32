"""Every published figure of three public data sets that our KPIs define comes out equal."""

from collections import Counter
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from kpi_engine.factors import FactorName, Factors
from kpi_engine.figure import FLOOR, NoData, Reason, TooLittle, Value
from storage.imports import TableReport
from tests.real_data.brought import Shelf
from tests.real_data.figure_parts import Counted, counted, figure_of
from tests.real_data.olist_cycles import cycles, statistic
from tests.real_data.reference_folder import ABSENT, DATA_SETS, FOLDER, REAL_DATA, Truth, reference
from tests.real_data.truth_matching import ALL, Matched, of_kind
from tests.real_data.truth_questions import (
    LINES,
    Asked,
    CohortTrap,
    CohortUntouched,
    InCohort,
    NotOurs,
    Recounted,
    Reported,
    ToldApart,
    Trap,
    TrapVerdict,
    Unrecorded,
    Verdict,
    WithoutUndated,
)

pytestmark = REAL_DATA

# By data set, how many figures are equal as the engine answers and as the import reports, equal but for rows that the import rejects,
# shown with their size alone, not given because the outcome was not recorded yet, tests of a difference, cells of the grid of cohorts, never given because they are wrong,
# and not defined by any KPI: all there are.
COMPARED = {
    "maven_crm": (149, 4, 1, 0, 0, 6, 0, 2, 6),
    "olist_funnel": (75, 1, 8, 8, 3, 2, 0, 0, 4),
    "online_retail": (5, 2, 0, 0, 0, 0, 182, 92, 0),
}


def is_kept_back(matched: Matched) -> bool:
    """A group so small that its value is not shown; the reference's denominator is its size."""
    return matched.cut is not None and (matched.truth.denominator or FLOOR) < FLOOR


ASKED = [each for each in of_kind(Asked) if not is_kept_back(each)]
KEPT_BACK = [each for each in of_kind(Asked) if is_kept_back(each)]


def assert_equal(found: Counted, truth: Truth) -> None:
    """Counts exactly, values and intervals to 1e-9."""
    assert found.value == pytest.approx(truth.value, rel=1e-15, abs=1e-9)
    if truth.numerator is not None:
        assert found.numerator == truth.numerator
    if truth.denominator is not None:
        assert found.n == truth.denominator
    if truth.wilson:
        assert found.interval
        assert (found.interval.low, found.interval.high) == pytest.approx(truth.wilson, rel=0, abs=1e-9)


@pytest.mark.parametrize("data_set", DATA_SETS)
def test_the_files_are_those_that_the_figures_belong_to(data_set: str):
    assert not ABSENT
    files = reference(data_set)["files"]
    found = {name: sha256((FOLDER / name).read_bytes()).hexdigest() for name in files}
    assert found == {name: file["sha256"] for name, file in files.items()}


@pytest.mark.parametrize("matched", ASKED, ids=str)
def test_the_engine_gives_the_published_figure(shelf: Shelf, matched: Matched):
    answer = shelf.take(matched.truth.data_set, matched.reading).ask(matched.question)
    assert isinstance(matched.line, Asked)
    assert_equal(counted(figure_of(answer, matched), matched.line), matched.truth)


@pytest.mark.parametrize("matched", of_kind(Recounted), ids=str)
def test_without_the_lead_won_before_its_first_contact_engine_and_recount_agree(shelf: Shelf, matched: Matched):
    assert isinstance(matched.line, Recounted)
    days = [each.days for each in cycles() if matched.group in (None, each.origin)]
    possible = [length for length in days if length >= 0]
    assert len(days) - len(possible) == 1
    assert_equal(Counted(statistic(matched.line.part, days), sum(days), len(days)), matched.truth)
    answer = shelf.take("olist_funnel", matched.reading).ask(matched.question)
    found = counted(figure_of(answer, matched), matched.line)
    assert found.n == len(possible)
    assert found.value == pytest.approx(statistic(matched.line.part, possible), rel=0, abs=1e-9)


@pytest.mark.parametrize("matched", of_kind(WithoutUndated), ids=str)
def test_velocity_is_the_published_one_once_the_opportunities_without_a_day_are_added(shelf: Shelf, matched: Matched):
    maven = shelf.take(matched.truth.data_set)
    answer = maven.ask(matched.question)
    assert isinstance(answer.headline, Value)
    assert isinstance(answer.detail, Factors)
    is_open = {factor.name: factor.now for factor in answer.detail.factors}[FactorName.OPEN]
    (pipeline,) = (table for table in maven.report.tables if table.table == "opportunities")
    assert (is_open, pipeline.rejected) == (1_589, 500)
    whole = answer.headline.value * (is_open + pipeline.rejected) / is_open
    assert whole == pytest.approx(matched.truth.value, rel=1e-12)


@pytest.mark.parametrize("matched", KEPT_BACK, ids=str)
def test_a_group_under_the_floor_shows_its_size_alone(shelf: Shelf, matched: Matched):
    answer = shelf.take(matched.truth.data_set, matched.reading).ask(matched.question)
    figure = figure_of(answer, matched)
    assert isinstance(figure, TooLittle)
    assert figure.n == matched.truth.denominator


@pytest.mark.parametrize("matched", of_kind(Unrecorded), ids=str)
def test_a_share_of_what_was_not_recorded_yet_is_no_zero(shelf: Shelf, matched: Matched):
    assert matched.truth.numerator == 0
    olist = shelf.take(matched.truth.data_set)
    refused = olist.ask(matched.question).headline
    assert isinstance(refused, NoData)
    assert (refused.reason, refused.first_day) == (Reason.BEFORE_OUTCOME, date(2017, 12, 5))
    leads = olist.ask(replace(matched.question, kpi="leads", age=None)).headline
    assert isinstance(leads, Value)
    assert leads.n == matched.truth.denominator


@pytest.mark.parametrize("matched", of_kind(Reported), ids=str)
def test_the_import_reports_the_published_count(shelf: Shelf, matched: Matched):
    assert isinstance(matched.line, Reported)
    tables = shelf.take(matched.truth.data_set).report.tables
    (table,) = (table for table in tables if table.table == matched.line.table)
    assert reported(table, matched.line) == matched.truth.value


def reported(table: TableReport, line: Reported) -> int:
    """A count of a table, or of the one finding asked for."""
    if isinstance(line.count, str) and line.count in ("read", "loaded"):
        return int(getattr(table, line.count))
    found = (each for each in table.notices if each.finding == line.count and line.value in (None, each.value))
    (notice,) = found
    return notice.count


def test_every_published_figure_has_its_line():
    assert [str(truth) for truth, matched in ALL if matched is None] == []


def test_every_line_stands_for_a_published_figure():
    used = {id(matched.line) for _, matched in ALL if matched}
    assert [line.ids for data_set in DATA_SETS for line in LINES[data_set] if id(line) not in used] == []


def test_so_many_published_figures_are_compared():
    tested = of_kind(ToldApart, Verdict, TrapVerdict)
    grid, wrong = of_kind(InCohort), of_kind(Trap, CohortTrap, CohortUntouched)
    added, unseen = of_kind(Recounted, WithoutUndated), of_kind(Unrecorded)
    kinds = (ASKED, of_kind(Reported), added, KEPT_BACK, unseen, tested, grid, wrong, of_kind(NotOurs))
    counts = [Counter(each.truth.data_set for each in kind) for kind in kinds]
    assert {data_set: tuple(count[data_set] for count in counts) for data_set in DATA_SETS} == COMPARED
    assert sum(map(sum, COMPARED.values())) == len(ALL) == 550
