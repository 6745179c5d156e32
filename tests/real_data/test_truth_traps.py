"""The well-known wrong readings of the public data sets are never given."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from bot.text import Text
from bot.views import changes
from bot.views.maturity import incomparable, maturity
from kpi_engine.answer import Answer, LeftOut, LeftOutReason
from kpi_engine.figure import NoData, Reason, Value
from kpi_engine.question import Basis, Dimension, Question
from storage.facts.store import open_facts
from storage.imports import Finding
from tests.real_data.brought import Brought, Shelf, bring
from tests.real_data.figure_parts import counted, figure_of, said
from tests.real_data.reference_folder import FOLDER, PROFILES, REAL_DATA
from tests.real_data.truth_matching import ALL, CALENDAR, Matched, named, of_kind
from tests.real_data.truth_questions import PERIODS, PURCHASES, Asked, CohortTrap, NotOurs, Trap, TrapVerdict

pytestmark = REAL_DATA

FIRST_CLOSE = date(2017, 3, 1)
FIRST_WIN = date(2017, 12, 5)
CUT_COHORTS = ("2017-06", "2017-07", "2017-08", "2017-09", "2017-10", "2017-11", "2017-12")
WHOLE_COHORTS = ("2018-01", "2018-02", "2018-03", "2018-04", "2018-05")


def ask(brought: Brought, kpi: str, when: str, **more) -> Answer:
    return brought.ask(Question(kpi, named(when), **more))


def test_no_line_asks_for_a_trap_as_if_it_were_true():
    assert [
        str(truth)
        for truth, found in ALL
        if found and truth.is_trap and not isinstance(found.line, Trap | CohortTrap | TrapVerdict | NotOurs)
    ] == []


@pytest.mark.parametrize("matched", of_kind(Trap), ids=str)
def test_the_wrong_reading_does_not_come_out(shelf: Shelf, matched: Matched):
    assert isinstance(matched.line, Asked)
    assert matched.truth.is_trap
    answer = shelf.take(matched.truth.data_set).ask(matched.question)
    found = counted(figure_of(answer, matched), matched.line)
    assert found.value != pytest.approx(matched.truth.value, rel=1e-5)
    assert matched.truth.denominator is None or found.n != matched.truth.denominator


def test_a_quarter_of_which_one_month_is_recorded_is_called_partial(shelf: Shelf):
    first, second = (ask(shelf.take("maven_crm"), "transformation", when) for when in ("2017Q1", "2017Q2"))
    assert (first.partial, first.facts_from) == (True, FIRST_CLOSE)
    assert (second.partial, second.facts_from) == (False, None)


def test_no_change_is_drawn_from_the_quarter_of_which_one_month_is_recorded(shelf: Shelf):
    second = ask(shelf.take("maven_crm"), "transformation", "2017Q2")
    assert second.comparison
    assert second.comparison.facts_from == FIRST_CLOSE
    assert second.comparison.change is None


def test_the_series_begins_with_the_first_whole_quarter(shelf: Shelf):
    last = ask(shelf.take("maven_crm"), "transformation", "2017Q4")
    assert [point.period for point in last.series] == [named("2017Q2"), named("2017Q3"), named("2017Q4")]


def test_quarters_that_differ_by_chance_are_not_called_different(shelf: Shelf):
    last = ask(shelf.take("maven_crm"), "transformation", "2017Q4")
    assert last.comparison
    assert last.comparison.change
    assert last.comparison.change.beyond_noise is False


@pytest.mark.parametrize("cohort", CUT_COHORTS)
def test_a_cohort_whose_early_wins_were_not_recorded_is_called_partial(shelf: Shelf, cohort: str):
    answer = ask(shelf.take("olist_funnel"), "conversion", cohort)
    assert (answer.partial, answer.facts_from) == (True, FIRST_WIN)


@pytest.mark.parametrize("cohort", WHOLE_COHORTS)
def test_a_cohort_seen_from_its_first_day_is_whole(shelf: Shelf, cohort: str):
    answer = ask(shelf.take("olist_funnel"), "conversion", cohort)
    assert (answer.partial, answer.facts_from) == (False, None)


def test_no_rise_is_drawn_from_the_cut_cohorts_to_the_whole_ones(shelf: Shelf):
    answer = ask(shelf.take("olist_funnel"), "conversion", "2018-01")
    assert answer.comparison
    assert answer.comparison.facts_from == FIRST_WIN
    assert answer.comparison.change is None
    assert [point.period for point in answer.series] == [named("2018-01")]


def test_the_fall_of_the_last_cohort_is_real_at_equal_age(shelf: Shelf):
    answer = ask(shelf.take("olist_funnel"), "conversion", "2018-05")
    assert answer.comparison
    assert answer.comparison.equal_age
    assert answer.comparison.change
    assert answer.comparison.change.absolute < 0
    assert answer.comparison.change.beyond_noise


@pytest.mark.parametrize("basis", Basis)
def test_wins_without_new_leads_make_no_conversion(shelf: Shelf, basis: Basis):
    answer = ask(shelf.take("olist_funnel"), "conversion", "2018-06", basis=basis)
    assert answer.headline == NoData(Reason.EMPTY_DENOMINATOR, answer.unit)


def test_the_lead_won_before_its_first_contact_is_left_out_of_the_cycle_and_told(shelf: Shelf):
    answer = shelf.take("olist_funnel").ask(Question("cycle", PERIODS["olist_funnel"]))
    assert answer.left_out == (LeftOut(LeftOutReason.CLOSED_BEFORE_CREATED, 1),)


def test_a_month_of_nine_days_is_partial_and_faces_nine_days(shelf: Shelf):
    answer = ask(shelf.take("online_retail"), "revenue", "2011-12")
    assert answer.partial
    assert answer.comparison
    assert answer.comparison.cut
    assert (answer.comparison.period.start, answer.comparison.period.days) == (date(2011, 11, 1), 9)


def test_revenue_of_nobody_known_is_in_no_customer_s_revenue_and_told(shelf: Shelf):
    answer = shelf.take("online_retail").ask(Question("revenue-per-customer", PERIODS["online_retail"]))
    assert answer.left_out == (LeftOut(LeftOutReason.NO_ACCOUNT, 135_080),)


@pytest.mark.parametrize("kpi", ["revenue", "revenue-per-customer"])
def test_half_a_million_amounts_add_up_to_the_same_last_digit_every_time(shelf: Shelf, kpi: str):
    question = Question(kpi, PERIODS["online_retail"])
    figures = [shelf.take("online_retail").ask_afresh(question).headline for _ in range(10)]
    assert len({(figure.value, figure.numerator) for figure in figures if isinstance(figure, Value)}) == 1


def test_a_placeholder_customer_0_changes_no_figure(shelf: Shelf, tmp_path: Path):
    published = FOLDER / "online_retail" / "online_retail.csv.gz"
    lines = gzip.decompress(published.read_bytes()).decode().split("\n")
    copy = tmp_path / "online_retail" / "online_retail.csv"
    copy.parent.mkdir()
    copy.write_text("\n".join(f"0{line}" if line.startswith(",") else line for line in lines), encoding="utf-8")
    assert copy.read_text(encoding="utf-8").count("\n0,") == 135_080

    given = bring(PROFILES / "online_retail.toml", tmp_path, open_facts(str(tmp_path / "facts")))
    stored = shelf.take("online_retail")
    (orders,) = given.report.tables
    assert (Finding.UNKNOWN_MARKER, "CustomerID", "0", 135_080) in [
        (notice.finding, notice.column, notice.value, notice.count) for notice in orders.notices
    ]
    for question in (
        Question("revenue-per-customer", PERIODS["online_retail"], by=Dimension.REGION),
        Question("revenue-per-customer", PERIODS["online_retail"], filters=PURCHASES),
        Question("retention", named("2011-12"), by=Dimension.REGION),
    ):
        assert said(given.ask(question)) == said(stored.ask(question))


IN_ENGLISH, IN_FRENCH = Text("en", CALENDAR), Text("fr", CALENDAR)


def test_may_is_said_to_be_lower_than_april_at_an_equal_ninety_days(shelf: Shelf):
    may = ask(shelf.take("olist_funnel"), "conversion", "2018-05", age=90)
    assert (may.headline.numerator, may.headline.denominator) == (109, 1303)
    assert changes.change(may, IN_ENGLISH) == ("*−4.3 points* vs April 2018 (12.6%): a real change, for the worse.")
    assert changes.change(may, IN_FRENCH) == (
        "*−4,3 points* par rapport à 12,6\u00a0% (avril 2018)\u00a0: un vrai recul."
    )
    assert maturity(may, IN_ENGLISH).startswith("Counted at 90 days:")


def test_cohorts_before_wins_were_recorded_are_said_not_to_be_comparable(shelf: Shelf):
    may = ask(shelf.take("olist_funnel"), "conversion", "2018-05")
    assert incomparable(may, IN_ENGLISH) == (
        "Not comparable, so not in the series: June 2017 to December 2017; wins are recorded from 5 Dec 2017 on."
    )
    assert incomparable(may, IN_FRENCH) == (
        "Pas comparable, donc hors de la série\u00a0: juin 2017 à décembre 2017\u00a0; "
        "les gains ne sont enregistrés qu’à partir du 5 déc. 2017."
    )


@pytest.mark.parametrize("cohort", CUT_COHORTS)
def test_a_cut_cohort_says_so_itself_and_is_given_no_future(shelf: Shelf, cohort: str):
    answer = ask(shelf.take("olist_funnel"), "conversion", cohort)
    assert answer.maturity is None
    assert "Not comparable with later periods: wins are recorded from 5 Dec 2017 on" in maturity(answer, IN_ENGLISH)
    assert "Pas comparable aux périodes suivantes" in maturity(answer, IN_FRENCH)


def test_the_young_cohort_is_projected_from_the_whole_ones_alone(shelf: Shelf):
    may = ask(shelf.take("olist_funnel"), "conversion", "2018-05")
    assert may.maturity
    assert (may.maturity.cohorts, may.maturity.n) == (4, 1141 + 1028 + 1174 + 1352)
    assert isinstance(may.headline, Value)
    assert may.headline.value < may.maturity.projected < 0.12
    assert "Still ripening: at this age, earlier leads had reached about 94%" in maturity(may, IN_ENGLISH)
    assert "Encore en maturation" in maturity(may, IN_FRENCH)


def test_the_quarter_of_one_month_is_said_to_be_none_in_the_series(shelf: Shelf):
    last = ask(shelf.take("maven_crm"), "transformation", "2017Q4")
    assert incomparable(last, IN_ENGLISH) == (
        "Not comparable, so not in the series: Q1 2017, of which only the days from 1 Mar 2017 on are recorded."
    )
    assert incomparable(last, IN_FRENCH) == (
        "Pas comparable, donc hors de la série\u00a0: T1 2017, dont seuls les jours à partir du 1er mars 2017 "
        "sont enregistrés."
    )


def test_the_famous_fall_from_82_to_60_percent_is_no_fall_like_for_like(shelf: Shelf):
    maven = shelf.take("maven_crm")
    fall = ask(maven, "transformation", "2017Q4", against=named("2017Q1"))
    assert changes.change(fall, IN_ENGLISH) == (
        "Q1 2017 showed 82.1%, but its data begins on 1 Mar 2017 only: no fair comparison."
    )
    assert changes.change(fall, IN_FRENCH) == (
        "T1 2017 donnait 82,1\u00a0%, mais ses données ne commencent que le 1er mars 2017\u00a0: "
        "pas de comparaison honnête."
    )
    alike = ask(maven, "transformation", "2017-12", against=named("2017-03"))
    assert alike.comparison
    assert alike.comparison.change
    assert alike.comparison.change.beyond_noise is False
