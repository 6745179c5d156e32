"""Decide whose numbers a person may see, put the question, and gather all that the card shows."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from bot.errors import NobodysOwn, NotAllowed
from bot.office import Office
from bot.policy import VisibleGroups, default_scope, visible_groups, visible_question, without_teams
from bot.use_cases.audit import audit_reading
from bot.use_cases.given_answers import remember
from bot.use_cases.question_json import dump, key_of
from bot.use_cases.targets import bearing_on, with_goal
from bot.words.reading import Asked, Mine
from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.discretion import withheld
from kpi_engine.figure import TooLittle, Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.progress import Mark, Progress, mark_of
from kpi_engine.question import Basis, Compare, Dimension, Question
from kpi_engine.scope import Level, Scope
from storage.repositories.records import AskedQuestion, GivenAnswer, Member, Role


@dataclass(frozen=True, slots=True)
class KpiReply:
    """What a person gets for one question. `key` finds the question again when a button of the card is pressed."""

    kpi: Kpi
    answer: Answer
    key: str
    own: Answer | None = None  # a rep's own figure, beside her team's
    kept_back: int = 0  # groups of the breakdown that its readers may not see
    own_left_out: bool = False  # it had a figure of her own, which is not for a channel
    progress: tuple[Progress, ...] = ()  # the targets that bear on it

    @property
    def mark(self) -> Mark | None:
        """The height of a target among the points of the answer's series; None where none is of their kind."""
        marks = (mark_of(each, self.answer.question.period) for each in self.progress)
        return next((mark for mark in marks if mark is not None), None)

    replayed: GivenAnswer | None = None  # it was given before, and is given again as it was


def put(asked: Asked, member: Member, office: Office) -> Question:
    """The question as this person means it: her place in the organisation says whose numbers, if she did not."""
    return complete(asked, _scope(asked, member), office)


def complete(asked: Asked, scope: Scope, office: Office, as_of: date | None = None) -> Question:
    """The complete question: what was not said is filled in by the house's defaults."""
    today = as_of or office.today()
    return Question(
        kpi=asked.kpi,
        period=asked.period or default_period(asked, office, today),
        scope=scope,
        by=asked.by or office.catalog[asked.kpi].by,
        filters=asked.filters,
        compare=asked.compare or Compare.PREVIOUS,
        basis=asked.basis or Basis.COHORT,
        as_of=as_of,
        age=asked.age,
        against=asked.against,
    )


def default_period(asked: Asked, office: Office, today: date) -> Period:
    """The quarter in progress, or the last one that the facts reach; where the KPI says so, the last whole months.

    Where outcomes ripen, the last one before it that has rows, all of which have lived as long as the age asked for.
    """
    day = min(today, office.facts.current().as_of)
    months = office.catalog[asked.kpi].whole_months
    if months:
        return _last_months(months, day, office)
    quarter = office.calendar.containing(day, Grain.QUARTER)
    ripens = office.catalog[asked.kpi].ripens and asked.basis is not Basis.PERIOD
    if not ripens:
        return quarter
    lived = timedelta(days=asked.age - 1 if asked.age else 0)
    earlier = (office.calendar.shift(quarter, -step) for step in count(1))
    ripe = next(each for each in earlier if each.last_day + lived <= day)
    last_day = _last_day(asked, office)
    return office.calendar.containing(last_day, Grain.QUARTER) if last_day and last_day < ripe.start else ripe


def _last_day(asked: Asked, office: Office) -> date | None:
    """The day of the KPI's newest rows: its table may end long before the facts do."""
    covered = office.facts.current().coverage
    table = office.catalog[asked.kpi].measured_by(Basis.COHORT).on(covered).over.table.name
    return covered[table].last_day if table in covered else None


def _last_months(count: int, day: date, office: Office) -> Period:
    """So many whole months, the last of which the day is the end of or lies after."""
    end = office.calendar.containing(day + timedelta(days=1), Grain.MONTH)
    return Period(office.calendar.shift(end, -count).start, end.start)


