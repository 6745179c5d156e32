"""Removes what databases keep of rows that were deleted: old versions of rows, and old pages in the log.

In the tables of a secret poll that is open, the order of writing tells whose ballot is whose; so it does among
anonymous words that wait for others. Closing deletes the ones, a release writes the others anew; only after this the
old rows are gone from the database's own files. Backups, and what a server writes elsewhere (the write-ahead log of
PostgreSQL), are beyond its reach.
"""

import re
from typing import Any

from sqlalchemy import Connection, Engine

from storage.database import outside_transactions

_TABLES = ("ballots_open", "participations", "ballots_final", "feedback")
_COUNT = re.compile(r"\d+")


def scrub(engine: Engine) -> bool:
    """Whether all is gone; if not, somebody still reads an older state: try again later."""
    with outside_transactions(engine).connect() as connection:
        return _scrub_sqlite(connection) if engine.dialect.name == "sqlite" else _scrub_postgresql(connection)


def _scrub_postgresql(connection: Connection) -> bool:
    """VACUUM FULL writes the live rows to a new file, and with them dead ones that an old snapshot may still need.

    How many of those it kept is the first number in the detail of what it reports, in whatever language.
    """
    reported: list[str] = []
    driver: Any = connection.connection.driver_connection

    def hear(notice: Any) -> None:
        reported.append(notice.message_detail or "")

    driver.add_notice_handler(hear)
    try:
        for table in _TABLES:
            connection.exec_driver_sql(f"VACUUM (FULL, VERBOSE) {table}")
    finally:
        driver.remove_notice_handler(hear)
    kept = [int(found.group()) for each in reported if (found := _COUNT.search(each))]
    return len(kept) >= len(_TABLES) and not any(kept)


def _scrub_sqlite(connection: Connection) -> bool:
    connection.exec_driver_sql("VACUUM")
    busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    return not busy
