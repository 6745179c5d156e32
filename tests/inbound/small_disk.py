"""A disk of its own, of few megabytes, that a test may fill up."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class SmallDisk:
    """Where it is mounted."""

    root: Path

    def fill(self) -> None:
        """Take all the space that is left."""
        with (self.root / "ballast").open("ab", buffering=0) as ballast:
            for size in (MEGABYTE, 4096, 1):
                _write_all(ballast.fileno(), b"\0" * size)

    def free(self) -> None:
        """Give it back."""
        (self.root / "ballast").unlink()


def _write_all(file: int, block: bytes) -> None:
    try:
        while os.write(file, block):
            pass
    except OSError:
        return


@contextmanager
def a_small_disk(at: Path, megabytes: int) -> Iterator[SmallDisk]:
    """Mount it for as long as the block lasts; skips the test where mounting is forbidden."""
    at.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", at], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        yield SmallDisk(at)
    finally:
        subprocess.run(["umount", "--lazy", at], check=False)
