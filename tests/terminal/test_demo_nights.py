"""The demo's nightly import comes at five in the morning of the house's clocks; a night that passed ends the company."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.terminal.demo_nights import Nights, night_of

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-11-23T04:59:59+01:00", date(2026, 11, 22)),
        ("2026-11-23T05:00:00+01:00", date(2026, 11, 23)),
        ("2026-11-22T23:30:00+00:00", date(2026, 11, 22)),  # half past midnight in Paris
        ("2026-11-23T07:02:00+00:00", date(2026, 11, 23)),
    ],
)
def test_a_night_is_named_by_the_morning_on_which_its_import_comes(now: str, night: date) -> None:
    assert night_of(datetime.fromisoformat(now), PARIS) == night


def test_a_company_stands_for_the_day_it_was_made_for_alone(tmp_path: Path) -> None:
    (tmp_path / "made-for").write_text("2026-11-22")
    assert Nights(tmp_path, date(2026, 11, 22)).stands
    assert not Nights(tmp_path, date(2026, 11, 23)).stands
    assert not Nights(tmp_path / "elsewhere", date(2026, 11, 22)).stands
