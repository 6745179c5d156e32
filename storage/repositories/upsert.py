"""INSERT ... ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps in two places."""

from typing import Any

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session

Insert = postgresql.Insert | sqlite.Insert


def insert_into(session: Session, model: type[DeclarativeBase]) -> Insert:
    """Begin an insert that can say what to do on conflict, in the session's own dialect."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(model)
    return postgresql.insert(model)


def put(session: Session, model: type[DeclarativeBase], values: dict[str, Any]) -> None:
    """Insert one row, or overwrite the row that has its primary key."""
    keys = [column.name for column in model.__table__.primary_key]
    statement = insert_into(session, model).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest))


def add_missing(session: Session, model: type[DeclarativeBase], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose primary key is new and give their number; the others stay as they are."""
    if not rows:
        return 0
    statement = insert_into(session, model).values(rows).on_conflict_do_nothing()
    return len(session.execute(statement.returning(literal(1))).all())
