"""Slack's inputs: what forms are made of. Ids are stable, so that what was typed stays where a form is shown again.

Every input has an id of its own as a block and shares `action_id` with the others: what is filled in is found by block.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from bot.views import limits
from bot.views.kit import Block, Json, Option, plain, select
from bot.views.mrkdwn import clip, marked


@dataclass(frozen=True, slots=True)
class Asked:
    """What an input asks for. `tells`: the app hears of each change, not only of the whole form."""

    block_id: str
    label: str
    action_id: str
    hint: str = ""
    optional: bool = False
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a form is called, what its buttons say, whom it is sent to, and what it brings back."""

    title: str
    submit: str
    close: str
    callback_id: str
    metadata: str = ""


def form(sheet: Sheet, blocks: Sequence[Block]) -> Json:
    """A modal to fill in. Raises ValueError where it would bring back more than Slack carries."""
    if len(sheet.metadata) > limits.PRIVATE_METADATA:
        raise ValueError(f"{len(sheet.metadata)} characters of metadata")
    return {
        "type": "modal",
        "callback_id": sheet.callback_id,
        "private_metadata": sheet.metadata,
        "title": plain(sheet.title, limits.VIEW_TITLE),
        "submit": plain(sheet.submit, limits.VIEW_SUBMIT),
        "close": plain(sheet.close, limits.VIEW_CLOSE),
        "blocks": [block.json for block in blocks[: limits.VIEW_BLOCKS]],
    }


def menu(asked: Asked, placeholder: str, options: Sequence[Option], chosen: str | None = None) -> Block:
    """One of many."""
    return _input(asked, select(placeholder, asked.action_id, options, chosen))


def several(asked: Asked, placeholder: str, options: Sequence[Option], chosen: Sequence[str], *, most: int) -> Block:
    """Some of many, in the order in which they are chosen; at most so many."""
    drawn = {option.value: option.json for option in options[: limits.OPTIONS]}
    json: dict[str, Any] = {
        "type": "multi_static_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": asked.action_id,
        "options": list(drawn.values()),
        "max_selected_items": most,
    }
    initial = [drawn[value] for value in chosen if value in drawn][:most]
    return _input(asked, json | ({"initial_options": initial} if initial else {}))


def found_by_typing(asked: Asked, placeholder: str, chosen: Sequence[Option], *, most: int) -> Block:
    """Some of more than a menu holds: Slack asks for what to offer as one opens it and as one types."""
    json: dict[str, Any] = {
        "type": "multi_external_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": asked.action_id,
        "min_query_length": 0,
        "max_selected_items": most,
    }
    initial = [option.json for option in chosen[:most]]
    return _input(asked, json | ({"initial_options": initial} if initial else {}))


def conversation(asked: Asked, placeholder: str, chosen: str | None = None) -> Block:
    """A channel by its id, public or private, that no other company shares."""
    json: Json = {
        "type": "conversations_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": asked.action_id,
        "filter": {
            "include": ["public", "private"],
            "exclude_external_shared_channels": True,
            "exclude_bot_users": True,
        },
    }
    return _input(asked, json | ({"initial_conversation": chosen} if chosen else {}))


def people(asked: Asked, placeholder: str, chosen: Sequence[str] = ()) -> Block:
    """Some of the workspace's people, by their ids."""
    json: dict[str, Any] = {
        "type": "multi_users_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": asked.action_id,
    }
    return _input(asked, json | ({"initial_users": list(chosen)} if chosen else {}))


def person(asked: Asked, placeholder: str, chosen: str | None = None) -> Block:
    """One of the workspace's people, by her id."""
    json: Json = {
        "type": "users_select",
        "placeholder": plain(placeholder, limits.PLACEHOLDER),
        "action_id": asked.action_id,
    }
    return _input(asked, json | ({"initial_user": chosen} if chosen else {}))


