"""`kpi ask` of a KPI that was dropped: since when, and what to see instead."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.settings import Settings
from bot.wiring import open_office
from storage.repositories.records import Workspace
from tests.bot.adoption.house import retired
from tests.bot.scenarios.alto import alto
from tests.terminal.conftest import Kpi, is_one_line


@pytest.fixture
def dropped(tmp_path: Path) -> None:
    """The home that the `kpi` fixture uses, in which churn was dropped long ago."""
    settings = Settings(_env_file=None, KPI_HOME=tmp_path / "home", DATABASE_URL=None, FACTS_URL=str(alto().facts))
    office = open_office(settings, SystemClock())
    long_ago = datetime(2026, 1, 2, tzinfo=UTC)
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "B1"))
        work.definitions.adopt(retired(effective_on=date(2026, 1, 5), adopted_at=long_ago))
    office.records.close()


@pytest.mark.parametrize("typed", ["churn", "why churn", "churn by region"])
@pytest.mark.usefixtures("dropped")
def test_a_retired_kpi_is_said_to_be_in_one_line(ask: Kpi, typed: str) -> None:
    ran = ask(typed)
    assert is_one_line(ran)
    assert ran.err.strip().removeprefix("✗ ") == "“Churn” was retired on 5 Jan 2026; see “Retention”."


@pytest.mark.usefixtures("dropped")
def test_its_successor_is_answered(ask: Kpi) -> None:
    assert ask("retention this year").out
