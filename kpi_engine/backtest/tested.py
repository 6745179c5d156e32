"""The last 12 months by the definition that rules and by the one that is proposed: figures, targets, alerts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from kpi_engine.alerts import House, Watch, try_out
from kpi_engine.answer import Answer
from kpi_engine.backtest.previewed import last_whole
from kpi_engine.course import Earlier, Inquiry, inquiry
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, Unit
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.pace import progress
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.progress import Verdict
from kpi_engine.question import Compare, Question
from kpi_engine.target import Target

MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthTold:
    """The figure of one month by either definition; None where there is none of it, or the facts begin later."""

    period: Period
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class TargetTold:
    """Where a target stands, or stood at its end, by either definition; the aim stays what it was."""

    target: Target
    before: Verdict | None
    after: Verdict | None


@dataclass(frozen=True, slots=True)
class AlertTold:
    """How often a rule would have fired in the past year by either definition."""

    watch: Watch
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class BackTest:
    """Two definitions held against the same past; either may be missing.

    `months`: oldest first, the last 12 that are over, for so long that all of a definition's days have passed since.
    `equal_age`: outcomes come with time, and every month is seen
    when it was as old as the newest one is now.
    """

    as_of: date
    currency: str | None
    before_unit: Unit | None
    after_unit: Unit | None
    months: tuple[MonthTold, ...]
    targets: tuple[TargetTold, ...] = ()
    alerts: tuple[AlertTold, ...] = ()
    equal_age: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What one definition makes of the past."""

    year: Answer | None
    targets: Mapping[Target, Verdict]
    alerts: Mapping[Watch, int]

    @property
    def months(self) -> Mapping[Period, Figure]:
        return {point.period: point.figure for point in self.year.series[-MONTHS:]} if self.year else {}


def back_test(
    before: Kpi | None,
    after: Kpi | None,
    facts: Facts,
    *,
    today: date,
    calendar: Calendar,
    currency: str | None,
    targets: Sequence[Target] = (),
    rules: Sequence[Watch] = (),
) -> BackTest:
    """Compare two definitions of a KPI over the whole company; `targets` and `rules` are those set for it."""
    month = last_whole(Grain.MONTH, min(today, facts.as_of) - _ripening(before, after), calendar)

    def told(kpi: Kpi | None) -> _Told:
        if kpi is None:
            return _Told(None, {}, {})
        house = House(facts, Catalog(kpi), calendar, currency)
        return _Told(_year(kpi, month, house), _verdicts(kpi, targets, house), _fired(rules, house))

    old, new = told(before), told(after)
    periods = [calendar.shift(month, step) for step in range(1 - MONTHS, 1)]
    return BackTest(
        as_of=facts.as_of,
        currency=next((each.year.currency for each in (new, old) if each.year), currency),
        before_unit=before.unit if before else None,
        after_unit=after.unit if after else None,
        months=tuple(MonthTold(each, old.months.get(each), new.months.get(each)) for each in periods),
        targets=tuple(TargetTold(each, old.targets.get(each), new.targets.get(each)) for each in targets),
        alerts=tuple(AlertTold(each, old.alerts.get(each), new.alerts.get(each)) for each in rules),
        equal_age=any(kpi.measure.on(facts.coverage).by_age for kpi in (before, after) if kpi),
    )


def _ripening(*kpis: Kpi | None) -> timedelta:
    """How old a month has to be before "within so many days" can differ from another definition of the same rows."""
    recipes = [kpi.recipe for kpi in kpis if kpi and kpi.recipe]
    return timedelta(days=max((recipe.within_days or 0 for recipe in recipes), default=0))


def _year(kpi: Kpi, month: Period, house: House) -> Answer:
    question = Question(kpi.key, month, compare=Compare.NONE)
    return house.answered([question])[question]


def _verdicts(kpi: Kpi, targets: Sequence[Target], house: House) -> Mapping[Target, Verdict]:
    """Ask for all of them at once: targets of teams that are alike share their SELECTs."""
    asked = {each: inquiry(each, house.facts.as_of, house.calendar) for each in targets}
    found = house.answered([one for each in asked.values() for one in (each.now, *chain(*each.earlier))])

    def verdict(target: Target, each: Inquiry) -> Verdict:
        earlier = [Earlier(found[so_far], found[whole]) for so_far, whole in each.earlier]
        return progress(target, kpi, found[each.now], earlier).verdict

    return {target: verdict(target, each) for target, each in asked.items()}


def _fired(rules: Sequence[Watch], house: House) -> Mapping[Watch, int]:
    return {each: len(try_out(each, house).episodes) for each in rules}
