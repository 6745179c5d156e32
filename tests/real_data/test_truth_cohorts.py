"""The published retention by first month is our grid of cohorts, cell by cell."""

from datetime import date

import pytest

from kpi_engine.cohorts import Cohort, CohortCell, CohortGrid
from kpi_engine.figure import Value
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import REAL_DATA
from tests.real_data.truth_matching import Matched, of_kind
from tests.real_data.truth_questions import CohortTrap, CohortUntouched, InCohort

pytestmark = REAL_DATA


def cohorts(shelf: Shelf, matched: Matched) -> tuple[Cohort, ...]:
    detail = shelf.take(matched.truth.data_set).ask(matched.question).detail
    assert isinstance(detail, CohortGrid)
    return detail.cohorts


def place(shelf: Shelf, matched: Matched) -> tuple[Cohort, CohortCell]:
    month = date.fromisoformat(f"{matched.cohort}-01")
    (cohort,) = (each for each in cohorts(shelf, matched) if each.month.start == month)
    return cohort, cohort.cells[int(matched.age or 0)]


@pytest.mark.parametrize("matched", of_kind(InCohort, CohortUntouched), ids=str)
def test_the_grid_holds_the_published_share(shelf: Shelf, matched: Matched):
    cohort, cell = place(shelf, matched)
    assert (cell.active, cohort.size) == (matched.truth.numerator, matched.truth.denominator)
    assert isinstance(cell.share, Value)
    assert cell.share.value == pytest.approx(matched.truth.value, rel=1e-15)
    assert cell.complete is matched.truth.complete


@pytest.mark.parametrize("matched", of_kind(CohortTrap), ids=str)
def test_rows_without_a_customer_are_nobody_and_no_loyal_customer(shelf: Shelf, matched: Matched):
    cohort, _ = place(shelf, matched)
    assert cohort.size != matched.truth.denominator
