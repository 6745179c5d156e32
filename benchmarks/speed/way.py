"""A way to the figures: it opens the facts once and then finds what is asked of it."""

from pathlib import Path
from typing import Protocol

from benchmarks.speed.asked import Asked, Found


class Way(Protocol):
    """One of those that are measured beside each other; each lives in a process of its own."""

    def __init__(self, facts: Path) -> None:
        """Open the facts: the published file; a folder `columns` of Parquet files stands beside it."""

    def find(self, asked: Asked) -> Found:
        """Find the figures of one question."""
