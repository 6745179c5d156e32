"""All ways side by side over the same facts: each question goes round them in turn, so that a busy moment hits all."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from typing import Any

from benchmarks.speed.asked import ASKED, Found, Name
from benchmarks.speed.racer import WAYS

NEARLY = 1e-9  # sums of floating-point numbers differ by their order
LIMIT = "SQL by hand"


class FiguresDiffer(Exception):
    """Two ways disagree: nothing is timed."""


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one way took for one question, in seconds; `first` when it was asked for the first time."""

    first: float
    later: Sequence[float]

    @property
    def p50(self) -> float:
        """Half of the answers came within."""
        return median(self.later)

    @property
    def p95(self) -> float:
        """Nineteen of twenty answers came within."""
        return sorted(self.later)[round(0.95 * (len(self.later) - 1))]


@dataclass(frozen=True, slots=True)
class Result:
    """One way over one size of facts; memory in MB."""

    opening: float
    timed: dict[Name, Timed]
    peak: float


class Runner:
    """A way's process."""

    def __init__(self, way: str, facts: Path) -> None:
        command = [sys.executable, "-m", "benchmarks.speed.racer", way, str(facts)]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, text=True, bufsize=1)
        self.opening: float = self._line()["seconds"]

    def ask(self, name: Name) -> tuple[float, Found]:
        assert self._process.stdin
        self._process.stdin.write(f"{name}\n")
        told = self._line()
        windows = {number: tuple(cell) for number, cell in told["windows"]}
        return told["seconds"], Found(windows, {group: tuple(cell) for group, cell in told["groups"]})

    def end(self) -> float:
        """End it; its peak memory."""
        assert self._process.stdin
        self._process.stdin.close()
        peak: float = self._line()["peak"]
        self._process.wait()
        return peak

    def _line(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise ChildProcessError(self._process.args)
        told: dict[str, Any] = json.loads(line)
        return told


def race(files: Mapping[int, Path], rounds: int, ways: Sequence[str] = tuple(WAYS)) -> dict[int, dict[str, Result]]:
    """Time all ways over all sizes, each question in turn; raises FiguresDiffer before any is timed."""
    runners = {size: {way: Runner(way, facts) for way in ways} for size, facts in files.items()}
    first = {(size, name): _agreed(name, each) for size, each in runners.items() for name in ASKED}
    turns = [(size, way, name) for name in ASKED for size in files for way in ways]
    later: dict[tuple[int, str, Name], list[float]] = {turn: [] for turn in turns}
    for _ in range(rounds):
        for size, way, name in turns:
            later[size, way, name].append(runners[size][way].ask(name)[0])
    return {
        size: {
            way: Result(
                runner.opening,
                {name: Timed(first[size, name][way], later[size, way, name]) for name in ASKED},
                runner.end(),
            )
            for way, runner in each.items()
        }
        for size, each in runners.items()
    }


def _agreed(name: Name, runners: dict[str, Runner]) -> dict[str, float]:
    """Ask all ways for the first time and compare what they found."""
    told = {way: runner.ask(name) for way, runner in runners.items()}
    _, expected = told[LIMIT]
    for way, (_, found) in told.items():
        if not (_same(found.windows, expected.windows) and _same(found.groups, expected.groups)):
            raise FiguresDiffer(f"{name}: {way} found {found}, {LIMIT} {expected}")
    return {way: seconds for way, (seconds, _) in told.items()}


def _same(found: Any, expected: Any) -> bool:
    return found.keys() == expected.keys() and all(
        isclose(found[key][0], expected[key][0], rel_tol=NEARLY) and found[key][1] == expected[key][1]
        for key in expected
    )
