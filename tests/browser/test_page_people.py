"""Who sits at the page, and in whose words it speaks."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import composer, message, open_form, private, say

# Everything the page itself says: names of controls, labels and texts outside messages.
CHROME_WORDS = """() => {
  const said = [];
  for (const element of document.querySelectorAll("body *")) {
    for (const name of ["aria-label", "placeholder", "title", "aria-description"]) said.push(element.getAttribute(name));
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
  }
  return [...new Set(said.filter(Boolean).map((words) => words.trim()).filter(Boolean))];
}"""
ENGLISH_ONLY = """async () => {
  const { FRENCH } = await import("/static/js/french.js");
  return Object.entries(FRENCH).filter(([english, french]) => english !== french).map(([english]) => english);
}"""


def sit_down(page: Page, name: str) -> None:
    """Change person by the menu at the foot of the sidebar."""
    page.locator(".person").click()
    page.get_by_role("menuitemradio", name=name).click()
    expect(page.locator(".person")).to_contain_text(name)


def test_changing_person_changes_the_language_the_time_and_what_is_seen(page_of: PageOf, workspace: Workspace):
    workspace.post("general", "at this very time")
    page = page_of("grace")
    expect(page.locator(".side-item", has_text="managers")).to_be_visible()
    at_hers = message(page, "at this very time").locator("time").first.text_content() or ""
    sit_down(page, "Camille Roy")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_role("heading", name="Canaux")).to_be_visible()
    expect(page.locator(".side-item", has_text="managers")).to_have_count(0)
    at_his = message(page, "at this very time").locator("time").first.text_content() or ""
    assert at_hers.endswith(("AM", "PM"))
    assert len(at_his) == len("15:04")
    sit_down(page, "Grace Palmer")
    expect(page.get_by_role("heading", name="Channels")).to_be_visible()


def test_a_private_answer_waits_for_its_person_and_for_nobody_else(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/figure")
    expect(private(page)).to_have_count(1)
    sit_down(page, "Grace Palmer")
    expect(private(page)).to_have_count(0)
    sit_down(page, "Oliver Hart")
    expect(private(page)).to_have_count(1)


def test_the_deactivated_person_cannot_be_chosen(page_of: PageOf):
    page = page_of("grace")
    page.locator(".person").click()
    expect(page.get_by_role("menuitemradio", name="Flore Former")).to_be_disabled()


def test_a_french_page_has_no_english_word_of_its_own(page_of: PageOf):
    page = page_of("camille")
    english = set(page.evaluate(ENGLISH_ONLY))
    assert "Direct messages" in english
    said: set[str] = set()

    def look() -> None:
        said.update(page.evaluate(CHROME_WORDS))

    say(page, "/figure")
    expect(private(page).last).to_contain_text("Visible uniquement par vous")
    composer(page).fill("/")
    look()
    composer(page).fill("")
    for opener in (".clock", ".person"):
        page.locator(opener).click()
        look()
        page.keyboard.press("Escape")
    form = open_form(page)
    form.get_by_role("button", name="Hand in").click()
    look()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    look()
    page.keyboard.press("Escape")
    assert {
        "Horloge de l’espace de travail",
        "Ce champ est obligatoire.",
        "Tapez pour filtrer",
        "Agir en tant que",
    } <= said
    assert said & english == set()


def test_what_is_said_elsewhere_leaves_a_mark_until_it_is_read(page_of: PageOf, workspace: Workspace):
    page = page_of("nadia")
    room = page.locator(".side-item", has_text="team-nord")
    expect(room).not_to_have_class("side-item side-unread")
    workspace.post("team-nord", "news from the north")
    expect(room).to_have_class("side-item side-unread")
    room.click()
    expect(message(page, "news from the north")).to_be_visible()
    expect(room).to_have_class("side-item")


def test_ctrl_k_leads_to_another_channel_by_a_few_letters(page_of: PageOf):
    page = page_of("nadia")
    page.keyboard.press("Control+k")
    page.keyboard.type("nord")
    page.keyboard.press("Enter")
    expect(page.locator("#head h1")).to_have_text("team-nord")
    expect(composer(page)).to_be_focused()
