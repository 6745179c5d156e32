"""`kpi serve`, `kpi migrate`, `kpi manifest`."""

import asyncio
import json

from rich.console import Console

from bot.logs import configure
from bot.manifest import manifest
from bot.serving import serve
from bot.settings import Settings
from storage.migrations import migrate

console = Console()


def run_serve(transport: str | None) -> None:
    """Run the assistant until it is told to stop."""
    settings = Settings()
    configure(settings.log_level)
    asyncio.run(serve(settings, transport, ready=lambda where: console.print(f"The assistant is ready: {where}")))


def run_migrate() -> None:
    """Create or upgrade the operational records."""
    settings = Settings()
    migrate(settings.records_url)
    console.print("The records are up to date.")


def run_manifest(request_url: str | None) -> None:
    """Print the manifest, ready to paste."""
    print(json.dumps(manifest(request_url), indent=2))  # noqa: T201 - the output is the product
