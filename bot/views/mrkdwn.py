"""Slack's markup, made so that nothing from data can become a mention, a link or a command.

Plain words are `str`, markup is `Markup`. Whatever joins the two escapes the plain ones, once. Slack has no escape for
`*`, `_`, `~` and the back-tick: in a name they may at worst change the look of a line, never where it leads. Fields of
markup are sent with `verbatim`, so that Slack does not turn bare addresses or `#names` into links. What cannot be seen
is left out on the way: `esc` and `clip` are the ways that words take into a message.
"""

import re
from collections.abc import Sequence
from html import unescape

from bot.legible import legible
from storage.repositories.records import ERASED

_ENTITY_CUT_SHORT = re.compile(r"&[a-z]{0,3}$")
_USER_ID = re.compile(r"[UW][A-Z0-9]{2,}")
_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")
_EMPHASIS = re.compile(r"(?<!\w)([*_`])(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ELLIPSIS = "…"


class Markup(str):
    """Text already in Slack's markup: escaped where it came from people or data."""

    __slots__ = ()


def esc(plain: str) -> str:
    """What can be seen, with exactly the three characters escaped that Slack gives a meaning."""
    return legible(plain).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def marked(words: str) -> Markup:
    """Plain words escaped; markup as it is."""
    return words if isinstance(words, Markup) else Markup(esc(words))


def fill(sentence: str, **values: str) -> Markup:
    """A translated sentence with its {places} filled by plain words or markup."""
    return Markup(esc(sentence).format(**{place: marked(value) for place, value in values.items()}))


def bold(words: str) -> Markup:
    """Words that stand out."""
    return Markup(f"*{marked(words)}*")


def code(words: str) -> Markup:
    """What one types."""
    return Markup(f"`{marked(words.replace('`', chr(39)))}`")


def fixed_width(rows: Sequence[str]) -> Markup:
    """Rows in letters of one width, as they are: columns stay under each other."""
    return Markup("```\n" + "\n".join(esc(row.replace("`", "'")) for row in rows) + "\n```")


def unmarked(markup: Markup) -> str:
    """The words alone, for where markup shows as it is: no stars or back-ticks, escaped characters as they were."""
    return unescape(_EMPHASIS.sub(r"\2", markup))


def join(separator: str, *parts: str) -> Markup:
    """The parts that are not empty, one after the other."""
    return Markup(separator.join(marked(part) for part in parts if part))


def lines(*parts: str) -> Markup:
    """One part a line."""
    return join("\n", *parts)


def mention(user_id: str) -> Markup:
    """A person by her Slack id, a dash for who was erased. Raises ValueError for anything that is not one."""
    if user_id == ERASED:
        return Markup("—")
    if not _USER_ID.fullmatch(user_id):
        raise ValueError(f"not a user id: {user_id!r}")
    return Markup(f"<@{user_id}>")


def channel(channel_id: str) -> Markup:
    """A channel by its Slack id: Slack names it to those who may know. Raises ValueError for anything else."""
    if not _CHANNEL_ID.fullmatch(channel_id):
        raise ValueError(f"not a channel id: {channel_id!r}")
    return Markup(f"<#{channel_id}>")


def clip(words: str, limit: int) -> str:
    """What can be seen of plain words, cut to a limit, with an ellipsis where something is missing."""
    seen = legible(words)
    return seen if len(seen) <= limit else seen[: limit - 1].rstrip() + _ELLIPSIS


def clip_markup(markup: Markup, limit: int) -> Markup:
    """Markup cut to a limit, never inside an escaped character."""
    if len(markup) <= limit:
        return markup
    return Markup(_ENTITY_CUT_SHORT.sub("", markup[: limit - 1]).rstrip() + _ELLIPSIS)


def capital(words: str) -> str:
    """The words as they begin a line."""
    return words[:1].upper() + words[1:]


def one_line(name: str) -> str:
    """A name from data on one line, without what cannot be seen or would reorder the line."""
    return legible(" ".join(name.split())).strip()
