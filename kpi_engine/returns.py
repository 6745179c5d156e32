"""Who came back: facts of which no two spells of one account overlap may keep each spell beside every later one.

A customer of one day is then one spell, not an account to be looked for among all spells: whoever is still there on
another day is there by the same spell, or by one that is kept beside it.
"""

from typing import Any

from sqlalchemy import Column, Date, MetaData, Table

from kpi_engine.facts import customer_spells

_OWN = [column for column in customer_spells.columns if column.name not in {"account_id", "mrr"}]

customer_returns = Table(
    "customer_returns",
    MetaData(),
    *(Column(column.name, column.type, nullable=column.nullable) for column in _OWN),
    Column("again_from", Date, nullable=False),
    Column("again_until", Date),
)
"""Pairs of spells of one account: the columns of the earlier one, and the first and last day of the later one."""


def returns_of(facts: Any) -> Table | None:
    """Those pairs, where facts offer them; facts that keep none need not say so."""
    table: Table | None = getattr(facts, "returns", None)
    return table
