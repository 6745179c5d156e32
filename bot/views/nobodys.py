"""“Me” or “my team” from a person who has no such figures: whose she can ask for instead."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import NobodysOwn
from bot.text import Text
from bot.views.help import run
from bot.views.kit import section
from bot.views.message import Message
from bot.views.mrkdwn import marked
from bot.words.canonical import canonical
from bot.words.reading import Mine
from kpi_engine.scope import COMPANY, Level, Scope

_OFFERED = 3


def message(error: NobodysOwn, text: Text) -> Message:
    """Why there are none, and the same question of the teams she manages, else of the company."""
    words = _why(error, text)
    return Message(
        marked(words),
        (
            section(words),
            *(
                run(canonical(replace(error.asked, scope=scope), text.language, text.calendar), "", text)
                for scope in _instead(error.teams)
            ),
        ),
    )


def _why(error: NobodysOwn, text: Text) -> str:
    if error.asked.scope is Mine.SELF:
        return text.say(
            "The data does not list you as a rep, so you have no figures of your own. "
            "Ask for a team’s or the company’s:"
        )
    if error.teams:
        return text.say("You manage several teams. Ask for one of them:")
    return text.say("The data lists you in no team, so there is no team of yours. Name one, or ask for the company:")


def _instead(teams: Sequence[str]) -> tuple[Scope, ...]:
    return tuple(Scope(Level.TEAM, team) for team in teams[:_OFFERED]) or (COMPANY,)
