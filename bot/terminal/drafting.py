"""`kpi profile`: draft a source profile from the files themselves, and say beside it what they were taken for."""

from pathlib import Path

from rich.console import Console

from bot.errors import TerminalError
from bot.settings import Settings
from storage.drafting import Draft, draft_profile

_console = Console(stderr=True, highlight=False, soft_wrap=True)


def run_profile(folder: Path, name: str | None) -> None:
    """Print the draft; say of each file what it was taken for, and what is left to do."""
    if not folder.is_dir():
        raise TerminalError(f"no such folder: {folder}")
    draft = draft_profile(folder, name=name or folder.resolve().name, zone=Settings().zone)
    print(draft.text, end="")  # noqa: T201 - what the command is for; it goes into a file
    for line in _seen(draft, folder):
        _console.print(line, markup=False)


def _seen(draft: Draft, folder: Path) -> list[str]:
    told = [f"{file}: {table or 'no table was found for it'}" for file, table in draft.fed]
    told += [str(error) for error in draft.refused]
    left = draft.left_to_say
    places = f'{left} place{"s" if left > 1 else ""} left to say: look for "???".' if left else "Read it through."
    return [*told, f"{places} Then: kpi import PROFILE.toml --folder {folder}"]
