"""Ages and named comparisons in a typed question."""

import pytest

from bot.words.canonical import canonical
from tests.bot.words.asking import EN, FR, ask, misread


@pytest.mark.parametrize(
    "text",
    [
        "conversion May 2026 at 90 days",
        "conversion within 90 days May 2026",
        "conversion after 90 days old, May 2026",
        "conversion mai 2026 à 90 jours",
        "taux de conversion à 90 jours d'âge en mai 2026",
        "conversion sous 90 j mai 2026",
        "conversion mai 2026 at 90 jours",
        "conversion au bout de 90 jours mai 2026",
    ],
)
def test_an_age_is_read_wherever_it_stands(text):
    asked = ask(text)
    assert (asked.age, asked.period.start.isoformat(), asked.period.days) == (90, "2026-05-01", 31)


@pytest.mark.parametrize("text", ["conversion last 90 days", "conversion 90 derniers jours"])
def test_a_run_of_days_is_no_age(text):
    assert ask(text).age is None


def test_the_first_day_of_life_is_an_age_and_no_day_is_none():
    assert ask("conversion at 1 day").age == 1
    assert misread("conversion at 0 days").understood.age is None


@pytest.mark.parametrize("language", [EN, FR])
@pytest.mark.parametrize(
    "text", ["conversion at 90 days", "conversion à 1 jour", "leads Q4 2025 vs Q1 2025", "leads mai 2026 vs mars 2026"]
)
def test_age_and_named_comparison_read_back_to_themselves(text, language):
    asked = ask(text)
    assert ask(canonical(asked, language), language) == asked


def test_an_earlier_period_of_the_same_length_can_be_named():
    asked = ask("leads 2026-11-08..2026-11-14 vs 2026-10-01..2026-10-07")
    assert asked.against.start.isoformat() == "2026-10-01"
    assert ask("leads Q3 2026 vs Q2 2026").against is None
