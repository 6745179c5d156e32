"""How the rows of a plan are read: for one question alone, or for many that differ only in whom they ask about."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import Select

from kpi_engine.facts import Facts
from kpi_engine.question import Filter
from kpi_engine.statement import Plan
from kpi_engine.tally import plain

_NAMED_AT_MOST = 500  # values: of more, all groups are read and those that nobody asked for are dropped

Statement = Callable[[Plan], Select[Any]]
_Groups = Mapping[str | None, Sequence[Any]]


class Reading(Protocol):
    """Facts, and a way to the rows of a plan; a statement that groups by `plan.by` tells `dimension` and `whole`."""

    @property
    def facts(self) -> Facts:
        """The facts read."""

    def rows(self, statement: Statement, plan: Plan) -> Sequence[Any]:
        """Give the rows that a statement of this plan comes to, as named tuples."""


@dataclass(frozen=True, slots=True)
class Alone:
    """One SELECT for each plan."""

    facts: Facts

    def rows(self, statement: Statement, plan: Plan) -> Sequence[Any]:
        """Run the statement."""
        return plain(self.facts.fetch(statement(plan)))


@dataclass(frozen=True, slots=True)
class Shared:
    """One SELECT for all plans that differ in the value of their last filter: it groups the rows by that dimension.

    `cut` names the dimension and all the values that will be asked for. The rows of one value are the whole of what
    its plan asks for. A plan that groups its rows already is read alone.
    """

    facts: Facts
    cut: Filter
    _read: dict[tuple[Statement, Plan], _Groups] = field(default_factory=dict)

    def rows(self, statement: Statement, plan: Plan) -> Sequence[Any]:
        """Pick the rows of the plan's own value, read with those of all others when it is the first to ask."""
        if plan.by is not None:
            return Alone(self.facts).rows(statement, plan)
        (value,) = plan.filters[-1].values
        asked = (
            statement,
            replace(plan, filters=self._filters(plan), by=self.cut.dimension, every_window=True, apart=True),
        )
        if asked not in self._read:
            self._read[asked] = _apart(Alone(self.facts).rows(*asked))
        return self._read[asked].get(value, ())

    def _filters(self, plan: Plan) -> tuple[Filter, ...]:
        named = (self.cut,) if len(self.cut.values) <= _NAMED_AT_MOST else ()
        return (*plan.filters[:-1], *named)


def _apart(rows: Sequence[Any]) -> _Groups:
    """The rows of each group, each as the whole of what is asked about it."""
    groups: defaultdict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        if not row.whole:
            groups[row.dimension].append(row._replace(whole=1))
    return groups
