"""boring-semantic-layer: models over ibis, on the same DuckDB file; one query for the windows, one for the groups."""

from pathlib import Path
from typing import Any

import ibis
from boring_semantic_layer import to_semantic_table

from benchmarks.speed.asked import Asked, Found, Name
from kpi_engine.windows import Window

FIGURES = {
    Name.CONVERSION: "conversion",
    Name.TRANSFORMATION: "win_rate",
    Name.LEADS: "n",
    Name.CYCLE: "cycle",
    Name.REVENUE: "revenue",
}


class SemanticWay:
    """Models defined once, as in its manual; each question is a query on them."""

    def __init__(self, facts: Path) -> None:
        database = ibis.duckdb.connect(str(facts), read_only=True)
        self._leads, self._deals = database.table("leads"), database.table("opportunities")
        self._spells = database.table("customer_spells")

    def find(self, asked: Asked) -> Found:
        if asked.name is Name.RETENTION:
            return self._retention(asked)
        model, figure = self._model(asked), FIGURES[asked.name]
        measures = tuple(dict.fromkeys((figure, "n")))
        whole = model.filter(lambda t: _within(t[_day(asked)], asked.windows)).group_by("window").aggregate(*measures)
        windows = {int(row["window"]): (row[figure], row["n"]) for row in _rows(whole)}
        if asked.question.by is None:
            return Found(windows, {})
        own = asked.windows[0]
        named = model.filter(lambda t: _inside(t[_day(asked)], own)).group_by(asked.question.by).aggregate(*measures)
        return Found(windows, {row[asked.question.by]: (row[figure], row["n"]) for row in _rows(named)})

    def _model(self, asked: Asked) -> Any:
        if asked.name in {Name.CONVERSION, Name.LEADS}:
            model = (
                to_semantic_table(self._leads, name="leads")
                .with_dimensions(
                    source=lambda t: t.source,
                    team=lambda t: t.team,
                    window=lambda t: _numbered(t.created_on, asked.windows),
                )
                .with_measures(
                    n=lambda t: t.count(),
                    conversion=lambda t: (
                        t.count(where=t.won_on <= _seen_until(t.created_on, asked.windows)) / t.count()
                    ),
                )
            )
            scope = asked.question.scope
            return model.filter(lambda t: t.team == scope.name) if scope.name else model
        rate = asked.name is Name.TRANSFORMATION
        return (
            to_semantic_table(self._deals, name="opportunities")
            .with_dimensions(
                team=lambda t: t.team,
                product=lambda t: t.product,
                window=lambda t: _numbered(t.closed_on, asked.windows),
            )
            .with_measures(
                n=lambda t: t.amount.count() if asked.name is Name.REVENUE else t.count(),
                win_rate=lambda t: t.count(where=t.outcome == "won") / t.count(),
                cycle=lambda t: (t.closed_on - t.created_on).cast("int64").median(),
                revenue=lambda t: t.amount.sum(),
            )
            .filter(lambda t: t.outcome.isin(["won", "lost"] if rate else ["won"]))
        )

    def _retention(self, asked: Asked) -> Found:
        """A model over who is listed in which window, and whether still there on its last day."""
        listed = ibis.union(*(self._listed(number, window) for number, window in enumerate(asked.windows)))
        model = (
            to_semantic_table(listed, name="listed")
            .with_dimensions(window=lambda t: t.window, region=lambda t: t.region)
            .with_measures(
                n=lambda t: t.account_id.nunique(),
                retention=lambda t: t.account_id.nunique(where=t.still) / t.account_id.nunique(),
            )
        )
        whole = model.group_by("window").aggregate("retention", "n")
        named = model.filter(lambda t: t.window == 0).group_by("region").aggregate("retention", "n")
        windows = {int(row["window"]): (row["retention"], row["n"]) for row in _rows(whole)}
        return Found(windows, {row["region"]: (row["retention"], row["n"]) for row in _rows(named)})

    def _listed(self, number: int, window: Window) -> Any:
        spells = self._spells
        there = spells.filter(_active(spells, window.period.last_day)).account_id
        listed = spells.filter(_active(spells, window.period.start))
        return listed.select("account_id", "region", window=ibis.literal(number), still=listed.account_id.isin(there))


def _rows(query: Any) -> list[dict[str, Any]]:
    rows = query.execute()
    clean = rows.astype(object).where(rows.notna(), None)
    return clean.to_dict("records")


def _day(asked: Asked) -> str:
    return "created_on" if asked.name in {Name.CONVERSION, Name.LEADS} else "closed_on"


def _inside(day: Any, window: Window) -> Any:
    return day.between(window.period.start, window.period.last_day)


def _within(day: Any, windows: tuple[Window, ...]) -> Any:
    first, last = min(each.period.start for each in windows), max(each.period.last_day for each in windows)
    return day.between(first, last)


def _numbered(day: Any, windows: tuple[Window, ...]) -> Any:
    return ibis.cases(*((_inside(day, window), number) for number, window in enumerate(windows)))


def _seen_until(day: Any, windows: tuple[Window, ...]) -> Any:
    return ibis.cases(*((_inside(day, window), ibis.date(str(window.seen_until))) for window in windows))


def _active(spells: Any, day: object) -> Any:
    that = ibis.date(str(day))
    return (spells.started_on <= that) & (spells.ended_on.isnull() | (spells.ended_on >= that))
