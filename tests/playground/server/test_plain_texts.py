"""What a person reads in a terminal: mrkdwn without its marks, blocks, charts and tables as text."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.blocks.drawing import sparkline
from playground.blocks.mrkdwn import Names, plain
from playground.blocks.plain import PlainBlocks
from tests.playground.running import Running
from tests.playground.server.block_limits import line, pie
from tests.playground.server.blocks_at_hand import actions, button, section, select, text_input
from tests.playground.server.blocks_at_hand import plain as plain_text

Json = dict[str, Any]

NAMES = Names(lambda user: f"<{user}>", lambda channel: channel.lower(), ZoneInfo("Europe/Paris"))
DRAW = PlainBlocks(NAMES, lambda file: f"title of {file}")


def lines(*blocks: Json) -> list[str]:
    return DRAW.lines(blocks)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("*bold* _italic_ ~gone~ `code`", "bold italic gone code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("**not bold**", "**not bold**"),
        ("[a](b)", "[a](b)"),
        ("`*kept*` and ```_kept_```", "*kept* and _kept_"),
        ("&lt;script&gt; &amp; co", "<script> & co"),
        ("<@U1> in <#C1> and <#C1|sales>", "@<U1> in #c1 and #sales"),
        ("<!here> <!channel>", "@here @channel"),
        ("<https://a.example|the page> <https://b.example>", "the page (https://a.example) https://b.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<!date^1795350000^{date_num} {time}|some day>", "2026-11-22 13:20"),
        ("<!date^soon^{date_num}|some day>", "some day"),
        ("Δ +1.2 pts → *21.4 %*", "Δ +1.2 pts → 21.4 %"),
    ],
)
def test_mrkdwn_is_read_as_slack_draws_it(written: str, read: str) -> None:
    assert plain(written, NAMES) == read


def test_plain_text_is_never_parsed() -> None:
    header = {"type": "header", "text": plain_text("*a* <@U1> &amp;")}
    assert lines(header) == ["*A* <@U1> &AMP;"]


def test_sections_fields_contexts_and_dividers() -> None:
    fields = {"type": "section", "fields": [plain_text("Won: 12"), plain_text("Lost: 7")]}
    context = {"type": "context", "elements": [plain_text("as of today"), {"type": "mrkdwn", "text": "*v3*"}]}
    drawn = lines(section("First\nsecond"), fields, {"type": "divider"}, context)
    assert drawn == ["First", "second", "Won: 12", "Lost: 7", "―" * 20, "as of today · v3"]


def test_controls_are_labels() -> None:
    menu = select("a", "b", placeholder=plain_text("Period"))
    chosen = select("a", "b", initial_option={"text": plain_text("a"), "value": "a"})
    boxes = {"type": "checkboxes", "options": chosen["options"], "initial_options": chosen["options"][1:]}
    overflow = {"type": "overflow", "options": chosen["options"]}
    drawn = lines(actions(button(), menu, chosen, overflow), actions(boxes), text_input(initial_value="x"))
    assert drawn == ["[Go] [Period v] [a v] [… v]", "( ) a (x) b", "Name: [x]"]


def test_tables_are_aligned_with_numbers_to_the_right() -> None:
    rows = [("Team", "Win rate"), ("North", 22.4), ("West", 9.0)]
    cells = [
        [{"type": "raw_text", "text": team}, {"type": "raw_number", "value": rate, "text": f"{rate} %"}]
        for team, rate in rows[1:]
    ]
    header = [{"type": "raw_text", "text": name} for name in rows[0]]
    table = {"type": "data_table", "caption": "Win rate by team", "rows": [header, *cells]}
    assert lines(table) == [
        "Win rate by team",
        "Team   Win rate",
        "─────  ────────",
        "North    22.4 %",
        "West      9.0 %",
    ]


def test_short_charts_are_tables_and_long_ones_sparklines() -> None:
    assert lines(pie()) == ["T", "s0  1", "s1  1"]
    assert lines(line(points=2)) == ["T", "     w0   w1", "──  ───  ───", "s0  1.5  1.5"]
    long = line(points=12)
    for index, point in enumerate(long["chart"]["series"][0]["data"]):
        point["value"] = index
    assert lines(long) == ["T", f"s0  {sparkline(range(12))}  0 → 11  (w0 → w11)"]
    assert sparkline([1, 2, 3]) == "▁▅█"


def test_rich_text_lists_and_mentions() -> None:
    def entry(*runs: Json) -> Json:
        return {"type": "rich_text_section", "elements": list(runs)}

    bullets = {
        "type": "rich_text_list",
        "style": "ordered",
        "elements": [
            entry({"type": "text", "text": "one "}, {"type": "user", "user_id": "U1"}),
            entry({"type": "link", "url": "https://a.example"}, {"type": "emoji", "name": "tada"}),
        ],
    }
    assert lines({"type": "rich_text", "elements": [bullets]}) == ["1. one @<U1>", "2. https://a.example:tada:"]


def test_pictures_are_their_words() -> None:
    file = {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "win rate, 30 weeks"}
    assert lines(file) == ["[image win rate, 30 weeks — title of F1]"]


async def test_a_transcript_speaks_the_readers_language_and_hour(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.post("clock", to="2026-11-30T08:00:00+01:00")
    general = slack.channel("general")
    for name in ("camille", "oliver"):
        await client.chat_postEphemeral(channel=general, user=slack.user(name), text="psst")
    changed = await client.chat_postMessage(channel=general, text="a")
    await client.chat_update(channel=general, ts=changed["ts"], text="b")
    reply = await slack.control.type("camille", "general", "ok", thread_ts=changed["ts"])
    in_french = await slack.control.seen("camille", "general")
    assert "Playground App (app)  08:00  · Visible uniquement par vous\n  psst" in in_french
    assert "Playground App (app)  08:00 (modifié)\n  b\n↳ Camille Roy  08:00\n  ok" in in_french
    in_english = await slack.control.seen("oliver", "general")
    assert "Playground App (app)  07:00  · Only visible to you\n  psst" in in_english
    assert "(edited)" in in_english
    after = await slack.control.seen("camille", "general", since=changed["ts"])
    assert after == "↳ Camille Roy  08:00\n  ok"
    assert reply["ok"]
