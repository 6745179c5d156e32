"""Blocks keep to Slack's limits, to the character, whatever is put into them."""

import pytest

from bot.views import kit, limits
from bot.views.kit import Axes, Block, Cell, Option
from bot.views.mrkdwn import Markup, bold
from tests.bot.views.judges import build_with_slackblocks

LONG = "x" * 5000
ELSEWHERE = kit.section("in words")


@pytest.mark.parametrize(
    ("block", "where", "limit"),
    [
        (kit.header(LONG), ("text", "text"), 150),
        (kit.section(LONG), ("text", "text"), 3000),
        (kit.fields(LONG), ("fields", 0, "text"), 2000),
        (kit.context(LONG), ("elements", 0, "text"), 3000),
        (kit.image("F0123ABCD", LONG, LONG, (ELSEWHERE,)), ("alt_text",), 2000),
        (kit.image("F0123ABCD", LONG, LONG, (ELSEWHERE,)), ("title", "text"), 2000),
    ],
)
def test_a_long_text_is_cut_to_the_limit_of_its_block(block: Block, where: tuple[str | int, ...], limit: int):
    text = block.json
    for step in where:
        text = text[step]

    assert len(text) == limit
    assert text.endswith("…")


def test_plain_text_is_never_read_for_emoji_or_markup():
    assert kit.header("*:smile:* <!here>").json["text"] == {
        "type": "plain_text",
        "text": "*:smile:* <!here>",
        "emoji": False,
    }


def test_plain_words_in_a_field_of_markup_are_escaped_and_links_stay_dead():
    assert kit.section("<https://evil.example|click>").json["text"] == {
        "type": "mrkdwn",
        "text": "&lt;https://evil.example|click&gt;",
        "verbatim": True,
    }


def test_lists_are_cut_to_what_a_block_takes():
    assert len(kit.fields(*["x"] * 20).json["fields"]) == limits.SECTION_FIELDS
    assert len(kit.context(*["x"] * 20).json["elements"]) == limits.CONTEXT_ELEMENTS
    assert len(kit.actions("id", *[kit.button("x", f"b{place}") for place in range(40)]).json["elements"]) == 25


def test_a_menu_shows_the_chosen_option_and_only_one_that_it_has():
    options = [Option("a", "A"), Option("b", "B")]

    assert kit.select("…", "menu", options, "b")["initial_option"] == {"text": kit.plain("B", 75), "value": "b"}
    assert "initial_option" not in kit.select("…", "menu", options, "c")
    assert "initial_option" not in kit.select("…", "menu", options)


def test_a_menu_with_too_many_options_keeps_the_first_hundred():
    assert len(kit.select("…", "menu", [Option(str(place), "x") for place in range(150)])["options"]) == 100


def test_a_chart_cuts_its_names_and_keeps_one_value_for_each_label():
    block = kit.chart("line", LONG, {"y" * 40: [("z" * 40, 1.0), ("short", 2.0)]}, Axes("across", LONG), ELSEWHERE)

    chart = block.json["chart"]
    assert len(block.json["title"]) == 50
    assert chart["axis_config"]["categories"] == [point["label"] for point in chart["series"][0]["data"]]
    build_with_slackblocks(block.json)


def test_a_table_shows_all_its_rows_on_one_page():
    block = kit.table("caption", ["Name", "Value"], [[Cell("a"), Cell("1", 1.0)]] * 12, ELSEWHERE)

    assert block.json["page_size"] == 12
    assert block.json["rows"][1] == [
        {"type": "raw_text", "text": "a"},
        {"type": "raw_number", "value": 1.0, "text": "1"},
    ]


def test_a_table_longer_than_slack_takes_is_cut():
    block = kit.table("caption", ["Name"], [[Cell("a")]] * 300, ELSEWHERE)

    assert len(block.json["rows"]) == 101
    build_with_slackblocks(block.json)


def test_a_block_reads_as_what_it_says():
    assert kit.header("A <b>").reading == "A &lt;b&gt;"
    assert kit.fields(bold("term"), "b").reading == "*term*\nb"
    assert kit.actions("id", kit.button("Press", "b")).reading == Markup()
    assert kit.image("F0123ABCD", "t", "alt", (ELSEWHERE,)).reading == "in words"
