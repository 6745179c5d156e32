"""Stages and their friction, on courses short enough to follow by eye."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import Answer
from kpi_engine.figure import TooLittle, Value
from kpi_engine.friction import Friction, Stage
from kpi_engine.measures.process import stages_in_order
from kpi_engine.question import Compare, Dimension, Filter
from tests.kpi_engine.asking import ask, month, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, Row, build

MARCH = month(2026, 3)
FIRST = date(2026, 3, 2)


def day(offset: int, first: date = FIRST) -> date:
    return first + timedelta(days=offset)


def course(name: str, *stages: tuple[str, int, int | None], first: date = FIRST) -> list[Row]:
    """Stages with the days on which they were entered and left, counted from the first; in the order of a process."""
    order = {"talk": 1.0, "quote": 2.0, "sign": 3.0}
    return [
        {
            "opportunity_id": name,
            "stage": stage,
            "position": order.get(stage),
            "entered_on": day(entered, first),
            "left_on": None if left is None else day(left, first),
        }
        for stage, entered, left in stages
    ]


def deal(name: str, closed: int | None = None, outcome: str | None = None, **more: object) -> Row:
    closed_on = None if closed is None else day(closed)
    return {"opportunity_id": name, "created_on": FIRST, "closed_on": closed_on, "outcome": outcome, **more}


def built(
    database: Engine, deals: Sequence[Row], courses: Sequence[list[Row]], as_of: date = date(2026, 5, 31)
) -> BuiltFacts:
    return build(database, as_of, opportunities=deals, stage_changes=[row for rows in courses for row in rows])


def stage(answer: Answer, name: str) -> Stage:
    assert isinstance(answer.detail, Friction)
    (found,) = (each for each in answer.detail.stages if each.name == name)
    return found


def six(database: Engine) -> BuiltFacts:
    """Six talk for 1 to 6 days; four go on to a quote, of whom one signs and wins, one is lost, two wait until May."""
    deals = [
        deal("A", 20, "won"),
        deal("B", 12, "lost"),
        deal("C", team="Nord"),
        deal("D", team="Nord"),
        deal("E", 5, "lost"),
        deal("F", 6, "lost"),
    ]
    courses = [
        course("A", ("talk", 0, 1), ("quote", 1, 9), ("sign", 9, 20), ("Closed Won", 20, None)),
        course("B", ("talk", 0, 2), ("quote", 2, 12), ("Closed Lost", 12, None)),
        course("C", ("talk", 0, 3), ("quote", 3, None)),
        course("D", ("talk", 0, 4), ("quote", 4, None)),
        course("E", ("talk", 0, 5), ("Closed Lost", 5, None)),
        course("F", ("talk", 0, 6), ("Closed Lost", 6, None)),
    ]
    return built(database, deals, courses)


def test_opportunities_count_once_and_the_outcome_is_no_stage(database: Engine) -> None:
    answer = ask(six(database), "stages", MARCH)
    assert value_of(answer).value == 6
    assert [each.name for each in answer.detail.stages] == ["talk", "quote", "sign"]
    talk = stage(answer, "talk").now
    assert talk.entered == 6
    assert isinstance(talk.median, Value)
    assert isinstance(talk.advanced, Value)
    assert (talk.median.value, talk.advanced.numerator, talk.advanced.denominator) == (3.5, 4, 6)
    assert isinstance(stage(answer, "quote").now.median, TooLittle)


def test_who_is_in_a_stage_is_counted_on_the_last_day_whenever_they_entered(database: Engine) -> None:
    facts = six(database)
    assert [each.now.standing for each in ask(facts, "stages", MARCH).detail.stages] == [0, 2, 0]
    in_may = ask(facts, "stages", month(2026, 5))
    assert value_of(in_may).value == 0
    assert [(each.name, each.now.standing) for each in in_may.detail.stages] == [("quote", 2)]


def test_on_an_earlier_day_nobody_knows_what_came_later(database: Engine) -> None:
    answer = ask(six(database), "stages", MARCH, as_of=day(3))
    talk = stage(answer, "talk").now
    assert (talk.entered, talk.standing, stage(answer, "quote").now.standing) == (6, 3, 3)
    assert talk.within == 2  # on the third day only four are followed


def test_a_stage_that_is_never_said_to_be_left_ends_with_the_next_one_or_with_the_opportunity(database: Engine) -> None:
    deals = [deal(f"D{number}", 10, "won") for number in range(5)]
    courses = [course(f"D{number}", ("talk", 0, None), ("quote", 4, None)) for number in range(5)]
    answer = ask(built(database, deals, courses), "stages", MARCH)
    for name, days in (("talk", 4), ("quote", 6)):
        now = stage(answer, name).now
        assert isinstance(now.median, Value)
        assert isinstance(now.advanced, Value)
        assert (now.median.value, now.advanced.value) == (days, 1.0)


def test_one_that_comes_back_enters_twice_and_did_not_advance_the_first_time(database: Engine) -> None:
    deals = [deal(f"D{number}") for number in range(5)]
    courses = [course(f"D{number}", ("quote", 0, 2), ("talk", 2, 5), ("quote", 5, None)) for number in range(5)]
    answer = ask(built(database, deals, courses, as_of=day(9)), "stages", MARCH)
    quote = stage(answer, "quote").now
    assert (quote.entered, quote.standing) == (10, 5)
    assert value_of(answer).value == 5
    assert isinstance(quote.advanced, Value)
    assert quote.advanced.value == 0
    talk = stage(answer, "talk").now
    assert isinstance(talk.advanced, Value)
    assert talk.advanced.value == 1


def test_stalled_is_longer_than_one_and_a_half_medians(database: Engine) -> None:
    deals = [deal(f"D{number}", 4, "lost") for number in range(9)] + [deal("old"), deal("new")]
    courses = [course(f"D{number}", ("talk", 0, 4)) for number in range(9)]
    waiting = [course("old", ("talk", 0, None)), course("new", ("talk", 1, None))]
    answer = ask(built(database, deals, [*courses, *waiting], as_of=day(7)), "stages", MARCH)
    talk = stage(answer, "talk").now
    assert isinstance(talk.median, Value)
    assert (talk.median.value, talk.standing, talk.stalled) == (4, 2, 1)  # 7 days is more than 6, 6 is not


@pytest.fixture
def slowed(database: Engine) -> BuiltFacts:
    """A quote took 4 days in January and February; in March it takes 12."""
    starts = [(date(2026, 1, 1), 4), (date(2026, 2, 2), 4), (FIRST, 12)]
    deals, courses = [], []
    for first, days in starts:
        for number in range(20):
            name = f"{first}-{number}"
            closed = day(days + number % 3, first)
            deals.append({"opportunity_id": name, "created_on": first, "closed_on": closed, "outcome": "won"})
            courses.append(course(name, ("quote", 0, days + number % 3), first=first))
    return built(database, deals, courses)


def test_the_stage_is_set_beside_the_last_cohort_of_which_nearly_all_have_left(slowed: BuiltFacts) -> None:
    answer = ask(slowed, "stages", MARCH)
    assert isinstance(answer.detail, Friction)
    assert answer.detail.then == month(2026, 2)
    quote = stage(answer, "quote")
    assert [figure.value for figure in quote.course if isinstance(figure, Value)] == [5, 5, 13]
    assert quote.change
    assert (quote.change.absolute, quote.change.beyond_noise) == (8, True)
    assert answer.detail.slowest == quote


def test_a_cohort_still_on_its_way_is_nothing_to_be_set_beside(database: Engine) -> None:
    early = [deal(f"E{number}", 1, "won") for number in range(20)]
    late = [deal(f"L{number}") for number in range(5)]
    courses = [course(f"E{number}", ("talk", 0, 1)) for number in range(20)]
    courses += [course(f"L{number}", ("talk", 0, None)) for number in range(5)]
    answer = ask(built(database, early + late, courses), "stages", month(2026, 4))
    assert isinstance(answer.detail, Friction)
    assert answer.detail.then is None


def test_without_a_comparison_stages_stand_alone(slowed: BuiltFacts) -> None:
    answer = ask(slowed, "stages", MARCH, compare=Compare.NONE)
    assert isinstance(answer.detail, Friction)
    assert (answer.detail.then, stage(answer, "quote").then) == (None, None)


def test_a_filter_takes_whole_courses_and_a_stage_alone_still_knows_what_came_after(database: Engine) -> None:
    facts = six(database)
    nord = ask(facts, "stages", MARCH, filters=(Filter(Dimension.TEAM, ("Nord",)),))
    assert [(each.name, each.now.entered) for each in nord.detail.stages] == [("talk", 2), ("quote", 2)]
    talk = ask(facts, "stages", MARCH, filters=(Filter(Dimension.STAGE, ("talk",)),))
    assert [each.name for each in talk.detail.stages] == ["talk"]
    assert isinstance(stage(talk, "talk").now.advanced, Value)
    assert stage(talk, "talk").now.advanced.value == pytest.approx(4 / 6)


def test_stages_stand_in_their_recorded_order_and_outcomes_that_have_no_place_are_none_of_them(
    database: Engine,
) -> None:
    assert stages_in_order(six(database)) == ("talk", "quote", "sign")


def test_without_recorded_places_stages_stand_as_they_follow_each_other(database: Engine) -> None:
    courses = [course(name, ("talk", 0, 1), ("quote", 1, 9), ("sign", 9, None)) for name in "AB"]
    rows = [[row | {"position": None} for row in each] for each in courses]
    assert stages_in_order(built(database, [deal("A"), deal("B")], rows)) == ("talk", "quote", "sign")


def test_without_any_course_no_order_is_known(database: Engine) -> None:
    assert stages_in_order(built(database, [deal("A", stage="talk")], [])) == ()
