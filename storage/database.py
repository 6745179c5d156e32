"""Opens the operational records: SQLite for one machine, PostgreSQL for several, by URL."""

from sqlite3 import SQLITE_BUSY
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from time import monotonic, sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from storage.errors import StorageError

PATIENCE = 2.0
"""Seconds to wait for a connection, a lock or another writer: a person must be answered within three."""

CONNECTIONS = 32
"""Connections kept, at least as many as the threads that use them."""

WRITING = {"writing": True}
"""Execution options of a connection that may write; without them it reads only."""

_APART = "apart"  # an execution option: no transaction is begun

_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")
_SQLITE = ("sqlite", "sqlite+pysqlite")


class DatabaseNotSupported(StorageError):
    """The URL names a database that cannot hold the operational records."""

    says = "{self.driver} cannot hold the records; use postgresql://... or sqlite:///FILE in DATABASE_URL"

    driver: str


def open_engine(url: str, *, connections: int = CONNECTIONS, patience: float = PATIENCE) -> Engine:
    """Make the engine; nothing is connected yet. Raises DatabaseNotSupported."""
    target = make_url(url)
    if target.drivername in _SQLITE and target.database and target.database != ":memory:":
        return _sqlite(target, connections, patience)
    if target.drivername in _POSTGRESQL:
        return _postgresql(target.set(drivername="postgresql+psycopg"), connections, patience)
    raise DatabaseNotSupported(target.drivername)


def outside_transactions(engine: Engine) -> Engine:
    """The same engine for statements that databases refuse within a transaction, such as VACUUM."""
    apart = {_APART: True} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
    return engine.execution_options(**WRITING, **apart)


def _sqlite(url: URL, connections: int, patience: float) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # what people wrote, or answered, stands in no log and no error
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience,
        connect_args={"timeout": patience, "isolation_level": None},  # busy_timeout; we say BEGIN ourselves
    )

    def set_up(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
        """Never let readers wait for the writer, lose a commit at a power cut, or keep what was deleted."""
        _keep_a_write_ahead_log(connection, patience)
        for setting in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {setting}")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _keep_a_write_ahead_log(connection: SqliteConnection, patience: float) -> None:
    """Two processes that both create the file refuse each other at once, without the usual wait: try again."""
    deadline = monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except SqliteError as error:
            if error.sqlite_errorcode != SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a reader that turns writer fails where another has written meanwhile."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")
    if not connection.get_execution_options().get(_APART, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(url: URL, connections: int, patience: float) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # what people wrote, or answered, stands in no log and no error
        pool_size=connections,
        max_overflow=0,
        pool_timeout=patience,
        pool_pre_ping=True,
        connect_args={"connect_timeout": max(2, round(patience)), "application_name": "kpi-assistant"},
    )

    def set_up(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.execute(f"SET lock_timeout = {round(patience * 1000)}")
        connection.commit()

    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", begin)
    return engine
