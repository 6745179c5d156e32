"""Which KPIs were read is told by what was answered, on both databases."""

from datetime import UTC, datetime, timedelta

from bot.use_cases.question_json import dump
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Question
from storage.repositories.records import AskedQuestion, GivenAnswer
from tests.bot.adoption.house import TODAY, House

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
QUARTER = Calendar("Europe/Paris").containing(TODAY, Grain.QUARTER)


def given(kpi: str, days_ago: int, team_id: str = "T1") -> GivenAnswer:
    body, at = dump(Question(kpi, QUARTER)), NOW - timedelta(days=days_ago)
    return GivenAnswer(team_id, f"{kpi}{days_ago}{team_id}", body, "1", 1, "Europe/Paris", 1, "EUR", at)


def test_a_kpi_is_read_where_the_workspace_itself_was_answered_in_time(house: House) -> None:
    with house.records.writing() as work:
        work.receipts.put(given("leads", 10), given("cycle", 100), given("revenue", 10, "T2"), given("leads", 95))
    with house.records.reading() as work:
        assert work.receipts.kpis_since("T1", NOW - timedelta(days=90)) == {"leads"}
        assert work.receipts.since("T1") == NOW - timedelta(days=100)
        assert work.receipts.since("T3") is None


def test_asking_again_for_what_was_answered_long_ago_counts(house: House) -> None:
    body = dump(Question("cycle", QUARTER))
    with house.records.writing() as work:
        work.asked_questions.put(AskedQuestion("T1", "key", body, NOW))
    with house.records.reading() as work:
        assert work.asked_questions.kpis_since("T1", NOW - timedelta(days=90)) == {"cycle"}
        assert work.asked_questions.kpis_since("T1", NOW + timedelta(days=1)) == frozenset()
