"""Block elements: what stands in sections, actions, inputs and contexts."""

from collections.abc import Mapping
from typing import Any

from playground.blocks.objects import (
    ACTION_ID,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION,
    OPTION_GROUPS,
    OPTIONS,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    URL,
    any_text,
    initial_among_options,
    plain_text,
    web_address,
)  # fmt: skip
from playground.blocks.rich_text import RICH_TEXT
from playground.blocks.rules import (
    Choice,
    Flag,
    Items,
    OneOf,
    Pattern,
    Problem,
    Problems,
    Rule,
    Shape,
    Text,
    Whole,
    exactly_one,
)

LONGEST_INPUT = 3000
MOST_BOXES = 10
MOST_OVERFLOW = 5
MOST_CHOSEN = 100

DATE = Pattern(r"\d{4}-\d{2}-\d{2}", "a date like 2026-11-30")
TIME = Pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time like 17:30")
DECIMAL = Pattern(r"-?\d+(\.\d+)?", "a number")

COMMON: Mapping[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": Flag()}
PICKER: Mapping[str, Rule] = {**COMMON, "placeholder": plain_text(150)}
MULTIPLE: Mapping[str, Rule] = {**PICKER, "max_selected_items": Whole(1, MOST_CHOSEN)}
TYPED: Mapping[str, Rule] = {
    "action_id": ACTION_ID,
    "placeholder": plain_text(150),
    "focus_on_load": Flag(),
    "dispatch_action_config": DISPATCH_CONFIG,
}
CONVERSATIONS: Mapping[str, Rule] = {
    "default_to_current_conversation": Flag(),
    "filter": CONVERSATION_FILTER,
}
ID = Text(255)
IDS = Items(ID, MOST_CHOSEN)

ONE_LIST = exactly_one("options", "option_groups")


def _length_limits() -> dict[str, Rule]:
    return {"min_length": Whole(0, LONGEST_INPUT), "max_length": Whole(1, LONGEST_INPUT)}


BUTTON = Shape(
    {"text": plain_text(75)},
    {
        "action_id": ACTION_ID, "url": URL, "value": Text(2000, 0), "confirm": CONFIRM,
        "style": Choice(("primary", "danger")), "accessibility_label": Text(75),
    },
)  # fmt: skip

IMAGE = Shape(
    {"alt_text": Text(2000)},
    {"image_url": URL, "slack_file": SLACK_FILE},
    (exactly_one("image_url", "slack_file"), web_address),
)

SELECTS: Mapping[str, Rule] = {
    "static_select": Shape(
        {},
        {**PICKER, "options": OPTIONS, "option_groups": OPTION_GROUPS, "initial_option": OPTION},
        (ONE_LIST, initial_among_options),
    ),
    "external_select": Shape({}, {**PICKER, "initial_option": OPTION, "min_query_length": Whole(0, 100)}),
    "users_select": Shape({}, {**PICKER, "initial_user": ID}),
    "channels_select": Shape({}, {**PICKER, "initial_channel": ID, "response_url_enabled": Flag()}),
    "conversations_select": Shape(
        {}, {**PICKER, **CONVERSATIONS, "initial_conversation": ID, "response_url_enabled": Flag()}
    ),
}

MULTI_SELECTS: Mapping[str, Rule] = {
    "multi_static_select": Shape(
        {},
        {
            **MULTIPLE, "options": OPTIONS, "option_groups": OPTION_GROUPS,
            "initial_options": Items(OPTION, MOST_CHOSEN),
        },
        (ONE_LIST, initial_among_options),
    ),
    "multi_external_select": Shape(
        {}, {**MULTIPLE, "initial_options": Items(OPTION, MOST_CHOSEN), "min_query_length": Whole(0, 100)}
    ),
    "multi_users_select": Shape({}, {**MULTIPLE, "initial_users": IDS}),
    "multi_channels_select": Shape({}, {**MULTIPLE, "initial_channels": IDS}),
    "multi_conversations_select": Shape(
        {}, {**MULTIPLE, **CONVERSATIONS, "initial_conversations": IDS}
    ),
}  # fmt: skip

CHOOSERS: Mapping[str, Rule] = {
    **SELECTS,
    **MULTI_SELECTS,
    "checkboxes": Shape(
        {"options": Items(RICH_OPTION, MOST_BOXES)},
        {**COMMON, "initial_options": Items(RICH_OPTION, MOST_BOXES)},
        (initial_among_options,),
    ),
    "radio_buttons": Shape(
        {"options": Items(RICH_OPTION, MOST_BOXES)},
        {**COMMON, "initial_option": RICH_OPTION},
        (initial_among_options,),
    ),
    "datepicker": Shape({}, {**PICKER, "initial_date": DATE}),
    "timepicker": Shape({}, {**PICKER, "initial_time": TIME, "timezone": Text(255)}),
}

BUTTONS: Mapping[str, Rule] = {
    "button": BUTTON,
    "overflow": Shape({"options": Items(OVERFLOW_OPTION, MOST_OVERFLOW)}, {"action_id": ACTION_ID, "confirm": CONFIRM}),
}

DATETIME = Shape({}, {**COMMON, "initial_date_time": Whole(1_000_000_000, 9_999_999_999)})


def _ordered_lengths(value: Mapping[str, Any], at: str, found: Problems) -> None:
    if value.get("min_length", 0) > value.get("max_length", LONGEST_INPUT):
        found.append(Problem("must be less than or equal to max_length", f"{at}/min_length"))


ACCESSORIES = OneOf({**CHOOSERS, **BUTTONS, "image": IMAGE})
ACTIONS = OneOf({**CHOOSERS, **BUTTONS, "datetimepicker": DATETIME})
INPUTS = OneOf({
    **CHOOSERS,
    "datetimepicker": DATETIME,
    "plain_text_input": Shape(
        {},
        {**TYPED, **_length_limits(), "initial_value": Text(LONGEST_INPUT, 0), "multiline": Flag()},
        (_ordered_lengths,),
    ),
    "email_text_input": Shape({}, {**TYPED, "initial_value": Text(LONGEST_INPUT, 0)}),
    "url_text_input": Shape({}, {**TYPED, "initial_value": Text(LONGEST_INPUT, 0)}),
    "number_input": Shape(
        {"is_decimal_allowed": Flag()},
        {**TYPED, "initial_value": DECIMAL, "min_value": DECIMAL, "max_value": DECIMAL},
    ),
    "rich_text_input": Shape(
        {}, {**TYPED, "initial_value": RICH_TEXT, "min_lines": Whole(1, 100), "max_lines": Whole(1, 100)}
    ),
    "file_input": Shape(
        {}, {"action_id": ACTION_ID, "filetypes": Items(Text(20), 100), "max_files": Whole(1, 10)}
    ),
})  # fmt: skip
CONTEXT = OneOf({**any_text(2000).shapes, "image": IMAGE})
