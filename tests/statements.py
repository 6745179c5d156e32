"""What databases are asked, as they are asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Engine, event


class Asked(NamedTuple):
    """A statement in the database's own words, and its values."""

    statement: str
    values: Any


@contextmanager
def statements() -> Iterator[list[Asked]]:
    """All that any database is asked within the block, in order."""
    asked: list[Asked] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        asked.append(Asked(statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
