"""How long six typical questions take: the engine beside SQL by hand, boring-semantic-layer, pandas and polars.

    python -m benchmarks.answer_speed [--leads 100000 1000000 10000000] [--rounds 20] [--write docs/benchmarks.md]

A company is drawn and published for each size; every way opens each in a process of its own and must find the same
figures before anything is timed. Then questions, sizes and ways take turns.
"""

import argparse
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.speed.page import rewrite
from benchmarks.speed.published import published
from benchmarks.speed.race import Result, race
from benchmarks.speed.tables import aimed, first_times, growth, ratio, ratios, times

LIBRARIES = ("duckdb", "sqlalchemy", "duckdb-sqlalchemy", "boring-semantic-layer", "ibis-framework", "pandas", "polars")
PART = "answer_speed"


def measured(sizes: Sequence[int], rounds: int) -> dict[int, dict[str, Result]]:
    """Draw a company of each size, publish it, and let all ways answer."""
    with TemporaryDirectory(prefix="kpi-bench-") as folder:
        return race({leads: published(Path(folder) / str(leads), leads) for leads in sizes}, rounds)


def report(results: dict[int, dict[str, Result]], rounds: int) -> str:
    """All tables, as Markdown."""
    largest = max(results)
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    sizes = " ".join(map(str, sorted(results)))
    command = f"`python -m benchmarks.answer_speed --leads {sizes} --rounds {rounds}`"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    parts = [
        f"{command}, {datetime.now(UTC):%d %B %Y}, {machine}, {libraries}.",
        f"### {largest:,} leads",
        times(results[largest]),
        ratios(results[largest]),
        first_times(results[largest]),
        "### Aims",
        aimed(results),
    ]
    if len(results) > 1:
        parts += ["### Growth", growth(results)]
    return "\n\n".join(parts)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--leads", type=int, nargs="+", default=[100_000, 1_000_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--write", type=Path, help="the page whose tables are rewritten")
    given = parser.parse_args(arguments)
    results = measured(given.leads, given.rounds)
    text = report(results, given.rounds)
    print(text, end="\n\n")
    if given.write:
        rewrite(given.write, PART, text)
    print(ratio(results[max(results)]))


if __name__ == "__main__":
    main()
