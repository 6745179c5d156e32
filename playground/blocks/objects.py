"""Composition objects: texts, options, confirmations, Slack files."""

from collections.abc import Mapping
from typing import Any

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
    exactly_one,
)  # fmt: skip

LONGEST_URL = 3000
MOST_OPTIONS = 100

ACTION_ID = Text(255)
BLOCK_ID = Text(255)
URL = Text(LONGEST_URL)


def plain_text(most: int, least: int = 1) -> OneOf:
    """Return the rule of a `plain_text` object."""
    return OneOf({"plain_text": Shape({"text": Text(most, least)}, {"emoji": Flag()})})


def any_text(most: int) -> OneOf:
    """Return the rule of a text object, plain or mrkdwn."""
    return OneOf({
        "plain_text": Shape({"text": Text(most)}, {"emoji": Flag()}),
        "mrkdwn": Shape({"text": Text(most)}, {"verbatim": Flag()}),
    })  # fmt: skip


def option(text: Rule, **more: Rule) -> Shape:
    """Return the rule of an option."""
    return Shape({"text": text, "value": Text(150)}, {"description": plain_text(75), **more})


OPTION = option(plain_text(75))
RICH_OPTION = Shape({"text": any_text(75), "value": Text(150)}, {"description": any_text(75)})
OVERFLOW_OPTION = option(plain_text(75), url=URL)
OPTIONS = Items(OPTION, MOST_OPTIONS)
OPTION_GROUPS = Items(Shape({"label": plain_text(75), "options": OPTIONS}), MOST_OPTIONS)

CONFIRM = Shape(
    {"title": plain_text(100), "text": plain_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": Choice(("primary", "danger"))},
)

SLACK_FILE = Shape({}, {"id": Pattern(r"F[A-Z0-9]{8,}", "a file id"), "url": URL}, (exactly_one("id", "url"),))

CONVERSATION_FILTER = Shape(
    {},
    {
        "include": Items(Choice(("im", "mpim", "private", "public")), 4),
        "exclude_external_shared_channels": Flag(),
        "exclude_bot_users": Flag(),
    },
)

DISPATCH_CONFIG = Shape({}, {"trigger_actions_on": Items(Choice(("on_enter_pressed", "on_character_entered")), 2)})


def web_address(value: Mapping[str, Any], at: str, found: Problems) -> None:
    """Demand that `image_url` is an address of the web."""
    url = value.get("image_url")
    if url is not None and not url.startswith(("http://", "https://")):
        found.append(Problem("must be a valid URL", f"{at}/image_url"))


def initial_among_options(value: Mapping[str, Any], at: str, found: Problems) -> None:
    """Demand that what is chosen at first is among the options, exactly as it stands there."""
    grouped = [option for group in value.get("option_groups", ()) for option in group["options"]]
    shown = [*value.get("options", ()), *grouped]
    chosen = [*value.get("initial_options", ())]
    chosen += [value["initial_option"]] if "initial_option" in value else []
    if any(choice not in shown for choice in chosen):
        field = "initial_option" if "initial_option" in value else "initial_options"
        found.append(Problem("must match one of the provided options", f"{at}/{field}"))
