"""What the bot says: a message with blocks, and what every client, notification and screen reader can tell of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.views import limits
from bot.views.kit import Block, Json, section
from bot.views.mrkdwn import Markup, clip_markup, marked

_WORDS = {"text", "alt_text", "title", "caption", "label", "name", "x_label", "y_label"}


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` says the essential in one breath, the layout says all. Sent with parse="none"."""

    text: Markup
    layout: tuple[Block, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clip_markup(self.text, limits.MESSAGE_TEXT))

    @property
    def blocks(self) -> list[Json]:
        """The blocks as Slack takes them."""
        return [block.json for block in self.layout]

    @property
    def reading(self) -> Markup:
        """All of it without blocks; buttons and menus fall silent."""
        spoken = "\n".join(block.reading for block in self.layout if block.reading)
        return clip_markup(Markup(spoken), limits.MESSAGE_TEXT) if spoken else self.text

    @property
    def fits(self) -> bool:
        """Whether it keeps to the limits that hold over all blocks together."""
        return len(self.layout) <= limits.MESSAGE_BLOCKS and characters(self.blocks) <= limits.MESSAGE_CHARACTERS


def one_paragraph(words: str | Markup) -> Message:
    """A message that says one thing, the same in blocks and without."""
    told = marked(words)
    return Message(told, (section(told),))


def characters(json: Any) -> int:
    """How many characters of a block, or of many, people get to read."""
    if isinstance(json, list):
        return sum(map(characters, json))
    if isinstance(json, dict):
        return sum(
            len(part) if isinstance(part, str) and key in _WORDS else characters(part) for key, part in json.items()
        )
    return 0


@dataclass(frozen=True, slots=True)
class View:
    """A modal or a Home tab, as Slack takes it."""

    json: Json


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with a form that was sent, by the block that holds it; the form stays as it was filled in."""

    by_block: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a menu offers that is filled while one types, as Slack takes it."""

    json: Json
