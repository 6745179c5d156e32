"""Whose figures a short command is about, and what of it was not understood: shared by all that is typed for a form."""

import re

from bot.words.reading import Help, Mine, Misread, Reading, Understood, Why
from kpi_engine.question import Dimension
from kpi_engine.scope import Level, Scope

_LEVELS = {Dimension.REGION: Level.REGION, Dimension.TEAM: Level.TEAM, Dimension.REP: Level.REP}
_WHOSE = re.compile(
    r"(?<!my )(?<!mon )(?<!by )(?<!par )(?<!\S)"
    r"(?P<name>team|équipe|equipe|region|région|rep|commercial|commerciale)\s+(?![:=])",
    re.IGNORECASE,
)


def with_colons(text: str) -> str:
    """The text with `team Nord` written as the filter that it is: `team:Nord`."""
    return _WHOSE.sub(lambda match: f"{match['name']}:", text)


def understood(reading: Reading) -> Understood:
    """The parts of a reading that were understood."""
    match reading:
        case Help():
            return Understood()
        case Misread():
            return reading.understood
        case _:
            return reading


def whose(said: Understood) -> tuple[Scope | Mine | None, bool]:
    """Whose figures: a team, region or rep is typed as a filter. And whether they were narrowed in any other way."""
    named = [each for each in said.filters if each.dimension in _LEVELS and len(each.values) == 1 and each.values[0]]
    if len(named) == 1 and len(said.filters) == 1:
        return Scope(_LEVELS[named[0].dimension], named[0].values[0]), False
    return said.scope, bool(said.filters)


def unread(reading: Reading) -> tuple[str, ...]:
    """The words that the form has to ask for again, as typed."""
    if not isinstance(reading, Misread):
        return ()
    return tuple(
        dict.fromkeys(
            place.words for problem in reading.problems if problem.why is not Why.NO_KPI for place in problem.places
        )
    )
