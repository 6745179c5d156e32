"""What a digest says in words, held against the days that its figures are really about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from bot.text import Language, Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views.digests.examples import content
from bot.views.digests.message import digest_message
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Value
from kpi_engine.news import NewsKind
from kpi_engine.periods import Grain
from kpi_engine.question import Compare
from tests.kpi_engine.asking import PARIS, ask
from tests.kpi_engine.facts_builder import BuiltFacts, build

MONDAY = date(2026, 11, 16)
SUNDAY = date(2026, 11, 22)
WEEK = PARIS.containing(MONDAY, Grain.WEEK)
TEXT = Text(Language.EN, PARIS)


def leads(database: Engine, last_day: date, a_day: dict[date, int], first: date = date(2025, 9, 1)) -> BuiltFacts:
    """Six leads a day, or so many as are said for the week that begins on a day."""
    days = [first + timedelta(days=step) for step in range((last_day - first).days + 1)]
    rows = [{"created_on": day} for day in days for _ in range(a_day.get(day - timedelta(days=day.weekday()), 6))]
    return build(database, last_day, leads=rows)


def told(facts: BuiltFacts, compare: Compare = Compare.PREVIOUS) -> tuple[DigestContent, str]:
    """The week's digest of new leads, and all that it says."""
    answer = ask(facts, "leads", WEEK, compare=compare, as_of=SUNDAY)
    told = content([Entry(CATALOG["leads"], answer)])
    told = replace(told, digest=replace(told.digest, compare=compare))
    return told, digest_message(told, TEXT, picture=False, now=told.loaded_at).reading


def test_a_week_that_the_facts_hold_in_part_says_how_many_days_it_and_the_one_before_it_count(database: Engine) -> None:
    said, words = told(leads(database, date(2026, 11, 18), {}))
    assert isinstance(headline := said.entries[0].answer.headline, Value)
    assert headline.n == 18
    assert "partial: 3 days of 7" in words
    assert "vs the first 3 days of week 46" in words


def test_a_whole_week_says_neither(database: Engine) -> None:
    _, words = told(leads(database, SUNDAY, {}))
    assert "vs week 46" in words
    assert "partial" not in words


def test_a_record_of_a_week_in_part_is_one_of_the_week_so_far(database: Engine) -> None:
    said, words = told(leads(database, date(2026, 11, 20), {MONDAY: 20}))
    assert [each.kind for each in said.news] == [NewsKind.RECORD]
    assert "week 47 so far" in words.splitlines()[2]


def test_a_movement_of_a_week_in_part_is_one_of_the_week_so_far(database: Engine) -> None:
    said, words = told(leads(database, date(2026, 11, 20), {MONDAY: 1}))
    assert [each.kind for each in said.news] == [NewsKind.MOVED]
    assert "week 47 so far" in words.splitlines()[2]
    assert "vs the first 5 days of week 46" in words.splitlines()[2]


def test_a_week_in_which_the_data_begins_says_so(database: Engine) -> None:
    _, words = told(leads(database, SUNDAY, {}, first=date(2026, 11, 18)))
    assert "the data begins on 18 Nov 2026" in words


def test_what_is_set_beside_the_same_week_a_year_ago_names_its_year(database: Engine) -> None:
    _, words = told(leads(database, SUNDAY, {}), Compare.YEAR)
    assert "vs W47 2025" in words


LOW = {MONDAY: 1, date(2025, 11, 17): 1}


@pytest.mark.parametrize(
    ("compare", "low", "unchanged"),
    [
        (Compare.YEAR, LOW, False),
        (Compare.PREVIOUS, {MONDAY: 2, date(2026, 11, 9): 3}, True),
    ],
)
def test_only_what_was_set_beside_the_week_before_is_called_unchanged_from_it(
    database: Engine, compare: Compare, low: dict[date, int], *, unchanged: bool
) -> None:
    said, words = told(leads(database, SUNDAY, low), compare)
    assert [each.kind for each in said.news] == [NewsKind.UNUSUAL]
    assert ("no real change from the week before" in words) is unchanged


def test_what_has_no_interval_is_not_called_unchanged(database: Engine) -> None:
    said, _ = told(leads(database, SUNDAY, {MONDAY: 2, date(2026, 11, 9): 3}))
    entry = said.entries[0]
    assert entry.answer.comparison
    assert entry.answer.comparison.change
    unsure = replace(entry.answer.comparison.change, interval=None, beyond_noise=None)
    comparison = replace(entry.answer.comparison, change=unsure)
    unsaid = replace(said, entries=(replace(entry, answer=replace(entry.answer, comparison=comparison)),))
    assert "no real change" not in digest_message(unsaid, TEXT, picture=False, now=said.loaded_at).reading
