"""Reading a target in few words: retention +10% this year · objectif cycle -15 % équipe Nord T4 · revenue 1.2M.

The amount and a horizon to come are read here; all the rest is the grammar of a question.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.text import Language
from bot.words.amounts import Amount, find_amount, read_amount
from bot.words.periods.words import NEXT, UNIT_OF, Unit, any_name, any_of, spelled
from bot.words.reader import read
from bot.words.reading import Mine
from bot.words.vocabulary import Vocabulary
from bot.words.whose import understood, unread, whose, with_colons
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.scope import Scope

_GRAINS = {Unit.WEEK: Grain.WEEK, Unit.MONTH: Grain.MONTH, Unit.QUARTER: Grain.QUARTER, Unit.YEAR: Grain.YEAR}


def _accented(pattern: str) -> str:
    """A pattern of folded words that meets them as typed."""
    return pattern.replace("e", "[eéèê]")


_UNITS, _NEXT = _accented(any_of(UNIT_OF)), _accented(any_name(NEXT))
_AHEAD = re.compile(
    rf"(?<!\S)(?:the |le |la |l['’])?(?:{_NEXT}\s+(?P<before>{_UNITS})|(?P<after>{_UNITS})\s+{_NEXT})(?!\S)",
    re.IGNORECASE,
)
_PASSED_OVER = re.compile(
    r"(?<!\S)(?:by|until|till|before|d['’]ici(?: le| la| au)?|jusqu['’]au|avant le|"
    r"reach(?:es)?|at least|atteint|atteindre|au moins)(?!\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """What was said of a target; None is what was not. `unread`: words that were not understood.

    `narrowed`: it was also narrowed to something that no target can be set for, such as a segment.
    """

    kpi: str | None = None
    scope: Scope | Mine | None = None
    horizon: Period | None = None
    amount: Amount | None = None
    amount_words: str = ""
    unread: tuple[str, ...] = ()
    narrowed: bool = False


def read_target(typed: str, vocabulary: Vocabulary, today: date) -> TypedTarget:
    """Read as much of it as there is to understand; the form asks for the rest."""
    found = find_amount(typed, vocabulary.language)
    ahead, rest = _ahead(found.rest if found else typed, vocabulary.calendar, today)
    reading = read(with_colons(_PASSED_OVER.sub("", rest)), vocabulary, today)
    said = understood(reading)
    scope, narrowed = whose(said)
    words, left = (found.words, unread(reading)) if found else _bare_number(unread(reading), vocabulary.language)
    return TypedTarget(
        kpi=said.kpi,
        scope=scope,
        horizon=ahead or _horizon(said.period, today),
        amount=found.amount if found else read_amount(words, vocabulary.language),
        amount_words=words,
        unread=left,
        narrowed=narrowed,
    )


def _bare_number(words: tuple[str, ...], language: Language) -> tuple[str, tuple[str, ...]]:
    """The one number that nothing else was made of, as in `leads 500`; and the words that are then left."""
    numbers = [word for word in words if read_amount(word, language)]
    if len(numbers) != 1:
        return "", words
    return numbers[0], tuple(word for word in words if word != numbers[0])


def _ahead(text: str, calendar: Calendar, today: date) -> tuple[Period | None, str]:
    """A horizon to come, and the text without it: questions know the past only."""
    match = _AHEAD.search(text)
    unit = UNIT_OF.get(spelled(match["before"] or match["after"])) if match else None
    if match is None or unit not in _GRAINS:
        return None, text
    to_come = calendar.shift(calendar.containing(today, _GRAINS[unit]), 1)
    return to_come, f"{text[: match.start()]} {text[match.end() :]}"


def _horizon(period: Period | None, today: date) -> Period | None:
    """A day to come ends a horizon that begins today."""
    if period is None or period.grain is not Grain.DAY or period.start <= today:
        return period
    return Period(today, period.start + timedelta(days=1))
