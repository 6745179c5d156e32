"""The answer to `/kpi voice`: what was said, what was done about it, what is open, and what became of one's own.

What people typed is shown to those who take it up and to who typed it; the others read counts and what was done.
"""

from datetime import timedelta

from bot.text import Text
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.report import LEAST_VOICES, Answering, Score, ThemeTold, Voice
from bot.views.kit import Block, actions, button, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, code, fill, join, lines
from bot.views.nouns import named
from bot.views.voice.card import excerpt, feedback_card, line, quoted
from bot.views.voice.told import outcome, reply_lines
from bot.views.voice.words import about_words, kind_words, said_when
from kpi_engine.kpi import Catalog
from storage.repositories.voice_records import FeedbackState

LOOK, PAGE = "voice.look", "voice.page"
ON_A_PAGE = 6
_THEMES, _ENDED, _OWN = 8, 6, 5
_FOR_ALL = ("kpi", "segment", "stage")


def voice_report(voice: Voice, catalog: Catalog, text: Text, *, offset: int = 0) -> Message:
    """The report, from the open item at `offset` on."""
    heading = text.say("What the field says: {period}", period=text.period(voice.period))
    return Message(
        join(" ", heading, _counted(voice, text)),
        (
            header(heading),
            section(lines(_whose(voice, text), _counted(voice, text), *_kinds(voice, text))),
            *_themes(voice, text),
            *_ended(voice, catalog, text),
            *_open(voice, text, offset),
            *_footing(voice, text),
            *_own(voice, text),
        ),
    )


def by_code(item: Item, catalog: Catalog, text: Text) -> Message:
    """What became of anonymous words, for whoever holds their code."""
    feedback = item.feedback
    state = outcome(item, text) if feedback.released else Markup(text.say("Kept; nobody has read it yet: it waits."))
    replies = [paragraph for each in item.replies for paragraph in reply_lines(each, text)]
    none = text.say("No reply yet. Look again with the same code.")
    return Message(
        join(" ", text.say("Your feedback:"), state),
        (
            section(bold(text.say("What you said"))),
            *(section(each) for each in quoted(feedback.body)),
            section(state),
            *(section(each) for each in replies or [Markup(none)]),
            context(join(" · ", about_words(feedback.about, catalog, text), said_when(feedback, text))),
        ),
    )


def looked_into(item: Item, catalog: Catalog, text: Text) -> Message:
    """The card, for whoever asked for it; with the replies."""
    drawn = feedback_card(item, catalog, text)
    replies = [paragraph for each in item.replies for paragraph in reply_lines(each, text)]
    return Message(drawn.text, (*drawn.layout, *(section(each) for each in replies[-6:])))


def _whose(voice: Voice, text: Text) -> str:
    if voice.teams is None:
        return text.say("All teams")
    if not voice.teams:
        return text.say("You are in no team, so what teams said is not shown to you.")
    names = text.listed([named(each, text) for each in voice.teams])
    return text.plural("Team {names}", "Teams {names}", len(voice.teams), names=names)


def _counted(voice: Voice, text: Text) -> str:
    if not voice.total:
        return text.say("Nothing was said in these days.")
    if not voice.unnamed:
        return text.plural("{count} piece of feedback.", "{count} pieces of feedback.", voice.total)
    return text.plural(
        "{count} piece of feedback, {unnamed} of them anonymous.",
        "{count} pieces of feedback, {unnamed} of them anonymous.",
        voice.total,
        unnamed=text.number(voice.unnamed),
    )


def _kinds(voice: Voice, text: Text) -> list[str]:
    told = sorted(voice.kinds.items(), key=lambda each: -each[1])
    said = text.say("• {name}: {said}")
    return [said.format(name=kind_words(kind, text), said=text.number(count)) for kind, count in told if count]


def _themes(voice: Voice, text: Text) -> tuple[Block, ...]:
    if not voice.themes:
        return ()
    shown = (_theme(each, text) for each in voice.themes[:_THEMES])
    few = any(each.voices < LEAST_VOICES for each in voice.themes)
    least = text.number(LEAST_VOICES)
    note = text.say("Themes with fewer than {least} named voices are not cut by segment.", least=least)
    return (section(lines(bold(text.say("Themes")), *shown)), *((context(note),) if few else ()))


def _theme(theme: ThemeTold, text: Text) -> Markup:
    said = text.plural("{count} piece of feedback", "{count} pieces of feedback", theme.items)
    voices = text.plural("{count} named voice", "{count} named voices", theme.voices) if theme.voices else ""
    cut = ", ".join(f"{named(value, text)} {text.number(count)}" for value, count in theme.segments)
    told = fill(text.say("• {name}: {said}"), name=bold(theme.name), said=said)
    return join(" · ", told, voices, cut)


