"""Ways through a list of blocks: every interactive element with the block it stands in."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from playground.ids import Ids

Json = dict[str, Any]

WITHOUT_ACTION = frozenset({"image", "plain_text", "mrkdwn"})  # elements nobody can act on
TEXT_DEFAULTS = {"plain_text": ("emoji", True), "mrkdwn": ("verbatim", False)}
HOLDERS = frozenset({"actions", "section", "input", "context_actions"})


def elements_of(block: Json) -> Iterator[Json]:
    """Yield the interactive elements of one block."""
    if block.get("type") not in HOLDERS:
        return
    candidates = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
    for candidate in candidates:
        if isinstance(candidate, dict) and candidate.get("type") not in WITHOUT_ACTION:
            yield candidate


def find_element(blocks: Iterable[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """Return the block and the element with these ids."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return block, element
    return None


def identified(blocks: Iterable[Json], ids: Ids) -> list[Json]:
    """Return a copy in which every block and element has its id and texts their defaults, as Slack echoes them."""
    copies = [deepcopy(block) for block in blocks]
    for text in _text_objects(copies):
        text.setdefault(*TEXT_DEFAULTS[text["type"]])
    for block in copies:
        block.setdefault("block_id", ids.token())
        for element in elements_of(block):
            element.setdefault("action_id", ids.token())
    return copies


def slack_files(value: Any, at: str = "") -> dict[str, Json]:
    """Return every `slack_file` inside `value`, by the pointer at which it stands."""
    found: dict[str, Json] = {}
    if isinstance(value, dict):
        if isinstance(value.get("slack_file"), dict):
            found[f"{at}/slack_file"] = value["slack_file"]
        for name, inner in value.items():
            found |= slack_files(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found |= slack_files(inner, f"{at}/{index}")
    return found


def _text_objects(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        if value.get("type") in TEXT_DEFAULTS:
            yield value
        for inner in value.values():
            yield from _text_objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _text_objects(inner)
