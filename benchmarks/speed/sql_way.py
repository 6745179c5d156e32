"""The limit: the fastest SQL we could write by hand for these very questions, over the raw rows, by DuckDB alone.

Several forms were measured for each question over 10 million leads; the fastest is here. It gives counts and sums
only: no interval, no rows left out, no check of what is recorded, and it knows that an account's spells never overlap.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

from benchmarks.speed.asked import Asked, Found, Name
from kpi_engine.windows import Window


class SqlWay:
    """The published file, read by the DuckDB client."""

    def __init__(self, facts: Path) -> None:
        self._database = duckdb.connect(str(facts), read_only=True)

    def find(self, asked: Asked) -> Found:
        windows, groups = {}, {}
        for bucket, group, figure, n in self._database.execute(WRITTEN[asked.name](asked)).fetchall():
            if bucket == GROUPS:
                groups[group] = (float(figure), n)
            elif bucket is not None:
                windows[bucket] = (float(figure), n)
        return Found(windows, groups)


GROUPS = -1


def _inside(day: str, window: Window) -> str:
    return f"{day} BETWEEN DATE '{window.period.start}' AND DATE '{window.period.last_day}'"


def _bucket(day: str, windows: Iterable[Window]) -> str:
    return f"CASE {' '.join(f'WHEN {_inside(day, each)} THEN {number}' for number, each in enumerate(windows))} END"


def _days(day: str, windows: Iterable[Window]) -> str:
    periods = [window.period for window in windows]
    first, last = min(period.start for period in periods), max(period.last_day for period in periods)
    return f"{day} BETWEEN DATE '{first}' AND DATE '{last}'"


def _united(parts: Iterable[str]) -> str:
    return " UNION ALL ".join(parts)


def conversion(asked: Asked) -> str:
    """One scan per window: the file keeps leads in the order of days, so that each reads its own blocks only."""

    def part(head: str, window: Window, tail: str = "") -> str:
        won = f"count(*) FILTER (won_on <= DATE '{window.seen_until}')"
        rows = f"FROM leads WHERE team = '{asked.question.scope.name}' AND {_inside('created_on', window)}"
        return f"SELECT {head}, {won} / count(*), count(*) {rows} {tail}"

    own = asked.windows[0]
    wholes = (part(f"{number}, NULL", window) for number, window in enumerate(asked.windows))
    return _united([*wholes, part(f"{GROUPS}, source", own, "GROUP BY source")])


def transformation(asked: Asked) -> str:
    """Days first: hardly more of them than can be counted in place; windows are told apart afterwards."""
    settled, won = "FROM opportunities WHERE outcome IN ('won', 'lost') AND", "count(*) FILTER (outcome = 'won')"
    within = _days("closed_on", asked.windows)
    days = f"SELECT closed_on AS day, count(*) AS n, {won} AS won {settled} {within} GROUP BY 1"
    bucket, own = _bucket("day", asked.windows), _inside("closed_on", asked.windows[0])
    wholes = f"SELECT {bucket}, NULL, sum(won) / sum(n), sum(n)::BIGINT FROM ({days}) GROUP BY 1"
    groups = f"SELECT {GROUPS}, team, {won} / count(*), count(*) {settled} {own} GROUP BY team"
    return _united([wholes, groups])


def leads(asked: Asked) -> str:
    """One scan per window: blocks that lie inside are counted without being read."""
    windows = enumerate(asked.windows)
    return _united(
        f"SELECT {number}, NULL, count(*), count(*) FROM leads WHERE {_inside('created_on', window)}"
        for number, window in windows
    )


def _of_wins(asked: Asked, figure: str, n: str) -> str:
    """All windows in one scan, the groups of the first in another."""
    measured, won = f"{figure}, {n}", "FROM opportunities WHERE outcome = 'won' AND"
    by, windows = asked.question.by, asked.windows
    return _united(
        [
            f"SELECT {_bucket('closed_on', windows)}, NULL, {measured} {won} {_days('closed_on', windows)} GROUP BY 1",
            f"SELECT {GROUPS}, {by}, {measured} {won} {_inside('closed_on', windows[0])} GROUP BY {by}",
        ]
    )


def cycle(asked: Asked) -> str:
    return _of_wins(asked, "median(closed_on - created_on)", "count(*)")


def revenue(asked: Asked) -> str:
    return _of_wins(asked, "sum(amount)", "count(amount)")


def retention(asked: Asked) -> str:
    """Who is listed is one row, as spells never overlap; whoever ended is looked for among those who came back."""

    def part(head: str, window: Window, tail: str = "") -> str:
        first, last = window.period.start, window.period.last_day
        back = f"SELECT account_id FROM customer_spells WHERE started_on > DATE '{first}' AND {_active(last)}"
        still = f"ended_on IS NULL OR ended_on >= DATE '{last}' OR account_id IN ({back})"
        rows = f"FROM customer_spells WHERE {_active(first)} {tail}"
        return f"SELECT {head}, count(*) FILTER ({still}) / count(*), count(*) {rows}"

    wholes = (part(f"{number}, NULL", window) for number, window in enumerate(asked.windows))
    by = asked.question.by
    return _united([*wholes, part(f"{GROUPS}, {by}", asked.windows[0], f"GROUP BY {by}")])


def _active(day: object) -> str:
    return f"started_on <= DATE '{day}' AND (ended_on IS NULL OR ended_on >= DATE '{day}')"


WRITTEN: dict[Name, Callable[[Asked], str]] = {
    Name.CONVERSION: conversion,
    Name.TRANSFORMATION: transformation,
    Name.LEADS: leads,
    Name.CYCLE: cycle,
    Name.REVENUE: revenue,
    Name.RETENTION: retention,
}
