"""One demo at a time in a home: the second would clear away the company of the first."""

import contextlib
import fcntl
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.errors import TerminalError

_FILE = "demo.lock"


@contextlib.contextmanager
def alone(home: Path) -> Iterator[Callable[[str], None]]:
    """Hold the home's demo; gives what writes the demo's address down for whoever comes second. Raises TerminalError.

    The lock goes with the process, however it ends; the file beside the demo's folder stays.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / _FILE).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise TerminalError(_running(lock.read().strip(), home)) from None
        lock.truncate(0)

        def note(address: str) -> None:
            lock.write(address)
            lock.flush()

        yield note


def _running(address: str, home: Path) -> str:
    where = f"at {address}" if address else "and is about to start"
    return f"A demo of {home} is already running {where}. Open it, end it, or set KPI_HOME for another one."
