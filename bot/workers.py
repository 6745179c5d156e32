"""Worker processes that end with the process that started them, however that ends: nobody waits for their work then."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection, wait


class Workers:
    """A pool of processes, each with an interpreter of its own, and the line that is cut to end them."""

    def __init__(self, many: int, begin: Callable[[], None]) -> None:
        """`begin`, a function of a module, is the first thing that each of them does."""
        context = multiprocessing.get_context("spawn")
        listening, self._line = context.Pipe(duplex=False)
        self.pool = ProcessPoolExecutor(many, mp_context=context, initializer=_begin, initargs=(listening, begin))

    def end(self) -> None:
        """End them all at once, whatever they do."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        self._line.close()


def _begin(closing: Connection, begin: Callable[[], None]) -> None:
    threading.Thread(target=_end_with_the_parent, args=(closing,), daemon=True).start()
    begin()


def _end_with_the_parent(closing: Connection) -> None:
    """When it says so, or where it is killed."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([closing, parent.sentinel])
        os._exit(1)
