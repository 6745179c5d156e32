"""Tells an outage of the records' database from a fault of ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import SQLITE_BUSY, SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_LOCKED
from sqlite3 import Error as SqliteError

from psycopg.errors import LockNotAvailable, TooManyConnections
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import StorageError

_BUSY = frozenset({SQLITE_BUSY, SQLITE_LOCKED})
_AWAY = frozenset({SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR})


class RecordsUnavailable(StorageError):
    """The database is away or full. Nothing of the unit was kept."""

    says = "the records cannot be reached; check that the database of DATABASE_URL runs and has space"


class RecordsBusy(RecordsUnavailable):
    """The database is there, but for longer than a person waits it has no connection or no lock for us."""

    says = "the records are busy for too long; try again, and check what keeps the database of DATABASE_URL"


@contextmanager
def told_as_outage() -> Iterator[None]:
    """Raise RecordsUnavailable for whatever the database fails at because it is away, full or busy."""
    try:
        yield
    except PoolTimeoutError as error:
        raise RecordsBusy from error
    except DBAPIError as error:
        outage = _outage(error)
        if outage is None:
            raise
        raise outage from error


def _outage(error: DBAPIError) -> type[RecordsUnavailable] | None:
    """None for a fault of ours: SQLite calls a missing table operational too."""
    cause = error.orig
    if isinstance(cause, SqliteError):
        code = cause.sqlite_errorcode & 0xFF
        return RecordsBusy if code in _BUSY else RecordsUnavailable if code in _AWAY else None
    if isinstance(cause, (LockNotAvailable, TooManyConnections)):
        return RecordsBusy
    return RecordsUnavailable if error.connection_invalidated or isinstance(error, OperationalError) else None
