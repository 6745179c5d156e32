"""A composed KPI counted a second time, by pandas over the rows: it shares nothing with the engine but the grammar."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from kpi_engine.periods import Period
from kpi_engine.recipe import Condition, Happening, Recipe, Way

Told = tuple[Any, ...]
_DAYS = {
    Happening.LEADS_CREATED: ("leads", "created_on"),
    Happening.LEADS_CONTACTED: ("leads", "first_contacted_on"),
    Happening.LEADS_QUALIFIED: ("leads", "qualified_on"),
    Happening.LEADS_WON: ("leads", "won_on"),
    Happening.OPPORTUNITIES_CREATED: ("opportunities", "created_on"),
    Happening.OPPORTUNITIES_CLOSED: ("opportunities", "closed_on"),
    Happening.OPPORTUNITIES_WON: ("opportunities", "closed_on"),
    Happening.OPPORTUNITIES_LOST: ("opportunities", "closed_on"),
    Happening.ORDERS: ("orders", "ordered_on"),
    Happening.CONTRACTS_STARTED: ("contracts", "starts_on"),
    Happening.CONTRACTS_ENDED: ("contracts", "ends_on"),
    Happening.NPS_ANSWERS: ("survey_responses", "answered_on"),
    Happening.CSAT_ANSWERS: ("survey_responses", "answered_on"),
}
_OUTCOMES = {
    Happening.OPPORTUNITIES_CLOSED: ["won", "lost"],
    Happening.OPPORTUNITIES_WON: ["won"],
    Happening.OPPORTUNITIES_LOST: ["lost"],
}
_SCALES = {Happening.NPS_ANSWERS: ("nps", 0, 10), Happening.CSAT_ANSWERS: ("csat", 1, 5)}


def table_of(happening: Happening) -> str:
    return _DAYS[happening][0]


def recount(recipe: Recipe, tables: dict[str, pd.DataFrame], period: Period, as_of: date) -> Told:
    """("value", value, n, numerator, denominator), or what else the figure of a past period must be."""
    rows = tables[table_of(recipe.counted)].copy()
    for condition in recipe.conditions:
        rows = rows[_meets(rows[condition.dimension.value], condition)]
    told = _WAYS[recipe.way](recipe, rows, period, as_of)
    estimated = recipe.way in (Way.SHARE, Way.MEAN, Way.PER_ACCOUNT, Way.MEDIAN_DAYS)
    return ("too_little", told[2]) if recipe.conditions and estimated and told[0] == "value" and told[2] < 5 else told


def _meets(column: pd.Series, condition: Condition) -> pd.Series:
    wanted = set(condition.values)
    return column.map(lambda value: ((None if pd.isna(value) else value) in wanted) is not condition.leaves_out)


def _came(rows: pd.DataFrame, happening: Happening) -> pd.Series:
    """The day it happened to each row; empty where it did not."""
    days = rows[_DAYS[happening][1]]
    if happening in _OUTCOMES:
        return days.where(rows["outcome"].isin(_OUTCOMES[happening]))
    return days.where(rows["kind"] == _SCALES[happening][0]) if happening in _SCALES else days


def _within(days: pd.Series, period: Period) -> pd.Series:
    return days.map(lambda day: not pd.isna(day) and period.start <= day < period.end)


def _of_period(recipe: Recipe, rows: pd.DataFrame, period: Period, happening: Happening) -> pd.DataFrame:
    """The rows that it happened to, on the scale of their survey and large enough."""
    rows = rows[_within(_came(rows, happening), period)]
    if happening in _SCALES:
        _, lowest, highest = _SCALES[happening]
        rows = rows[rows["score"].between(lowest, highest)]
    if recipe.at_least is None or (recipe.way is Way.SHARE):
        return rows
    return rows[_number(rows, happening) >= recipe.at_least]


def _number(rows: pd.DataFrame, happening: Happening) -> pd.Series:
    return rows["score" if happening in _SCALES else "amount"].astype(float)


def _value(value: float, n: int, numerator: float | None = None, denominator: float | None = None) -> Told:
    return ("value", float(value), n, numerator, denominator)


def _count(recipe: Recipe, rows: pd.DataFrame, period: Period, _: date) -> Told:
    n = len(_of_period(recipe, rows, period, recipe.counted))
    return _value(n, n)


def _share(recipe: Recipe, rows: pd.DataFrame, period: Period, as_of: date) -> Told:
    over = _of_period(recipe, rows, period, recipe.among)
    if recipe.among is recipe.counted:
        over = over[_number(over, recipe.counted).notna()]
        hits = int((_number(over, recipe.counted) >= recipe.at_least).sum())
    else:
        hits = _reached(recipe, over, as_of)
    return _value(hits / len(over), len(over), hits, len(over)) if len(over) else ("no_data", "empty_denominator")


def _reached(recipe: Recipe, over: pd.DataFrame, as_of: date) -> int:
    pairs = zip(_came(over, recipe.among), _came(over, recipe.counted), strict=True)
    seen = [(began, came) for began, came in pairs if not pd.isna(came) and came <= as_of]
    days = recipe.within_days
    return sum(days is None or came - began < timedelta(days=days) for began, came in seen)


def _amounts(recipe: Recipe, rows: pd.DataFrame, period: Period) -> tuple[pd.DataFrame, bool]:
    happened = _of_period(recipe, rows, period, recipe.counted)
    known = happened[happened["amount"].notna()]
    unknown = rows[_within(_came(rows, recipe.counted), period)]["amount"].isna().any()
    return known, bool(unknown)


def _total(recipe: Recipe, rows: pd.DataFrame, period: Period, _: date) -> Told:
    known, unknown = _amounts(recipe, rows, period)
    return ("no_data", "no_rows") if known.empty and unknown else _value(known["amount"].sum(), len(known))


def _mean(recipe: Recipe, rows: pd.DataFrame, period: Period, _: date) -> Told:
    known, _unknown = _amounts(recipe, rows, period)
    total = float(known["amount"].sum())
    return _value(total / len(known), len(known), total, len(known)) if len(known) else ("no_data", "no_rows")


def _per_account(recipe: Recipe, rows: pd.DataFrame, period: Period, _: date) -> Told:
    known, _unknown = _amounts(recipe, rows, period)
    known = known[known["account_id"].notna()]
    total, accounts = float(known["amount"].sum()), known["account_id"].nunique()
    return _value(total / accounts, accounts, total, accounts) if accounts else ("no_data", "empty_denominator")


def _median(recipe: Recipe, rows: pd.DataFrame, period: Period, as_of: date) -> Told:
    over = _of_period(recipe, rows, period, recipe.among or recipe.counted)
    starts, ends = _came(over, recipe.since), _came(over, recipe.counted)
    both = [(s, e) for s, e in zip(starts, ends, strict=True) if not pd.isna(s) and not pd.isna(e)]
    lengths = pd.Series([(end - start).days for start, end in both if start <= end <= as_of], dtype=float)
    return _value(lengths.median(), len(lengths)) if len(lengths) else ("no_data", "no_rows")


_WAYS = {
    Way.COUNT: _count,
    Way.SHARE: _share,
    Way.TOTAL: _total,
    Way.MEAN: _mean,
    Way.PER_ACCOUNT: _per_account,
    Way.MEDIAN_DAYS: _median,
}