def clock(asked: Asked, chosen: time | None = None) -> Block:
    """A time of day."""
    json: Json = {"type": "timepicker", "action_id": asked.action_id}
    return _input(asked, json | ({"initial_time": chosen.isoformat("minutes")} if chosen else {}))


def radio(asked: Asked, options: Sequence[tuple[Option, str]], chosen: str | None = None) -> Block:
    """One of a few, each with a line that explains it, where one does."""
    drawn = [
        {"value": option.value, "text": plain(option.label, limits.OPTION_TEXT)}
        | ({"description": plain(explained, limits.OPTION_TEXT)} if explained else {})
        for option, explained in options[: limits.RADIO_OPTIONS]
    ]
    json: Json = {"type": "radio_buttons", "action_id": asked.action_id, "options": drawn}
    initial = next((each for each in drawn if each["value"] == chosen), None)
    return _input(asked, json | ({"initial_option": initial} if initial else {}))


def ticks(asked: Asked, options: Sequence[Option], chosen: Sequence[str] = ()) -> Block:
    """Any of a few, each with a box to tick."""
    drawn = [
        {"value": option.value, "text": plain(option.label, limits.OPTION_TEXT)}
        for option in options[: limits.RADIO_OPTIONS]
    ]
    json: Json = {"type": "checkboxes", "action_id": asked.action_id, "options": drawn}
    initial = [each for each in drawn if each["value"] in chosen]
    return _input(asked, json | ({"initial_options": initial} if initial else {}))


def line(asked: Asked, typed: str = "", placeholder: str = "", *, most: int = limits.TYPED) -> Block:
    """Words or a number on one line; where it tells, it does when Enter is pressed."""
    return _input(asked, _text(asked, typed, placeholder, most))


def paragraph(asked: Asked, typed: str = "", *, most: int = limits.TYPED) -> Block:
    """Words on several lines."""
    return _input(asked, _text(asked, typed, "", most) | {"multiline": True})


def day(asked: Asked, chosen: date | None = None) -> Block:
    """A calendar day."""
    json: Json = {"type": "datepicker", "action_id": asked.action_id}
    return _input(asked, json | ({"initial_date": chosen.isoformat()} if chosen else {}))


def confirmed(pressed: Json, *, title: str, words: str, yes: str, no: str) -> Json:
    """A button that asks back before it does what cannot be taken back by a press; *yes* shows as dangerous."""
    asking = asked_back(pressed, title=title, words=words, yes=yes, no=no)
    return asking | {"confirm": {"style": "danger", **asking["confirm"]}}


def asked_back(pressed: Json, *, title: str, words: str, yes: str, no: str) -> Json:
    """A button that asks back."""
    return pressed | {
        "confirm": {
            "title": plain(title, limits.CONFIRM_TITLE),
            "text": plain(words, limits.CONFIRM_TEXT),
            "confirm": plain(yes, limits.CONFIRM_BUTTON),
            "deny": plain(no, limits.CONFIRM_BUTTON),
        }
    }


def fixed(block: Block, block_id: str) -> Block:
    """A block that is found again where a form is shown anew."""
    return replace(block, json=block.json | {"block_id": block_id})


def _text(asked: Asked, typed: str, placeholder: str, most: int) -> Json:
    json: dict[str, Any] = {"type": "plain_text_input", "action_id": asked.action_id, "max_length": most}
    json |= {"initial_value": clip(typed, most)} if typed else {}
    json |= {"placeholder": plain(placeholder, limits.PLACEHOLDER)} if placeholder else {}
    told = {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]}} if asked.tells else {}
    return json | told


def _input(asked: Asked, element: Json) -> Block:
    json: Json = {
        "type": "input",
        "block_id": asked.block_id[: limits.BLOCK_ID],
        "label": plain(asked.label, limits.INPUT_LABEL),
        "element": element,
        "optional": asked.optional,
        "dispatch_action": asked.tells,
    }
    return Block(json | ({"hint": plain(asked.hint, limits.INPUT_HINT)} if asked.hint else {}), marked(asked.label))
