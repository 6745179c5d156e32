"""The clock of a worker: the machine's, or one that a file moves while the worker runs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Clock, SystemClock
from tests.chaos.orders import Orders


class FileClock:
    """The machine's clock plus the seconds that stand in a file, read each time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def moved(self, moment: datetime) -> datetime:
        return moment + self._offset()

    def _offset(self) -> timedelta:
        return timedelta(seconds=float(self._file.read_text()))


def clock_of(orders: Orders) -> Clock:
    return FileClock(Path(orders.clock_file)) if orders.clock_file else SystemClock()
