"""The sample company as of one fixed day: imported once for all tests that need facts, and only read by them."""

import atexit
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from storage.facts.store import open_facts
from storage.imports.importing import import_profile
from storage.sample_crm import PROFILES, workspace_json, write

TODAY = date(2026, 11, 20)  # a Friday in the middle of a quarter
NOON = "2026-11-20T12:00:00+01:00"

_NEWCOMER = {
    "name": "solene",
    "real_name": "Solène Passant",
    "email": "solene@alto.example",
    "locale": "fr-FR",
    "tz": "Europe/Paris",
    "title": "Finance",
}


@dataclass(frozen=True)
class Alto:
    """Where the exports lie and where their facts were published."""

    exports: Path
    facts: Path


@cache
def alto() -> Alto:
    """Made at the first call, gone when the tests end."""
    folder = tempfile.TemporaryDirectory(prefix="alto-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    home = Path(folder.name)
    made = Alto(home / "crm", home / "facts")
    write(made.exports, today=TODAY, leads=3000)
    for profile in PROFILES:
        import_profile(profile, made.exports, open_facts(str(made.facts)), today=TODAY)
    return made


def workspace() -> dict[str, Any]:
    """Alto's people and channels before anybody said a word; Solène, of no sales team, is there too."""
    described = workspace_json(today=TODAY)
    described["users"].append(_NEWCOMER)
    for channel in described["channels"]:
        channel["messages"] = []
        if channel["name"] == "general":
            channel["members"].append("solene")
    return described
