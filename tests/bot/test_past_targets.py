"""Which past periods a target is held against when a revision is drawn up."""

from datetime import date
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.settings import Settings
from bot.use_cases.review.past_targets import KeptRecord, target_records
from bot.wiring import open_office
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import COMPANY
from kpi_engine.target import Target, TargetKind
from storage.migrations import migrate
from storage.repositories.records import KeptTarget, Workspace
from tests.bot.scenarios.alto import alto

YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), Grain.YEAR)
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), Grain.QUARTER)
YEARS = [date(year, 1, 1) for year in (2022, 2023, 2024, 2025)]
QUARTERS = [date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1)]


def record_of(kpi: str, horizon: Period, home: Path, aim: float = 0.95) -> list[KeptRecord]:
    """How the target of the whole company went before, as the sample's Friday knows it."""
    settings = Settings(_env_file=None, KPI_HOME=home, DATABASE_URL=None, FACTS_URL=str(alto().facts))
    home.mkdir(exist_ok=True)
    migrate(settings.records_url)
    office = open_office(settings, SystemClock())
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        target = Target(kpi, COMPANY, horizon, TargetKind.ABSOLUTE, aim, aim)
        work.targets.put(KeptTarget("T1", "one", target, "", None, office.clock.now()))
    return list(target_records("T1", office))


@pytest.mark.parametrize("kpi", ["retention", "churn", "grr", "nrr"])
def test_what_is_lost_over_a_year_is_not_held_against_quarters(kpi: str, tmp_path: Path) -> None:
    (found,) = record_of(kpi, YEAR, tmp_path)
    assert [period.start for period in found.periods] == YEARS


@pytest.mark.parametrize(("kpi", "horizon"), [("transformation", YEAR), ("retention", QUARTER), ("revenue", QUARTER)])
def test_what_a_quarter_can_tell_is_held_against_quarters(kpi: str, horizon: Period, tmp_path: Path) -> None:
    (found,) = record_of(kpi, horizon, tmp_path)
    assert [period.start for period in found.periods] == QUARTERS


def test_a_year_s_retention_that_no_year_reached_is_not_said_to_be_always_reached(tmp_path: Path) -> None:
    (found,) = record_of("retention", YEAR, tmp_path)
    assert not found.always


def test_a_target_that_is_over_asks_for_no_revision(tmp_path: Path) -> None:
    over = Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER)
    assert record_of("revenue", over, tmp_path) == []
