"""Plant faults into one export while it is a table of texts, and find them again by line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import duckdb
import numpy as np

from storage.sample_crm.faults import Fault
from storage.sample_crm.manifest import Kind, Planted

_TWICE = {Kind.IDENTICAL, Kind.CONFLICTING}
_FARTHEST_COPY = 400  # rows between a row and its copy
_SPARED = -1  # a row that must stay as it is, for its copy to be what it should


def plant(table: duckdb.DuckDBPyConnection, faults: Sequence[Fault], rng: np.random.Generator) -> tuple[Planted, ...]:
    """Put the faults into the table `export`, one a row at most; its columns `place`, `fault` order and mark rows."""
    for number, fault in enumerate(faults):
        places = _draw(table, fault, rng)
        if fault.kind in _TWICE:
            _repeat(table, number, fault, zip(places, _places_of_copies(places, rng), strict=True))
        else:
            _spoil(table, number, fault, places)
    lines = _lines(table)
    return tuple(
        Planted(fault.kind, fault.file, fault.column, tuple(lines[number])) for number, fault in enumerate(faults)
    )


def _draw(table: duckdb.DuckDBPyConnection, fault: Fault, rng: np.random.Generator) -> list[float]:
    sound = table.table("export").filter(f"fault IS NULL AND ({fault.among})").order("place")
    places = sound.project("place").fetchnumpy()["place"]
    drawn: list[float] = np.sort(rng.choice(places, min(fault.rows, len(places)), replace=False)).tolist()
    return drawn


def _places_of_copies(places: list[float], rng: np.random.Generator) -> list[float]:
    return [place + rng.uniform(0, _FARTHEST_COPY) for place in places]


def _repeat(table: duckdb.DuckDBPyConnection, number: int, fault: Fault, pairs: Iterable[tuple[float, float]]) -> None:
    both_at_fault = fault.kind is Kind.CONFLICTING
    differing = f', {fault.becomes} AS "{fault.column}"' if both_at_fault else ""
    for place, copied_to in pairs:
        table.execute("UPDATE export SET fault = ? WHERE place = ?", [number if both_at_fault else _SPARED, place])
        table.execute(
            f"INSERT INTO export SELECT * REPLACE (? AS place, ? AS fault{differing}) FROM export WHERE place = ?",  # noqa: S608
            [copied_to, number, place],
        )


def _spoil(table: duckdb.DuckDBPyConnection, number: int, fault: Fault, places: list[float]) -> None:
    table.execute(
        f'UPDATE export SET fault = ?, "{fault.column}" = {fault.becomes} WHERE list_contains(?, place)',  # noqa: S608
        [number, places],
    )


def _lines(table: duckdb.DuckDBPyConnection) -> defaultdict[int, list[int]]:
    """Lines of the file by fault; the header is line 1."""
    rows = table.execute(
        "SELECT fault, line FROM (SELECT fault, row_number() OVER (ORDER BY place) + 1 AS line FROM export) "
        "WHERE fault IS NOT NULL ORDER BY line"
    ).fetchall()
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for fault, line in rows:
        lines[fault].append(line)
    return lines
