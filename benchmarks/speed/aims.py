"""What the engine is meant to reach, held against what was measured."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.speed.asked import ASKED, Name
from benchmarks.speed.race import LIMIT, Result

OURS = "kpi_engine"
COUNTED = (Name.CONVERSION, Name.TRANSFORMATION, Name.LEADS, Name.RETENTION)  # counts and shares
SUMMED = (Name.CYCLE, Name.REVENUE)


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound on ratios, each of them by the word of what it was measured on."""

    words: str
    at_most: float
    ratios: Mapping[str, float]

    @property
    def reached(self) -> str:
        """Where it was."""
        return self._told(met=True)

    @property
    def missed(self) -> str:
        """Where it was not."""
        return self._told(met=False)

    def _told(self, *, met: bool) -> str:
        chosen = (f"{word} {ratio:.2f}" for word, ratio in self.ratios.items() if (ratio <= self.at_most) is met)
        return ", ".join(chosen) or "–"


def aims(results: Mapping[int, Mapping[str, Result]]) -> Iterator[Aim]:
    """All of them; times of other ways at the largest size, p50."""
    sizes = sorted(results)
    largest = results[sizes[-1]]
    yield Aim("counts and shares: time ÷ SQL by hand ≤ 1", 1.0, _beside(largest, LIMIT, COUNTED))
    yield Aim("the others: time ÷ SQL by hand ≤ 1.3", 1.3, _beside(largest, LIMIT, SUMMED))
    yield Aim("time ÷ boring-semantic-layer ≤ 1/4", 1 / 4, _beside(largest, "boring-semantic-layer"))
    yield Aim("time ÷ pandas ≤ 1/6", 1 / 6, _beside(largest, "pandas"))
    yield Aim("memory ÷ pandas ≤ 1/3", 1 / 3, {"peak": largest[OURS].peak / largest["pandas"].peak})
    for smaller, larger in pairwise(sizes):
        words = f"time at {larger:,} leads ÷ time at {smaller:,} ≤ 3"
        yield Aim(words, 3.0, {name: _p50(results[larger], name) / _p50(results[smaller], name) for name in ASKED})


def _beside(results: Mapping[str, Result], way: str, names: Sequence[Name] = tuple(Name)) -> dict[str, float]:
    return {name: _p50(results, name) / _p50(results, name, way) for name in names}


def _p50(results: Mapping[str, Result], name: Name, way: str = OURS) -> float:
    return results[way].timed[name].p50
