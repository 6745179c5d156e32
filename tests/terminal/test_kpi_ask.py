"""`kpi ask`: the engine's answers in a terminal, for people and for programs."""

import json
import shlex
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.settings import Settings
from bot.use_cases.answer_kpi import ask as put
from bot.wiring import open_office
from kpi_engine.figure import Value
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Compare, Dimension, Question
from tests.bot.scenarios.alto import alto
from tests.terminal.conftest import Kpi, is_one_line

ANSWER = [
    *("kpi", "definition", "period", "as_of", "zone", "headline", "comparison", "series"),
    *("incomparable", "former", "maturity", "breakdown", "detail", "left_out"),
]
FIGURE = ["outcome", "reason", "value", "numerator", "denominator", "n", "interval", "unit"]
PERIOD = ["start", "end", "label", "partial"]

Json = dict[str, Any]


def answered(ask: Kpi, *arguments: str) -> Json:
    ran = ask(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    answer: Json = json.loads(ran.out)
    return answer


def figures(answer: Json) -> list[Json]:
    """Every figure of an answer."""
    compared = [answer["comparison"]["figure"]] if answer["comparison"] else []
    groups = answer["breakdown"]["groups"] if answer["breakdown"] else []
    return [answer["headline"], *compared, *(each["figure"] for each in [*answer["series"], *groups])]


QUESTIONS = (
    "transformation 2026-Q2 by region",
    "conversion by rep 2026-Q2",
    "conversion basis period last quarter",
    "cycle 2026 vs year",
    "leads 2026-11 vs none",
    "revenue 2026-Q3 by product",
    "retention 2026-Q3",
    "qualification 2035-Q1",
    "churn 1999-Q1",
    "deal-size 2026-W45 by rep",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_has_exactly_the_documented_keys_in_their_order(ask: Kpi, question: str) -> None:
    answer = answered(ask, question)
    assert list(answer) == [*ANSWER, "receipt", "targets"]
    assert answer["targets"] == []
    assert list(answer["definition"]) == ["text", "version"]
    assert list(answer["period"]) == PERIOD
    assert all(list(figure) == FIGURE for figure in figures(answer))
    assert all(list(point) == ["start", "figure"] for point in answer["series"])
    assert all(list(left) == ["reason", "count"] for left in answer["left_out"])
    if answer["comparison"]:
        assert list(answer["comparison"]) == ["kind", "period", "figure", "change"]
        assert list(answer["comparison"]["period"]) == PERIOD
        if answer["comparison"]["change"]:
            assert list(answer["comparison"]["change"]) == ["absolute", "relative", "interval", "beyond_noise"]
    if answer["breakdown"]:
        assert list(answer["breakdown"]) == ["dimension", "groups", "spread"]
        assert all(list(group) == ["value", "figure"] for group in answer["breakdown"]["groups"])


def test_every_figure_says_what_came_out_and_unknown_is_never_zero(ask: Kpi) -> None:
    seen: set[str] = set()
    for question in QUESTIONS:
        for figure in figures(answered(ask, question)):
            seen.add(figure["outcome"])
            assert (figure["value"] is None) is (figure["outcome"] != "value")
            assert (figure["reason"] is None) is (figure["outcome"] == "value")
    assert seen == {"value", "no_data", "too_little"}


def test_json_tells_the_engines_figure(ask: Kpi) -> None:
    answer = answered(ask, "transformation 2026-Q2 by region")
    office = open_office(Settings(_env_file=None, FACTS_URL=str(alto().facts)), SystemClock())
    spring = Period(date(2026, 4, 1), date(2026, 7, 1), Grain.QUARTER)
    told = put(Question("transformation", spring, by=Dimension.REGION, compare=Compare.PREVIOUS), office)
    assert isinstance(told.headline, Value)
    assert told.headline.interval is not None
    assert answer["headline"]["value"] == told.headline.value
    assert answer["headline"]["interval"] == [told.headline.interval.low, told.headline.interval.high]
    assert (answer["period"]["start"], answer["period"]["end"]) == ("2026-04-01", "2026-07-01")
    assert answer["receipt"] == told.receipt.id
    assert told.breakdown is not None
    assert [group["value"] for group in answer["breakdown"]["groups"]] == [g.value for g in told.breakdown.groups]


def test_no_comparison_is_null_and_so_is_no_breakdown(ask: Kpi) -> None:
    answer = answered(ask, "leads 2026-Q2 vs none")
    assert answer["comparison"] is None
    assert answer["breakdown"] is None


def test_the_locale_says_in_which_words(ask: Kpi) -> None:
    french = answered(ask, "taux de transformation T2 2026", "--locale", "fr")
    english = answered(ask, "transformation Q2 2026", "--locale", "en")
    assert french["definition"]["text"] != english["definition"]["text"]
    assert (french["period"]["label"], english["period"]["label"]) == ("T2 2026", "Q2 2026")
    assert french["headline"] == english["headline"]
    assert ask("conversion T2 2026", "--locale", "fr").out.startswith("Taux de conversion")


def test_the_language_of_the_settings_is_the_default(kpi: Kpi) -> None:
    assert kpi("ask", "leads 2025", KPI_LANGUAGE="fr", FACTS_URL=str(alto().facts)).out.startswith("Leads\u00a0: ")


def test_as_of_knows_nothing_that_came_later(ask: Kpi) -> None:
    then = answered(ask, "leads 2026-Q2", "--as-of", "2026-05-10")
    assert (then["as_of"], then["period"]["partial"]) == ("2026-05-10", True)
    assert then["headline"]["value"] < answered(ask, "leads 2026-Q2")["headline"]["value"]
    relative = answered(ask, "leads last month", "--as-of", "2026-05-10")
    assert relative["period"]["start"] == "2026-04-01"


def test_people_read_words_without_markup(ask: Kpi) -> None:
    ran = ask("transformation 2026-Q2 by region")
    assert ran.code == 0
    assert ran.out.startswith("Transformation rate: ")
    assert "Whole company · Q2 2026" in ran.out
    assert "• France: " in ran.out
    assert not set("*`<>_") & set(ran.out)
    assert "&" in ran.out, "UK & Ireland, not UK &amp; Ireland"
    assert "&amp;" not in ran.out


def test_words_may_come_with_or_without_quotes(ask: Kpi) -> None:
    assert ask("transformation", "2026-Q2", "by", "region").out == ask("transformation 2026-Q2 by region").out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("convertion 2026", "kpi ask 'conversion 2026'"),
        ("leads by regoin", "kpi ask 'leads by region'"),
        ("conversion cycle", "kpi ask conversion and kpi ask cycle"),
        ("cycle by campaign", "kpi ask 'cycle by source'"),
        ("leads 2026-13", "“2026-13”"),
        ("revenue by source", "“Revenue” can be neither broken down nor filtered by source; it can be by segment,"),
        ("revenue last quarter zzzz", "Understood: Revenue · Q3 2026."),
        ("leads 2026-Q1 me", "kpi ask 'leads Q1 2026 team:"),
        ("leads my team", "The terminal does not know who you are"),
        ("leads team:Atlantis", "“Atlantis”"),
    ],
)
def test_what_was_not_understood_is_one_line_with_the_nearest_question(ask: Kpi, typed: str, said: str) -> None:
    ran = ask(typed)
    assert is_one_line(ran), ran
    assert said in ran.err


