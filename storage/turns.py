"""Lets threads write one after the other, in the order in which they came."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """A lock that serves whoever waits longest; of Python's own, whoever comes again takes it from those who wait."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._taken = False

    @contextmanager
    def take(self, patience: float) -> Iterator[bool]:
        """Whether our turn came within so many seconds; it is ours until the block ends."""
        came = self._wait(patience)
        try:
            yield came
        finally:
            if came:
                self._pass_on()

    def _wait(self, patience: float) -> bool:
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            called = Lock()
            called.acquire()
            self._waiting.append(called)
        return called.acquire(timeout=patience) or not self._gives_up(called)

    def _gives_up(self, called: Lock) -> bool:
        """False where the turn came at the very last."""
        with self._guard:
            if called not in self._waiting:
                return False
            self._waiting.remove(called)
            return True

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
