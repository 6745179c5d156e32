"""The tables of one import in the workbench, by where their rows are on the way.

`staged_<table>`: those that came. `before_<table>`: those of the current facts. `next.<table>`: those of the new ones.
"""

from functools import cache

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Table

from storage.facts.books import SOURCE

NEXT = "next"


def given_columns(facts: Table) -> list[str]:
    """The columns that sources fill; the others are derived at publication."""
    return [c.name for c in facts.columns if "derived" not in c.info]


@cache
def staged(facts: Table) -> Table:
    """The rows of one table on their way into the facts, with the file and line they come from."""
    given = (Column(name, facts.c[name].type) for name in given_columns(facts))
    own = (Column("_file", Integer), Column("_line", BigInteger), Column("_unfit", Boolean))
    return Table(f"staged_{facts.name}", MetaData(), *given, *own)


@cache
def before(facts: Table) -> Table:
    """The rows of one table in the current facts, with the source of each."""
    given = (Column(name, facts.c[name].type) for name in given_columns(facts))
    return Table(f"before_{facts.name}", MetaData(), *given, Column(SOURCE, String))


@cache
def built(facts: Table) -> Table:
    """A table of the next version, without keys: an index would cost more than it finds."""
    columns = (Column(c.name, c.type) for c in facts.columns)
    return Table(facts.name, MetaData(), *columns, Column(SOURCE, String), schema=NEXT)


@cache
def book(table: Table) -> Table:
    """A book of the next version."""
    return table.to_metadata(MetaData(), schema=NEXT)
