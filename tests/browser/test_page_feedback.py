"""Feedback on the page, with the real assistant behind it: from the keyboard, from a card, from a message's menu."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import choose, composer, message, modal, private, say


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def body(page: Page):
    return modal(page).locator("[data-input-block=body] textarea")


def test_it_is_said_without_a_name_in_french_and_without_the_mouse(page_of: PageOf) -> None:
    page = page_of("camille", "team-nord")
    say(page, "/kpi avis Les contrats attendent une signature.")
    form = modal(page)
    expect(form.get_by_role("heading").first).to_have_text("Donner un avis")
    expect(form).to_contain_text("avec votre nom")
    body(page).press("End")
    body(page).type(" Deux clients l’ont dit.")
    form.get_by_role("radio").first.focus()
    page.keyboard.press("ArrowDown")
    expect(form).to_contain_text("vous recevez un code")
    expect(body(page)).to_have_value("Les contrats attendent une signature. Deux clients l’ont dit.")
    page.keyboard.press("Control+Enter")
    expect(form.locator("[data-input-block=kind] .input-error")).to_be_visible()
    choose(page, "kind", "Friction")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Votre code")
    expect(form.locator("code").first).to_have_text(re.compile(r"^(\w{4}-){3}\w{4}$"))
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)


def test_it_is_said_of_a_card_on_a_phone(page_of: PageOf) -> None:
    page = page_of("oliver", "team-london")
    page.set_viewport_size({"width": 400, "height": 860})
    say(page, "/kpi conversion Q2 2026")
    press = private(page).last.get_by_role("button", name="Give feedback")
    press.scroll_into_view_if_needed()
    box = press.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 400
    press.click()
    expect(modal(page).locator("[data-input-block=period] input")).to_have_value("Q2 2026")
    expect(modal(page).locator("[data-input-block=kpi]")).to_contain_text("Conversion rate")
    page.keyboard.press("Escape")


def test_a_message_is_quoted_from_its_menu(page_of: PageOf) -> None:
    page = page_of("oliver", "team-london")
    say(page, "Acme wants invoices by mail")
    message(page, "Acme wants invoices").hover()
    page.get_by_role("button", name="More message actions").last.click()
    page.get_by_role("menuitem", name="Feedback on this message").click()
    expect(body(page)).to_have_value("> Acme wants invoices by mail\n\n")
    page.keyboard.press("Escape")


def test_the_shortcut_is_found_among_the_commands(page_of: PageOf) -> None:
    page = page_of("grace", "team-london")
    composer(page).type("/give")
    page.get_by_role("option", name="Give feedback").click()
    expect(modal(page).get_by_role("heading").first).to_have_text("Give feedback")
    page.keyboard.press("Escape")
