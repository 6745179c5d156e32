"""Who reads a card may be elsewhere: each time of day on it says whose clocks it is told by."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.text import Language, Text
from bot.views.voice.triage_examples import a_piece
from bot.views.voice.words import said_when
from kpi_engine.periods import Calendar

SAID_AT = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "told"), [("Europe/Paris", "14:05 (Europe/Paris)"), ("America/Montreal", "08:05 (America/Montreal)")]
)
@pytest.mark.parametrize("language", Language)
def test_a_time_is_told_with_its_zone(language: Language, zone: str, told: str) -> None:
    text = Text(language, Calendar(zone))
    assert said_when(replace(a_piece(), said_at=SAID_AT), text).endswith(told)


@pytest.mark.parametrize("language", Language)
def test_of_what_nobody_signed_only_the_week_is_known(language: Language) -> None:
    told = said_when(replace(a_piece(), said_at=None, week="2026-W47"), Text(language))
    assert "47" in told
    assert not re.search(r"\d\d:\d\d", told)
