"""`kpi serve`, `kpi clock`, `kpi migrate`, `kpi manifest`."""

import asyncio
import json

from rich.console import Console

from bot.logs import configure
from bot.manifest import manifest
from bot.serving import Duty, serve
from bot.settings import Settings
from storage.migrations import migrate

console = Console()


def run_serve(transport: str | None, *, with_clock: bool) -> None:
    """Run the assistant until it is told to stop; without its clock where other processes have one."""
    _run(transport, Duty.ALL if with_clock else Duty.INTAKE)


def run_clock() -> None:
    """Decide and send until told to stop."""
    _run(None, Duty.CLOCK)


def _run(transport: str | None, duties: Duty) -> None:
    settings = Settings()
    configure(settings.log_level)
    asyncio.run(serve(settings, transport, lambda where: console.print(f"The assistant is ready: {where}"), duties))


def run_migrate() -> None:
    """Create or upgrade the operational records."""
    settings = Settings()
    migrate(settings.records_url)
    console.print("The records are up to date.")


def run_manifest(request_url: str | None) -> None:
    """Print the manifest, ready to paste."""
    print(json.dumps(manifest(request_url), indent=2))  # noqa: T201 - the output is the product
