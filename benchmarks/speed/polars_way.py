"""polars: frames in memory, dimensions as categories; each question is one lazy query per part of the answer."""

from pathlib import Path

import polars as pl

from benchmarks.speed.asked import Asked, Found, Name
from kpi_engine.windows import Window

DIMENSIONS = ("source", "segment", "region", "team", "product", "outcome")


class PolarsWay:
    """All columns that the questions need, loaded once."""

    def __init__(self, facts: Path) -> None:
        self._tables = {
            file.stem: _categories(pl.read_parquet(file))
            for file in sorted((facts.parent / "columns").glob("*.parquet"))
        }

    def find(self, asked: Asked) -> Found:
        if asked.name is Name.RETENTION:
            return _retained(self._tables["customer_spells"], asked)
        table, day = ("leads", "created_on") if asked.name in OF_LEADS else ("opportunities", "closed_on")
        rows = self._tables[table].lazy()
        if asked.question.scope.name:
            rows = rows.filter(pl.col(asked.question.scope.level) == asked.question.scope.name)
        if table == "opportunities":
            settled, won = pl.col("outcome").is_not_null(), pl.col("outcome") == "won"
            rows = rows.filter(settled if asked.name is Name.TRANSFORMATION else won)
        own = asked.windows[0]
        parts = [rows.select(*_cells(asked, day))]
        if asked.question.by:
            here = pl.col(day).is_between(own.period.start, own.period.last_day)
            parts.append(rows.filter(here).group_by(asked.question.by).agg(*_figure(asked.name, own)))
        whole, *rest = pl.collect_all(parts)
        cells = whole.row(0)
        windows = {number: (cells[2 * number], cells[2 * number + 1]) for number in range(len(asked.windows))}
        return Found(windows, {row[0]: (row[1], row[2]) for groups in rest for row in groups.rows()})


OF_LEADS = {Name.CONVERSION, Name.LEADS}


def _categories(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col(name).cast(pl.Categorical) for name in DIMENSIONS if name in rows.columns)


def _cells(asked: Asked, day: str) -> list[pl.Expr]:
    return [
        figure.name.prefix(f"{number}_")
        for number, window in enumerate(asked.windows)
        for figure in _figure(asked.name, window, pl.col(day).is_between(window.period.start, window.period.last_day))
    ]


def _figure(name: Name, window: Window, here: pl.Expr | None = None) -> tuple[pl.Expr, pl.Expr]:
    """The figure and its rows, of those rows that are `here`."""

    def of(expression: pl.Expr) -> pl.Expr:
        return expression if here is None else expression.filter(here)

    rows = pl.len().alias("n") if here is None else here.sum().alias("n")
    match name:
        case Name.LEADS:
            return rows.alias("figure"), rows
        case Name.CONVERSION:
            won = of(pl.col("won_on") <= window.seen_until).sum()
            return (won / rows).alias("figure"), rows
        case Name.TRANSFORMATION:
            return (of(pl.col("outcome") == "won").sum() / rows).alias("figure"), rows
        case Name.CYCLE:
            days = (pl.col("closed_on") - pl.col("created_on")).dt.total_days()
            return of(days).median().alias("figure"), rows
        case _:
            return of(pl.col("amount")).sum().alias("figure"), of(pl.col("amount")).count().alias("n")


def _retained(spells: pl.DataFrame, asked: Asked) -> Found:
    lists = [_listed(spells.lazy(), window) for window in asked.windows]
    share = ((pl.col("account_id").filter("still").n_unique() / pl.col("account_id").n_unique()).alias("figure"),)
    n = pl.col("account_id").n_unique().alias("n")
    *wholes, groups = pl.collect_all(
        [*(listed.select(*share, n) for listed in lists), lists[0].group_by(asked.question.by).agg(*share, n)]
    )
    windows = {number: whole.row(0) for number, whole in enumerate(wholes)}
    return Found(windows, {row[0]: (row[1], row[2]) for row in groups.rows()})


def _listed(spells: pl.LazyFrame, window: Window) -> pl.LazyFrame:
    there = spells.filter(_active(window.period.last_day)).select("account_id").unique().with_columns(still=True)
    listed = spells.filter(_active(window.period.start))
    return listed.join(there, on="account_id", how="left").with_columns(pl.col("still").fill_null(value=False))


def _active(day: object) -> pl.Expr:
    return (pl.col("started_on") <= day) & (pl.col("ended_on").is_null() | (pl.col("ended_on") >= day))
