"""How the last periods went by the targets in force: one that is always reached asks for nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.office import Office
from kpi_engine import together
from kpi_engine.figure import Value
from kpi_engine.measures import (
    Count,
    Newcomers,
    PerAccount,
    RecurringRevenue,
    Retained,
    ShareByAge,
    StagesEntered,
    TotalAmount,
)
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Compare, Question
from kpi_engine.target import is_better
from storage.repositories.records import KeptTarget

LOOKED_AT = 4  # periods
_RIPENS_FOR = 1  # periods that a cohort is given to ripen before it is judged
_BY_LENGTH = (Count, Newcomers, PerAccount, RecurringRevenue, Retained, StagesEntered, TotalAmount)
"""What is another figure over a quarter than over a year: it adds up, or is lost, day by day."""


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A target and the last periods held against its aim, oldest first."""

    kept: KeptTarget
    periods: tuple[Period, ...]
    met: tuple[bool, ...]

    @property
    def always(self) -> bool:
        """Whether each of them reached it."""
        return all(self.met)

    @property
    def never(self) -> bool:
        """Whether none of them did."""
        return not any(self.met)


def target_records(team_id: str, office: Office) -> Iterator[KeptRecord]:
    """Those that are not over and can be judged: each of the last whole periods has a figure."""
    facts = office.facts.current()
    with office.records.reading() as work:
        in_force = [each for each in work.targets.in_force(team_id) if each.target.kpi in office.catalog]
    kept = [each for each in in_force if each.target.horizon.last_day > facts.as_of]
    asked = {each.id: _questions(each, office) for each in kept}
    told = together.answers(
        [question for questions in asked.values() for question in questions],
        facts,
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )
    for each in kept:
        figures = [told[question].headline for question in asked[each.id] if question in told]
        values = [figure.value for figure in figures if isinstance(figure, Value)]
        if len(values) == LOOKED_AT:
            better = office.catalog[each.target.kpi].better
            met = tuple(is_better(value, each.target.aim, better) for value in values)
            yield KeptRecord(each, tuple(question.period for question in asked[each.id]), met)


def _questions(kept: KeptTarget, office: Office) -> Sequence[Question]:
    """What grows with its days is held against periods as long as the target's; anything else against quarters."""
    target, facts, calendar = kept.target, office.facts.current(), office.calendar
    measure = office.catalog[target.kpi].measure.on(facts.coverage)
    grain = target.horizon.grain if isinstance(measure, _BY_LENGTH) else Grain.QUARTER
    if grain is None:
        return []
    ripe = _RIPENS_FOR if isinstance(measure, ShareByAge) else 0
    present = calendar.containing(facts.as_of, grain)
    return [
        Question(target.kpi, calendar.shift(present, -back - ripe), target.scope, compare=Compare.NONE)
        for back in range(LOOKED_AT, 0, -1)
    ]
