"""One question to the facts, one answer, by one SELECT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_engine.answer import Answer, Breakdown, Comparison, ComparisonKind, Incomparable, LeftOut, Point
from kpi_engine.change import change
from kpi_engine.detail import Detail, Maturity
from kpi_engine.errors import AgeNotOffered, UnknownDimension
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, NoData, NotComputable, Reason, Unit
from kpi_engine.figures import Figures
from kpi_engine.kpi import Kpi
from kpi_engine.maturity import references, ripened
from kpi_engine.measures import ShareByAge
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.receipt import Terms, receipt
from kpi_engine.recorded import MEMORY, Recorded
from kpi_engine.rollups import rollups_of
from kpi_engine.statement import Plan
from kpi_engine.tally import Tally
from kpi_engine.windows import Sight, Window, compared, predecessors, whole_before


@dataclass(frozen=True, slots=True)
class _Inquiry:
    """A question with all that answering it takes."""

    question: Question
    measure: TableMeasure
    unit: Unit
    facts: Facts
    sight: Sight
    calendar: Calendar
    house_currency: str | None

    @property
    def current(self) -> Window:
        """The question's own window, up to the as-of day."""
        return self.sight.of(self.question.period)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The question's filters and the one that its scope is."""
        return self.question.narrowed

    def unknown_on(self, window: Window) -> Dimension | None:
        """A dimension that is filtered by, and whose values at the end of the window the facts do not tell."""
        unknown = self.measure.unknown_on(window.period.last_day, self.facts)
        return next((each.dimension for each in self.filters if each.dimension in unknown), None)

    def sees(self, window: Window) -> bool:
        """Whether a window can be measured as the question's own is."""
        return not self.measure.aims and self.unknown_on(window) is None

    @property
    def uncut(self) -> Reason | None:
        """Why the rows of the period cannot be told apart by the dimension asked for."""
        if self.question.by is None:
            return None
        if self.measure.aims:
            return Reason.GOAL_NOT_SPLIT
        last_day = self.current.period.last_day
        return Reason.HISTORY_NOT_KEPT if self.question.by in self.measure.unknown_on(last_day, self.facts) else None


@dataclass(frozen=True, slots=True)
class _Findings:
    """What the facts say; everything but the headline may be missing."""

    headline: Figure
    currency: str | None
    comparison: Comparison | None = None
    series: tuple[Point, ...] = ()
    breakdown: Breakdown | None = None
    left_out: tuple[LeftOut, ...] = ()
    facts_from: date | None = None
    late_event: str | None = None
    detail: Detail | None = None
    maturity: Maturity | None = None
    incomparable: Incomparable | None = None


def answer(
    question: Question, facts: Facts, *, catalog: Mapping[str, Kpi], calendar: Calendar, currency: str | None
) -> Answer:
    """Answer a question from one version of the facts; `currency` is that of amounts which name none.

    Raises UnknownKpi, BasisNotOffered, UnknownDimension, AgeNotOffered. What cannot be computed is an outcome, not
    an error.
    """
    kpi = catalog[question.kpi]
    measure = kpi.measured_by(question.basis).on(facts.coverage)
    as_of = min(question.as_of or facts.as_of, facts.as_of)
    sight = Sight(question.period, as_of, measure.by_age and question.age is None)
    inquiry = _Inquiry(question, measure, kpi.unit, facts, sight, calendar, currency)
    _check_dimensions(inquiry)
    _check_age(inquiry)
    found = _find(inquiry)
    return Answer(
        question=question,
        as_of=as_of,
        loaded_at=facts.loaded_at,
        zone=calendar.zone,
        currency=found.currency,
        unit=kpi.unit,
        better=kpi.better,
        partial=sight.in_progress or found.facts_from is not None,
        headline=found.headline,
        comparison=found.comparison,
        series=found.series,
        breakdown=found.breakdown,
        left_out=found.left_out,
        receipt=receipt(question, kpi, measure, Terms(facts, as_of, calendar, currency)),
        facts_from=found.facts_from,
        late_event=found.late_event,
        detail=found.detail,
        maturity=found.maturity,
        incomparable=found.incomparable,
    )


