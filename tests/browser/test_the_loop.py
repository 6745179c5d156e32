"""A KPI from the idea to the figure, by keyboard: proposed, put to the vote, voted by six, put in force, asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import message, modal, private, say

CHANNEL = "sales-company"
DAYS_TO_MONDAY = 3  # from the sample's Friday: the next Monday is offered, today is chosen
PATIENCE = 30_000  # milliseconds: the past year is looked at, and ticks come every few seconds
VOTERS = {"antoine": "Oui", "camille": "Oui", "mehdi": "Oui", "oliver": "Yes", "grace": "Yes", "priya": "Yes"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_what_six_people_vote_for_is_what_the_next_question_is_answered_by(page_of: PageOf) -> None:
    oliver = page_of("oliver", CHANNEL)
    propose(oliver)
    helene = page_of("helene", CHANNEL)
    put_to_the_vote(helene)
    for name, answer in VOTERS.items():
        voter = page_of(name, CHANNEL)
        vote(voter, answer)
        voter.close()
    close(helene)
    put_in_force(helene)
    say(oliver, "/kpi large deals last quarter")
    expect(private(oliver).last).to_contain_text("Large deals", timeout=PATIENCE)
    expect(private(oliver).last).to_contain_text("Q3 2026")


def propose(page: Page) -> None:
    """In English: the number of opportunities won with at least 5,000, seen on real data before it is sent."""
    say(page, "/kpi propose Large deals")
    form = modal(page)
    pick(page, "way", "number")
    pick(page, "counted", "opportunities won")
    least = form.locator("[data-input-block^=at_least] input")
    least.fill("5000")
    least.press("Enter")
    expect(form).to_contain_text("at least 5,000", timeout=PATIENCE)
    expect(form).to_contain_text("Q3 2026", timeout=PATIENCE)
    form.locator("[data-input-block^=why] textarea").fill("They pay for the rest.")
    page.keyboard.press("Control+Enter")
    expect(message(page, "New KPI: Large deals")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")


def put_to_the_vote(page: Page) -> None:
    """In French: who may vote is shown before the poll is opened."""
    press(message(page, "Large deals").get_by_role("button", name="Put to the vote"))
    form = modal(page)
    expect(form.get_by_role("heading").first).to_have_text("Ouvrir un sondage")
    title = form.locator("[data-input-block=title] input")
    title.fill("Les grosses affaires")
    form.locator("[data-input-block^=quorum] input").fill("6")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("19 personnes peuvent voter", timeout=PATIENCE)
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Le sondage est ouvert", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(poll_in(page)).to_contain_text("0 personne sur 19 a participé", timeout=PATIENCE)


def poll_in(page: Page) -> Locator:
    return message(page, "Les grosses affaires")


def vote(page: Page, answer: str) -> None:
    """Read the promise and the past year, choose, send."""
    press(poll_in(page).get_by_role("button", name="Voter"))
    form = modal(page)
    french = answer == "Oui"
    expect(form).to_contain_text("Sondage anonyme." if french else "Anonymous poll.", timeout=PATIENCE)
    expect(form).to_contain_text("12 derniers mois" if french else "last 12 months")
    form.get_by_role("radio", name=answer, exact=True).press("Space")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Votre vote est enregistré" if french else "Your vote is in", timeout=PATIENCE)
    page.keyboard.press("Escape")


def close(page: Page) -> None:
    """From the list, once its quorum is there."""
    expect(poll_in(page)).to_contain_text("6 personnes sur 19 ont participé", timeout=PATIENCE)
    say(page, "/kpi sondage liste")
    press(private(page).last.get_by_role("button", name="Clore maintenant"))
    press(page.get_by_role("button", name="Clore", exact=True))
    expect(private(page).last).to_contain_text("est clos", timeout=PATIENCE)
    expect(poll_in_channel(page)).to_contain_text("Adopté", timeout=PATIENCE)


def poll_in_channel(page: Page) -> Locator:
    """The poll's message, not what was answered about it in private."""
    return page.locator("#pane .message[data-ts]").filter(has_text="clos ; le résultat est dans le fil").last


def put_in_force(page: Page) -> None:
    """From the minute in the thread, from today on."""
    press(page.get_by_role("button", name="1 réponse").last)
    thread = page.locator("#thread")
    expect(thread).to_contain_text("Relevé de décision", timeout=PATIENCE)
    press(thread.get_by_role("button", name="Mettre en vigueur le"))
    form = modal(page)
    expect(form).to_contain_text("À partir du", timeout=PATIENCE)
    form.locator("[data-input-block=day] .select").click()
    for _ in range(DAYS_TO_MONDAY):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Mis en vigueur par", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(thread).to_contain_text("Mis en vigueur par", timeout=PATIENCE)


def pick(page: Page, part: str, letters: str) -> None:
    """Open a menu by the arrow, type a few letters, press Enter; a form's menus change as it is filled in."""
    menu = page.locator(f"[data-input-block^='{part}'] .select")
    expect(menu).to_be_visible()
    menu.press("ArrowDown")
    page.keyboard.type(letters)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_have_count(0)


def press(control: Locator) -> None:
    """By keyboard."""
    control.focus()
    control.press("Enter")
