"""Typing: suggestions, commands, messages."""

import time

from playwright.sync_api import expect

from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import composer, message, messages, private, say


def test_a_slash_offers_the_commands_with_what_they_do_and_how_they_are_used(page_of: PageOf):
    page = page_of("oliver")
    composer(page).type("/")
    offered = page.get_by_role("option")
    expect(offered).to_have_count(5)
    expect(offered.first).to_contain_text("/figure")
    expect(offered.first).to_contain_text("north last week")
    expect(offered.first).to_contain_text("Ask for a figure")
    composer(page).type("fo")
    expect(offered).to_have_count(1)


def test_the_empty_field_suggests_the_first_command_as_the_manifest_words_it(page_of: PageOf):
    page = page_of("oliver")
    expect(composer(page)).to_have_attribute("placeholder", "Message #general, or type /figure north last week")


def test_a_command_completed_by_keyboard_is_answered_to_its_asker_alone(page_of: PageOf):
    asker, other = page_of("oliver"), page_of("grace")
    composer(asker).type("/fig")
    composer(asker).press("Enter")
    expect(composer(asker)).to_have_value("/figure ")
    composer(asker).press("Enter")
    expect(private(asker).last).to_contain_text("Only visible to you")
    expect(private(asker).last).to_contain_text("Figure of North")
    expect(private(other)).to_have_count(0)


def test_what_is_too_long_for_a_message_stays_in_the_field(page_of: PageOf):
    page = page_of("oliver")
    pasted = "rubbish " * 6_000
    say(page, pasted)
    expect(page.locator("#toasts")).to_contain_text("This is too long for a message.")
    expect(composer(page)).to_have_value(pasted)
    composer(page).fill("")


def test_a_reload_loses_the_private_answer_and_keeps_the_messages(page_of: PageOf, workspace: Workspace):
    workspace.post("general", "This stays")
    page = page_of("oliver")
    say(page, "/figure")
    expect(private(page)).to_have_count(1)
    page.reload()
    expect(message(page, "This stays")).to_be_visible()
    expect(private(page)).to_have_count(0)


def test_enter_sends_shift_enter_breaks_the_line_and_everybody_gets_it_once(page_of: PageOf):
    writer, reader = page_of("oliver"), page_of("grace")
    composer(writer).type("first line")
    composer(writer).press("Shift+Enter")
    composer(writer).type("and <b>second</b>")
    composer(writer).press("Enter")
    for page in (writer, reader):
        expect(messages(page).filter(has_text="and <b>second</b>")).to_have_count(1)
    expect(composer(writer)).to_have_value("")
    assert message(reader, "first line").locator(".message-text").text_content() == "first line\nand <b>second</b>"


def test_the_up_arrow_brings_back_what_was_typed(page_of: PageOf):
    page = page_of("oliver")
    for line in ("one thing", "another thing"):
        say(page, line)
        expect(composer(page)).to_have_value("")
    composer(page).press("ArrowUp")
    expect(composer(page)).to_have_value("another thing")
    composer(page).press("ArrowUp")
    expect(composer(page)).to_have_value("one thing")


def test_a_person_picked_after_the_at_sign_is_mentioned(page_of: PageOf):
    page, named = page_of("oliver"), page_of("grace")
    composer(page).type("ask @gra")
    composer(page).press("Tab")
    composer(page).type("please")
    composer(page).press("Enter")
    expect(message(named, "please").locator(".mention-me")).to_have_text("@Grace Palmer")


def test_a_command_nobody_acknowledges_is_pending_and_then_reported_as_timed_out(page_of: PageOf):
    page = page_of("oliver")
    started = time.monotonic()
    say(page, "/late")
    expect(page.locator(".message-pending")).to_contain_text("/late")
    expect(private(page).last).to_contain_text("operation_timeout")
    assert 2.9 < time.monotonic() - started < 10
    expect(page.locator(".message-pending")).to_have_count(0)


def test_a_command_nobody_knows_is_answered_by_the_workspace(page_of: PageOf):
    page = page_of("oliver")
    say(page, "/nonsense")
    expect(private(page).last).to_contain_text("/nonsense is not a valid command")
