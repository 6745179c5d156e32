"""The form of an alert, filled in by keyboard alone, with the real assistant behind it: tried out as it is filled in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import choose, message, modal, private, say


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_a_manager_sets_an_alert_in_french_without_touching_the_mouse(page_of: PageOf) -> None:
    page = page_of("antoine", "team-nord")
    say(page, "/kpi alerte leads")
    form = modal(page)
    expect(form.get_by_role("heading")).to_have_text("Régler une alerte")
    choose(page, "watch", "En dessous")
    amount = form.locator("[data-input-block=amount] input")
    amount.fill("2")
    amount.press("Enter")
    expect(form).to_contain_text("12 derniers mois")
    expect(form).to_contain_text("Chaque bloc est une semaine")
    expect(form.locator("[data-input-block^='recover'] input")).to_have_value("3")
    choose(page, "grain", "Mois")
    expect(form).to_contain_text("Chaque bloc est un mois")
    expect(amount).to_have_value("2")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("L’alerte est réglée")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(message(page, "Ce canal est prévenu")).to_contain_text("en dessous de 2")
    say(page, "/kpi alerte liste")
    expect(private(page).last).to_contain_text("en dessous de 2")


def test_a_number_that_cannot_be_read_is_said_beside_its_input_in_english(page_of: PageOf) -> None:
    page = page_of("priya", "team-london")
    say(page, "/kpi alert transformation below 30 apples")
    form = modal(page)
    expect(form).to_contain_text("I did not understand")
    amount = form.locator("[data-input-block=amount] input")
    amount.fill("ten")
    page.keyboard.press("Control+Enter")
    error = form.locator("[data-input-block=amount] .input-error")
    expect(error).to_contain_text("not a number I can read")
    expect(amount).to_be_focused()
    amount.fill("30%")
    amount.press("Enter")
    expect(form).to_contain_text("below 30.0%")
    expect(form).to_contain_text("Over the last 12 months")
