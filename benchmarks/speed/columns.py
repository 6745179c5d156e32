"""The columns that the questions need, as Parquet files: what ways in memory load."""

from pathlib import Path

import duckdb

NEEDED = {
    "leads": ("created_on", "won_on", "team", "source"),
    "opportunities": ("created_on", "closed_on", "outcome", "amount", "product", "team"),
    "customer_spells": ("account_id", "started_on", "ended_on", "region"),
}


def write_columns(facts: Path) -> None:
    """Write them beside the published file."""
    folder = facts.parent / "columns"
    folder.mkdir()
    with duckdb.connect(str(facts), read_only=True) as database:
        for table, columns in NEEDED.items():
            database.execute(f"COPY (SELECT {', '.join(columns)} FROM {table}) TO '{folder / table}.parquet'")
