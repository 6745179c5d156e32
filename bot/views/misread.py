"""Words that were not understood: nothing was guessed; what was taken, what was not, and the nearest way on."""

from collections.abc import Sequence

from bot.text import Text, later
from bot.views import nouns
from bot.views.help import run
from bot.views.kit import Block, context, section
from bot.views.message import Message
from bot.views.mrkdwn import code, fill, lines, marked, one_line
from bot.words.reading import Mine, Misread, Problem, Topic, Why
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis, Compare, Dimension
from kpi_engine.scope import Scope

_OFFERED = 8
_LISTED = 12  # values or dimensions


def misread(reading: Misread, catalog: Catalog, text: Text) -> Message:
    """The private answer to a text of which some words were not taken."""
    kpi = _offered(reading.understood.kpi, catalog, text) if reading.understood.kpi else ""
    problems = [_problem(each, kpi, catalog, text) for each in _gathered(reading.problems)]
    taken = understood(reading, catalog, text)
    opening = text.say("Not quite: I would rather ask than guess.")
    return Message(
        marked(" ".join([opening, *problems])),
        (
            section(lines(opening, *problems)),
            *((context(taken),) if taken else ()),
            *_ways_on(reading, text),
        ),
    )


def understood(reading: Misread, catalog: Catalog, text: Text) -> str:
    """What was taken of the words, in one line; empty where nothing was."""
    taken = _taken(reading, catalog, text)
    return text.say("Understood: {parts}", parts=" · ".join(taken)) if taken else ""


def _gathered(problems: Sequence[Problem]) -> list[Problem]:
    """The words that are merely unknown in one problem, the others as they are."""
    places = (place for each in problems if each.why is Why.UNKNOWN_WORD for place in each.places)
    unknown = list({place.words.casefold(): place for place in places}.values())
    others = [each for each in problems if each.why is not Why.UNKNOWN_WORD]
    return [*([Problem(Why.UNKNOWN_WORD, tuple(unknown[:_OFFERED]))] if unknown else []), *others[:_OFFERED]]


def _ways_on(reading: Misread, text: Text) -> tuple[Block, ...]:
    if not reading.suggestions:
        return (
            context(fill(text.say("{help} shows what I can do, with examples."), help=code(text.say("/kpi help")))),
        )
    question = text.say("One of these, perhaps?")
    return (context(question), *(run(one_line(each.text), "", text) for each in reading.suggestions))


def _taken(reading: Misread, catalog: Catalog, text: Text) -> list[str]:
    """The parts that were understood and can be had."""
    taken, refused = reading.understood, {each.why for each in reading.problems}
    by = taken.by if Why.DIMENSION_NOT_OF_KPI not in refused else None
    basis = taken.basis if Why.BASIS_NOT_OF_KPI not in refused else None
    parts = (
        _offered(taken.kpi, catalog, text) if taken.kpi else "",
        text.period(taken.period) if taken.period else "",
        _whose(taken.scope, text),
        text.say("by {dimension}", dimension=nouns.dimension(by, text)) if by else "",
        *(nouns.narrowed(each, text) for each in taken.filters),
        _compared(taken.compare, text),
        text.say("compared with {period}", period=text.period(taken.against)) if taken.against else "",
        text.say("basis: period") if basis is Basis.PERIOD else "",
        text.plural("at {count} day", "at {count} days", taken.age) if taken.age else "",
    )
    return [part for part in parts if part]


def _whose(scope: Scope | Mine | None, text: Text) -> str:
    match scope:
        case None:
            return ""
        case Mine.SELF:
            return text.say("your own figures")
        case Mine.TEAM:
            return text.say("your team")
        case _:
            return nouns.whose(scope, text)


def _compared(compare: Compare | None, text: Text) -> str:
    match compare:
        case Compare.PREVIOUS:
            return text.say("compared with the previous period")
        case Compare.YEAR:
            return text.say("compared with a year earlier")
        case Compare.NONE:
            return text.say("without comparison")
        case None:
            return ""


def _problem(problem: Problem, kpi: str, catalog: Catalog, text: Text) -> str:
    quoted = [text.say("“{words}”", words=nouns.named(place.words, text)) for place in problem.places[:_OFFERED]]
    offered = [_offered(each, catalog, text) for each in problem.offered[:_LISTED]]
    return text.say(
        _sentence(problem),
        kpi=kpi,
        words=text.listed(quoted),
        about=_about(problem.about, text),
        offered=text.listed(offered),
    )


def _sentence(problem: Problem) -> str:
    if problem.why is Why.UNKNOWN_VALUE and problem.offered:
        return later("In the data there is no {about} called {words}. There are: {offered}.")
    if problem.why is Why.AMBIGUOUS_WORD and len(problem.offered) == 1:
        return later("I have no figure called {words}; the nearest is {offered}.")
    return _SENTENCES[problem.why]


_SENTENCES = {
    Why.UNKNOWN_WORD: later("I do not know {words}."),
    Why.AMBIGUOUS_WORD: later("{words} can mean several things: {offered}."),
    Why.UNKNOWN_DIMENSION: later("There is no breakdown by {words}. It can be broken down by {offered}."),
    Why.BY_TIME: later("I do not cut figures {words}, but the chart of one period also shows those before it."),
    Why.RANKING: later(
        "I rank nobody: “by rep” or “by team” puts them side by side, each with how certain its figure is."
    ),
    Why.INCOMPLETE: later("Something is missing after {words}."),
    Why.BARE_DIMENSION: later("What should I do with {words}? Put “by” before it, or “:” and a value after it."),
    Why.TWO_OF_A_KIND: later("One at a time, please: {words}."),
    Why.IMPOSSIBLE_DATE: later(
        "{words} is in no calendar: check the day, the month, and that the year lies between 1900 and 2199."
    ),
    Why.REVERSED_RANGE: later("{words} ends before it starts."),
    Why.TOO_LARGE: later("The number in {words} is too large: no calendar goes that far back."),
    Why.NOT_BEGUN: later("{words} is still to come: I know the past only."),
    Why.OTHER_COMPARISON: later(
        "I can compare with the period before (“vs previous”), with a year earlier (“vs year”), or with an earlier "
        "period of the same length, not with {words}."
    ),
    Why.UNKNOWN_VALUE: later("In the data there is no {about} called {words}."),
    Why.DIMENSION_NOT_OF_KPI: later(
        "“{kpi}” can be neither broken down nor filtered by {about}; it can be by {offered}."
    ),
    Why.BASIS_NOT_OF_KPI: later("“{kpi}” has one basis only: leave {words} out."),
    Why.AGE_NOT_OF_KPI: later("“{kpi}” does not ripen with age: leave {words} out."),
    Why.TOO_LONG: later("That is more than I can read at once; a few words are enough."),
    Why.NO_KPI: later("Which figure would you like? I know {offered}, and more."),
}


def _offered(name: str, catalog: Catalog, text: Text) -> str:
    if name in catalog:
        return text.say(catalog[name].name)
    known = {each.value: each for each in Dimension}
    return nouns.dimension(known[name], text) if name in known else nouns.named(name, text)


def _about(about: Topic | Dimension | None, text: Text) -> str:
    match about:
        case Dimension():
            return nouns.dimension(about, text)
        case Topic.SCOPE:
            return text.say("team or region")
        case _:
            return text.say("value")
