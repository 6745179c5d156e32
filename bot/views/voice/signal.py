"""A weak signal: how many people spoke of what, and the figure that they name beside it."""

from bot.text import Text
from bot.use_cases.voice.signals import Raised, Say
from bot.views import changes, nouns, outcomes
from bot.views.kit import context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from kpi_engine.question import Dimension, Filter
from storage.repositories.voice_records import WeakSignal


def signal_words(catalog: Catalog, calendar: Calendar) -> Say:
    """What turns a signal into the frozen payload of its message."""

    def payload(raised: Raised, locale: str) -> dict[str, object]:
        said = signal_message(raised, catalog, Text(locale, calendar))
        return {"text": str(said.text), "blocks": said.blocks}

    return payload


def signal_message(raised: Raised, catalog: Catalog, text: Text) -> Message:
    """To those who take feedback up."""
    said = spoken(raised.signal, raised.theme, text)
    since = text.say("The first spoke on {day}.", day=text.day(raised.signal.first_said_on))
    note = fill(
        text.say("Whether the figure moves is looked at after four and after eight weeks; {voice} tells the score."),
        voice=code(text.say("/kpi voice")),
    )
    return Message(
        join(" ", said, since), (section(lines(said, since, *_figure(raised, catalog, text))), context(note))
    )


def spoken(signal: WeakSignal, theme: str, text: Text) -> Markup:
    """Four people speak of Signatures, segment: PME."""
    return fill(
        text.plural(
            "📡 {count} person speaks of “{theme}” ({place}), within two weeks.",
            "📡 {count} people speak of “{theme}” ({place}), within two weeks.",
            signal.people,
            theme="{theme}",
            place="{place}",
        ),
        theme=bold(theme),
        place=nouns.narrowed(Filter(Dimension(signal.dimension), (signal.value,)), text),
    )


def _figure(raised: Raised, catalog: Catalog, text: Text) -> tuple[str, ...]:
    """The figure up to the day before they spoke, and its change."""
    answer, kpi = raised.answer, catalog.get(raised.signal.kpi or "")
    if answer is None or kpi is None:
        return (text.say("They name no figure that can be narrowed to it, so there is none beside it."),)
    days = text.period(answer.question.period)
    told = text.say("The four weeks before, {days}: {figure}", days=days, figure=outcomes.headline(answer, kpi, text))
    return told, changes.change(answer, text)
