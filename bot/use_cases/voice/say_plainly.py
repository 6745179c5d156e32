"""Words from Slack as a person reads them: who or what is mentioned by name, links by what they say."""

import re
from collections.abc import Callable

from bot.office import Office

_MARKED = re.compile(r"<(?P<sign>[@#!]|(?=https?://|mailto:))(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


def plainly(words: str, team_id: str, office: Office) -> str:
    """The same without Slack's marks; who is not known keeps her id."""
    if not _MARKED.search(words):
        return words
    with office.records.reading() as work:
        names = {each.user_id: each.name for each in work.members.of(team_id)}
    return _MARKED.sub(_read_with(names.get), words)


def _read_with(name_of: Callable[[str], str | None]) -> Callable[[re.Match[str]], str]:
    def read(found: re.Match[str]) -> str:
        target, label = found["target"], found["label"]
        if found["sign"] == "@":
            return f"@{label or name_of(target) or target}"
        if found["sign"] == "!":
            return f"@{label or target}".replace("@@", "@")
        return f"{found['sign']}{label or target}"

    return read
