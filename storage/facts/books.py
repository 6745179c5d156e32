"""What a version of the facts says of itself, kept inside it: the file is the truth, nothing beside it is needed."""

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Integer, MetaData, String, Table

from kpi_engine.facts import SOURCE_TABLES, contract

books = MetaData()

EDITION = Table(
    "facts_edition",
    books,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", String, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("loaded_at", DateTime, nullable=False),  # UTC
    Column("spells_from", String),
    Column("inactivity_days", Integer, nullable=False),  # of customers known by their orders
)

CONTENTS = Table(
    "facts_contents",
    books,
    Column("table_name", String, primary_key=True),
    Column("rows", BigInteger, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("checksum", String, nullable=False),  # does not depend on the order of rows
)

IMPORTS = Table(
    "facts_imports",
    books,
    Column("number", Integer, primary_key=True, autoincrement=False),  # of the version that it made
    Column("fingerprint", String, nullable=False),  # SHA-256 of the profile and of all files
    Column("source", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("by", String, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("as_of", Date),  # the last day that this source recorded; null where it records no day
    Column("corrections", Boolean, nullable=False),
    Column("counts", String, nullable=False),  # JSON: by table, rows read, loaded, rejected, skipped, ...
)

BOOKS = (EDITION, CONTENTS, IMPORTS)
SOURCE = "_source"
PUBLISHED = (*SOURCE_TABLES, contract.tables["customer_spells"])


def main_day(facts: Table) -> str | None:
    """The day that tells which days a table covers, and that its rows are in order of: its first that is never null."""
    return next((c.name for c in facts.columns if isinstance(c.type, Date) and not c.nullable), None)
