"""A picture: what draws it, of what, what it is called, and the words that say the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.text import Text
from kpi_engine.answer import Answer


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn: `paint(*of)` gives its PNG.

    `paint` is a function of a module, which a worker process finds by its name; it imports matplotlib itself, so that
    the bot never does. `of` can be pickled. `file` is the picture's name without `.png`.
    """

    paint: Callable[..., bytes]
    of: tuple[Any, ...]
    file: str
    title: str
    alt_text: str


Maker = Callable[[Answer, str, Text], Picture | None]
"""Gives an answer's picture, if there is anything to see; takes the KPI's name in the reader's language."""
