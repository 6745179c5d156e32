"""Slack's mrkdwn as plain words: marks taken off, mentions, links and dates resolved."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

ENTITY = re.compile(r"<([^<>]+)>")
FENCE = re.compile(r"```(.+?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
MARKS = tuple(
    re.compile(rf"(?<![\w{mark}])\{mark}(?=[^\s{mark}])(.+?)(?<=[^\s{mark}])\{mark}(?![\w{mark}])", re.DOTALL)
    for mark in ("*", "_", "~")
)
DATE_TOKENS = {
    "{date_num}": "%Y-%m-%d",
    "{date}": "%B %d, %Y",
    "{date_short}": "%b %d, %Y",
    "{date_long}": "%A, %B %d, %Y",
    "{date_pretty}": "%B %d, %Y",
    "{date_short_pretty}": "%b %d, %Y",
    "{date_long_pretty}": "%A, %B %d, %Y",
    "{time}": "%H:%M",
    "{time_secs}": "%H:%M:%S",
}


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what ids stand for, and the zone of who reads."""

    person: Callable[[str], str]
    channel: Callable[[str], str]
    zone: ZoneInfo


def plain(text: str, names: Names) -> str:
    """Return mrkdwn as a person reads it, without its marks."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(1).strip("\n"))
        return f"\0{len(kept) - 1}\0"

    text = CODE.sub(keep, FENCE.sub(keep, text))
    text = ENTITY.sub(lambda match: _entity(match.group(1), names), text)
    for mark in MARKS:
        text = mark.sub(r"\1", text)
    text = re.sub("\0(\\d+)\0", lambda match: kept[int(match.group(1))], text)
    return html.unescape(text)


def _entity(inner: str, names: Names) -> str:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return "@" + names.person(target[1:])
    if target.startswith("#"):
        return "#" + (label or names.channel(target[1:]))
    if target.startswith("!date^"):
        return _date(target, label, names.zone)
    if target.startswith("!"):
        return label or "@" + target[1:].split("^")[0]
    address = target.removeprefix("mailto:")
    return f"{label} ({target})" if label and label not in (target, address) else address


def _date(target: str, fallback: str, zone: ZoneInfo) -> str:
    _, timestamp, form, *_ = [*target.split("^"), "", ""]
    if not timestamp.isdigit():
        return fallback
    moment = datetime.fromtimestamp(int(timestamp), zone)
    for token, pattern in DATE_TOKENS.items():
        form = form.replace(token, moment.strftime(pattern))
    return form or fallback
