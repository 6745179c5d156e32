"""The table of results that a run prints at its end."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

LINE = "chaos_line"
"""Name of the property under which a test's report carries its line, from whichever process ran it."""


@dataclass(frozen=True, slots=True)
class Line:
    """How one scenario went: `runs` = messages, crashes or whatever the scenario counts, as its page says."""

    scenario: str
    database: str
    runs: int
    duplicates: int
    misses: int
    seconds: float
    remarks: str = ""

    def as_property(self) -> tuple[str, dict[str, Any]]:
        return LINE, asdict(self)


def lines_of(reports: Iterable[Any]) -> Iterator[Line]:
    """The lines that the reports of tests carry."""
    for report in reports:
        for name, told in getattr(report, "user_properties", ()):
            if name == LINE and report.when == "teardown":
                yield Line(**told)


def table(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as a Markdown table."""
    yield "| scenario | database | runs | duplicates | misses | seconds | remarks |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for line in sorted(lines, key=lambda line: (line.scenario, line.database)):
        told = (
            line.scenario,
            line.database,
            line.runs,
            line.duplicates,
            line.misses,
            round(line.seconds),
            line.remarks,
        )
        yield f"| {' | '.join(str(part) for part in told)} |"
