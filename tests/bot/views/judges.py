"""Three judges of what Slack accepts, none of them ours to bend: the playground, `slackblocks`, `blockkit`.

The two libraries judge only what is built with their constructors, so the JSON is built again with each of them.
"""

from functools import partial
from typing import Any

import blockkit
import slackblocks
from slackblocks import objects
from slackblocks.blocks import DataTableBlock, DataVisualizationBlock

from bot.views.message import Message, View
from playground.blocks.check import BlockCheck
from playground.blocks.layout import Surface

Json = dict[str, Any]

_NATIVE = {"data_table", "data_visualization"}


def judge(message: Message, surface: Surface = Surface.MESSAGE) -> None:
    """Raise where any judge would refuse the message."""
    playground(message, surface)
    for block in message.blocks:
        build_with_slackblocks(block)
    blockkit.Message(
        "text", [build_with_blockkit(block) for block in message.blocks if block["type"] not in _NATIVE]
    ).build()


def playground(message: Message, surface: Surface = Surface.MESSAGE) -> None:
    """The playground's own validator; here every file may be shown."""
    BlockCheck(lambda _file: None).refuse_bad_blocks(message.blocks, surface)


def judge_view(view: View) -> None:
    """Raise where any judge would refuse the view."""
    BlockCheck(lambda _file: None).refuse_bad_view(view.json)
    kind = {"modal": (slackblocks.ModalView, blockkit.Modal), "home": (slackblocks.HomeTabView, blockkit.Home)}
    ours, theirs = kind[view.json["type"]]
    heads = {key: view.json[key]["text"] for key in ("title", "close", "submit") if key in view.json}
    ours(blocks=[build_with_slackblocks(block) for block in view.json["blocks"]], **heads).to_dict()
    theirs(blocks=[build_with_blockkit(block) for block in view.json["blocks"]], **heads).build()


_BLOCKKIT = {
    "header": blockkit.Header,
    "section": blockkit.Section,
    "context": blockkit.Context,
    "actions": blockkit.Actions,
    "image": blockkit.Image,
    "button": blockkit.Button,
    "static_select": blockkit.StaticSelect,
    "users_select": blockkit.UsersSelect,
    "input": blockkit.Input,
    "plain_text_input": blockkit.PlainTextInput,
    "radio_buttons": blockkit.RadioButtons,
    "checkboxes": blockkit.Checkboxes,
    "datepicker": blockkit.DatePicker,
    "timepicker": blockkit.TimePicker,
    "conversations_select": blockkit.ConversationsSelect,
    "multi_static_select": blockkit.MultiStaticSelect,
    "multi_external_select": blockkit.MultiExternalSelect,
    "multi_users_select": blockkit.MultiUsersSelect,
    "filter": blockkit.ConversationFilter,
    "option": blockkit.Option,
    "file": blockkit.SlackFile,
    "confirm": blockkit.Confirm,
    "dispatch": blockkit.DispatchActionConfig,
}

_BLOCKKIT_ALT = 255
"""Blockkit alone stops here; Slack and the two other judges take 2,000 characters of alt text, so they judge it."""
_BLOCKKIT_TYPED = 1
"""Blockkit alone wants a letter typed before a menu asks; Slack takes none, which asks as soon as it opens."""


def build_with_blockkit(json: Json) -> Any:
    """The same block or element, made by blockkit."""
    if json.get("type") in ("plain_text", "mrkdwn"):
        return blockkit.Text(**json)
    if "alt_text" in json:
        json = {**json, "alt_text": json["alt_text"][:_BLOCKKIT_ALT]}
    if "min_query_length" in json:
        json = {**json, "min_query_length": max(json["min_query_length"], _BLOCKKIT_TYPED)}
    parts = {key: _parts(value, build_with_blockkit) for key, value in json.items() if key != "type"}
    return _BLOCKKIT[json.get("type") or _untyped(json)](**parts)


_SLACKBLOCKS = {
    "header": slackblocks.HeaderBlock,
    "section": slackblocks.SectionBlock,
    "context": slackblocks.ContextBlock,
    "actions": slackblocks.ActionsBlock,
    "image": slackblocks.ImageBlock,
    "button": slackblocks.Button,
    "static_select": slackblocks.StaticSelectMenu,
    "users_select": slackblocks.UserSelectMenu,
    "input": slackblocks.InputBlock,
    "plain_text_input": slackblocks.PlainTextInput,
    "radio_buttons": slackblocks.RadioButtonGroup,
    "checkboxes": slackblocks.CheckboxGroup,
    "datepicker": slackblocks.DatePicker,
    "timepicker": slackblocks.TimePicker,
    "conversations_select": slackblocks.ConversationSelectMenu,
    "multi_static_select": slackblocks.StaticMultiSelectMenu,
    "multi_external_select": slackblocks.ExternalMultiSelectMenu,
    "multi_users_select": slackblocks.UserMultiSelectMenu,
    "filter": slackblocks.ConversationFilter,
    "option": slackblocks.Option,
    "file": partial(slackblocks.SlackFile, url=None),
    "confirm": slackblocks.ConfirmationDialogue,
    "dispatch": slackblocks.DispatchActionConfiguration,
}
_CHARTS = {"line": objects.LineChart, "bar": objects.BarChart}
_CELLS = {"raw_text": objects.RawText, "raw_number": objects.RawNumber}


def build_with_slackblocks(json: Json) -> Any:
    """The same block or element, made by slackblocks, native charts and tables included."""
    kind = json.get("type")
    if kind in ("plain_text", "mrkdwn"):
        return slackblocks.Text(json["text"], slackblocks.TextType(kind), verbatim=json.get("verbatim", False))
    if kind == "data_table":
        cells = [[_CELLS[cell["type"]](**_without_type(cell)) for cell in row] for row in json["rows"]]
        return DataTableBlock(**(_without_type(json) | {"rows": cells}))
    if kind == "data_visualization":
        return DataVisualizationBlock(json["title"], _chart(json["chart"]))
    parts = {key: _parts(value, build_with_slackblocks) for key, value in _without_type(json).items()}
    return _SLACKBLOCKS[kind or _untyped(json)](**parts)


def _chart(json: Json) -> Any:
    series = [
        objects.DataSeries(each["name"], [objects.DataPoint(**point) for point in each["data"]])
        for each in json["series"]
    ]
    return _CHARTS[json["type"]](series, objects.AxisConfig(**json["axis_config"]))


def _untyped(json: Json) -> str:
    """Name the objects that Slack tells apart by their keys."""
    marks = {"id": "file", "deny": "confirm", "trigger_actions_on": "dispatch", "include": "filter", "value": "option"}
    return next(name for mark, name in marks.items() if mark in json)


def _parts(value: Any, build: Any) -> Any:
    if isinstance(value, dict):
        return build(value)
    return [_parts(each, build) for each in value] if isinstance(value, list) else value


def _without_type(json: Json) -> Json:
    return {key: value for key, value in json.items() if key != "type"}
