"""`kpi import`: bring files in, show how far it is, say what was found."""

from datetime import date
from pathlib import Path

from rich.console import Console

from bot.settings import Settings
from storage.facts.store import open_facts
from storage.imports import import_profile

console = Console()
