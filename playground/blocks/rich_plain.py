"""Rich text as plain words."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.blocks.mrkdwn import Names, plain

Json = Mapping[str, Any]

RUNS: Mapping[str, Callable[[Json, Names], str]] = {
    "text": lambda run, _: str(run["text"]),
    "link": lambda run, _: str(run.get("text") or run["url"]),
    "user": lambda run, names: "@" + names.person(run["user_id"]),
    "usergroup": lambda run, _: "@" + str(run["usergroup_id"]),
    "channel": lambda run, names: "#" + names.channel(run["channel_id"]),
    "emoji": lambda run, _: f":{run['name']}:",
    "broadcast": lambda run, _: f"@{run['range']}",
    "color": lambda run, _: str(run["value"]),
    "date": lambda run, names: plain(f"<!date^{run['timestamp']}^{run['format']}|{run.get('fallback', '')}>", names),
}


def rich_text(block: Json, names: Names) -> str:
    """Return a rich text block, one line per part and list entry."""
    return "\n".join(_part(part, names) for part in block["elements"])


def _part(part: Json, names: Names) -> str:
    if part["type"] != "rich_text_list":
        return "".join(RUNS[run["type"]](run, names) for run in part["elements"])
    indent = "  " * part.get("indent", 0)
    lines = []
    for number, entry in enumerate(part["elements"], part.get("offset", 0) + 1):
        mark = f"{number}." if part["style"] == "ordered" else "•"
        lines.append(f"{indent}{mark} {_part(entry, names)}")
    return "\n".join(lines)
