"""Tells an outage of the records' database from a fault of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED
from sqlite3 import Error as SqliteError

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import StorageError

_AWAY = frozenset({SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR})


class RecordsUnavailable(StorageError):
    """The database is away, full, or busy for longer than a person waits. Nothing of the unit was kept."""

    says = "the records cannot be reached; check that the database of DATABASE_URL runs and has space"


@contextmanager
def told_as_outage() -> Iterator[None]:
    """Raise RecordsUnavailable for whatever the database fails at because it is not there or has no room."""
    try:
        yield
    except PoolTimeoutError as error:
        raise RecordsUnavailable from error
    except DBAPIError as error:
        if _is_away(error):
            raise RecordsUnavailable from error
        raise


def _is_away(error: DBAPIError) -> bool:
    """SQLite calls a missing table operational too; a connection cut in the midst is not always called operational."""
    if error.connection_invalidated:
        return True
    cause = error.orig
    operational = isinstance(error, OperationalError)
    return operational and (not isinstance(cause, SqliteError) or cause.sqlite_errorcode & 0xFF in _AWAY)
