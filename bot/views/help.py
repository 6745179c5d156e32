"""The menu: what can be asked, as examples that run by a click."""

from bot.text import Text
from bot.views import kit, limits
from bot.views.kit import Block, button, context, header, section
from bot.views.message import Message, View
from bot.views.mrkdwn import bold, code, fill, join, lines, marked
from bot.views.privacy.notice import foot
from bot.words.canonical import filter_words
from kpi_engine.kpi import Catalog
from kpi_engine.question import Dimension, Filter

EXAMPLE = "help.example"
_NEUTRAL = Filter(Dimension.SEGMENT, (None,))  # reads whatever the facts hold


def help_menu(catalog: Catalog, text: Text, example: Filter | None = None) -> Message:
    """The answer to `/kpi` and `/kpi help`; `example` is a filter that the facts can answer."""
    said = fill(
        text.say("Ask me for a sales figure, for example {example}."), example=code(f"/kpi {_examples(text)[0][0]}")
    )
    return Message(said, _menu(catalog, text, example))


def home(catalog: Catalog, text: Text, example: Filter | None = None, above: tuple[Block, ...] = ()) -> View:
    """The Home tab: what is the person's own, then the menu, and where it says what is kept about people."""
    return View(kit.home((*above, *_menu(catalog, text, example), foot(text))))


def run(command: str, words: str, text: Text) -> Block:
    """A command, with a word about it if there is one, and the button that runs it."""
    press = button(text.say("Run"), EXAMPLE, command) if len(command) <= limits.BUTTON_VALUE else None
    return section(lines(marked(words), code(f"/kpi {command}")), press)


def _menu(catalog: Catalog, text: Text, example: Filter | None) -> tuple[Block, ...]:
    names = text.listed([text.say(kpi.name) for kpi in catalog.values()])
    return (
        header(text.say("Ask me for a sales figure")),
        section(
            text.say(
                "Type what you want to know after /kpi, in English or French, in any order. Only you see the answer."
            )
        ),
        *(run(command, words, text) for command, words in _examples(text)),
        section(lines(bold(text.say("What you can ask")), names)),
        section(lines(bold(text.say("How to narrow it down")), *_grammar(text, example or _NEUTRAL))),
        context(
            fill(
                text.say("A channel gets its week by itself: {digest} sets when and what, {target} what to aim at."),
                digest=code(text.say("/kpi digest")),
                target=code(text.say("/kpi target")),
            )
        ),
        context(
            fill(
                text.say("A figure can be watched: {alert} tells a channel when it has to be looked at."),
                alert=code(text.say("/kpi alert conversion below 20%")),
            )
        ),
        context(
            fill(
                text.say("What you hear in the field belongs here too, with your name or without: {feedback}."),
                feedback=code(text.say("/kpi feedback")),
            )
        ),
        context(
            fill(
                text.say("A definition can be changed: {propose} tries another one, {poll} shows what is voted on."),
                propose=code(text.say("/kpi propose")),
                poll=code(text.say("/kpi poll list")),
            )
        ),
        context(
            fill(
                text.say(
                    "Every figure comes with its counts, its certainty, the age of its data and a receipt: {again} "
                    "and the receipt give it again."
                ),
                again=code(text.say("/kpi replay")),
            )
        ),
    )


def _examples(text: Text) -> tuple[tuple[str, str], ...]:
    return (
        (text.say("conversion"), text.say("How many leads become customers?")),
        (
            text.say("cycle last quarter by segment"),
            text.say("How long does it take to win, and where is it quickest?"),
        ),
        (text.say("transformation this year vs year"), text.say("Do we win more often than a year ago?")),
        (text.say("revenue last 90 days by region"), text.say("Where does the money come from?")),
        (text.say("retention last quarter"), text.say("Do our customers stay?")),
    )


def _grammar(text: Text, example: Filter) -> tuple[str, ...]:
    places = (
        (text.say("a period: {examples}"), (text.say("last month"), text.say("Q3 2026"), text.say("since January"))),
        (text.say("a breakdown: {examples}"), (text.say("by region"), text.say("by source"))),
        (text.say("a filter: {examples}"), (filter_words(example, text.language),)),
        (text.say("a comparison: {examples}"), (text.say("vs previous"), text.say("vs year"))),
    )
    return tuple(fill(f"• {sentence}", examples=join(" ", *map(code, typed))) for sentence, typed in places)