def _ended(voice: Voice, catalog: Catalog, text: Text) -> tuple[Block, ...]:
    if not voice.ended:
        return ()
    told = (you_said(each, catalog, text) for each in voice.ended[:_ENDED])
    more = len(voice.ended) - _ENDED
    rest = text.plural("… and {count} more", "… and {count} more", more) if more > 0 else ""
    return (section(lines(bold(text.say("You said, we did")), *told, rest)),)


def you_said(item: Item, catalog: Catalog, text: Text) -> Markup:
    """What it was about, and what came of it: neither its words nor a customer, who would point at somebody."""
    feedback = item.feedback
    told = {part: feedback.about[part] for part in _FOR_ALL if feedback.about.get(part)}
    about = join(", ", item.theme or kind_words(feedback.kind, text), about_words(told, catalog, text))
    reason = feedback.reason or ""
    if feedback.state is FeedbackState.DONE:
        return fill(text.say("✅ You said: {about} → we did: {words}"), about=about, words=reason)
    return fill(text.say("✋ You said: {about} → we will not: {words}"), about=about, words=reason)


def _open(voice: Voice, text: Text, offset: int) -> tuple[Block, ...]:
    count = len(voice.open)
    if not count:
        return (section(text.say("Nothing is open.")),)
    heading = bold(text.plural("{count} open", "{count} open", count))
    oldest = text.say("the oldest: {moment}", moment=said_when(voice.open[0].feedback, text))
    if not voice.takes_up:
        return (section(join(" · ", heading, oldest)),)
    shown = voice.open[offset : offset + ON_A_PAGE]
    listed = (section(line(each, text), button(text.say("Open"), LOOK, each.feedback.id)) for each in shown)
    return (section(join(" · ", heading, oldest)), *listed, *_pages(voice, offset, text))


def _pages(voice: Voice, offset: int, text: Text) -> tuple[Block, ...]:
    """Ways to the items before and after."""
    days = f"{voice.period.start}:{voice.period.end}"
    turns = []
    if offset:
        turns.append(button(text.say("Earlier ones"), f"{PAGE}.before", f"{days}:{max(0, offset - ON_A_PAGE)}"))
    if offset + ON_A_PAGE < len(voice.open):
        turns.append(button(text.say("Later ones"), f"{PAGE}.after", f"{days}:{offset + ON_A_PAGE}"))
    return (actions(f"voice:{offset}", *turns),) if turns else ()


def _footing(voice: Voice, text: Text) -> tuple[Block, ...]:
    """How fast answers come and what weak signals were worth; nothing before there is anything to count."""
    told = lines(_answering(voice.answering, text), _score(voice.score, text))
    return (context(told),) if told else ()


def _answering(answering: Answering, text: Text) -> str:
    if answering.median is None:
        return text.say("No named author has had an answer yet.") if answering.named else ""
    return text.say(
        "First answer to named authors: {time} at the median ({answered} of {named} have one).",
        answered=text.number(answering.answered),
        time=text.lasting(max(answering.median, timedelta(minutes=1))),
        named=text.number(answering.named),
    )


def _score(score: Score, text: Text) -> str:
    waiting = (
        text.plural("{count} is too young to tell.", "{count} are too young to tell.", score.waiting)
        if score.waiting
        else ""
    )
    if not score.scored:
        return text.say("Weak signals: {waiting}", waiting=waiting) if waiting else ""
    told = text.plural(
        "Of {count} weak signal, {first} came before the figure moved, {late} after, and for {none} nothing moved.",
        "Of {count} weak signals, {first} came before the figure moved, {late} after, and for {none} nothing moved.",
        score.scored,
        first=text.number(score.came_first),
        late=text.number(score.came_late),
        none=text.number(score.nothing_moved),
    )
    return " ".join(filter(None, (told, waiting)))


def _own(voice: Voice, text: Text) -> tuple[Block, ...]:
    """What she said with her name, and how each stands."""
    if not voice.own:
        code_hint = fill(
            text.say("Something to say? {feedback}. For an anonymous one: {voice} and its code."),
            feedback=code(text.say("/kpi feedback")),
            voice=code(text.say("/kpi voice")),
        )
        return (context(code_hint),)
    shown = (section(lines(_quoted_line(each, text), outcome(each, text))) for each in voice.own[:_OWN])
    more = len(voice.own) - _OWN
    rest = (context(text.plural("… and {count} more", "… and {count} more", more)),) if more > 0 else ()
    return (section(bold(text.say("What you said"))), *shown, *rest)


def _quoted_line(item: Item, text: Text) -> Markup:
    feedback = item.feedback
    words = text.say("“{words}”", words=excerpt(feedback))
    return join(" · ", words, said_when(feedback, text))
