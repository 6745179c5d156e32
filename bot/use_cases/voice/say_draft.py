"""Something to be said, as far as it is filled in; and what it is about where a button or a message knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.office import Office
from bot.text import Language
from bot.use_cases.vocabulary import vocabulary
from bot.words.canonical import canonical
from bot.words.reading import Understood
from kpi_engine.kpi import Kpi
from kpi_engine.question import Dimension, Question
from storage.errors import NoFacts
from storage.repositories.voice_records import FeedbackKind, Sentiment

MOST = 3_000  # characters of what is said
_QUOTED = 2_000  # of a message that is quoted: there is to be room for what one says of it
_MENU = 100  # values; more are typed


class About(StrEnum):
    """What it can be about; also the keys under which that is kept."""

    KPI = "kpi"
    PERIOD = "period"
    SEGMENT = "segment"
    STAGE = "stage"
    ACCOUNT = "account"
    COMPETITOR = "competitor"


@dataclass(frozen=True, slots=True)
class SayDraft:
    """What somebody says; words as they were typed. `not_quoted`: of a message that the assistant does not read."""

    kind: FeedbackKind | None = None
    body: str = ""
    sentiment: Sentiment | None = None
    anonymous: bool = False
    about: Mapping[str, str] = field(default_factory=dict)
    not_quoted: bool = False


@dataclass(frozen=True, slots=True)
class SayChoices:
    """What the menus hold; segments and stages are typed where the facts name none, or too many."""

    kpis: tuple[Kpi, ...]
    segments: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()


def say_choices(office: Office) -> SayChoices:
    """The menus of this house."""
    return SayChoices(
        tuple(office.catalog.values()),
        _values(Dimension.SEGMENT, office),
        _in_order(_values(Dimension.STAGE, office), office),
    )


def about_question(question: Question, language: Language, office: Office) -> SayDraft:
    """What a card shows: its figure and period, its segment and stage where it is narrowed to one."""
    about = {About.KPI: question.kpi} if question.kpi in office.catalog else {}
    about[About.PERIOD] = canonical(Understood(period=question.period), language, office.calendar)
    for narrowing in question.filters:
        if narrowing.dimension in {Dimension.SEGMENT, Dimension.STAGE} and len(narrowing.values) == 1:
            about[About(narrowing.dimension.value)] = narrowing.values[0] or ""
    return SayDraft(about={str(key): value for key, value in about.items() if value})


def about_period(words: str) -> SayDraft:
    """What a digest tells of: its period, in words that can be typed."""
    return SayDraft(about={About.PERIOD.value: words})


def quoting(words: str) -> SayDraft:
    """A message as a quotation, with a line left to say what one thinks of it."""
    cut = words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1].rstrip()}…"
    quoted = "\n".join(f"> {line}" for line in cut.splitlines())
    return SayDraft(body=f"{quoted}\n\n" if quoted else "")


def _values(dimension: Dimension, office: Office) -> tuple[str, ...]:
    """Those that the facts name; none where they are too many for a menu."""
    try:
        found = vocabulary(Language.EN, office).values(dimension)
    except NoFacts:
        return ()
    named = tuple(value for value in found if value.strip())
    return named if len(named) <= _MENU else ()


def _in_order(stages: tuple[str, ...], office: Office) -> tuple[str, ...]:
    """As they follow each other in the sale; what has no place in it, such as a loss, behind."""
    if not stages:
        return ()
    course = [stage for stage in office.facts.current().stages() if stage in stages]
    return tuple(dict.fromkeys((*course, *stages)))
