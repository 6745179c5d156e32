"""The form of a weekly digest, filled in by keyboard alone, with the real assistant behind it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import choose, messages, modal, private, say

PATIENCE = 60_000  # milliseconds; the first look at a channel asks who all its people are


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_a_manager_subscribes_her_channel_in_french_without_touching_the_mouse(page_of: PageOf) -> None:
    page = page_of("antoine", "team-nord")
    say(page, "/kpi résumé")
    form = modal(page)
    expect(form.get_by_role("heading")).to_have_text("Résumé hebdomadaire")
    expect(form).to_contain_text(re.compile(r"Chaque lundi à 08:00"))
    choose(page, "weekday", "mercr")
    expect(form).to_contain_text(re.compile(r"Chaque mercredi à 08:00"))
    choose(page, "compare", "an plus")
    form.locator("[data-input-block=look] input[value=words]").press("Space")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Le résumé est enregistré", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(messages(page).filter(has_text="Chaque mercredi à 08:00").first).to_be_visible()
    say(page, "/kpi résumé liste")
    expect(private(page).last).to_contain_text(re.compile(r"Prochain\s: mercredi 25 nov"))


def test_a_channel_that_guests_read_is_refused_beside_its_input_and_the_rest_stays(page_of: PageOf) -> None:
    page = page_of("priya", "general")
    say(page, "/kpi digest")
    form = modal(page)
    expect(form).to_contain_text("Every Monday at 08:00")
    choose(page, "weekday", "Frid")
    expect(form).to_contain_text("Every Friday at 08:00")
    page.keyboard.press("Control+Enter")
    error = form.locator("[data-input-block=channel] .input-error")
    expect(error).to_have_text(re.compile("A guest reads this channel|takes longer than usual"), timeout=PATIENCE)
    while "longer" in (error.text_content() or ""):  # on a busy machine; it says what to do, and that helps
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(5000)
    expect(error).to_contain_text("A guest reads this channel", timeout=PATIENCE)
    expect(form).to_contain_text("Every Friday at 08:00")
