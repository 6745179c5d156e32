"""`kpi import`: bring files in, show how far it is, say what was found."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.clock import SystemClock
from bot.settings import Settings
from bot.terminal.report import lines
from storage.facts.store import open_facts
from storage.imports import ImportProgress, import_profile

console = Console()


def run_import(profile: Path, folder: Path | None, *, allow_fewer_rows: bool) -> None:
    """Import, with a progress bar where somebody watches; the report says all that was found."""
    settings = Settings()
    store = open_facts(settings.facts_place)
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def show(progress: ImportProgress) -> None:
            bar.update(task, description=progress.step, completed=progress.done, total=progress.total)

        report = import_profile(
            profile,
            folder,
            store,
            progress=show,
            allow_fewer_rows=allow_fewer_rows,
            today=SystemClock().now().astimezone(settings.tzinfo).date(),
        )
    for line in lines(report):
        console.print(line, markup=False, highlight=False)


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)