def _check_dimensions(inquiry: _Inquiry) -> None:
    known = inquiry.measure.dimensions
    asked = [each.dimension for each in inquiry.filters]
    for dimension in [*asked, inquiry.question.by]:
        if dimension is not None and dimension not in known:
            raise UnknownDimension(inquiry.question.kpi, dimension, tuple(known))


def _check_age(inquiry: _Inquiry) -> None:
    if inquiry.question.age is not None and not inquiry.measure.by_age:
        raise AgeNotOffered(inquiry.question.kpi)


def _find(inquiry: _Inquiry) -> _Findings:
    table = inquiry.measure.over.table.name
    if table not in inquiry.facts.coverage:
        return _Findings(NotComputable(Reason.TABLE_MISSING, inquiry.unit, table), inquiry.house_currency)
    recorded = MEMORY.of(inquiry.facts, inquiry.measure)
    refusal = _refused(inquiry, recorded) or _unseen(inquiry, recorded) or _untold(inquiry)
    return _Findings(refusal, inquiry.house_currency) if refusal else _measured(inquiry, recorded)


def _refused(inquiry: _Inquiry, recorded: Recorded) -> NotComputable | None:
    """The facts as a whole cannot carry the figure."""
    if recorded.missing:
        return NotComputable(Reason.OUTCOME_NOT_RECORDED, inquiry.unit, recorded.missing)
    for each in inquiry.filters:
        if recorded.follows_outcome(each.dimension):
            return NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, inquiry.unit, each.dimension)
    return None


def _untold(inquiry: _Inquiry) -> NotComputable | None:
    """The facts do not tell what rows were on a past day."""
    unknown = inquiry.unknown_on(inquiry.current)
    return NotComputable(Reason.HISTORY_NOT_KEPT, inquiry.unit, unknown) if unknown else None


def _unseen(inquiry: _Inquiry, recorded: Recorded) -> NoData | None:
    """The facts hold nothing of the period, and so nothing like it to compare with either."""
    if inquiry.question.period.start > inquiry.sight.as_of:
        return NoData(Reason.AFTER_FACTS, inquiry.unit)
    if inquiry.current.period.end <= recorded.first_day:
        return NoData(Reason.BEFORE_FACTS, inquiry.unit, recorded.first_day)
    if inquiry.question.grown_on and inquiry.question.grown_on > inquiry.sight.as_of:
        return NoData(Reason.TOO_YOUNG, inquiry.unit)
    return None


def _measured(inquiry: _Inquiry, recorded: Recorded) -> _Findings:
    question, current = inquiry.question, inquiry.current
    then = compared(question, inquiry.sight, inquiry.calendar)
    then = then if then and inquiry.sees(then) else None
    earlier = tuple(filter(inquiry.sees, predecessors(question, inquiry.sight, inquiry.calendar)))
    series = [*(window for window in earlier if window.is_whole(recorded.since)), current]
    beside = [then] if then and then.period.end > recorded.first_day else []
    windows = tuple(dict.fromkeys([current, *beside, *series]))  # the period before is one of the series
    lies = inquiry.uncut or _lies(question.by, recorded)
    plan = _plan(inquiry, windows, None if lies else question.by)
    plan = replace(plan, earlier=_earlier(inquiry, recorded))
    tally = Tally.of(inquiry.facts.fetch(inquiry.measure.statement(plan)))
    figures = Figures(tally, windows, inquiry.measure.towards(question.goal), inquiry.unit, inquiry.house_currency)
    return _Findings(
        headline=figures.headline(),
        currency=figures.currency,
        comparison=_comparison(inquiry, recorded, figures, then) if then else None,
        series=figures.series(series),
        breakdown=_breakdown(inquiry, figures, lies),
        left_out=figures.left_out(),
        facts_from=None if current.is_whole(recorded.since) else recorded.since,
        late_event=recorded.late_event(current),
        detail=inquiry.measure.detail(inquiry.facts, plan, _then(plan, then, recorded)),
        maturity=_maturity(inquiry, recorded, plan),
        incomparable=_incomparable(earlier, recorded),
    )


