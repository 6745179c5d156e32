"""Pressing, choosing, filling in."""

from playwright.sync_api import expect

from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import composer, message, modal, open_form, private, say


def test_a_menu_used_by_keyboard_redraws_the_answer_in_place_and_keeps_the_focus(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/figure")
    menu = private(page).last.get_by_role("button", name="Team: North")
    menu.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option")).to_have_count(3)
    page.keyboard.type("sou")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(private(page).last).to_contain_text("Figure of South")
    expect(private(page)).to_have_count(1)
    expect(private(page).last.get_by_role("button", name="Team: South")).to_be_focused()


def test_escape_leaves_a_menu_as_it_was(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/figure")
    menu = private(page).last.get_by_role("button", name="Team: North")
    menu.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox", name="Team")).to_have_count(0)
    expect(menu).to_be_focused()


def test_a_button_that_asks_first_acts_only_on_yes(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/figure")
    share, question = private(page).last.get_by_role("button", name="Show everybody"), page.get_by_role("dialog")
    share.click()
    question.get_by_role("button", name="No").click()
    share.click()
    expect(question).to_contain_text("Everybody will see.")
    question.get_by_role("button", name="Show it").click()
    expect(message(page, "Shared by a press")).to_have_count(1)


def test_enter_does_not_do_what_is_marked_as_dangerous(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/figure")
    throw, question = private(page).last.get_by_role("button", name="Throw away"), page.get_by_role("dialog")
    throw.click()
    expect(question.get_by_role("button", name="No")).to_be_focused()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)


def test_a_form_asks_for_what_is_missing_before_it_leaves(page_of: PageOf):
    page = page_of("grace")
    form = open_form(page)
    expect(form.get_by_label("What did you hear?")).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.get_by_text("Please complete this required field.")).to_have_count(2)
    page.keyboard.press("Escape")  # left open, it would stand in the way of whoever comes next
    expect(modal(page)).to_have_count(0)


def test_the_apps_error_stands_under_its_input_and_what_was_typed_stays_until_it_succeeds(page_of: PageOf):
    page = page_of("grace")
    form = open_form(page)
    form.get_by_label("What did you hear?").fill("nothing")
    form.get_by_role("button", name="Kind").press("d")
    page.keyboard.press("Enter")
    form.get_by_role("button", name="Hand in").click()
    expect(form.locator("[data-input-block=note] .input-error")).to_have_text("Say a little more.")
    expect(form.get_by_label("What did you hear?")).to_have_value("nothing")
    expect(form.get_by_label("What did you hear?")).to_be_focused()
    page.keyboard.type(" new")
    page.keyboard.press("Enter")
    expect(modal(page)).to_have_count(0)
    page.locator(".side-item", has_text="app").last.click()
    page.get_by_role("tab", name="Messages").click()
    expect(message(page, "Noted: nothing new (Delivery)")).to_be_visible()


def test_a_redrawn_form_keeps_what_was_typed_and_where_the_cursor_was(page_of: PageOf):
    page = page_of("oliver")
    form = open_form(page)
    form.get_by_label("What did you hear?").fill("half a sen")
    form.get_by_role("button", name="Draw again").click()
    expect(form).to_contain_text("Drawn again")
    expect(form.get_by_label("What did you hear?")).to_have_value("half a sen")
    page.keyboard.press("Escape")
    expect(modal(page)).to_have_count(0)


def test_a_pushed_view_leads_back_and_escape_gives_the_keyboard_to_the_composer(page_of: PageOf):
    page = page_of("nadia")
    form = open_form(page)
    form.get_by_label("What did you hear?").fill("kept below")
    form.get_by_role("button", name="Look deeper").click()
    expect(form.get_by_role("heading")).to_have_text("Deeper")
    form.get_by_role("button", name="Retour").click()
    expect(form.get_by_label("What did you hear?")).to_have_value("kept below")
    page.keyboard.press("Escape")
    expect(modal(page)).to_have_count(0)
    page.keyboard.type("typed right away")
    expect(composer(page)).to_have_value("typed right away")


def test_the_focus_cannot_leave_an_open_form(page_of: PageOf):
    page = page_of("oliver")
    open_form(page)
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = "!document.activeElement.matches('.shell *')"
        assert page.evaluate(inside)
    page.keyboard.press("Escape")


def test_a_shortcut_is_found_among_the_commands(page_of: PageOf):
    page = page_of("camille")
    composer(page).type("/write")
    page.get_by_role("option", name="Write a note").click()
    expect(modal(page).get_by_role("heading")).to_have_text("A note")
    page.keyboard.press("Escape")


def test_the_home_tab_is_drawn_and_redrawn_when_the_app_publishes_it(page_of: PageOf):
    page = page_of("grace")
    page.locator(".side-item", has_text="app").last.click()
    expect(page.get_by_role("tab", name="Home")).to_have_attribute("aria-selected", "true")
    expect(page.locator(".home")).to_contain_text("Pressed: never")
    press = page.get_by_role("button", name="Press me")
    press.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".home")).to_contain_text("Pressed: once")
    expect(press).to_be_focused()


def test_the_arrows_walk_from_message_to_message_and_tab_reaches_what_can_be_done(
    page_of: PageOf, workspace: Workspace
):
    workspace.post("general", "the one before")
    workspace.post("general", "the newest one")
    page = page_of("oliver")
    expect(message(page, "the newest one")).to_be_visible()
    page.locator(".message-scroller").focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "the newest one")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(message(page, "the one before")).to_be_focused()
    page.keyboard.press("Tab")
    expect(message(page, "the one before").get_by_role("button", name="Reply in thread")).to_be_focused()
