"""A KPI that was dropped: since when, and what to look at instead, one click away."""

from bot.text import Text
from bot.views.help import run
from bot.views.kit import context, section
from bot.views.message import Message
from bot.views.mrkdwn import code, fill, marked
from bot.words.canonical import canonical
from bot.words.reading import Understood
from kpi_engine.errors import KpiRetired
from kpi_engine.kpi import Catalog, Retired


def retired(error: KpiRetired, text: Text) -> Message:
    """The answer to whoever asks for it."""
    gone = Retired(error.key, error.name, error.on)
    words = retired_words(gone, error.successor[1] if error.successor else None, text)
    offered = (run(canonical(Understood(kpi=error.successor[0]), text.language), "", text),) if error.successor else ()
    command = text.say("/kpi history")
    history = fill(
        text.say("{history} tells how it was defined and why it went; answers given before can be replayed."),
        history=code(f"{command} {error.key}"),
    )
    return Message(marked(words), (section(words), *offered, context(history)))


def retired_words(gone: Retired, successor: str | None, text: Text) -> str:
    """The one sentence of it; `successor` is the English name of a KPI in force."""
    name, day = text.say(gone.name), text.day(gone.on)
    if successor is None:
        return text.say("“{kpi}” was retired on {day}.", kpi=name, day=day)
    return text.say(
        "“{kpi}” was retired on {day}; see “{successor}”.", kpi=name, day=day, successor=text.say(successor)
    )


def retired_in(catalog: Catalog, key: str, text: Text) -> str:
    """The same of a KPI that the catalogue has retired."""
    successor = catalog.successor(key)
    return retired_words(catalog.retired[key], catalog[successor].name if successor else None, text)