def _maturity(inquiry: _Inquiry, recorded: Recorded, plan: Plan) -> Maturity | None:
    """How far a cohort has ripened; None where it is asked for at a fixed age, or its own first days are missing."""
    measure, sight = inquiry.measure, inquiry.sight
    if not (isinstance(measure, ShareByAge) and sight.by_age and inquiry.current.is_whole(recorded.since)):
        return None
    return ripened(measure, inquiry.facts, plan, references(sight, inquiry.calendar, recorded.since))


def _incomparable(earlier: Sequence[Window], recorded: Recorded) -> Incomparable | None:
    """The predecessors that the facts hold in part."""
    cut = [each for each in earlier if each.period.end > recorded.first_day and not each.is_whole(recorded.since)]
    if not cut:
        return None
    periods = tuple(each.period for each in cut)
    return Incomparable(periods, recorded.since, recorded.late_event(cut[-1]))


def _lies(by: Dimension | None, recorded: Recorded) -> Reason | None:
    """Why a cut would lie, whatever the period."""
    return Reason.DIMENSION_FOLLOWS_OUTCOME if by is not None and recorded.follows_outcome(by) else None


def _earlier(inquiry: _Inquiry, recorded: Recorded) -> tuple[Period, ...]:
    """Whole periods like the question's own before it, newest first, as far back as the facts cover them."""
    windows = whole_before(inquiry.question, inquiry.sight, inquiry.calendar)
    return tuple(window.period for window in windows if window.is_whole(recorded.since))


def _then(plan: Plan, then: Window | None, recorded: Recorded) -> Plan | None:
    """The same plan for the period it is set beside, where the facts cover that one."""
    if then is None or not then.is_whole(recorded.since):
        return None
    return replace(plan, windows=(then,), as_of=then.seen_until, future=None)


def _plan(inquiry: _Inquiry, windows: tuple[Window, ...], by: Dimension | None) -> Plan:
    as_of, period = inquiry.sight.as_of, inquiry.question.period
    knows_all = as_of == inquiry.facts.as_of  # an earlier as-of day must not betray what came later
    ahead = Period(as_of + timedelta(days=1), period.end) if knows_all and inquiry.sight.in_progress else None
    age = inquiry.question.age
    return Plan(
        windows=windows,
        as_of=as_of,
        by=by,
        filters=inquiry.filters,
        house_currency=inquiry.house_currency,
        future=ahead,
        age=age,
        newest=inquiry.facts.as_of,
        rollups=rollups_of(inquiry.facts),
    )


def _comparison(inquiry: _Inquiry, recorded: Recorded, figures: Figures, then: Window) -> Comparison:
    measured = then in figures.windows
    whole = then.is_whole(recorded.since)
    figure = figures.at(then) if measured else NoData(Reason.BEFORE_FACTS, inquiry.unit)
    return Comparison(
        kind=ComparisonKind.OTHER if inquiry.question.against else ComparisonKind(inquiry.question.compare.value),
        period=then.period,
        figure=figure,
        change=change(figures.headline(), figure) if whole else None,
        equal_age=inquiry.measure.by_age,
        cut=then.cut,
        facts_from=recorded.since if measured and not whole else None,
        late_event=recorded.late_event(then) if measured else None,
    )


def _breakdown(inquiry: _Inquiry, figures: Figures, lies: Reason | None) -> Breakdown | None:
    dimension = inquiry.question.by
    if dimension is None:
        return None
    if lies:
        return Breakdown(dimension, (), NotComputable(lies, inquiry.unit, dimension))
    return figures.breakdown(dimension)
