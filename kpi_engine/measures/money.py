"""Columns that every sum of money needs: exact addition, and the currencies that were added up."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, literal

from kpi_engine.statement import Plan, exactly


def exact_sum(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """Add up amounts exactly: the same question gives the same number again."""
    return func.sum(exactly(amount))


def currency_of(plan: Plan, table: FromClause) -> ColumnElement[Any]:
    """Name the row's currency; the house's where the row or the whole table names none."""
    house = literal(plan.house_currency or "")
    currency = table.c.get("currency")
    return (house if currency is None else func.coalesce(currency, house)).label("currency")


def currencies(rows: FromClause) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Give the first and the last currency by name: they differ when there are several."""
    return func.min(rows.c.currency).label("currency_low"), func.max(rows.c.currency).label("currency_high")
