"""Slack's markup as a terminal shows it: the words alone, on lines that fit."""

from textwrap import wrap

from bot.views.mrkdwn import Markup
from bot.views.mrkdwn import unmarked as plain

__all__ = ["fitted", "plain"]


def fitted(markup: Markup, width: int) -> str:
    """The words on lines of at most this width where they can be: broken at blanks, never inside "1 624" or "3,2 %"."""
    return "\n".join(part for line in plain(markup).split("\n") for part in _wrapped(line, width))


def _wrapped(line: str, width: int) -> list[str]:
    return wrap(line, width, break_long_words=False, break_on_hyphens=False) or [""]
