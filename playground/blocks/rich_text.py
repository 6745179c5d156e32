"""Rich text: sections, lists, preformatted text and quotes, of runs of text, links and mentions."""

from collections.abc import Mapping

from playground.blocks.rules import Choice, Flag, Items, OneOf, Pattern, Rule, Shape, Text, Whole

LONGEST_RUN = 40_000
MOST_RUNS = 1000

STYLE = Shape({}, {name: Flag() for name in ("bold", "italic", "strike", "code", "underline")})
STYLED: Mapping[str, Rule] = {"style": STYLE}

RUN = OneOf({
    "text": Shape({"text": Text(LONGEST_RUN)}, STYLED),
    "link": Shape({"url": Text(3000)}, {**STYLED, "text": Text(LONGEST_RUN, 0), "unsafe": Flag()}),
    "user": Shape({"user_id": Text(255)}, STYLED),
    "usergroup": Shape({"usergroup_id": Text(255)}, STYLED),
    "channel": Shape({"channel_id": Text(255)}, STYLED),
    "emoji": Shape({"name": Text(255)}, {**STYLED, "unicode": Text(255)}),
    "broadcast": Shape({"range": Choice(("here", "channel", "everyone"))}, STYLED),
    "color": Shape({"value": Pattern(r"#[0-9A-Fa-f]{6}", "a colour like #1264A3")}, STYLED),
    "date": Shape(
        {"timestamp": Whole(0, 9_999_999_999), "format": Text(255)},
        {**STYLED, "url": Text(3000), "fallback": Text(3000)},
    ),
})  # fmt: skip
RUNS = Items(RUN, MOST_RUNS, 0)
SECTION = Shape({"elements": RUNS})

RICH_TEXT_PARTS = OneOf({
    "rich_text_section": SECTION,
    "rich_text_list": Shape(
        {
            "elements": Items(OneOf({"rich_text_section": SECTION}), MOST_RUNS),
            "style": Choice(("bullet", "ordered")),
        },
        {"indent": Whole(0, 8), "offset": Whole(0, 1_000_000), "border": Whole(0, 1)},
    ),
    "rich_text_preformatted": Shape({"elements": RUNS}, {"border": Whole(0, 1), "language": Text(255)}),
    "rich_text_quote": Shape({"elements": RUNS}, {"border": Whole(0, 1)}),
})  # fmt: skip

RICH_TEXT = OneOf({
    "rich_text": Shape({"elements": Items(RICH_TEXT_PARTS, MOST_RUNS, 0)}, {"block_id": Text(255)})
})  # fmt: skip
