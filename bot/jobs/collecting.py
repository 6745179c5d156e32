"""No look for garbage among everything while a tick holds much: nothing else runs meanwhile, and nothing is found.

The answers of five hundred digests are some million objects, which a whole collection goes through in a quarter of a
second, several times while they come into being. They are let go as soon as nobody holds them; collections of what is
young go on all along, and what is left in circles is found afterwards, when there is little to look through.
"""

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 2**31 - 1


class _Ticks:
    """How many hold much now, and what the interpreter was set to before the first of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._before = gc.get_threshold()

    def begin(self) -> None:
        """The first holds whole collections back."""
        with self._lock:
            if not self._count:
                self._before = gc.get_threshold()
                gc.set_threshold(*self._before[:2], _NEVER)
            self._count += 1

    def end(self) -> None:
        """The last lets them happen again."""
        with self._lock:
            self._count -= 1
            if not self._count:
                gc.set_threshold(*self._before)


_TICKS = _Ticks()


@contextmanager
def collected_afterwards() -> Iterator[None]:
    """Hold back whole collections for as long as the block lasts, in whatever threads and however many do so."""
    _TICKS.begin()
    try:
        yield
    finally:
        _TICKS.end()
