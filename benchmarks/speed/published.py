"""A published company, drawn in a process of its own: its memory is not to be counted as that of what is measured."""

import sys
from pathlib import Path
from subprocess import run
from time import monotonic

from benchmarks.speed.company import TEAMS


def published(folder: Path, leads: int, teams: int = TEAMS) -> Path:
    """Publish a company of so many leads and teams; its file."""
    began = monotonic()
    run([sys.executable, "-m", "benchmarks.speed.company", str(folder), str(leads), str(teams)], check=True)
    print(f"{leads:,} leads of {teams:,} teams published in {monotonic() - began:.0f} s", file=sys.stderr)
    (facts,) = folder.glob("facts-*.duckdb")
    return facts
