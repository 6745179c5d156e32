"""Every limit of blocks: n passes, n + 1 is refused at the right place."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.blocks.check import BlockCheck
from playground.blocks.layout import Surface
from tests.playground.running import Running
from tests.playground.server.block_limits import LIMITS, VIEWS, data_table, image, inputs, line, options, pie, table
from tests.playground.server.blocks_at_hand import (
    actions,
    button,
    modal,
    option,
    plain,
    section,
    select,
    text_input,
)
from tests.playground.server.bolt_apps import refusal_of

Json = dict[str, Any]

CHECK = BlockCheck(lambda _: None)


def faults(blocks: list[Json], surface: Surface = Surface.MESSAGE) -> list[str]:
    return [str(problem) for problem in CHECK.blocks(blocks, surface)]


@pytest.mark.parametrize(("limit", "build", "where"), [entry[1:] for entry in LIMITS], ids=[e[0] for e in LIMITS])
def test_n_passes_and_one_more_is_refused(limit: int, build: Callable[[int], Json], where: str) -> None:
    assert faults([build(limit)]) == []
    found = faults([build(limit + 1)])
    assert any(fault.endswith(f"[json-pointer:/blocks{where}]") for fault in found), found


@pytest.mark.parametrize(("limit", "build", "where"), [entry[1:] for entry in VIEWS], ids=[e[0] for e in VIEWS])
def test_views_have_limits_too(limit: int, build: Callable[[int], Json], where: str) -> None:
    assert CHECK.view(build(limit)) == []
    assert [problem.pointer for problem in CHECK.view(build(limit + 1))] == [f"/view{where}"]


WRONG: list[tuple[str, Json, str]] = [
    ("no type", {"text": plain("x")}, "missing required field: type"),
    ("unknown type", {"type": "carousel"}, "unsupported type: carousel"),
    ("unknown field", {"type": "divider", "colour": "red"}, "invalid additional property: colour"),
    ("no object", "text", "must be an object"),  # type: ignore[list-item]
    ("empty text", section(""), "must be more than 0 characters"),
    ("section of nothing", {"type": "section"}, "must provide at least one of: text, fields"),
    ("mrkdwn in a header", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
    ("two ways to a picture", image(slack_file={"id": "F12345678"}), "must provide exactly one of"),
    ("a picture from nowhere", {"type": "image", "alt_text": "a"}, "must provide exactly one of"),
    ("a picture without words", {"type": "image", "image_url": "https://e.com/a.png"}, "missing required field: alt_text"),
    ("a picture by script", image(image_url="javascript:alert(1)"), "must be a valid URL"),
    ("a file by a wrong id", {"type": "image", "alt_text": "a", "slack_file": {"id": "U12345678"}}, "must be a file id"),
    ("options and groups", actions({"type": "static_select", "options": options(1), "option_groups": []}), "no fewer than 1"),
    ("no options", actions({"type": "static_select", "options": []}), "no fewer than 1 items"),
    ("a choice that is no option", actions(select("a", initial_option=option("b"))), "must match one of the provided options"),
    ("an input among actions", actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    ("a button as input", inputs(button()), "unsupported type: button"),
    ("a date that is none", actions({"type": "datepicker", "initial_date": "30/11/2026"}), "must be a date"),
    ("a style that is none", actions(button(style="big")), "must be one of: primary, danger"),
    ("an id twice in a block", actions(button(), button()), "`action_id` go is used twice"),
    ("series of one name", line(series=2, name="same"), "series names must be unique"),
    ("a value missing", {**line(), "chart": {**line()["chart"], "axis_config": {"categories": ["w0", "w1", "w2"]}}}, "exactly one value per category"),
    ("no finite value", {**pie(), "chart": {"type": "pie", "segments": [{"label": "a", "value": float("inf")}]}}, "must be a finite number"),
    ("a negative slice", {**pie(), "chart": {"type": "pie", "segments": [{"label": "a", "value": -1}]}}, "must be greater than 0"),
    ("an unknown chart", {**pie(), "chart": {"type": "radar"}}, "unsupported type: radar"),
    ("an empty cell", data_table(text=""), "must be more than 0 characters"),
    ("a table without caption", {k: v for k, v in data_table().items() if k != "caption"}, "missing required field: caption"),
    ("rows of two widths", data_table() | {"rows": [[{"type": "raw_text", "text": "x"}], [{"type": "raw_text", "text": "x"}] * 2]}, "same number of cells"),
    ("a number without its text", data_table() | {"rows": [[{"type": "raw_text", "text": "x"}], [{"type": "raw_number", "value": 1}]]}, "missing required field: text"),
]  # fmt: skip


@pytest.mark.parametrize(("block", "complaint"), [entry[1:] for entry in WRONG], ids=[e[0] for e in WRONG])
def test_what_is_wrong_is_named(block: Json, complaint: str) -> None:
    found = faults([block])
    assert any(complaint in fault for fault in found), found


def test_negative_values_are_fine_except_in_a_pie() -> None:
    chart = line()
    for point in chart["chart"]["series"][0]["data"]:
        point["value"] = -3.5
    assert faults([chart]) == []


def test_lists_of_blocks_have_limits_of_their_own() -> None:
    divider = {"type": "divider"}
    assert faults([divider] * 50) == []
    assert faults([divider] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert "used twice [json-pointer:/blocks/1/block_id]" in faults([section(block_id="a")] * 2)[0]
    assert faults([table()]) == []
    assert "no more than 1 table" in faults([table(), table()])[0]
    assert faults([pie(), pie()]) == []
    assert "no more than 2 data_visualization" in faults([pie()] * 3)[0]
    half = {"type": "markdown", "text": "x" * 6000}
    assert faults([half, half]) == []
    assert "12001 characters of markdown" in faults([half, half, {"type": "markdown", "text": "x"}])[0]


def test_blocks_stand_only_on_their_surfaces() -> None:
    native = [pie(), line(), data_table(), table()]
    for block in native:
        assert faults([block], Surface.HOME) == []
        assert "unsupported type" in faults([block], Surface.MODAL)[0]
    markdown = {"type": "markdown", "text": "x"}
    for surface in (Surface.HOME, Surface.MODAL):
        assert "unsupported type: markdown" in faults([markdown], surface)[0]


def test_inputs_in_a_modal_need_a_way_to_send_them() -> None:
    without = {key: value for key, value in modal(text_input()).items() if key != "submit"}
    assert "must define `submit`" in str(CHECK.view(without)[0])
    assert CHECK.view(modal(text_input())) == []


async def test_the_verdict_is_said_in_both_of_slacks_places(slack: Running, client: AsyncWebClient) -> None:
    post = client.chat_postMessage(channel=slack.channel("general"), text="x", blocks=[section("x" * 3001)])
    refused = await refusal_of(post)
    complaint = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == [complaint]
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {complaint}"]


async def test_validate_gives_the_verdict_of_posting(slack: Running, client: AsyncWebClient) -> None:
    good, bad = [section()], [section("")]
    assert (await client.api_call("blocks.validate", json={"blocks": good}))["ok"]
    assert (await client.api_call("blocks.validate", json={"view": modal()}))["ok"]
    for given in ({"blocks": bad}, {"message": {"blocks": bad}}, {"view": modal(*bad)}):
        refused = await refusal_of(client.api_call("blocks.validate", json=given))
        assert refused["error"] == "invalid_blocks"
    both = await refusal_of(client.api_call("blocks.validate", json={"blocks": good, "view": modal()}))
    assert both["error"] == "invalid_arguments"


async def test_all_texts_together_have_a_limit(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    long = [section("x" * 2600) for _ in range(5)]
    assert (await client.chat_postMessage(channel=general, text="x", blocks=long))["ok"]
    refused = await refusal_of(client.chat_postMessage(channel=general, text="x", blocks=[*long, section("x" * 201)]))
    assert refused["error"] == "msg_blocks_too_long"
