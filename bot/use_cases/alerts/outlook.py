"""What an alert that is being filled in would have done in the past year: shown before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from bot.office import Office
from bot.text import Language
from bot.use_cases import amounts
from bot.use_cases.alerts.draft import AlertDraft, Fault, Part
from bot.use_cases.alerts.watch import manner_of_facts, threshold_by
from bot.words.alerts import WatchFor
from bot.words.amounts import read_amount
from kpi_engine.alerts import Condition, House, Tryout, Watch, WatchProblem, problem_of, recovery, try_out, volume
from kpi_engine.course import Manner
from kpi_engine.errors import QuestionError
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi
from kpi_engine.scope import Scope
from storage.repositories.records import KeptTarget

_MOST = 1_000_000  # cases
_FARTHEST = 1e12
_COUNTED = frozenset({Condition.STALLED, Condition.SILENT})  # opportunities, days: whole ones
_OF_THE_WHOLE = frozenset({Manner.LOCKED, Manner.RIPENING})
"""What a week of cannot be held against the aim of a quarter: lists that shrink, cohorts that ripen."""


@dataclass(frozen=True, slots=True)
class AlertOutlook:
    """What a draft comes to. `watch` is None while something is missing or at fault; `tryout` while it is not tried.

    `threshold` and `recover_at` are those that hold, typed or by default, in `unit`. `seal` names all that the
    try-out rests on: what is kept is what was shown.
    """

    draft: AlertDraft
    kpi: Kpi
    scope: Scope
    condition: Condition
    unit: Unit
    currency: str | None
    threshold: float | None = None
    recover_at: float | None = None
    min_volume: int = 0
    target: KeptTarget | None = None
    watch: Watch | None = None
    tryout: Tryout | None = None
    faults: Mapping[Part, Fault] = field(default_factory=dict)
    seal: str = ""


def outlook(draft: AlertDraft, reader: Language, team_id: str, office: Office) -> AlertOutlook | None:
    """Try a draft on the last 12 months; None while figure, scope or rule are not chosen."""
    told = sketch(draft, reader, team_id, office)
    if told is None or told.watch is None:
        return told
    house = House(office.facts.current(), office.catalog, office.calendar, office.currency)
    try:
        tried = try_out(told.watch, house)
    except QuestionError:
        return replace(told, watch=None, faults={**told.faults, Part.SCOPE: Fault.NOT_BY_SCOPE})
    return replace(told, tryout=tried, seal=_seal(told.watch, told.target, house.facts.version))


def sketch(draft: AlertDraft, reader: Language, team_id: str, office: Office) -> AlertOutlook | None:
    """The same before it is tried: what will be watched, and what is wrong with it."""
    if draft.figure is None or draft.scope is None or draft.watch_for is None:
        return None
    kpi = office.catalog[draft.figure]
    condition = condition_of(draft.watch_for, kpi)
    unit = {Condition.STALLED: Unit.COUNT, Condition.SILENT: Unit.DAYS}.get(condition, kpi.unit)
    told = AlertOutlook(draft, kpi, draft.scope, condition, unit, office.currency)
    told = _held_against(told, draft, reader, team_id, office)
    told = _recovered_at(told, draft, reader)
    told = _rests_on(told, draft)
    return _watching(told, draft)


def condition_of(watch_for: WatchFor, kpi: Kpi) -> Condition:
    """What the engine watches for: the worse side of a target is below it, unless less is better."""
    if watch_for is WatchFor.TARGET:
        return Condition.ABOVE if kpi.better is Direction.DOWN else Condition.BELOW
    return Condition(watch_for.value)


def _held_against(
    told: AlertOutlook, draft: AlertDraft, reader: Language, team_id: str, office: Office
) -> AlertOutlook:
    """The line: an amount that was typed, or the aim of the target in force."""
    match draft.watch_for:
        case WatchFor.CHANGE | WatchFor.UNUSUAL:
            return told
        case WatchFor.TARGET:
            return _aimed(told, draft, team_id, office)
        case _:
            return _typed(told, Part.AMOUNT, draft.amount, reader)


def _aimed(told: AlertOutlook, draft: AlertDraft, team_id: str, office: Office) -> AlertOutlook:
    facts, today = office.facts.current(), office.today()
    target = _target(told.kpi.key, told.scope, today, team_id, office)
    if target is None:
        return replace(told, faults={Part.WATCH: Fault.NO_TARGET})
    if manner_of_facts(told.kpi, facts) in _OF_THE_WHOLE:
        return replace(told, faults={Part.WATCH: Fault.TARGET_OF_THE_WHOLE})
    running = office.calendar.containing(today, draft.grain)
    whole = (office.calendar.shift(running, step) for step in (-1, 0, 1))
    aims = (threshold_by(target.target, each, told.kpi, facts) for each in whole)
    aim = next((each for each in aims if each is not None), None)
    if aim is None:
        return replace(told, faults={Part.WATCH: Fault.NO_TARGET})
    return replace(told, target=target, threshold=aim)


def _target(kpi: str, scope: Scope, today: date, team_id: str, office: Office) -> KeptTarget | None:
    """The target whose days hold today, the shortest where there are several."""
    with office.records.reading() as work:
        found = [
            each
            for each in work.targets.in_force(team_id)
            if (each.target.kpi, each.target.scope) == (kpi, scope) and today in each.target.horizon
        ]
    return min(found, key=lambda each: each.target.horizon.days, default=None)


def _typed(told: AlertOutlook, part: Part, typed: str, reader: Language) -> AlertOutlook:
    """A number in the unit that is watched; still missing where nothing was typed."""
    size = _size(typed, told.unit, reader)
    if isinstance(size, Fault):
        return replace(told, faults={**told.faults, part: size})
    return replace(told, threshold=size) if part is Part.AMOUNT else replace(told, recover_at=size)


def _size(typed: str, unit: Unit, reader: Language) -> float | Fault | None:
    if not typed.strip():
        return None
    amount = read_amount(typed, reader)
    if amount is None or abs(amount.value) > _FARTHEST:
        return Fault.NOT_A_NUMBER
    return amounts.kept(amount, unit) if amounts.counts(amount, unit) else Fault.OTHER_UNIT


def _recovered_at(told: AlertOutlook, draft: AlertDraft, reader: Language) -> AlertOutlook:
    """From which value on it is over: as typed, else by default; of a target always by default."""
    if told.condition not in {Condition.BELOW, Condition.ABOVE} or told.threshold is None:
        return told
    usual = recovery(told.condition, told.threshold, told.unit, capped=told.kpi.capped)
    if draft.watch_for is WatchFor.TARGET or not draft.recover_at.strip():
        return replace(told, recover_at=usual)
    return _typed(told, Part.RECOVER, draft.recover_at, reader)


def _rests_on(told: AlertOutlook, draft: AlertDraft) -> AlertOutlook:
    """The fewest cases that it is judged on."""
    if told.condition in _COUNTED:
        return told
    typed = draft.min_volume.strip()
    if not typed:
        return replace(told, min_volume=volume(told.unit))
    if not typed.isdecimal() or int(typed) > _MOST:
        return replace(told, faults={**told.faults, Part.VOLUME: Fault.NOT_WHOLE})
    return replace(told, min_volume=int(typed))


_PROBLEMS: Mapping[WatchProblem, tuple[Part, Fault]] = {
    WatchProblem.NOTHING_TO_FALL_BELOW: (Part.AMOUNT, Fault.NOTHING_BELOW),
    WatchProblem.NO_RECOVERY: (Part.RECOVER, Fault.NO_RECOVERY),
    WatchProblem.OFF_THE_SCALE: (Part.AMOUNT, Fault.OFF_THE_SCALE),
    WatchProblem.RECOVERY_OFF_THE_SCALE: (Part.RECOVER, Fault.OFF_THE_SCALE),
}


def _watching(told: AlertOutlook, draft: AlertDraft) -> AlertOutlook:
    if told.faults:
        return told
    if told.condition in _COUNTED and told.threshold is not None and not _is_whole(told.threshold):
        return replace(told, faults={Part.AMOUNT: Fault.NOT_WHOLE})
    watch = Watch(
        kpi=told.kpi.key,
        condition=told.condition,
        scope=told.scope,
        grain=draft.grain,
        threshold=told.threshold,
        recover_at=None if told.target else told.recover_at,
        min_volume=told.min_volume,
        side=draft.side,
    )
    problem = problem_of(watch, told.unit, capped=told.kpi.capped)
    if problem is None:
        return replace(told, watch=watch)
    if problem in _PROBLEMS:
        part, fault = _PROBLEMS[problem]
        return replace(told, faults={part: fault})
    return told


def _is_whole(number: float) -> bool:
    return number >= 1 and number == int(number)


def _seal(watch: Watch, target: KeptTarget | None, facts_version: str) -> str:
    decided = watch, target.id if target else None, facts_version
    return blake2b(repr(decided).encode(), digest_size=8).hexdigest()
