"""A condition on one of more values than a menu holds, by keyboard, in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bot.proposals.campaigns import FREQUENT, MANY, facts_of_many_campaigns
from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import modal, say

PATIENCE = 60_000  # milliseconds: each choice is looked at on the data
ALL = MANY + 4


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace after many campaigns, with the assistant in it."""
    facts = facts_of_many_campaigns(tmp_path_factory.mktemp("many"))
    with alto_with_assistant(tmp_path_factory.mktemp("home"), FACTS_URL=str(facts)) as opened:
        yield opened


def test_a_value_that_no_menu_holds_is_found_chosen_and_taken_away_again(page_of: PageOf) -> None:
    page = page_of("oliver", "team-london")
    say(page, "/kpi propose Webinars")
    pick(page, "way", "Number", "Number")
    pick(page, "counted", "leads cr", "Leads created")
    pick(page, "condition1", "campaign: only", "Campaign: only …")
    values = menu(page, "values1")
    values.press("ArrowDown")
    listed = page.get_by_role("listbox")
    expect(listed).to_contain_text(f"100 of {ALL}, the most frequent; type more letters")
    expect(page.get_by_role("option").first).to_have_text(FREQUENT)
    page.keyboard.type("249")
    expect(page.get_by_role("option")).to_have_text(["Webinar 249"])
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(modal(page)).to_contain_text("Only where the campaign is “Webinar 249”.", timeout=PATIENCE)
    chip = modal(page).get_by_role("button", name="Remove Webinar 249")
    chip.focus()
    chip.press("Enter")
    expect(modal(page)).to_contain_text("Choose at least one value of campaign.", timeout=PATIENCE)
    expect(chip).to_have_count(0)


def test_in_french_without_accents_and_nothing_that_matches(page_of: PageOf) -> None:
    page = page_of("camille", "team-nord")
    say(page, "/kpi proposer Salons")
    pick(page, "way", "Nombre", "Nombre")
    pick(page, "counted", "leads cr", "Leads créés")
    pick(page, "condition1", "campagne", "Campagne : seulement…")
    menu(page, "values1").press("ArrowDown")
    expect(page.get_by_role("listbox")).to_contain_text(f"100 sur {ALL}, les plus fréquentes")
    page.keyboard.type("zzz")
    expect(page.get_by_role("listbox")).to_have_text("Aucun résultat.")
    for _ in "zzz":
        page.keyboard.press("Backspace")
    page.keyboard.type("ete ly")
    expect(page.get_by_role("option")).to_have_text([FREQUENT])
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(modal(page)).to_contain_text(f"Seulement si la campagne est « {FREQUENT} ».", timeout=PATIENCE)
    expect(modal(page)).to_contain_text("T3 2026, toute l’entreprise", timeout=PATIENCE)


def pick(page: Page, part: str, letters: str, chosen: str) -> None:
    """Open a menu by the arrow, type, press Enter on the one that is wanted."""
    menu(page, part).press("ArrowDown")
    page.keyboard.type(letters)
    expect(page.get_by_role("option").first).to_contain_text(chosen)
    page.keyboard.press("Enter")


def menu(page: Page, part: str) -> Locator:
    found = page.locator(f"[data-input-block^='{part}:'] .select")
    expect(found).to_be_visible(timeout=PATIENCE)
    return found
