"""Layout blocks, by type, and the surfaces they may stand on."""

from collections.abc import Mapping
from enum import StrEnum

from playground.blocks.elements import ACCESSORIES, ACTIONS, CONTEXT, IMAGE, INPUTS
from playground.blocks.native import DATA_TABLE, DATA_VISUALIZATION, TABLE
from playground.blocks.objects import BLOCK_ID, any_text, plain_text
from playground.blocks.rich_text import RICH_TEXT
from playground.blocks.rules import Flag, Items, Rule, Shape, Text, at_least_one

LONGEST_MARKDOWN = 12_000


class Surface(StrEnum):
    """Where blocks are shown."""

    MESSAGE = "message"
    EPHEMERAL = "ephemeral"
    MODAL = "modal"
    HOME = "home"


MOST_BLOCKS = {Surface.MESSAGE: 50, Surface.EPHEMERAL: 50, Surface.MODAL: 100, Surface.HOME: 100}

IDENTIFIED: Mapping[str, Rule] = {"block_id": BLOCK_ID}

EVERYWHERE: Mapping[str, Rule] = {
    "divider": Shape({}, IDENTIFIED),
    "header": Shape({"text": plain_text(150)}, IDENTIFIED),
    "section": Shape(
        {},
        {
            **IDENTIFIED, "text": any_text(3000), "fields": Items(any_text(2000), 10),
            "accessory": ACCESSORIES, "expand": Flag(),
        },
        (at_least_one("text", "fields"),),
    ),
    "context": Shape({"elements": Items(CONTEXT, 10)}, IDENTIFIED),
    "actions": Shape({"elements": Items(ACTIONS, 25)}, IDENTIFIED),
    "image": Shape(
        IMAGE.needed, {**IMAGE.allowed, **IDENTIFIED, "title": plain_text(2000)}, IMAGE.also
    ),
    "input": Shape(
        {"label": plain_text(2000), "element": INPUTS},
        {**IDENTIFIED, "hint": plain_text(2000), "optional": Flag(), "dispatch_action": Flag()},
    ),
    **RICH_TEXT.shapes,
}  # fmt: skip

NATIVE: Mapping[str, Rule] = {
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": DATA_VISUALIZATION,
}
MESSAGES_ONLY: Mapping[str, Rule] = {"markdown": Shape({"text": Text(LONGEST_MARKDOWN)}, IDENTIFIED)}

BLOCKS: Mapping[Surface, Mapping[str, Rule]] = {
    Surface.MESSAGE: {**EVERYWHERE, **NATIVE, **MESSAGES_ONLY},
    Surface.EPHEMERAL: {**EVERYWHERE, **NATIVE, **MESSAGES_ONLY},
    Surface.HOME: {**EVERYWHERE, **NATIVE},
    Surface.MODAL: EVERYWHERE,
}
