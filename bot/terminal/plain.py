"""Slack's markup as a terminal shows it: the words alone."""

import re
from html import unescape

from bot.views.mrkdwn import Markup

_EMPHASIS = re.compile(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)")


def plain(markup: Markup) -> str:
    """The text without stars and back-ticks, its escaped characters as they were."""
    return unescape(_EMPHASIS.sub(r"\2", markup))
