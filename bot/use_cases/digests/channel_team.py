"""Whose channel it is, by its name."""

import re
from collections.abc import Iterable

from bot.words.folding import fold

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def team_named_in(channel_name: str, teams: Iterable[str]) -> str | None:
    """The one team all whose words stand in the channel's name; None where it is none, or more than one.

    `#team-nord-est` is Nord Est's where there is such a team, though Nord's words stand there as well.
    """
    said = _words(channel_name)
    named = {team: words for team in teams if (words := _words(team)) and words <= said}
    fullest = [team for team, words in named.items() if not any(words < other for other in named.values())]
    return fullest[0] if len(fullest) == 1 else None


def _words(name: str) -> frozenset[str]:
    return frozenset(filter(None, _BETWEEN_WORDS.split(fold(name))))
