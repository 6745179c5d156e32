"""`kpi ask` with a target: the demo's objectives on the sample company's facts, for people and for programs."""

import json
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from bot.clock import SystemClock
from bot.settings import Settings
from bot.terminal.demo_targets import set_targets
from bot.text import Language
from bot.use_cases.target_draft import Draft, Part, outlook
from bot.use_cases.targets import goal_for, only_workspace
from bot.wiring import open_office
from kpi_engine.periods import Grain
from kpi_engine.question import Question
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import TargetKind
from tests.bot.scenarios.alto import alto
from tests.terminal.conftest import Kpi

TARGET = [
    *("start", "end", "kind", "amount", "aim", "baseline", "now", "expected", "projected", "way"),
    *("course", "verdict", "needed", "days_left"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The home that the `kpi` fixture uses, with the demo's objectives in it."""
    settings = Settings(_env_file=None, KPI_HOME=tmp_path / "home", DATABASE_URL=None, FACTS_URL=str(alto().facts))
    set_targets(settings, "T0ALTO")
    return settings


def test_the_demos_objectives_are_written_once_however_often_it_starts(settings: Settings) -> None:
    set_targets(settings, "T0ALTO")
    office = open_office(settings, SystemClock())
    with office.records.reading() as work:
        kept = work.targets.in_force("T0ALTO")
        assert work.targets.ended("T0ALTO") == []
    told = {(each.target.kpi, each.target.kind, each.target.amount) for each in kept}
    assert {
        ("cycle", TargetKind.RELATIVE, -0.15),
        ("conversion", TargetKind.ABSOLUTE, 0.25),
        ("revenue", TargetKind.RELATIVE, 0.2),
        ("transformation", TargetKind.POINTS, 0.05),
    } <= told
    assert len([each for each in kept if each.target.kpi == "revenue"]) == 4
    office.records.close()


def test_the_house_says_in_its_own_language_why_it_aims_there(settings: Settings) -> None:
    french = settings.model_copy(update={"language": "fr", "home": settings.home / "maison"})
    set_targets(french, "T0ALTO")
    office = open_office(french, SystemClock())
    with office.records.reading() as work:
        notes = {each.target.kpi: each.note for each in work.targets.in_force("T0ALTO")}
    office.records.close()
    assert notes["conversion"] == "Un lead sur quatre"


def test_json_holds_the_target_with_its_progress(settings: Settings, ask: Kpi) -> None:
    del settings
    answer = json.loads(ask("conversion this year", "--json").out)
    (target,) = answer["targets"]
    assert list(target) == TARGET
    assert (target["kind"], target["aim"], target["baseline"]["value"] > 0) == ("absolute", 0.25, True)
    assert target["now"]["value"] == answer["headline"]["value"]
    assert target["baseline"]["facts_version"]


def test_the_card_says_the_target_in_the_readers_language(settings: Settings, ask: Kpi) -> None:
    del settings
    assert "Target for" in ask("revenue this quarter").out
    assert "Objectif" in ask("CA ce trimestre", "--locale", "fr").out
    assert "Target for" not in ask("revenue this quarter team:Nord").out
    assert "Target for" not in ask("revenue this quarter segment:unknown").out
    assert "Target for" not in ask("revenue 2024-Q1").out


def test_the_goal_of_a_question_is_the_revenue_target_of_its_days_or_its_part(settings: Settings) -> None:
    office = open_office(settings, SystemClock())
    calendar, team_id = office.calendar, only_workspace(office)
    quarter = calendar.containing(office.today(), Grain.QUARTER)
    whole = goal_for(Question("coverage", quarter), team_id, office)
    assert whole
    month = calendar.containing(quarter.start, Grain.MONTH)
    months = [goal_for(Question("coverage", calendar.shift(month, step)), team_id, office) or 0.0 for step in range(3)]
    assert all(0 < each < whole for each in months)
    assert sum(months) == pytest.approx(whole)
    year = calendar.containing(office.today(), Grain.YEAR)
    assert goal_for(Question("coverage", year), team_id, office) is None
    assert goal_for(Question("coverage", quarter, Scope(Level.TEAM, "Nord")), team_id, office) is None
    office.records.close()


def test_a_target_of_more_than_the_whole_has_a_fault_and_no_aim(settings: Settings) -> None:
    office = open_office(settings, SystemClock())
    year = office.calendar.containing(office.today(), Grain.YEAR)
    told = outlook(Draft("retention", COMPANY, TargetKind.RELATIVE, "+90%", year), Language.EN, office)
    assert told
    assert (told.steps, [str(fault) for fault in told.faults.values()]) == ({}, ["beyond_the_whole"])
    office.records.close()


@pytest.mark.parametrize(
    ("kpi", "typed", "fault"), [("retention", "999%", "no_such_share"), ("revenue", "0", "nothing")]
)
def test_a_value_that_nothing_can_reach_or_all_do_is_refused_with_its_reason(
    settings: Settings, kpi: str, typed: str, fault: str
) -> None:
    office = open_office(settings, SystemClock())
    year = office.calendar.containing(office.today(), Grain.YEAR)
    told = outlook(Draft(kpi, COMPANY, TargetKind.ABSOLUTE, typed, year), Language.EN, office)
    assert told
    assert (told.steps, told.faults[Part.AMOUNT].value) == ({}, fault)
    office.records.close()


def test_the_picture_of_an_answer_shows_its_target(settings: Settings, ask: Kpi, tmp_path: Path) -> None:
    del settings
    ask("revenue this quarter", "--picture", str(tmp_path / "revenue.png"))
    ask("revenue this quarter team:Nord", "--picture", str(tmp_path / "without.png"))
    green = ImageColor.getrgb("#1d7a4f")
    drawn, bare = (Image.open(tmp_path / name).convert("RGB") for name in ("revenue.png", "without.png"))
    assert green in {colour for _, colour in drawn.getcolors(1 << 24) or ()}
    assert green not in {colour for _, colour in bare.getcolors(1 << 24) or ()}
