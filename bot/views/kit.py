"""Slack's blocks: the only file that knows their shape. Every text is cut to its limit here.

Plain text goes through as it is; markup must be `Markup`, so that it was escaped on its way. No block is given an id
except where an action needs one to come home by: Slack then draws a fresh one for every message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.legible import legible
from bot.views import limits
from bot.views.mrkdwn import Markup, clip, clip_markup, join, lines, marked

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what Slack gets, how it reads as text, and what stands in for it where Slack refuses its kind."""

    json: Json
    reading: Markup
    instead: "tuple[Block, ...] | None" = None

    @property
    def kind(self) -> str:
        """Slack's name of its type."""
        return str(self.json["type"])


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; with `number`, the column sorts by it."""

    text: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a menu, and smaller words below it."""

    value: str
    label: str
    below: str = ""

    @property
    def json(self) -> Json:
        """As Slack takes it."""
        json: Json = {"text": plain(self.label, limits.OPTION_TEXT), "value": self.value[: limits.OPTION_VALUE]}
        return json | ({"description": plain(self.below, limits.OPTION_TEXT)} if self.below else {})


def plain(words: str, limit: int) -> Json:
    """Words without markup."""
    return {"type": "plain_text", "text": clip(words, limit), "emoji": False}


def _mrkdwn(words: str, limit: int) -> Json:
    return {"type": "mrkdwn", "text": clip_markup(marked(words), limit), "verbatim": True}


def header(words: str) -> Block:
    """The largest letters there are."""
    return Block({"type": "header", "text": plain(words, limits.HEADER)}, marked(words))


def section(words: str, accessory: Json | None = None) -> Block:
    """A paragraph, with a button beside it if given."""
    json: Json = {"type": "section", "text": _mrkdwn(words, limits.SECTION_TEXT)}
    return Block(json | ({"accessory": accessory} if accessory else {}), marked(words))


def fields(*texts: str) -> Block:
    """Short texts in two columns."""
    kept = texts[: limits.SECTION_FIELDS]
    json = {"type": "section", "fields": [_mrkdwn(text, limits.SECTION_FIELD) for text in kept]}
    return Block(json, lines(*kept))


def context(*texts: str) -> Block:
    """Small print, one text after the other."""
    kept = texts[: limits.CONTEXT_ELEMENTS]
    json = {"type": "context", "elements": [_mrkdwn(text, limits.SECTION_TEXT) for text in kept]}
    return Block(json, join(" · ", *kept))


def actions(block_id: str, *elements: Json) -> Block:
    """A row of menus and buttons; there is nothing to read aloud in it."""
    kept = list(elements[: limits.ACTIONS_ELEMENTS])
    return Block({"type": "actions", "block_id": block_id[: limits.BLOCK_ID], "elements": kept}, Markup())


def button(words: str, action_id: str, value: str | None = None, *, primary: bool = False) -> Json:
    """A button."""
    json: Json = {"type": "button", "text": plain(words, limits.BUTTON_TEXT), "action_id": action_id}
    json |= {"value": value[: limits.BUTTON_VALUE]} if value else {}
    return json | ({"style": "primary"} if primary else {})


def select(placeholder: str, action_id: str, options: Sequence[Option], chosen: str | None = None) -> Json:
    """A menu; the option whose value is `chosen` shows as selected."""
    drawn = {option.value: option.json for option in options[: limits.OPTIONS]}
    json: Json = {
        "type": "static_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": action_id,
        "options": list(drawn.values()),
    }
    return json | ({"initial_option": drawn[chosen]} if chosen in drawn else {})


def offer(options: Sequence[Option], heading: str = "") -> Json:
    """What a menu that is filled while one types is answered with; `heading` stands over the options."""
    drawn = [option.json for option in options[: limits.OPTIONS]]
    if not heading:
        return {"options": drawn}
    return {"option_groups": [{"label": plain(heading, limits.OPTION_TEXT), "options": drawn}]}


def people(placeholder: str, action_id: str) -> Json:
    """A menu of everybody in the workspace, as Slack fills it."""
    return {"type": "users_select", "placeholder": plain(placeholder, limits.PLACEHOLDER), "action_id": action_id}


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], instead: Block) -> Block:
    """A table that readers sort and page through; at least one row."""
    top = [{"type": "raw_text", "text": legible(words)} for words in head[: limits.TABLE_COLUMNS]]
    body = [[_cell(cell) for cell in row[: limits.TABLE_COLUMNS]] for row in rows[: limits.TABLE_ROWS]]
    json = {
        "type": "data_table",
        "caption": legible(caption),
        "page_size": min(len(body), limits.TABLE_PAGE),
        "row_header_column_index": 0,
        "rows": [top, *body],
    }
    return Block(json, instead.reading, (instead,))


def _cell(cell: Cell) -> Json:
    if cell.number is None:
        return {"type": "raw_text", "text": legible(cell.text)}
    return {"type": "raw_number", "value": cell.number, "text": legible(cell.text)}


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands along a chart."""

    across: str
    up: str


def chart(
    shape: str, title: str, series: Mapping[str, Sequence[tuple[str, float]]], axes: Axes, instead: Block
) -> Block:
    """A "line" or "bar" chart: the same labels, each once, in every series."""
    drawn: list[Json] = [
        {"name": clip(name, limits.CHART_LABEL), "data": [_point(*point) for point in points[: limits.CHART_POINTS]]}
        for name, points in list(series.items())[: limits.CHART_SERIES]
    ]
    json = {
        "type": "data_visualization",
        "title": clip(title, limits.CHART_TITLE),
        "chart": {
            "type": shape,
            "series": drawn,
            "axis_config": {
                "categories": [point["label"] for point in drawn[0]["data"]],
                "x_label": clip(axes.across, limits.CHART_AXIS_LABEL),
                "y_label": clip(axes.up, limits.CHART_AXIS_LABEL),
            },
        },
    }
    return Block(json, instead.reading, (instead,))


def _point(label: str, value: float) -> Json:
    return {"label": clip(label, limits.CHART_LABEL), "value": value}


def image(file_id: str, title: str, alt: str, instead: tuple[Block, ...]) -> Block:
    """A picture that was uploaded to Slack; its alt text carries all that it shows."""
    json = {
        "type": "image",
        "slack_file": {"id": file_id},
        "title": plain(title, limits.IMAGE_TITLE),
        "alt_text": clip(alt, limits.IMAGE_ALT),
    }
    return Block(json, lines(*(block.reading for block in instead)), instead)


def modal(title: str, close: str, blocks: Sequence[Block]) -> Json:
    """A modal that only shows; people close it."""
    return {
        "type": "modal",
        "title": plain(title, limits.VIEW_TITLE),
        "close": plain(close, limits.VIEW_CLOSE),
        "blocks": [block.json for block in blocks[: limits.VIEW_BLOCKS]],
    }


def home(blocks: Sequence[Block]) -> Json:
    """The Home tab of the app."""
    return {"type": "home", "blocks": [block.json for block in blocks[: limits.VIEW_BLOCKS]]}