@pytest.mark.parametrize("typed", ["x" * 4000, "\x00\x1b[31m", "'; DROP TABLE leads --"])
def test_hostile_words_are_one_line_too(ask: Kpi, typed: str) -> None:
    ran = ask(typed)
    assert is_one_line(ran), ran
    assert "\x1b" not in ran.err


def test_before_the_first_import_it_says_how_to_import(kpi: Kpi) -> None:
    ran = kpi("ask", "leads")
    assert is_one_line(ran)
    assert "kpi import" in ran.err


@pytest.mark.parametrize("typed", ["help", "aide", "", '"' * 99])
def test_help_is_a_few_examples_that_can_be_typed(ask: Kpi, typed: str) -> None:
    ran = ask(typed)
    assert (ran.code, ran.err) == (0, "")
    examples = [line.strip() for line in ran.out.splitlines()[1:]]
    assert len(examples) == 4
    for example in examples:
        assert ask(*shlex.split(example)[2:]).code == 0, example


def test_a_refused_question_is_no_json(ask: Kpi) -> None:
    assert is_one_line(ask("leads me", "--json"))


def test_the_picture_is_written_beside_the_answer(ask: Kpi, tmp_path: Path) -> None:
    file = tmp_path / "transformation.png"
    ran = ask("transformation 2026-Q2", "--picture", str(file))
    assert ran.out.startswith("Transformation rate")
    assert file.read_bytes().startswith(b"\x89PNG\r\n")


def test_an_answer_without_a_picture_says_so_and_writes_none(ask: Kpi, tmp_path: Path) -> None:
    file = tmp_path / "leads.png"
    assert is_one_line(ask("leads 1999", "--picture", str(file)))
    assert not file.exists()


def test_a_picture_that_cannot_be_written_is_one_line(ask: Kpi, tmp_path: Path) -> None:
    assert is_one_line(ask("transformation 2026-Q2", "--picture", str(tmp_path / "nowhere" / "a.png")))


def test_cohorts_are_asked_over_the_last_twelve_whole_months(ask: Kpi) -> None:
    answer = answered(ask, "cohorts")
    assert (answer["period"]["start"], answer["period"]["end"]) == ("2025-11-01", "2026-11-01")
    grid = answer["detail"]["cohorts"]
    assert [cohort["month"][:7] for cohort in grid] == [f"2025-{n}" for n in (11, 12)] + [
        f"2026-{n:02}" for n in range(1, 11)
    ]
    assert sum(cohort["customers"] for cohort in grid) == answer["headline"]["value"]


def test_on_the_last_day_of_a_month_that_month_is_whole(ask: Kpi) -> None:
    answer = answered(ask, "cohorts", "--as-of", "2026-09-30")
    assert (answer["period"]["start"], answer["period"]["end"]) == ("2025-10-01", "2026-10-01")
