"""Colleagues mentioned in a question: each is the filter that her name as a rep would be."""

import re
from collections.abc import Mapping

from bot.mentions import MENTION
from bot.text import Language
from bot.words.dimension_names import DIMENSION_NAMES
from bot.words.values import in_quotes
from kpi_engine.question import Dimension


def mentioned(typed: str) -> tuple[str, ...]:
    """The user ids of those whom a text mentions, each once."""
    return tuple(dict.fromkeys(MENTION.findall(typed)))


def as_filters(typed: str, reps: Mapping[str, str], language: Language) -> str:
    """The text with the reps among them, by user id, as filters: `@camille` is `rep:"Camille Roy"`."""
    name = DIMENSION_NAMES[Dimension.REP].written(language)

    def spelt(found: re.Match[str]) -> str:
        rep = reps.get(found["id"])
        if rep is None:
            return found.group()
        is_value = typed[: found.start()].rstrip().endswith((":", "="))
        return in_quotes(rep) if is_value else f" {name}:{in_quotes(rep)} "

    return MENTION.sub(spelt, typed)
