"""How far an import is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Step(StrEnum):
    """What an import does."""

    READING = "reading"
    CHECKING = "checking"
    PUBLISHING = "publishing"


@dataclass(frozen=True, slots=True)
class Progress:
    """What an import does now, with which file or table, and how many pieces of work of all are done."""

    step: Step
    subject: str
    done: int
    total: int


Watch = Callable[[Progress], None]


@dataclass(slots=True)
class Meter:
    """Counts pieces of work: each file is read and checked, each table is built."""

    watch: Watch
    total: int
    _begun: int = field(default=0, init=False)

    def begin(self, step: Step, subject: str) -> None:
        """Begin the next piece of work; the one before is done."""
        self.watch(Progress(step, subject, self._begun, self.total))
        self._begun += 1

    def end(self) -> None:
        """All is done."""
        self.watch(Progress(Step.PUBLISHING, "", self.total, self.total))


def unwatched(_: Progress) -> None:
    """Nobody looks."""
