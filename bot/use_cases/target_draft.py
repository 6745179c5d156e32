"""A target as it is filled in, and what it comes to: computed and shown before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b

from bot.office import Office
from bot.text import Language
from bot.use_cases import amounts
from bot.use_cases.answer_kpi import ask
from bot.words.amounts import Amount, Said, read_amount
from kpi_engine.answer import Answer
from kpi_engine.course import Manner, manner_of
from kpi_engine.errors import QuestionError
from kpi_engine.figure import Unit
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Compare, Question
from kpi_engine.scope import Scope
from kpi_engine.target import AimProblem, Baseline, TargetKind, aim_of, countable, is_better, problem_of

_ALIKE = 0.1  # two periods count as equally long when they differ by a tenth at most


class BaselineChoice(StrEnum):
    """What a target starts from, whatever its horizon."""

    YEAR_BEFORE = "year_before"  # the same days a year earlier
    BEFORE = "before"  # the days just before, as many
    LAST_YEAR = "last_year"
    LAST_QUARTER = "last_quarter"


class Part(StrEnum):
    """The parts of the form; also the ids of its blocks."""

    KPI = "kpi"
    SCOPE = "scope"
    AMOUNT = "amount"
    KIND = "kind"
    BASELINE = "baseline"
    HORIZON = "horizon"
    UNTIL = "until"
    NOTE = "note"


class Fault(StrEnum):
    """Why a part cannot stand. Views turn each into a sentence."""

    NOT_A_NUMBER = "not_a_number"
    OTHER_UNIT = "other_unit"  # days of a share, euros of days
    NO_POINTS = "no_points"  # points of what is neither share nor score
    PAST_HORIZON = "past_horizon"
    OTHER_LENGTH = "other_length"  # the sum of a year is no baseline for a quarter
    BASELINE_IN_PROGRESS = "baseline_in_progress"  # nor is half of it
    NOT_BY_SCOPE = "not_by_scope"  # the KPI's table has no such dimension
    NO_BASELINE = "no_baseline"
    NO_CHANGE = "no_change"
    NOTHING = "nothing"
    BEYOND_THE_WHOLE = "beyond_the_whole"
    NO_SUCH_SHARE = "no_such_share"  # a value above the whole, typed as one
    BELOW_NOTHING = "below_nothing"
    OFF_THE_SCALE = "off_the_scale"


@dataclass(frozen=True, slots=True)
class Draft:
    """A target as far as it is filled in. `until`: the last day of a horizon that begins today."""

    kpi: str | None = None
    scope: Scope | None = None
    kind: TargetKind | None = None
    amount: str = ""
    horizon: Period | None = None
    until: date | None = None
    baseline: BaselineChoice = BaselineChoice.YEAR_BEFORE
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to read the amount: `size` in the KPI's own unit, or relative; the aim that it leads to."""

    size: float
    aim: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a draft comes to. Several `steps`: the amount may mean any of them, and the form asks which.

    `seal` names all that decides the aim: what is kept is what was shown.
    """

    kpi: Kpi
    scope: Scope
    horizon: Period
    start: Answer | None
    steps: Mapping[TargetKind, Step] = field(default_factory=dict)
    faults: Mapping[Part, Fault] = field(default_factory=dict)
    seal: str = ""

    @property
    def baseline(self) -> Baseline | None:
        """The figure that it starts from, frozen."""
        return Baseline.of(self.start) if self.start else None

    @property
    def worse(self) -> bool:
        """Whether the only aim lies on the worse side of the baseline."""
        baseline = self.baseline
        if baseline is None or len(self.steps) != 1:
            return False
        (step,) = self.steps.values()
        return not is_better(step.aim, baseline.value, self.kpi.better)


def outlook(draft: Draft, language: Language, office: Office) -> Outlook | None:
    """Compute what a draft comes to; None while KPI, scope or horizon are not chosen."""
    horizon = horizon_of(draft, office)
    if draft.kpi is None or draft.scope is None or horizon is None:
        return None
    kpi = office.catalog[draft.kpi]
    period = baseline_period(draft.baseline, horizon, office)
    try:
        start = ask(Question(kpi.key, period, draft.scope, compare=Compare.NONE), office)
    except QuestionError:
        return Outlook(kpi, draft.scope, horizon, None, faults={Part.SCOPE: Fault.NOT_BY_SCOPE})
    faults = _faults_of_days(horizon, start, kpi, office)
    steps, of_amount = _steps(draft, kpi, Baseline.of(start), read_amount(draft.amount, language))
    seal = _seal(draft, horizon, start, steps)
    return Outlook(kpi, draft.scope, horizon, start, steps, of_amount | faults, seal)


def horizon_of(draft: Draft, office: Office) -> Period | None:
    """The days by the end of which the aim is to be reached."""
    if draft.horizon or draft.until is None:
        return draft.horizon
    end = draft.until + timedelta(days=1)
    return Period(min(office.today(), draft.until), end)


def baseline_period(choice: BaselineChoice, horizon: Period, office: Office) -> Period:
    """The period whose figure a target starts from."""
    calendar = office.calendar
    match choice:
        case BaselineChoice.YEAR_BEFORE:
            return calendar.year_before(horizon)
        case BaselineChoice.BEFORE:
            return calendar.shift(horizon, -1)
        case BaselineChoice.LAST_YEAR:
            return calendar.shift(calendar.containing(office.today(), Grain.YEAR), -1)
        case BaselineChoice.LAST_QUARTER:
            return calendar.shift(calendar.containing(office.today(), Grain.QUARTER), -1)


def kind_meant(amount: Amount | None, unit: Unit) -> TargetKind | None:
    """The kind that an amount leaves no doubt about; +10 % of a share may be relative or points."""
    if amount is None:
        return None
    match amount.said:
        case Said.POINTS:
            return TargetKind.POINTS if amount.signed else TargetKind.ABSOLUTE
        case Said.PERCENT if unit is Unit.SHARE:
            return None if amount.signed else TargetKind.ABSOLUTE
        case Said.PERCENT:
            return TargetKind.RELATIVE
        case Said.NUMBER if amount.signed:
            return TargetKind.POINTS if unit is Unit.SCORE else None
        case _:
            return None if amount.signed else TargetKind.ABSOLUTE


def _faults_of_days(horizon: Period, start: Answer, kpi: Kpi, office: Office) -> dict[Part, Fault]:
    faults: dict[Part, Fault] = {}
    if horizon.last_day < office.today():
        faults[Part.HORIZON] = Fault.PAST_HORIZON
    if manner_of(kpi, start.receipt.table) in {Manner.SUM, Manner.LOCKED}:
        period = start.question.period
        if abs(period.days - horizon.days) > _ALIKE * horizon.days:
            faults[Part.BASELINE] = Fault.OTHER_LENGTH
        elif start.as_of < period.last_day:
            faults[Part.BASELINE] = Fault.BASELINE_IN_PROGRESS
    return faults


def _steps(
    draft: Draft, kpi: Kpi, baseline: Baseline | None, amount: Amount | None
) -> tuple[dict[TargetKind, Step], dict[Part, Fault]]:
    if amount is None:
        return {}, ({Part.AMOUNT: Fault.NOT_A_NUMBER} if draft.amount.strip() else {})
    kinds = (draft.kind,) if draft.kind else _possible(amount, kpi.unit)
    found = {kind: _step(kind, amount, kpi, baseline) for kind in kinds}
    steps = {kind: step for kind, step in found.items() if isinstance(step, Step)}
    faults = [step for step in found.values() if isinstance(step, Fault)]
    return steps, (_placed(faults[0]) if faults and not steps else {})


def _placed(fault: Fault) -> dict[Part, Fault]:
    """Under the part of the form that can mend it."""
    places = {Fault.NO_BASELINE: Part.BASELINE, Fault.NO_POINTS: Part.KIND}
    return {places.get(fault, Part.AMOUNT): fault}


def _possible(amount: Amount, unit: Unit) -> tuple[TargetKind, ...]:
    meant = kind_meant(amount, unit)
    if meant:
        return (meant,)
    return (TargetKind.RELATIVE, TargetKind.POINTS) if unit is Unit.SHARE else (TargetKind.RELATIVE,)


def _step(kind: TargetKind, amount: Amount, kpi: Kpi, baseline: Baseline | None) -> Step | Fault:
    size = _size(kind, amount, kpi.unit)
    if isinstance(size, Fault):
        return size
    aim = aim_of(kind, size, baseline)
    if isinstance(aim, AimProblem):
        return Fault(str(aim))
    problem = problem_of(aim, kpi.unit, kpi.better, capped=kpi.capped)
    if problem is AimProblem.BEYOND_THE_WHOLE and kind is TargetKind.ABSOLUTE:
        return Fault.NO_SUCH_SHARE
    return Fault(str(problem)) if problem else Step(size, countable(aim, kpi.unit, kpi.better))


def _size(kind: TargetKind, amount: Amount, unit: Unit) -> float | Fault:
    """The amount as targets keep it."""
    match kind:
        case TargetKind.RELATIVE:
            return amount.value / 100 if amount.said in {Said.PERCENT, Said.NUMBER} else Fault.OTHER_UNIT
        case TargetKind.POINTS if unit not in {Unit.SHARE, Unit.SCORE}:
            return Fault.NO_POINTS
        case TargetKind.POINTS if amount.said in {Said.DAYS, Said.MONEY}:
            return Fault.OTHER_UNIT
        case TargetKind.ABSOLUTE if not amounts.counts(amount, unit):
            return Fault.OTHER_UNIT
        case _:
            return amounts.kept(amount, unit)


def _seal(draft: Draft, horizon: Period, start: Answer, steps: Mapping[TargetKind, Step]) -> str:
    decided = (
        draft.kpi,
        draft.scope,
        horizon,
        start.question.period,
        start.receipt.facts_version,
        tuple(steps.items()),
    )
    return blake2b(repr(decided).encode(), digest_size=8).hexdigest()
