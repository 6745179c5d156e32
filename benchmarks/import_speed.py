"""Import a lead CSV of a million rows beside DuckDB's own COPY and pandas: rows per second and peak memory, in one run.

    python benchmarks/import_speed.py [--rows 1000000] [--repeat 3]

Each way runs in a process of its own, whose peak memory the operating system tells. All write a database to the same
disk; the best of the repeats counts. Ours also proves encoding, rows, numbers and dates, finds duplicates, sorts,
derives and checks; the others only load.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from subprocess import run
from tempfile import TemporaryDirectory

SEED = 20260101
HEADER = "Record ID,Create Date,Qualified Date,Company ID,Original Source,Campaign,Segment,Region,Owner,Team\n"
PROFILE = """
[leads]
file         = "leads.csv"
lead_id      = "Record ID"
created_on   = "Create Date"
qualified_on = "Qualified Date"
account_id   = "Company ID"
source       = "Original Source"
campaign     = "Campaign"
segment      = "Segment"
region       = "Region"
rep          = "Owner"
team         = "Team"
"""
SOURCES = ("web", "trade fair", "partner", "ads", "referral", "cold call", "event", "")
COLUMNS = (
    "lead_id",
    "created_on",
    "qualified_on",
    "account_id",
    "source",
    "campaign",
    "segment",
    "region",
    "rep",
    "team",
)


def write_leads(path: Path, rows: int) -> None:
    """The same file for the same seed."""
    chance = Random(SEED)
    first = date(2022, 1, 1)
    with path.open("w") as file:
        file.write(HEADER)
        for number in range(rows):
            created = first + timedelta(days=chance.randrange(1400))
            qualified = created + timedelta(days=chance.randrange(60)) if chance.random() < 0.4 else ""
            rep = chance.randrange(400)
            lead = f"L{number:07d},{created},{qualified},A{chance.randrange(200_000)},{chance.choice(SOURCES)}"
            where = f"campaign {chance.randrange(50)},segment {chance.randrange(5)},region {rep % 3}"
            file.write(f"{lead},{where},Rep {rep},Team {rep % 40}\n")


def ours(folder: Path, target: Path) -> int:
    from storage.facts.store import open_facts
    from storage.imports import import_profile

    (folder / "leads.toml").write_text(PROFILE)
    return import_profile(folder / "leads.toml", folder, open_facts(str(target / "facts")), today=date(2026, 1, 1)).rows


def copy(folder: Path, target: Path) -> int:
    import duckdb

    with duckdb.connect(str(target / "copied.duckdb")) as database:
        types = ", ".join(f"{name} {'DATE' if name.endswith('_on') else 'VARCHAR'}" for name in COLUMNS)
        database.execute(f"CREATE TABLE leads ({types})")
        (count,) = database.execute(f"COPY leads FROM '{folder / 'leads.csv'}' (HEADER)").fetchone()
        return int(count)


def pandas_to_sql(folder: Path, target: Path) -> int:
    import pandas as pd
    from sqlalchemy import create_engine

    frame = pd.read_csv(folder / "leads.csv", parse_dates=["Create Date", "Qualified Date"])
    frame.to_sql("leads", create_engine(f"sqlite:///{target / 'leads.sqlite'}"), index=False)
    return len(frame)


WAYS: dict[str, Callable[[Path, Path], int]] = {"kpi import": ours, "DuckDB COPY": copy, "pandas to_sql": pandas_to_sql}


def measure(way: str, folder: Path) -> None:
    """In a process of its own: seconds on the wall and of all cores, rows and peak memory of one way, as JSON."""
    with TemporaryDirectory(dir=folder) as target:
        began, worked = time.perf_counter(), time.process_time()
        rows = WAYS[way](folder, Path(target))
        seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "rows": rows, "peak": peak}))


def measured(way: str, folder: Path, repeat: int) -> dict[str, float]:
    """The best of some runs."""
    command = [sys.executable, __file__, "--measure", way, "--folder", str(folder)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    runs = [json.loads(run(command, check=True, capture_output=True, env=environment).stdout) for _ in range(repeat)]
    return min(runs, key=lambda each: each["seconds"])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rows", type=int, default=1_000_000)
    arguments.add_argument("--repeat", type=int, default=3)
    arguments.add_argument("--measure", choices=WAYS, help=argparse.SUPPRESS)
    arguments.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.measure:
        measure(given.measure, given.folder)
        return
    with TemporaryDirectory(prefix="kpi-bench-") as folder:
        file = Path(folder) / "leads.csv"
        write_leads(file, given.rows)
        size = file.stat().st_size / 1e6
        print(f"{given.rows:,} leads, {size:.0f} MB, {os.cpu_count()} cores, best of {given.repeat}\n")
        results = {way: measured(way, Path(folder), 1 if way == "pandas to_sql" else given.repeat) for way in WAYS}
    base = results["DuckDB COPY"]["seconds"]
    print(f"{'':14} {'seconds':>8} {'x COPY':>7} {'CPU s':>6} {'rows/s':>9} {'peak MB':>8}")
    for way, result in results.items():
        seconds, speed = result["seconds"], result["rows"] / result["seconds"]
        figures = f"{seconds:8.2f} {seconds / base:7.2f} {result['cpu']:6.2f} {speed:9,.0f} {result['peak']:8.0f}"
        print(f"{way:14} {figures}")


if __name__ == "__main__":
    main()
