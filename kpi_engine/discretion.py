"""What a reader may not see must not follow from what she sees: the rule for every way of cutting a figure."""

from collections.abc import Collection
from dataclasses import replace

from kpi_engine.answer import Breakdown
from kpi_engine.figure import FLOOR, Figure, NotComputable, Reason, Unit, Value

_HIDDEN_AT_LEAST = 2  # of a single one, all could be computed from the whole and the others


def gives_away(hidden: Collection[int]) -> bool:
    """Whether groups kept back, of these sizes in rows, could be worked out from the whole and those shown."""
    return bool(hidden) and sum(size >= FLOOR for size in hidden) < _HIDDEN_AT_LEAST


def withheld(cut: Breakdown, shown: Collection[str | None], unit: Unit) -> Breakdown:
    """The breakdown with these groups alone, named nowhere else; refused where the others could be worked out."""
    hidden = [_size(group.figure) for group in cut.groups if group.value not in shown]
    if gives_away(hidden):
        return Breakdown(cut.dimension, (), NotComputable(Reason.KEPT_BACK, unit, cut.dimension))
    groups = tuple(group for group in cut.groups if group.value in shown)
    apart = tuple(each for each in cut.spread.apart if each.value in shown) if cut.spread else ()
    return replace(cut, groups=groups, spread=cut.spread and replace(cut.spread, apart=apart))


def _size(figure: Figure) -> int:
    """The rows that a group rests on; a figure that tells none hides nothing."""
    return int(figure.n) if isinstance(figure, Value) else 0
