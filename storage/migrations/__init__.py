"""Brings the operational records to the shape that this version of the code expects.

After a change in `storage/models/`, `python -m storage.migrations "What changes"` drafts the next migration:
read it and correct it by hand.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from storage.database import WRITING, open_engine
from storage.outage import told_as_outage

_PATIENCE = 60.0  # seconds to wait for another process that migrates, or for writers to finish
_LOCK = 7_208_116_354_017_745  # any number that nobody else takes as an advisory lock


def migrate(url: str) -> None:
    """Apply what is missing, all or nothing. Of several processes at once, one works, the rest wait.

    Raises RecordsUnavailable.
    """
    engine = _open(url)
    with told_as_outage(), engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite took its lock at BEGIN IMMEDIATE
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(configuration(connection), "head")
    engine.dispose()


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's configuration, with the connection on which `env.py` works."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def _open(url: str) -> Engine:
    engine = open_engine(url, connections=1, patience=_PATIENCE)
    if engine.url.get_backend_name() == "sqlite" and engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
    return engine.execution_options(**WRITING)
