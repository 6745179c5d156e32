"""Another definition from the idea to the digest, by keyboard: proposed, voted by six, put in force, asked for."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.assistant import alto_with_assistant
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import message, modal, private, say

CHANNEL = "sales-company"
MONDAY = "2026-11-23T08:02:00+01:00"
DAYS_TO_MONDAY = 3  # from the sample's Friday: the next Monday is offered, today is chosen
PATIENCE = 60_000  # milliseconds: the past year is looked at, and ticks come every few seconds
VOTERS = {"antoine": "Oui", "camille": "Oui", "mehdi": "Oui", "oliver": "Yes", "grace": "Yes", "priya": "Yes"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Alto's workspace with the assistant in it."""
    with alto_with_assistant(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def test_what_six_people_vote_for_is_what_the_next_question_and_the_next_digest_follow(
    page_of: PageOf, workspace: Workspace
) -> None:
    oliver = page_of("oliver", CHANNEL)
    propose(oliver)
    helene = page_of("helene", CHANNEL)
    subscribe(helene)
    put_to_the_vote(helene)
    for name, answer in VOTERS.items():
        voter = page_of(name, CHANNEL)
        vote(voter, answer)
        voter.close()
    close(helene)
    say(oliver, "/kpi transformation last quarter")
    expect(private(oliver).last).to_contain_text("Q3 2026", timeout=PATIENCE)
    expect(private(oliver).last).not_to_contain_text("version 2")  # voted for is not yet in force
    put_in_force(helene)
    say(oliver, "/kpi transformation this quarter")
    expect(private(oliver).last).to_contain_text("follow version 2 of the definition", timeout=PATIENCE)
    moved = oliver.request.post(f"{workspace.slack.url}/_control/clock", data={"to": MONDAY})
    assert moved.ok
    digest = message(oliver, "16–22 nov. 2026").locator("img")
    expect(digest).to_have_attribute(
        "alt",
        re.compile("version 2 de la définition, en vigueur depuis le 20.nov. 2026. La version 1 donnait"),
        timeout=PATIENCE,
    )


def propose(page: Page) -> None:
    """In English: of what nobody dug up, the share won; seen on real data before it is sent."""
    say(page, "/kpi propose change transformation")
    form = modal(page)
    pick(page, "condition1", "Source: all but")
    expect(form).to_contain_text("Choose at least one value of source.", timeout=PATIENCE)
    pick(page, "values1", "Outb")
    page.keyboard.press("Escape")  # a list of several stays open until then
    expect(form).to_contain_text("the source is not “Outbound”", timeout=PATIENCE)
    expect(form).to_contain_text("Q3 2026", timeout=PATIENCE)
    form.locator("[data-input-block^=why] textarea").fill("Nobody asked for us.")
    page.keyboard.press("Control+Enter")
    expect(message(page, "Change of Transformation rate")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("Escape")


def subscribe(page: Page) -> None:
    """In French: the channel's digest, before anything has changed."""
    say(page, "/kpi résumé")
    form = modal(page)
    expect(form).to_contain_text("Chaque lundi à 08:00")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Le résumé est enregistré", timeout=PATIENCE)
    page.keyboard.press("Escape")


def put_to_the_vote(page: Page) -> None:
    """In French: who may vote is shown before the poll is opened."""
    press(message(page, "Change of Transformation rate").get_by_role("button", name="Put to the vote"))
    form = modal(page)
    expect(form.get_by_role("heading").first).to_have_text("Ouvrir un sondage")
    title = form.locator("[data-input-block=title] input")
    title.fill("Les vraies affaires")
    form.locator("[data-input-block^=quorum] input").fill("6")
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("19 personnes peuvent voter", timeout=PATIENCE)
    page.keyboard.press("Control+Enter")
    expect(form).to_contain_text("Le sondage est ouvert", timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(poll_in(page)).to_contain_text("0 personne sur 19 a participé", timeout=PATIENCE)


def poll_in(page: Page) -> Locator:
    return message(page, "Les vraies affaires")


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


def press(control: Locator) -> None:
    """By keyboard."""
    control.focus()
    control.press("Enter")
