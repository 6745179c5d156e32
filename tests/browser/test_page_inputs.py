"""Every kind of input, filled in by hand, and the state the app receives."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.browser.blocks_to_show import Json, option, plain
from tests.browser.conftest import PageOf, Workspace
from tests.browser.looking import message, modal, say
from tests.browser.sample_app import every_input


def test_every_kind_of_input_hands_in_the_state_that_slack_documents(page_of: PageOf, workspace: Workspace):
    page = page_of("oliver")
    say(page, "/every")
    expect(modal(page).get_by_role("heading")).to_have_text("Everything")
    type_into_fields(page)
    choose_from_lists(page)
    pick_times(page)
    block(page, "checkboxes").get_by_label("Two").check()
    block(page, "radio_buttons").get_by_label("Drop").check()
    hand_over_a_file(page)
    modal(page).get_by_role("button", name="Hand in").click()
    values = workspace.submitted.get(timeout=45)
    expect(modal(page)).to_have_count(0)
    handed_in = {kind: shape(state["it"]) for kind, state in values.items()}
    assert handed_in == expected(workspace)


def test_a_list_stays_open_while_the_app_draws_the_form_anew(page_of: PageOf, workspace: Workspace):
    page = page_of("grace")
    say(page, "/every")
    block(page, "static_select").locator(".select").press("ArrowDown")
    page.keyboard.type("am")
    workspace.app.views_update(external_id="every", view={**every_input(), "title": plain("Anew")})
    workspace.post("general", "drawn anew")
    expect(message(page, "drawn anew")).to_have_count(1)  # what the page hears of is in order
    expect(modal(page).get_by_role("heading")).to_have_text("Everything")
    page.keyboard.type("ber")
    page.keyboard.press("Enter")
    expect(modal(page).get_by_role("heading")).to_have_text("Anew")
    expect(block(page, "static_select").locator(".select")).to_have_text("Amber")
    expect(block(page, "static_select").locator(".select")).to_be_focused()


def block(page: Page, kind: str) -> Locator:
    return modal(page).locator(f"[data-input-block={kind}]")


def type_into_fields(page: Page) -> None:
    for kind, text in (
        ("plain_text_input", "Some words"),
        ("number_input", "12.5"),
        ("email_text_input", "camille@alto.example"),
        ("url_text_input", "https://alto.example/x"),
    ):
        block(page, kind).locator("input").fill(text)


def choose_from_lists(page: Page) -> None:
    """Open each list, type a few letters, press Enter; lists of several stay open until Escape."""
    for kind, letters in (
        ("static_select", "amb"),
        ("multi_static_select", "del"),
        ("external_select", "ad"),
        ("users_select", "grace"),
        ("multi_users_select", "camille"),
        ("conversations_select", "team-nord"),
        ("channels_select", "general"),
    ):
        block(page, kind).locator(".select").press("ArrowDown")
        page.keyboard.type(letters)
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("Enter")
        if kind.startswith("multi"):
            page.keyboard.press("Escape")
        expect(page.get_by_role("listbox")).to_have_count(0)


def pick_times(page: Page) -> None:
    block(page, "datepicker").locator(".select").click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    pick_time(page, block(page, "timepicker").locator(".select"), "9:15")
    day, hour = block(page, "datetimepicker").locator(".select").all()
    day.click()
    page.keyboard.press("Enter")
    pick_time(page, hour, "8:30")


def pick_time(page: Page, control: Locator, time: str) -> None:
    control.click()
    page.keyboard.type(time)
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")


def hand_over_a_file(page: Page) -> None:
    chosen = {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"three customers asked"}
    block(page, "file_input").locator("input[type=file]").set_input_files(chosen)
    expect(block(page, "file_input")).to_contain_text("notes.txt")


KEPT: dict[str, Callable[[list[Json]], object]] = {"files": lambda files: [file["name"] for file in files]}


def shape(state: Json) -> Json:
    """The state without what Slack adds to texts, files by name, a moment by its hour."""
    simple = {name: KEPT[name](value) if name in KEPT else bare(value) for name, value in state.items()}
    if "selected_date_time" in simple:
        moment = datetime.fromtimestamp(state["selected_date_time"], ZoneInfo("Europe/London"))
        simple["selected_date_time"] = f"{moment:%H:%M}"
    return simple


def bare(value: object) -> object:
    if isinstance(value, list):
        return [bare(one) for one in value]
    if isinstance(value, dict):
        return {name: bare(one) for name, one in value.items() if name != "emoji"}
    return value


def expected(workspace: Workspace) -> Json:
    user, channel = workspace.slack.user, workspace.slack.channel
    said = {
        "plain_text_input": {"value": "Some words"},
        "number_input": {"value": "12.5"},
        "email_text_input": {"value": "camille@alto.example"},
        "url_text_input": {"value": "https://alto.example/x"},
        "static_select": {"selected_option": option("Amber")},
        "multi_static_select": {"selected_options": [option("Delivery")]},
        "external_select": {"selected_option": option("Adélie")},
        "users_select": {"selected_user": user("grace")},
        "multi_users_select": {"selected_users": [user("camille")]},
        "conversations_select": {"selected_conversation": channel("team-nord")},
        "channels_select": {"selected_channel": channel("general")},
        "datepicker": {"selected_date": "2026-11-19"},
        "timepicker": {"selected_time": "09:15"},
        "datetimepicker": {"selected_date_time": "08:30"},
        "checkboxes": {"selected_options": [option("Two")]},
        "radio_buttons": {"selected_option": option("Drop")},
        "file_input": {"files": ["notes.txt"]},
    }
    return {kind: {"type": kind, **state} for kind, state in said.items()}
