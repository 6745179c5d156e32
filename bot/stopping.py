"""The end of the process: whether it has come, and how long what is under way may still take."""

import asyncio
from time import monotonic

DRAIN_SECONDS = 8.0
"""What is under way gets so long, all of it at once; platforms kill a process after ten seconds or more."""


class Stopping:
    """Set once. Everything that ends its work by itself waits for `event`."""

    def __init__(self) -> None:
        self.event = asyncio.Event()
        self._until = 0.0

    def begin(self) -> None:
        """Take nothing new from now on."""
        if not self.event.is_set():
            self._until = monotonic() + DRAIN_SECONDS
            self.event.set()

    @property
    def begun(self) -> bool:
        """Whether nothing new is taken any more."""
        return self.event.is_set()

    @property
    def seconds_left(self) -> float:
        """How long what is under way may still take."""
        return max(0.0, self._until - monotonic())
