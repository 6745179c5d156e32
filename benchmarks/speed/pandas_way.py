"""pandas: frames in memory, dimensions as categories, days as 64-bit dates."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.speed.asked import Asked, Cell, Found, Name
from kpi_engine.windows import Window

Frame = pd.DataFrame
FRUGAL = {"date_as_object": False, "self_destruct": True, "split_blocks": True}


class PandasWay:
    """All columns that the questions need, loaded once."""

    def __init__(self, facts: Path) -> None:
        self._tables = {
            file.stem: pq.read_table(file, read_dictionary=DIMENSIONS).to_pandas(**FRUGAL)
            for file in sorted((facts.parent / "columns").glob("*.parquet"))
        }

    def find(self, asked: Asked) -> Found:
        if asked.name is Name.RETENTION:
            return _retained(self._tables["customer_spells"], asked)
        table, day, measured = MEASURES[asked.name]
        rows = self._tables[table]
        if asked.question.scope.name:
            rows = rows[rows[asked.question.scope.level] == asked.question.scope.name]
        if table == "opportunities":
            rows = rows[rows["outcome"].notna() if asked.name is Name.TRANSFORMATION else rows["outcome"] == "won"]
        windows = [_inside(rows, day, window) for window in asked.windows]
        cells = {number: measured(rows, window) for number, (rows, window) in enumerate(windows)}
        return Found(cells, _groups(*windows[0], asked, measured))


def _inside(rows: Frame, day: str, window: Window) -> tuple[Frame, Window]:
    first, last = pd.Timestamp(window.period.start), pd.Timestamp(window.period.last_day)
    return rows[rows[day].between(first, last)], window


def _groups(
    rows: Frame, window: Window, asked: Asked, measured: Callable[[Frame, Window], Cell]
) -> dict[str | None, Cell]:
    by = asked.question.by
    if by is None:
        return {}
    grouped = rows.groupby(by, observed=True, dropna=False)
    return {None if pd.isna(value) else value: measured(group, window) for value, group in grouped}


def _count(rows: Frame, _: Window) -> Cell:
    return len(rows), len(rows)


def _converted(rows: Frame, window: Window) -> Cell:
    return int((rows["won_on"] <= pd.Timestamp(window.seen_until)).sum()) / len(rows), len(rows)


def _won(rows: Frame, _: Window) -> Cell:
    return int((rows["outcome"] == "won").sum()) / len(rows), len(rows)


def _median(rows: Frame, _: Window) -> Cell:
    return float((rows["closed_on"] - rows["created_on"]).dt.days.median()), len(rows)


def _amount(rows: Frame, _: Window) -> Cell:
    return float(rows["amount"].sum()), int(rows["amount"].count())


MEASURES: dict[Name, tuple[str, str, Callable[[Frame, Window], Cell]]] = {
    Name.CONVERSION: ("leads", "created_on", _converted),
    Name.TRANSFORMATION: ("opportunities", "closed_on", _won),
    Name.LEADS: ("leads", "created_on", _count),
    Name.CYCLE: ("opportunities", "closed_on", _median),
    Name.REVENUE: ("opportunities", "closed_on", _amount),
}
DIMENSIONS = ["source", "segment", "region", "team", "product", "outcome", "account_id"]


def _retained(spells: Frame, asked: Asked) -> Found:
    cells, groups = {}, {}
    for number, window in enumerate(asked.windows):
        listed = spells[_active(spells, pd.Timestamp(window.period.start))]
        still = spells.loc[_active(spells, pd.Timestamp(window.period.last_day)), "account_id"]
        listed = listed.assign(still=listed["account_id"].isin(still.cat.remove_unused_categories()))
        cells[number] = _share(listed)
        if number == 0:
            for value, group in listed.groupby(asked.question.by, observed=True, dropna=False):
                groups[None if pd.isna(value) else value] = _share(group)
    return Found(cells, groups)


def _active(spells: Frame, day: pd.Timestamp) -> "pd.Series[bool]":
    return (spells["started_on"] <= day) & (spells["ended_on"].isna() | (spells["ended_on"] >= day))


def _share(listed: Frame) -> Cell:
    n = listed["account_id"].nunique()
    return listed.loc[listed["still"], "account_id"].nunique() / n, n
