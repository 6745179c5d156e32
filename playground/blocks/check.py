"""Whole messages and views: what Slack would refuse, and where."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playground.blocks.layout import BLOCKS, LONGEST_MARKDOWN, MOST_BLOCKS, Surface
from playground.blocks.native import CHARTS_PER_MESSAGE
from playground.blocks.objects import plain_text
from playground.blocks.rules import Flag, Items, OneOf, Problem, Problems, Rule, Shape, Text
from playground.blocks.walk import elements_of, slack_files
from playground.errors import Refusal

Json = dict[str, Any]

LONGEST_MESSAGE = 13_200  # characters in all texts of a message's blocks
LARGEST_VIEW = 250_000  # bytes

AT_MOST = {"table": 1, "data_visualization": CHARTS_PER_MESSAGE}

VIEW_FIELDS: dict[str, Rule] = {
    "private_metadata": Text(3000, 0),
    "callback_id": Text(255, 0),
    "external_id": Text(255, 0),
}
MODAL_FIELDS: dict[str, Rule] = {
    "submit": plain_text(24),
    "close": plain_text(24),
    "clear_on_close": Flag(),
    "notify_on_close": Flag(),
    "submit_disabled": Flag(),
}


def _blocks(surface: Surface) -> Items:
    least = 0 if surface is Surface.HOME else 1
    return Items(OneOf(BLOCKS[surface]), MOST_BLOCKS[surface], least)


VIEW = OneOf({
    "modal": Shape(
        {"title": plain_text(24), "blocks": _blocks(Surface.MODAL)}, {**VIEW_FIELDS, **MODAL_FIELDS}
    ),
    "home": Shape({"blocks": _blocks(Surface.HOME)}, VIEW_FIELDS),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class BlockCheck:
    """Refuses blocks and views; `file_problem` says what is wrong with showing a file, or nothing."""

    file_problem: Callable[[Json], str | None]

    def blocks(self, blocks: Any, surface: Surface, at: str = "/blocks") -> Problems:
        """Return the faults of a list of blocks on a surface."""
        found: Problems = []
        _blocks(surface).check(blocks, at, found)
        if not found:
            found += [*_duplicates(blocks, at), *_too_many(blocks, at), *self._bad_files(blocks, surface, at)]
        return found

    def view(self, view: Any, at: str = "/view") -> Problems:
        """Return the faults of a modal or Home tab."""
        found: Problems = []
        VIEW.check(view, at, found)
        if not found:
            found += self.blocks(view["blocks"], Surface(view["type"]), f"{at}/blocks")
        if not found and view["type"] == "modal":
            found += _missing_submit(view, at)
        return found

    def refuse_bad_blocks(self, blocks: Any, surface: Surface) -> None:
        """Refuse what `blocks` finds, as `chat.*` methods do."""
        problems = self.blocks(blocks, surface)
        if problems:
            raise Refusal("invalid_blocks", **explained(problems))
        if sum(len(text) for text in texts_of(blocks)) > LONGEST_MESSAGE:
            raise Refusal("msg_blocks_too_long")

    def refuse_bad_view(self, view: Any) -> None:
        """Refuse what `view` finds, as `views.*` methods do."""
        if len(json.dumps(view).encode()) > LARGEST_VIEW:
            raise Refusal("view_too_large")
        problems = self.view(view)
        if problems:
            raise Refusal("invalid_arguments", **explained(problems))

    def _bad_files(self, blocks: list[Json], surface: Surface, at: str) -> Iterator[Problem]:
        for pointer, file in slack_files(blocks, at).items():
            if surface is Surface.EPHEMERAL:
                yield Problem("files are not allowed in ephemeral messages", pointer)
            elif complaint := self.file_problem(file):
                yield Problem(complaint, pointer)


def explained(problems: Problems) -> Json:
    """Return the two places in which Slack lists the faults of blocks."""
    return {
        "errors": [str(problem) for problem in problems],
        "response_metadata": {"messages": [f"[ERROR] {problem}" for problem in problems]},
    }


def texts_of(value: Any) -> Iterator[str]:
    """Yield the texts of blocks, without those of native charts and tables, which have limits of their own."""
    if isinstance(value, list):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict) and value.get("type") not in ("table", "data_table", "data_visualization"):
        for name, inner in value.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            else:
                yield from texts_of(inner)


def _duplicates(blocks: list[Json], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield Problem(f"`block_id` {block_id} is used twice", f"{at}/{index}/block_id")
        seen |= {block_id} if block_id else set()
        actions = Counter(e["action_id"] for e in elements_of(block) if "action_id" in e)
        for action_id, times in actions.items():
            if times > 1:
                yield Problem(f"`action_id` {action_id} is used twice in a block", f"{at}/{index}")


def _too_many(blocks: list[Json], at: str) -> Iterator[Problem]:
    counts = Counter(block["type"] for block in blocks)
    for kind, most in AT_MOST.items():
        if counts[kind] > most:
            yield Problem(f"no more than {most} {kind} allowed", at)
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > LONGEST_MARKDOWN:
        yield Problem(f"must be less than {LONGEST_MARKDOWN + 1} characters of markdown in all", at)


def _missing_submit(view: Json, at: str) -> Iterator[Problem]:
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        yield Problem("must define `submit` to use an `input` block in modals", f"{at}/submit")
