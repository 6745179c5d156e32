"""While a tick holds much, nobody looks for garbage among everything; afterwards it is looked for again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from bot.jobs.collecting import collected_afterwards

WHOLE = 2


@contextmanager
def _whole_collections() -> Iterator[list[int]]:
    """Those of everything that happen in the block, with nothing there before it."""
    seen: list[int] = []

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "stop" and told["generation"] == WHOLE:
            seen.append(told["collected"])

    gc.freeze()
    gc.collect()
    gc.callbacks.append(note)
    try:
        yield seen
    finally:
        gc.callbacks.remove(note)
        gc.unfreeze()


def _hold_much() -> list[list[int]]:
    return [[number] for number in range(200_000)]


def test_nothing_is_looked_through_while_much_is_held() -> None:
    with _whole_collections() as seen, collected_afterwards():
        assert len(_hold_much()) == 200_000
    assert seen == []


def test_control_without_it_everything_is_looked_through_again_and_again() -> None:
    with _whole_collections() as seen:
        assert len(_hold_much()) == 200_000
    assert seen


def test_the_last_of_several_that_hold_much_lets_it_happen_again() -> None:
    before = gc.get_threshold()
    with collected_afterwards():
        with collected_afterwards():
            assert gc.get_threshold() != before
        assert gc.get_threshold()[:WHOLE] == before[:WHOLE]
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
