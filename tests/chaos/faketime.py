"""A worker under a clock that can be moved while it runs: libfaketime in front of the whole process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.orders import Orders

REQUIRED = "KPI_REQUIRE_FAKETIME"
_LIBRARY = "*/faketime/libfaketimeMT.so.1"
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def library() -> Path | None:
    """Where libfaketime is, if it is installed."""
    return next(Path("/usr/lib").glob(_LIBRARY), None)


@dataclass(frozen=True)
class Dreamer:
    """A worker process and the file that says by how many seconds its clock is off."""

    process: "subprocess.Popen[bytes]"
    offset_file: Path

    def jump(self, seconds: int) -> None:
        """Move its clock to so many seconds from the true time; its monotonic clock does not jump."""
        written = self.offset_file.with_suffix(".new")
        written.write_text(f"{seconds:+d}")
        written.rename(self.offset_file)

    def memory(self) -> int:
        """Resident bytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * _PAGE

    def worked(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS


@contextmanager
def dreaming(orders: Orders, folder: Path) -> Iterator[Dreamer]:
    """Run a worker so; at the end it is asked to end."""
    offset_file = folder / "clock"
    offset_file.write_text("+0")
    environment = os.environ | {
        "LD_PRELOAD": str(library()),
        "FAKETIME_TIMESTAMP_FILE": str(offset_file),
        "FAKETIME_CACHE_DURATION": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_FORCE_MONOTONIC_FIX": "0",  # it would make every wait for a lock spin
    }
    command = [sys.executable, "-m", "tests.chaos.worker", orders.to_json()]
    process = subprocess.Popen(command, env=environment)
    try:
        yield Dreamer(process, offset_file)
    finally:
        process.terminate()
        process.wait(20)
