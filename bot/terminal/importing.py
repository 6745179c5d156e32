"""`kpi import`: bring files in, show how far it is, say what was found."""

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from bot.clock import SystemClock
from bot.errors import TerminalError
from bot.settings import Settings
from bot.use_cases.know_member import seat_everybody
from bot.wiring import open_office
from storage.facts.store import open_facts
from storage.imports import Progress as Step
from storage.imports import import_profile

console = Console()


def run_import(profile: Path, folder: Path | None, *, allow_fewer_rows: bool) -> None:
    """Import, with a progress bar where somebody watches; the report says all that was found."""
    if not profile.is_file():
        raise TerminalError(f"no such file: {profile}")
    settings = Settings()
    office = open_office(settings, SystemClock())
    store = open_facts(settings.facts_place, kept=settings.keep_publications)
    with _bar() as bar:
        task = bar.add_task("", total=None)

        def show(step: Step) -> None:
            bar.update(task, description=f"{step.step} {step.subject}", completed=step.done, total=step.total)

        report = import_profile(
            profile, folder, store, today=office.today(), progress=show, override_shrink=allow_fewer_rows
        )
    seat_everybody(office)
    console.print(str(report), markup=False, highlight=False, soft_wrap=True)
    for path in report.rejects:
        console.print(f"Rejected rows are in {path}: correct them there and import that file.", soft_wrap=True)
    console.print(f"The facts are at version {report.version}, complete up to {report.as_of}.")


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
