"""The form of a target, filled in by keyboard alone, in both languages, with the real assistant behind it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import choose, modal, private, say


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_a_manager_sets_a_target_in_french_without_touching_the_mouse(page_of: PageOf) -> None:
    page = page_of("antoine", "team-nord")
    say(page, "/kpi objectif +10 % ce trimestre")
    form = modal(page)
    expect(form.get_by_role("heading")).to_have_text("Fixer un objectif")
    expect(form.locator("[data-input-block=amount] input")).to_have_value("+10 %")
    choose(page, "kpi", "transfo")
    expect(form).to_contain_text("Lequel")
    expect(form).to_contain_text("50,6")
    expect(form).to_contain_text("44,7")
    form.locator("[data-input-block=kind] input[value=points]").press("Space")
    expect(form).not_to_contain_text("Lequel")
    expect(form).to_contain_text("À atteindre")
    form.locator("[data-input-block=note] textarea").fill("Promis en réunion")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("L’objectif est fixé")
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    say(page, "/kpi objectif liste")
    expect(private(page).last).to_contain_text("Promis en réunion")


def test_a_mistake_is_said_in_english_beside_its_input_and_mended_by_keyboard(page_of: PageOf) -> None:
    page = page_of("priya", "team-london")
    say(page, "/kpi target cycle 45 days this quarter")
    form = modal(page)
    amount = form.locator("[data-input-block=amount] input")
    expect(amount).to_have_value("45 days")
    amount.fill("45 apples")
    amount.press("Enter")
    expect(form).to_contain_text("not a number I can read")
    page.keyboard.press("Control+Enter")
    error = form.locator("[data-input-block=amount] .input-error")
    expect(error).to_contain_text("not a number I can read")
    expect(amount).to_have_value("45 apples")
    expect(amount).to_be_focused()
    amount.fill("40")
    amount.press("Enter")
    expect(form).to_contain_text("40 days")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("The target is set")
