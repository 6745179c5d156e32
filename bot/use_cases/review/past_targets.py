"""How the last periods went by the targets in force: one that is always reached asks for nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.office import Office
from kpi_engine import together
from kpi_engine.course import Manner, manner_of
from kpi_engine.figure import Value
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Compare, Question
from kpi_engine.target import is_better
from storage.repositories.records import KeptTarget

LOOKED_AT = 4  # periods
_RIPENS_FOR = 1  # periods that a cohort is given to ripen before it is judged


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
    """Those that can be judged: each of the last whole periods has a figure."""
    with office.records.reading() as work:
        kept = [each for each in work.targets.in_force(team_id) if each.target.kpi in office.catalog]
    asked = {each.id: _questions(each, office) for each in kept}
    facts = office.facts.current()
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
    """What adds up is held against periods as long as the target's; anything else against quarters."""
    target, facts, calendar = kept.target, office.facts.current(), office.calendar
    kpi = office.catalog[target.kpi]
    manner = manner_of(kpi, kpi.measure.on(facts.coverage).over.table.name)
    grain = target.horizon.grain if manner is Manner.SUM else Grain.QUARTER
    if grain is None:
        return []
    ripe = _RIPENS_FOR if manner is Manner.RIPENING else 0
    present = calendar.containing(facts.as_of, grain)
    return [
        Question(target.kpi, calendar.shift(present, -back - ripe), target.scope, compare=Compare.NONE)
        for back in range(LOOKED_AT, 0, -1)
    ]
