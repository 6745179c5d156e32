"""One part of a definition as it was and as it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.text import Text, later
from bot.views import recipe_phrases as phrases
from kpi_engine.figure import Direction
from kpi_engine.recipe import Differing, Part

_BETTER = {
    Direction.UP: later("more is better"),
    Direction.DOWN: later("less is better"),
    Direction.NEITHER: later("neither more nor less is better"),
}


@dataclass(frozen=True, slots=True)
class Sides:
    """The currency of least amounts as it was and as it becomes; None of scores."""

    before: str | None
    after: str | None


def differing(each: Differing, sides: Sides, text: Text) -> str:
    """The change of one part, in a sentence."""
    if each.part is Part.CONDITION:
        return _condition(each, text)
    if each.part is Part.WHOLE:
        return text.say("The definition as a whole is another one.")
    return text.say(
        "{part}: {before} → {after}",
        part=_part(each.part, text),
        before=_said(each.part, each.before, sides.before, text),
        after=_said(each.part, each.after, sides.after, text),
    )


def _condition(each: Differing, text: Text) -> str:
    if each.after is None:
        return text.say("No longer only where {condition}.", condition=phrases.condition(each.before, text))
    if each.before is None:
        return text.say("Now only where {condition}.", condition=phrases.condition(each.after, text))
    return text.say(
        "Only where {before} → only where {after}",
        before=phrases.condition(each.before, text),
        after=phrases.condition(each.after, text),
    )


def _part(part: Part, text: Text) -> str:
    return {
        Part.NAME: text.say("Name"),
        Part.BETTER: text.say("What is better"),
        Part.WAY: text.say("Measured as"),
        Part.COUNTED: text.say("Counted"),
        Part.AMONG: text.say("Among"),
        Part.SINCE: text.say("Days counted from"),
        Part.WITHIN_DAYS: text.say("Within"),
        Part.AT_LEAST: text.say("At least"),
    }[part]


def _said(part: Part, value: Any, currency: str | None, text: Text) -> str:
    if value is None:
        return text.say("nothing said")
    return text.exact_money(value, currency) if part is Part.AT_LEAST else _SAY[part](value, text)


_SAY: Mapping[Part, Callable[[Any, Text], str]] = {
    Part.NAME: lambda name, text: text.say(name),
    Part.BETTER: lambda better, text: text.say(_BETTER[better]),
    Part.WAY: phrases.way,
    Part.COUNTED: phrases.happening,
    Part.AMONG: phrases.happening,
    Part.SINCE: phrases.happening,
    Part.WITHIN_DAYS: lambda days, text: text.plural("{count} day", "{count} days", days),
}
