"""One machine at a time, where the records are a file: its locks and its shared memory end at the machine."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.errors import StorageError
from storage.models import HostRow
from storage.repositories.upsert import put

GONE = timedelta(seconds=60)
"""After so long without a sign of life a machine is taken for gone."""

_ONLY = 1


class SecondHost(StorageError):
    """Another machine works on the same SQLite file."""

    says = (
        "the records are in use on {self.other}, and a SQLite file serves one machine only; use postgresql://... in "
        "DATABASE_URL for several, or stop the assistant there and wait a minute"
    )

    other: str


@dataclass(frozen=True, slots=True)
class Host:
    """A machine: as people call it, and what tells it from all others until it starts anew."""

    name: str
    boot: str


class Hosts:
    """The machine that has the records."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def occupy(self, host: Host, now: datetime) -> None:
        """Give a sign of life; several processes of one machine may. Raises SecondHost."""
        if self._session.get_bind().dialect.name != "sqlite":
            return
        seen = self._session.get(HostRow, _ONLY, populate_existing=True)
        if seen and not _same(seen, host) and now - seen.seen_at < GONE:
            raise SecondHost(seen.name)
        put(self._session, HostRow, {"id": _ONLY, "name": host.name, "boot": host.boot, "seen_at": now})


def _same(seen: HostRow, host: Host) -> bool:
    """A container started anew has another name and the same kernel; a machine started anew, the same name."""
    return seen.boot == host.boot or seen.name == host.name
