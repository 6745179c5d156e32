"""Which groups stand on lines of their own, and which are put together: small ones, and those kept from the reader."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from kpi_engine.discretion import gives_away
from kpi_engine.figure import FLOOR
from kpi_engine.question import Dimension
from kpi_engine.why.effects import Pair, effects, whole_of
from kpi_engine.why.explanation import Contribution, Kind, Unsplit

Groups = Mapping[str | None, Pair]
Hidden = Callable[[Dimension, Sequence[str | None]], Collection[str | None]]
"""Of the values of a dimension, those that the reader may not see."""

_Line = tuple[Kind, str | None, int, Pair]


def nobody(dimension: Dimension, values: Sequence[str | None]) -> Collection[str | None]:  # noqa: ARG001
    """Keep no group back."""
    return ()


def lines(groups: Groups, hidden: Collection[str | None]) -> tuple[Contribution, ...] | Unsplit:
    """The lines of a split, largest effect first; or why there are none."""
    kept_back = [pair for value, pair in groups.items() if value in hidden]
    if gives_away([_size(pair) for pair in kept_back]):
        return Unsplit.KEPT_BACK
    drawn = [*_seen({value: pair for value, pair in groups.items() if value not in hidden})]
    if kept_back:
        drawn.append((Kind.OTHERS, None, len(kept_back), whole_of(kept_back)))
    if len(drawn) < 2:  # noqa: PLR2004 - two make a difference
        return Unsplit.ONE_GROUP
    split = effects([pair for *_, pair in drawn])
    found = [Contribution(*line, effect) for line, effect in zip(drawn, split, strict=True)]
    return tuple(sorted(found, key=lambda each: (-abs(each.effect.total), each.kind, each.value or "")))


def _seen(groups: Groups) -> Iterator[_Line]:
    """One line for each group of some size, one for all small ones."""
    small = [pair for pair in groups.values() if _small(pair)]
    yield from ((Kind.NAMED, value, 1, pair) for value, pair in groups.items() if not _small(pair))
    if small:
        yield Kind.SMALL, None, len(small), whole_of(small)


def _small(pair: Pair) -> bool:
    """Below the floor then and now: one that came up from nothing, or dried up, is what people look for."""
    return _size(pair) < FLOOR


def _size(pair: Pair) -> int:
    return max(pair.then.n, pair.now.n)
