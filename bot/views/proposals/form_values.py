"""The values of a condition: chosen from a menu of all where they are few, found by typing where they are many.

Slack says of a menu that is filled while one types which block it stands in, and not what is chosen elsewhere in the
form: so the id of the block names the column that the values are of.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import islice

from bot.text import Text
from bot.use_cases.proposals.values import Column, Found
from bot.views import limits, nouns
from bot.views.inputs import Asked, fixed, found_by_typing, several
from bot.views.kit import Block, Option, offer, section
from bot.views.message import Offer
from bot.views.mrkdwn import one_line
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition

_UNKNOWN, _KNOWN, _LONG = "?", "=", "#"  # what the value of an option begins with
_LONGEST = limits.OPTION_VALUE - len(_KNOWN)
_MOST = limits.OPTIONS


def values_input(asked: Asked, condition: Condition, values: Iterable[str | None], text: Text) -> Block:
    """The menu of a condition's values: those that are chosen and those of the data, the most frequent first."""
    known = dict.fromkeys((*condition.values, *values))
    fitting = (value for value in known if value is None or value.strip())
    options = [_option(value, text) for value in islice(fitting, _MOST + 1)]  # one more tells that there are more
    name = nouns.dimension(condition.dimension, text)
    if not options:  # Slack refuses a menu without any
        none = text.say("Your data names no {dimension}. Choose another condition.", dimension=name)
        return fixed(section(none), f"no-{asked.block_id}")
    named = {option_of(value) for value in condition.values}
    chosen = [each for each in options if each.value in named]
    if len(options) > _MOST:
        return found_by_typing(asked, text.say("Choose or type: {dimension}", dimension=name), chosen, most=_MOST)
    placeholder = text.say("Choose: {dimension}", dimension=name)
    return several(asked, placeholder, options, [each.value for each in chosen], most=_MOST)


def offered_values(found: Found, text: Text) -> Offer:
    """What is offered while one types; says so where more fits than a menu holds."""
    options = [_option(value, text) for value in found.values]
    more = found.count - len(found.values)
    said = text.say(
        "{count} of {all}, the most frequent; type more letters",
        count=text.number(len(options)),
        all=text.number(found.count),
    )
    return Offer(offer(options, said if more else ""))


def place_of(block_id: str, column: Column) -> str:
    """The id of the block that holds values of a column."""
    return f"{block_id}:{column.table}.{column.dimension}"


def column_in(block_id: str) -> Column | None:
    """The column that a block holds values of; None where it says none."""
    table, _, dimension = block_id.rpartition(":")[2].partition(".")
    return Column(table, Dimension(dimension)) if dimension in set(Dimension) else None


def option_of(value: str | None) -> str:
    """A value of the data as a menu carries it; what is too long for that, by a mark of its own."""
    if value is None:
        return _UNKNOWN
    return f"{_KNOWN}{value}" if len(value) <= _LONGEST else f"{_LONG}{_mark(value)}"


def values_of(options: Iterable[str], known: Iterable[str | None]) -> tuple[str | None, ...]:
    """Values as they came back; `known`: those of the data, among which the long ones are. What is none is left out."""
    chosen = tuple(options)
    has_long = any(each.startswith(_LONG) for each in chosen)
    long = {_mark(value): value for value in known if value and len(value) > _LONGEST} if has_long else {}
    return tuple(value for each in chosen for value in _value(each, long))


def _value(option: str, long: Mapping[str, str]) -> tuple[str | None, ...]:
    kind, rest = option[:1], option[1:]
    if kind == _LONG:
        return (long[rest],) if rest in long else ()
    return {_UNKNOWN: (None,), _KNOWN: (rest,)}.get(kind, ())


def _mark(value: str) -> str:
    return blake2b(value.encode(), digest_size=12).hexdigest()


def _option(value: str | None, text: Text) -> Option:
    """As much of it as a menu shows: its beginning and, where that is not all, the rest below, or the end of that."""
    whole = one_line(value) if value else ""
    if len(whole) <= limits.OPTION_TEXT:
        return Option(option_of(value), whole or nouns.named(value, text))
    shown = limits.OPTION_TEXT - len("…")
    return Option(option_of(value), whole, "…" + whole[shown:][-shown:])
