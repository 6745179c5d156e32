"""The versions of a KPI's definition, the first first: what each says and changes, when it ruled, who decided, why."""

from collections.abc import Iterator, Sequence

from bot.text import Text, later
from bot.use_cases.adoption.history import Chapter, History, Reign
from bot.views.adoption.retired import retired_in
from bot.views.definition_words import definition_words, difference_words
from bot.views.help import run
from bot.views.kit import Block, context, header, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked, mention
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange

_SHOWN = 15  # the newest; each takes two blocks
_CHANGES = {
    DefinitionChange.ADDED: later("“{kpi}” is new from {day} on, version {version}."),
    DefinitionChange.CHANGED: later("“{kpi}” is defined otherwise from {day} on, version {version}."),
    DefinitionChange.RETIRED: later("“{kpi}” is retired from {day} on."),
}


def history_card(history: History, catalog: Catalog, text: Text, currency: str) -> Message:
    """The private answer to `/kpi history <kpi>`."""
    title = text.say("How “{kpi}” is defined", kpi=text.say(history.name))
    shown = history.chapters[-_SHOWN:]
    earlier = len(history.chapters) - len(shown)
    gone = (section(retired_in(catalog, history.kpi, text)),) if history.kpi in catalog.retired else ()
    blocks = (
        header(title),
        *gone,
        *((context(text.plural("{count} earlier version", "{count} earlier versions", earlier)),) if earlier else ()),
        *(block for each in shown for block in _chapter(each, catalog, text, currency)),
        context(text.say("An answer that was given under an earlier version is replayed under that version.")),
    )
    return Message(lines(title, *(_heading(each, text) for each in shown)), blocks)


def latest_card(adopted: Sequence[AdoptedDefinition], text: Text) -> Message:
    """The private answer to `/kpi history` alone."""
    verb = text.say("history")
    if not adopted:
        words = text.say("No definition was changed here: every KPI is as it came with the product.")
        return Message(marked(words), (section(words), run(f"{verb} conversion", "", text)))
    title = text.say("What was changed last")
    told = [_change(each, text) for each in adopted]
    example = run(f"{verb} {adopted[0].kpi}", "", text)
    return Message(lines(title, *told), (header(title), section(lines(*told)), example))


def _change(adopted: AdoptedDefinition, text: Text) -> Markup:
    return fill(
        text.say(_CHANGES[adopted.change]),
        kpi=bold(text.say(adopted.name)),
        day=text.day(adopted.effective_on),
        version=text.number(adopted.version),
    )


def _chapter(chapter: Chapter, catalog: Catalog, text: Text, currency: str) -> tuple[Block, ...]:
    told = section(lines(bold(_heading(chapter, text)), *_content(chapter, text, currency)))
    decided = tuple(_decided(chapter, catalog, text))
    return (told, context(*decided)) if decided else (told,)


def _heading(chapter: Chapter, text: Text) -> Markup:
    number = text.say("Version {version}", version=text.number(chapter.version.number))
    return join(" · ", number, _reign(chapter, text))


def _reign(chapter: Chapter, text: Text) -> str:
    since = text.day(chapter.version.since) if chapter.version.since else ""
    match chapter.reign:
        case Reign.UNREADABLE:
            return text.say("cannot be read any more, so it does not rule")
        case Reign.OVERTAKEN:
            return text.say("overtaken by the next decision before it had ruled a day")
        case Reign.COMING:
            return text.say("from {day} on", day=since)
        case Reign.IN_FORCE:
            return text.say("in force since {day}", day=since) if since else text.say("in force from the beginning")
        case Reign.PAST:
            return _past(chapter, since, text)


def _past(chapter: Chapter, since: str, text: Text) -> str:
    until = text.day(chapter.until) if chapter.until else ""
    if since:
        return text.say("in force from {day} to {until}", day=since, until=until)
    return text.say("in force until {until}", until=until)


def _content(chapter: Chapter, text: Text, currency: str) -> Iterator[str]:
    """What it says and, where one ruled before it, what it changes."""
    kpi, before = chapter.version.kpi, chapter.before
    if chapter.version.retires:
        yield text.say("The KPI is retired.")
    elif kpi:
        yield definition_words(kpi, Basis.COHORT, text, currency)
        if before:
            yield from (fill("• {change}", change=each) for each in difference_words(before, kpi, text, currency))


def _decided(chapter: Chapter, catalog: Catalog, text: Text) -> Iterator[Markup]:
    adopted = chapter.version.adopted
    if adopted is None:
        yield marked(text.say("It came with the product."))
        return
    yield fill(text.say("Why: {why}"), why=adopted.why)
    yield _by(adopted, text)
    if chapter.poll:
        yield fill(text.say("Passed by the poll “{poll}”"), poll=chapter.poll)
    if adopted.owner:
        yield fill(text.say("Owner: {person}"), person=mention(adopted.owner))
    elif chapter.version.kpi:
        yield marked(text.say("Nobody answers for it."))
    if adopted.paired_with:
        beside = catalog.get(adopted.paired_with)
        yield fill(text.say("Read beside “{kpi}”"), kpi=text.say(beside.name) if beside else adopted.paired_with)


def _by(adopted: AdoptedDefinition, text: Text) -> Markup:
    moment = text.moment(adopted.adopted_at, text.calendar.zone)
    if adopted.adopted_by is None:
        return marked(text.say("Decided on {moment}", moment=moment))
    return fill(text.say("Decided on {moment} by {person}"), moment=moment, person=mention(adopted.adopted_by))
