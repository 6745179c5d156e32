"""Where tests keep their files: in memory where there is room, since small databases mostly wait for the disk.

Nothing is shown less: a process that is killed loses nothing of what it wrote, on a disk or not; no test cuts the power.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOM = 2 << 30  # bytes; all tests together leave about one gigabyte


def keep_files_in_memory(config: pytest.Config) -> None:
    """For this run and the processes it starts; `TMPDIR` says otherwise, and keeps what failed tests left behind."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    folder = tempfile.TemporaryDirectory(prefix="kpi-tests-", dir=MEMORY, ignore_cleanup_errors=True)
    Path(folder.name).chmod(0o711)  # PostgreSQL's own user passes through
    _keep_files_in(folder.name)

    def forget() -> None:
        _keep_files_in(None)
        folder.cleanup()

    config.add_cleanup(forget)


def _keep_files_in(folder: str | None) -> None:
    if folder is None:
        del os.environ["TMPDIR"]
    else:
        os.environ["TMPDIR"] = folder
    tempfile.tempdir = folder
