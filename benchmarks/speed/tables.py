"""Results as Markdown."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import geometric_mean

from benchmarks.speed.aims import OURS, aims
from benchmarks.speed.asked import ASKED, Name
from benchmarks.speed.race import LIMIT, Result
from benchmarks.speed.racer import WAYS

Results = Mapping[int, Mapping[str, Result]]  # by number of leads and way


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


def times(results: Mapping[str, Result]) -> str:
    """p50 and p95 of each way, per question."""
    rows = [
        [asked.words, *(f"{_ms(results[way].timed[name].p50)} / {_ms(results[way].timed[name].p95)}" for way in WAYS)]
        for name, asked in ASKED.items()
    ]
    peaks = ["peak memory, MB", *(f"{results[way].peak:.0f}" for way in WAYS)]
    opening = ["opening or loading, ms", *(_ms(results[way].opening) for way in WAYS)]
    return _table(["p50 / p95, ms", *WAYS], [*rows, peaks, opening])


def ratios(results: Mapping[str, Result]) -> str:
    """How many times longer than ours each way takes."""
    others = [way for way in WAYS if way != OURS]
    rows = [
        [asked.words, *(f"{results[way].timed[name].p50 / results[OURS].timed[name].p50:.2f}" for way in others)]
        for name, asked in ASKED.items()
    ]
    memory = ["peak memory", *(f"{results[way].peak / results[OURS].peak:.2f}" for way in others)]
    return _table(["times ours (p50)", *others], [*rows, memory])


def first_times(results: Mapping[str, Result]) -> str:
    """The first answer of each question, when nothing was read and nothing is remembered yet."""
    rows = [[asked.words, *(_ms(results[way].timed[name].first) for way in WAYS)] for name, asked in ASKED.items()]
    return _table(["first time, ms", *WAYS], rows)


def aimed(results: Results) -> str:
    """Which aims were reached, and where not."""
    rows = [[aim.words, aim.reached, aim.missed] for aim in aims(results)]
    return _table(["aim", "reached", "missed"], rows)


def growth(results: Results) -> str:
    """p50 by number of leads; in brackets, times the size before."""
    sizes = sorted(results)
    rows = [
        [f"{way}: {name}", *_grown([results[size][way].timed[name].p50 for size in sizes])]
        for way in WAYS
        for name in ASKED
    ]
    return _table(["p50, ms", *(f"{size:,} leads" for size in sizes)], rows)


def _grown(seconds: Sequence[float]) -> list[str]:
    before = [None, *seconds[:-1]]
    return [
        _ms(now) if then is None else f"{_ms(now)} (× {now / then:.1f})"
        for now, then in zip(seconds, before, strict=True)
    ]


def ratio(results: Mapping[str, Result]) -> str:
    """Ours beside the limit, in one line."""
    by_name: dict[Name, float] = {
        name: results[OURS].timed[name].p50 / results[LIMIT].timed[name].p50 for name in ASKED
    }
    each = ", ".join(f"{name} {value:.2f}" for name, value in by_name.items())
    return f"{OURS} / {LIMIT}, p50: {geometric_mean(by_name.values()):.2f} (geometric mean; {each})"