def answer_kpi(question: Question, member: Member, office: Office, *, small_teams: Collection[str] = ()) -> KpiReply:
    """Answer within the person's rights, by the targets of today. Raises NotAllowed.

    Groups of `small_teams` are kept back as well. Readings of another person's figures are audited.
    """
    reply = give(with_goal(question, member.team_id, office), member, office, small_teams=small_teams)
    return replace(reply, progress=bearing_on(question, member.team_id, office))


def give(question: Question, member: Member, office: Office, *, small_teams: Collection[str] = ()) -> KpiReply:
    """Answer exactly what is asked, within the person's rights. Raises NotAllowed."""
    ruling = visible_question(member, question)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    answer = ask(question, office)
    groups = _visible(answer, member, small_teams)
    shown = _only(answer, groups)
    read = groups.audited if shown.breakdown and shown.breakdown.groups else ()
    key = _remember(answer, member, ruling.audited + read, office)
    kpi = office.catalog[question.kpi]
    return KpiReply(kpi, shown, key, _own(question, kpi, member, office), groups.kept_back)


def ask(question: Question, office: Office) -> Answer:
    """Put a question to the current facts, without regard to rights: for the terminal and for what follows."""
    return engine.answer(
        question,
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )


def _remember(answer: Answer, member: Member, audited: tuple[str, ...], office: Office) -> str:
    """Keep the receipt, the question for the card's buttons and the audit line, in one transaction; gives the key.

    What a button asks next is measured against the target of its own day.
    """
    body, now = dump(replace(answer.question, goal=None)), office.clock.now()
    with office.records.writing() as work:
        remember(work, member.team_id, answer, office)
        work.asked_questions.put(AskedQuestion(member.team_id, key_of(body), body, now))
        audit_reading(work, member, audited, now)
    return key_of(body)


def _scope(asked: Asked, member: Member) -> Scope:
    """Raises NobodysOwn: who has no figures of her own is never shown other ones in their place."""
    if isinstance(asked.scope, Scope):
        return asked.scope
    if asked.scope is Mine.SELF and member.rep:
        return Scope(Level.REP, member.rep)
    scope = default_scope(member)
    if asked.scope is Mine.SELF or (asked.scope is Mine.TEAM and scope.level is not Level.TEAM):
        raise NobodysOwn(asked, member.manages)
    names_whom = any(each.dimension in {Dimension.TEAM, Dimension.REP, Dimension.REGION} for each in asked.filters)
    return Scope() if names_whom and asked.scope is None else scope


def _visible(answer: Answer, member: Member, small_teams: Collection[str]) -> VisibleGroups:
    cut = answer.breakdown
    if cut is None:
        return VisibleGroups(())
    seen = visible_groups(member, cut.dimension, [group.value for group in cut.groups], answer.question)
    return without_teams(seen, small_teams) if cut.dimension is Dimension.TEAM else seen


def _only(answer: Answer, visible: VisibleGroups) -> Answer:
    if answer.breakdown is None or not visible.kept_back:
        return answer
    return replace(answer, breakdown=withheld(answer.breakdown, visible.shown, answer.unit))


def _own(question: Question, kpi: Kpi, member: Member, office: Office) -> Answer | None:
    """The asker's own figure beside the wider one she asked for, if she sells: a manager may be listed without."""
    wider = question.scope.level is not Level.REP and all(
        each.dimension is not Dimension.REP for each in question.filters
    )
    if not (member.rep and wider and Dimension.REP in kpi.dimensions):
        return None
    own = ask(replace(question, scope=Scope(Level.REP, member.rep), by=None, goal=None), office)
    sells = member.role is Role.REP or (isinstance(own.headline, Value | TooLittle) and own.headline.n > 0)
    return own if sells else None
