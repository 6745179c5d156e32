"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps in two places.

A statement is made once and gets its rows as parameters: with its rows in it, it would be made, and often compiled,
anew each time, which takes several times as long as to run it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.dml import ReturningInsert

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Insert = postgresql.Insert | sqlite.Insert
Model = type[DeclarativeBase]
Row = Mapping[str, Any]


def dialect_of(session: Session) -> str:
    """Which of the two holds the records: what a statement that is made once is kept by."""
    return session.get_bind().dialect.name


def insert_into(model: Model, dialect: str) -> Insert:
    """Begin an insert that can say what to do on conflict; its row is given when it is executed."""
    table: Any = model.__table__
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def put(session: Session, model: Model, row: Row) -> None:
    """Insert one row, or overwrite the row that has its primary key."""
    session.execute(_overwriting(model, dialect_of(session), tuple(row)), row)


def add_missing(session: Session, model: Model, rows: Sequence[Row]) -> int:
    """Insert the rows whose primary key is new and give their number; the others stay as they are."""
    if not rows:
        return 0
    return len(session.execute(_adding(model, dialect_of(session)), rows).all())


def row_of(record: "DataclassInstance") -> dict[str, Any]:
    """A record's values by column: as they are, where `asdict` would copy all that is in them."""
    return {each.name: getattr(record, each.name) for each in fields(record)}


@cache
def _overwriting(model: Model, dialect: str, names: tuple[str, ...]) -> Insert:
    keys = [column.name for column in model.__table__.primary_key]
    statement = insert_into(model, dialect)
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=rest)


@cache
def _adding(model: Model, dialect: str) -> ReturningInsert[Any]:
    return insert_into(model, dialect).on_conflict_do_nothing().returning(literal(1))
