"""How ripe a cohort is, what to expect of it, and what it cannot be set beside: in words, in both languages."""

import json
from dataclasses import replace
from datetime import date

import pytest

from bot.text import Text
from bot.views import outcomes, receipt
from bot.views.examples import CALENDAR, EXAMPLES, NOW, a_period, a_reply, at_an_age, conversion, too_young, young
from bot.views.kpi_card import kpi_card
from bot.views.maturity import maturity
from kpi_engine.answer import Answer, Incomparable
from kpi_engine.periods import Grain

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)


def said(answer: Answer, text: Text = EN) -> list[str]:
    return maturity(answer, text).split("\n")


def test_a_young_cohort_says_how_ripe_it_is_and_what_to_expect():
    assert said(young())[0] == (
        "Still ripening: at this age, earlier leads had reached about 71% of what they came to in 300 days. "
        "Expect 22.1% to 27.2% in the end."
    )
    assert said(young(), FR)[0] == (
        "Encore en maturation\u00a0: à cet âge, les leads précédents avaient donné environ 71\u00a0% de ce qu’ils ont "
        "donné en 300 jours. Attendez-vous, au final, à un chiffre de 22,1\u00a0% à 27,2\u00a0%."
    )


def test_a_ripe_cohort_is_expected_to_stay():
    answer = young()
    assert answer.maturity
    ripe = replace(answer, maturity=replace(answer.maturity, so_far=0.998))
    assert said(ripe)[0] == "Ripe: at this age, earlier leads had reached all they came to in 300 days."
    assert said(ripe, FR)[0].startswith("À maturité\u00a0: à cet âge,")


def test_periods_that_cannot_be_compared_are_named_with_the_reason():
    assert said(young())[1] == (
        "Not comparable, so not in the series: Q3 2024 to Q1 2025; wins are recorded from 5 Feb 2025 on."
    )
    one = Incomparable((a_period(date(2026, 9, 1), Grain.MONTH),), date(2026, 9, 11), None)
    assert said(replace(conversion(), incomparable=one)) == [
        "Not comparable, so not in the series: September 2026, of which only the days from 11 Sept 2026 on are recorded."
    ]


def test_a_cohort_that_lacks_its_own_early_wins_says_so():
    cut = replace(conversion(), partial=True, facts_from=date(2026, 8, 5), late_event="won")
    assert said(cut) == [
        "Not comparable with later periods: wins are recorded from 5 Aug 2026 on, so its earlier ones are missing."
    ]


def test_a_figure_at_an_age_says_so_in_its_standing_and_what_is_not_counted():
    card = kpi_card(a_reply(at_an_age()), EN, now=NOW, nonce="1").reading
    assert "Q3 2026 · at 90 days" in card
    assert "Counted at 90 days: what came later in the life of each is left out, for every period alike." in card
    assert "vs Q1 2026 (12.1%): a real change, for the better." in card
    assert "Earlier periods are seen at the same age" not in card


def test_a_cohort_too_young_says_from_when_it_can_be_asked_for():
    assert outcomes.explanation(too_young(), EN) == (
        "September 2026 is too young: not all of its leads have lived 90 days before 28 Dec 2026. "
        "Ask again then, or at a younger age."
    )
    assert "avant le 28 déc. 2026" in outcomes.explanation(too_young(), FR)


def test_where_all_is_plain_nothing_is_said():
    assert maturity(conversion(), EN) == ""


@pytest.mark.parametrize(
    ("text", "words"), [(EN, "24.7% (22.1% to 27.2%)"), (FR, "24,7\u00a0% (22,1\u00a0% à 27,2\u00a0%)")]
)
def test_the_receipt_holds_the_projection(text: Text, words: str):
    view = receipt.modal(a_reply(young()), text, now=NOW)
    assert words in json.dumps(view.json, ensure_ascii=False)


def test_the_young_cohort_is_among_the_examples():
    assert "card of a young cohort (fr)" in EXAMPLES
