"""The targets of a workspace and where each stands; the revenue aimed at, for what is measured against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.office import Office
from bot.policy import visible
from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.course import Earlier, Manner, course_of, inquiry, is_whole
from kpi_engine.errors import QuestionError
from kpi_engine.kpi import Kpi
from kpi_engine.pace import progress
from kpi_engine.periods import Period
from kpi_engine.progress import Progress, Verdict
from kpi_engine.question import Basis, Question
from kpi_engine.target import Target
from storage.errors import NoFacts
from storage.repositories.records import KeptTarget, Member

_SHOWN = 2  # on one card


class Phase(StrEnum):
    """Where the facts stand in a target's days."""

    RUNNING = "running"
    COMING = "coming"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and where it stands; None where its KPI cannot be asked for any more, or there are no facts.

    `retired`: its KPI was dropped, so nothing is aimed at any more.
    """

    kept: KeptTarget
    progress: Progress | None
    retired: bool = False

    @property
    def phase(self) -> Phase:
        """Whether it runs, is to come or is over; one that nothing is known of runs."""
        if self.retired:
            return Phase.OVER
        if self.progress is None:
            return Phase.RUNNING
        if self.progress.over:
            return Phase.OVER
        return Phase.COMING if self.progress.verdict is Verdict.NOT_BEGUN else Phase.RUNNING


def only_workspace(office: Office) -> str | None:
    """Whose targets the terminal speaks of: the workspace's, where the installation has one."""
    with office.records.reading() as work:
        known = work.workspaces.all()
    return known[0].team_id if len(known) == 1 else None


def standings(member: Member, office: Office) -> Sequence[Standing]:
    """List the targets in force that this person may see, each with its progress: those that run, to come, over."""
    seen = [each for each in _in_force(member.team_id, office) if visible(member, each.target.scope).allowed]
    return in_turn([standing_of(each, office) for each in seen])


def in_turn(found: Iterable[Standing]) -> list[Standing]:
    """Those that run by their end, those to come by their start, then those that are over, the newest first."""

    def turn(each: Standing) -> tuple[int, int]:
        horizon = each.kept.target.horizon
        day = {Phase.RUNNING: horizon.end, Phase.COMING: horizon.start, Phase.OVER: horizon.end}[each.phase]
        return list(Phase).index(each.phase), -day.toordinal() if each.phase is Phase.OVER else day.toordinal()

    return sorted(found, key=turn)


def standing_of(kept: KeptTarget, office: Office) -> Standing:
    """A target and where it stands."""
    return Standing(kept, _progress_or_none(kept.target, office), kept.target.kpi in office.catalog.retired)


def bearing_on(question: Question, team_id: str | None, office: Office) -> tuple[Progress, ...]:
    """Say where the targets stand that concern a question: its KPI and scope, its period or the one after it.

    The period after it, because a KPI that ripens is asked of the last quarter while the target is this one's.
    """
    if team_id is None or question.filters or question.basis is not Basis.COHORT:
        return ()
    ahead = (question.period, office.calendar.shift(question.period, 1))
    concerned = [
        each.target
        for each in _in_force(team_id, office)
        if (each.target.kpi, each.target.scope) == (question.kpi, question.scope)
        and any(_overlap(each.target.horizon, period) for period in ahead)
    ]
    found = (_progress_or_none(target, office, question.as_of) for target in _nearest(concerned, question.period))
    return tuple(each for each in found if each)


def with_goal(question: Question, team_id: str | None, office: Office) -> Question:
    """The question with the revenue aimed at, where its KPI measures against one and it has none yet."""
    if question.goal is not None or not is_against_revenue(office.catalog[question.kpi]):
        return question
    return replace(question, goal=goal_for(question, team_id, office))


def is_against_revenue(kpi: Kpi) -> bool:
    """Whether a KPI is measured against the revenue aimed at in its period."""
    return kpi.measure.on(()).aims


def goal_for(question: Question, team_id: str | None, office: Office) -> float | None:
    """Find the revenue aimed at by a question's scope in its period, or the part of a longer target that falls into it.

    That part follows the season of the revenue, or the days where none is known. None where there is no such target.
    """
    if team_id is None or question.filters or "revenue" not in office.catalog:
        return None
    period = question.period
    holding = [
        each.target
        for each in _in_force(team_id, office)
        if (each.target.kpi, each.target.scope) == ("revenue", question.scope)
        and each.target.horizon.start <= period.start
        and period.end <= each.target.horizon.end
    ]
    shortest = min(holding, key=lambda target: target.horizon.days, default=None)
    return shortest.aim * _part(shortest, period, office) if shortest else None


def progress_of(target: Target, office: Office, as_of: date | None = None) -> Progress:
    """Ask what it takes to say where a target stands. Raises QuestionError, NoFacts."""
    day = min(as_of or date.max, office.facts.current().as_of)
    now = _ask(inquiry(target, day, office.calendar).now, office)
    return progress(target, office.catalog[target.kpi], now, _earlier(target, day, office))


def _earlier(target: Target, day: date, office: Office) -> list[Earlier]:
    asked = inquiry(target, day, office.calendar)
    return [Earlier(_ask(young, office), _ask(whole, office)) for young, whole in asked.earlier]


def _in_force(team_id: str, office: Office) -> Sequence[KeptTarget]:
    with office.records.reading() as work:
        return work.targets.in_force(team_id)


def _progress_or_none(target: Target, office: Office, as_of: date | None = None) -> Progress | None:
    try:
        return progress_of(target, office, as_of)
    except (QuestionError, NoFacts):
        return None


def _ask(question: Question, office: Office) -> Answer:
    facts = office.facts.current()
    return engine.answer(question, facts, catalog=office.catalog, calendar=office.calendar, currency=office.currency)


def _nearest(targets: Iterable[Target], period: Period) -> list[Target]:
    """The period's own target first, then by length."""
    ordered = sorted(targets, key=lambda target: (target.horizon != period, target.horizon.days))
    return ordered[:_SHOWN]


def _overlap(one: Period, other: Period) -> bool:
    return one.start < other.end and other.start < one.end


def _part(target: Target, period: Period, office: Office) -> float:
    """The share of a target's horizon that falls into a period inside it."""
    if (target.horizon.start, target.horizon.end) == (period.start, period.end):
        return 1.0
    return _done(target, period.last_day, office) - _done(target, period.start - timedelta(days=1), office)


def _done(target: Target, day: date, office: Office) -> float:
    """The share of the horizon that lies behind at the end of a day, whether or not the facts reach it."""
    horizon = target.horizon
    if day < horizon.start:
        return 0.0
    if day >= horizon.last_day:
        return 1.0
    return course_of(Manner.SUM, horizon, day, [each for each in _earlier(target, day, office) if is_whole(each)]).done
