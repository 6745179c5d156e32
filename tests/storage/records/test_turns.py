from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from storage.turns import Turns

WRITERS, TIMES = 16, 40
LONG = 60.0  # seconds


class Writer:
    """Somebody who waits for a turn."""

    def __init__(self, turns: Turns, served: list[str], name: str) -> None:
        self._turns, self._served, self._name = turns, served, name
        self._asks = Event()
        self._thread = Thread(target=self._write)
        self._thread.start()
        self._asks.wait()
        sleep(0.2)  # by now she waits

    def _write(self) -> None:
        self._asks.set()
        with self._turns.take(LONG):
            self._served.append(self._name)

    def join(self) -> None:
        self._thread.join()


def test_whoever_comes_first_is_served_first() -> None:
    turns, served = Turns(), list[str]()
    with turns.take(0.0):
        writers = [Writer(turns, served, name) for name in ("first", "second", "third")]
    for each in writers:
        each.join()
    assert served == ["first", "second", "third"]


def test_whoever_comes_again_waits_behind_those_who_wait() -> None:
    turns, served = Turns(), list[str]()
    with turns.take(0.0):
        writers = [Writer(turns, served, name) for name in ("first", "second")]
    with turns.take(LONG):
        served.append("again")
    for each in writers:
        each.join()
    assert served == ["first", "second", "again"]


def test_two_are_never_served_at_once() -> None:
    turns, inside, most = Turns(), [0], [0]

    def write(_number: int) -> None:
        for _ in range(TIMES):
            with turns.take(LONG):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                sleep(0.0001)
                inside[0] -= 1

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert most == [1]


def test_who_gives_up_waiting_holds_up_nobody() -> None:
    turns = Turns()
    with turns.take(0.0):
        begun = monotonic()
        with turns.take(0.05) as came:
            assert not came
        assert monotonic() - begun >= 0.05
    with turns.take(0.0) as came:
        assert came


def test_an_error_passes_the_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.take(0.0):
        1 / 0  # noqa: B018
    with turns.take(0.0) as came:
        assert came
