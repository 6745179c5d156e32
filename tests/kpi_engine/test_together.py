"""Many questions at once: each answer is the one that the question gets alone, by far fewer statements."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import Facts
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Compare, Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.together import answers
from storage.facts.duckdb_facts import DuckdbFacts
from tests.kpi_engine import generated_facts as generated
from tests.kpi_engine.facts_builder import BuiltFacts, build
from tests.storage.facts.test_rollups import TABLES, publish

LAST = generated.FIRST + timedelta(days=generated.SPAN)
EXAMPLES = {"duckdb": 4, "postgresql": 2, "hive": 1}  # of each KPI
TERMS: dict[str, Any] = {"catalog": CATALOG, "calendar": Calendar(), "currency": "EUR"}
TEAMS = ["T1", "T2", "T3", "T4"]
Row = dict[str, Any]

SCOPES = [
    COMPANY,
    *(Scope(Level.TEAM, team) for team in [*TEAMS, "nobody's"]),
    *(Scope(Level.REGION, region) for region in generated.regions),
]


def one_by_one(questions: Iterable[Question], facts: Facts) -> dict[Question, Answer]:
    return {question: engine.answer(question, facts, **TERMS) for question in questions}


def in_teams(tables: dict[str, list[Row]], seed: int) -> dict[str, list[Row]]:
    """The same rows, each of a team or of none."""
    chance = Random(seed)
    untold = {"stage_changes"}
    return {
        name: rows if name in untold else [{**row, "team": chance.choice([*TEAMS, TEAMS[0], None])} for row in rows]
        for name, rows in tables.items()
    }


@st.composite
def sets_of_questions(draw: st.DrawFn, kpi: str, table: str) -> list[Question]:
    """Weeks, months and free ranges of several teams, regions and segments, as digests, alerts and people ask."""
    calendar = Calendar()
    first = draw(generated.questions(kpi, calendar, table))
    first = replace(first, by=None)
    day = generated.FIRST + timedelta(days=draw(st.integers(200, generated.SPAN)))
    week = Question(kpi, calendar.containing(day, Grain.WEEK), goal=first.goal)
    segments = [replace(week, filters=(Filter(Dimension.SEGMENT, (name,)),)) for name in generated.segments]
    alike = draw(st.sampled_from([[first], [week], [replace(week, compare=Compare.YEAR), first]]))
    scopes = draw(st.lists(st.sampled_from(SCOPES), min_size=3, unique=True))
    asked = [replace(each, scope=scope) for each in alike for scope in scopes]
    return draw(st.permutations([*asked, *draw(st.sampled_from([[], segments]))]))


@pytest.mark.parametrize("kpi", list(CATALOG))
def test_every_question_gets_the_answer_it_would_get_alone(kpi: str, database: Engine) -> None:
    @settings(max_examples=EXAMPLES[database.dialect.name], deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=st.data())
    def holds(drawn: st.DataObject) -> None:
        tables = in_teams(drawn.draw(generated.tables(kpi), "tables"), drawn.draw(st.integers(0, 999), "seed"))
        facts = build(database, drawn.draw(st.dates(LAST - timedelta(days=150), LAST), "as of"), **tables)
        questions = drawn.draw(sets_of_questions(kpi, next(iter(tables))), "questions")
        found, expected = answers(questions, facts, **TERMS), one_by_one(questions, facts)
        assert list(found) == list(expected)
        for question in questions:
            assert found[question] == expected[question]

    holds()


# how many statements it takes

STATEMENTS = {"conversion": 2, "qualification": 2, "coverage": 2, "velocity": 2, "cohorts": 2, "stages": 3}
"""What a KPI takes that looks closer than at its figures: maturity, factors, the grid of cohorts, friction."""
EARLIER_COHORTS = 12  # stages: each team is set beside the last of them that is mature, which may be any


def crowd(database: Engine, names: Sequence[str]) -> BuiltFacts:
    """Facts with rows of every table, each of some team."""
    chance = Random(7)
    tables = {name: [draw(chance) for _ in range(120)] for name, draw in generated.TABLES.items()}
    deals = [{**row, "opportunity_id": f"D{number}"} for number, row in enumerate(tables["opportunities"])]
    tables |= {"opportunities": deals, "stage_changes": generated.stage_changes(chance, len(deals), 150)}
    for rows in tables.values():
        for row in rows:
            if "left_on" not in row:
                row["team"] = chance.choice(names)
    return build(database, LAST, **tables)


def of_teams(kpi: str, names: Sequence[str]) -> list[Question]:
    month = Calendar().containing(date(2024, 11, 1), Grain.MONTH)
    goal = 5000.0 if kpi == "coverage" else None
    return [Question(kpi, month, Scope(Level.TEAM, name), goal=goal and goal + at) for at, name in enumerate(names)]


@pytest.mark.parametrize("kpi", list(CATALOG))
def test_forty_teams_take_as_many_statements_as_three(kpi: str, database: Engine) -> None:
    names = [f"T{number}" for number in range(40)]
    facts = crowd(database, names)
    engine.answer(of_teams(kpi, names)[0], facts, **TERMS)  # what the facts record is looked up once for all
    taken = []
    for many in (3, 40):
        facts.fetched.clear()
        assert len(answers(of_teams(kpi, names[:many]), facts, **TERMS)) == many
        taken.append(len(facts.fetched))
    spare = EARLIER_COHORTS if kpi == "stages" else 0
    assert taken[1] <= STATEMENTS.get(kpi, 1) + spare
    assert taken[0] == taken[1] or spare


def test_a_breakdown_is_read_for_each_question_and_still_told(database: Engine) -> None:
    facts = crowd(database, TEAMS)
    questions = [replace(each, by=Dimension.SEGMENT) for each in of_teams("transformation", TEAMS)]
    assert answers(questions, facts, **TERMS) == one_by_one(questions, facts)


def test_levels_of_the_organisation_are_read_apart(database: Engine) -> None:
    facts = crowd(database, TEAMS)
    month = Calendar().containing(date(2024, 11, 1), Grain.MONTH)
    engine.answer(Question("revenue", month), facts, **TERMS)
    facts.fetched.clear()
    answers([Question("revenue", month, scope) for scope in SCOPES], facts, **TERMS)
    assert len(facts.fetched) == len({scope.level for scope in SCOPES})


def test_more_teams_than_a_statement_names_get_their_own_answers_too(database: Engine) -> None:
    names = [f"T{number}" for number in range(501)]
    facts = crowd(database, names[:20])
    questions = of_teams("deal-size", names)
    found = answers(questions, facts, **TERMS)
    assert {each: found[each] for each in questions[10:30]} == one_by_one(questions[10:30], facts)


def test_a_question_that_cannot_be_put_keeps_no_answer_from_the_others(database: Engine) -> None:
    facts = crowd(database, TEAMS)
    fine = of_teams("leads", TEAMS)
    unknown = [replace(fine[0], kpi="happiness"), replace(fine[1], age=30)]
    assert list(answers([unknown[0], *fine, unknown[1]], facts, **TERMS)) == fine


def test_a_question_asked_twice_has_one_answer(database: Engine) -> None:
    facts = crowd(database, TEAMS)
    (question, other) = of_teams("leads", TEAMS[:2])
    assert list(answers([question, other, question], facts, **TERMS)) == [question, other]


# facts that hold rows counted beforehand, and spells beside later ones


@pytest.fixture(scope="module")
def counted_beforehand(tmp_path_factory: pytest.TempPathFactory) -> DuckdbFacts:
    return DuckdbFacts(publish(tmp_path_factory.mktemp("together"), seed=3, smaller=0.0001))


@pytest.mark.parametrize("kpi", [*TABLES])
def test_rows_counted_beforehand_are_shared_as_well(kpi: str, counted_beforehand: DuckdbFacts) -> None:
    calendar = Calendar()
    quarter = calendar.containing(date(2024, 8, 1), Grain.QUARTER)
    whose = [COMPANY, *(Scope(Level.TEAM, team) for team in ("North", "South", "nobody's"))]
    whose += [Scope(Level.REP, rep) for rep in ("Ada", "Bo")]
    questions = [Question(kpi, period, scope) for period in (quarter, calendar.shift(quarter, 1)) for scope in whose]
    assert answers(questions, counted_beforehand, **TERMS) == one_by_one(questions, counted_beforehand)
