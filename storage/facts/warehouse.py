"""Facts in somebody else's database, read and never written: Spark, Trino, Snowflake, BigQuery, any SQLAlchemy URL."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import NoSuchModuleError, SQLAlchemyError

from storage.errors import DriverMissing, FactsUnreadable, VersionGone
from storage.facts.offered import OfferedFacts, derived_edition, offered_tables, read_edition

PREFIX = "warehouse+"  # before the URL of a database that could as well be a store of ours
ALWAYS = frozenset({"hive", "trino", "snowflake", "bigquery"})
RECHECKED = 300.0  # seconds until it is asked again whether another edition was loaded


def is_warehouse(place: str) -> bool:
    """Tell whether facts of this place are read only."""
    return place.startswith(PREFIX) or ("://" in place and make_url(place).get_backend_name() in ALWAYS)


def named(place: str) -> str:
    """What people know it by: its URL without the password."""
    return make_url(place).render_as_string(hide_password=True)


def connect(place: str) -> Engine:
    """Open the database of a URL; `?schema=` names the schema of the views. Raises DriverMissing."""
    url = make_url(place.removeprefix(PREFIX))
    schema = url.query.get("schema")
    url = url.difference_update_query(["schema"])
    try:
        if url.drivername == "hive":
            from storage.facts.spark import know_spark  # noqa: PLC0415 - its driver loads where it is used

            url = url.set(drivername=know_spark())
        engine = create_engine(url, pool_pre_ping=True, connect_args={"read_only": True} if _is_file(url) else {})
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise DriverMissing(named(place)) from error
    return engine.execution_options(schema_translate_map={None: schema}) if schema else engine


def _is_file(url: URL) -> bool:
    """A DuckDB file would be made where there is none, and kept from who writes to it."""
    return url.get_backend_name() == "duckdb" and url.database not in {None, "", ":memory:"}


def missing_file(place: str) -> str | None:
    """The file that a URL names and that is not there."""
    url = make_url(place.removeprefix(PREFIX))
    return url.database if _is_file(url) and url.database and not Path(url.database).is_file() else None


def is_locked(error: Exception) -> bool:
    """Whether another process writes to the DuckDB file."""
    return "Could not set lock on file" in str(error)


def first_line(error: Exception) -> str:
    """What a database says went wrong, without the statement and the stack."""
    return (str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__])[0]


def _now() -> datetime:
    return datetime.now(UTC)


class Warehouse:
    """A shelf with one version on it: the edition that the data team offers at this moment."""

    def __init__(self, place: str, now: Callable[[], datetime] = _now, rechecked: float = RECHECKED) -> None:
        self.place = named(place)
        self.engine = connect(place)
        self._now = now
        self._rechecked = rechecked
        self._opened: OfferedFacts | None = None
        self._checked = 0.0
        self._checking = Lock()

    def current(self) -> OfferedFacts:
        """The edition on offer, looked at again every few minutes. Raises FactsUnreadable."""
        with self._checking:
            if self._opened is None or time.monotonic() > self._checked + self._rechecked:
                self._opened = self._look(self._opened)
                self._checked = time.monotonic()
            return self._opened

    def at(self, version: str) -> OfferedFacts:
        """The edition on offer, if it is still this one. Raises VersionGone."""
        facts = self.current()
        if facts.version != version:
            raise VersionGone(self.place, version)
        return facts

    def _look(self, opened: OfferedFacts | None) -> OfferedFacts:
        try:
            tables, says_edition = offered_tables(self.engine)
            if not tables:
                raise FactsUnreadable(self.place, "none of the views of docs/warehouse.md is there")
            edition = read_edition(self.engine) if says_edition else derived_edition(self.engine, tables, self._now())
        except (SQLAlchemyError, ValueError) as error:
            raise FactsUnreadable(self.place, first_line(error)) from error
        if opened is not None and opened.version == edition.version:
            return opened
        return OfferedFacts(self.engine, tables, edition)
