"""One question to the facts, one answer, by one SELECT of its own or one that many questions share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi_engine.answer import Answer, Breakdown, Comparison, ComparisonKind, Incomparable, LeftOut, Point
from kpi_engine.change import change
from kpi_engine.detail import Detail, Maturity
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, NoData, NotComputable, Reason, TooLittle
from kpi_engine.figures import Figures
from kpi_engine.former import break_of
from kpi_engine.inquiry import Inquiry, inquire
from kpi_engine.kpi import Kpi
from kpi_engine.maturity import references, ripened
from kpi_engine.measures import ShareByAge
from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Dimension, Question
from kpi_engine.reading import Alone, Reading
from kpi_engine.receipt import Terms, receipt
from kpi_engine.recorded import MEMORY, Recorded
from kpi_engine.statement import Plan
from kpi_engine.tally import Tally
from kpi_engine.windows import Window, predecessors, whole_before


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
    return answer_from(Alone(facts), question, catalog=catalog, calendar=calendar, currency=currency)


def answer_from(
    reading: Reading, question: Question, *, catalog: Mapping[str, Kpi], calendar: Calendar, currency: str | None
) -> Answer:
    """Answer a question from rows that may have been read for others too."""
    kpi, facts = catalog[question.kpi], reading.facts
    inquiry = inquire(question, reading, kpi=kpi, calendar=calendar, currency=currency)
    as_of, found = inquiry.sight.as_of, _find(inquiry, kpi.measured_by(question.basis).preferred)
    return Answer(
        question=question,
        as_of=as_of,
        loaded_at=facts.loaded_at,
        zone=calendar.zone,
        currency=found.currency,
        unit=kpi.unit,
        better=kpi.better,
        partial=inquiry.sight.in_progress or found.facts_from is not None,
        headline=found.headline,
        comparison=found.comparison,
        series=found.series,
        breakdown=found.breakdown,
        left_out=found.left_out,
        receipt=receipt(question, kpi, inquiry.measure, Terms(facts, as_of, calendar, currency)),
        facts_from=found.facts_from,
        late_event=found.late_event,
        detail=found.detail,
        maturity=found.maturity,
        incomparable=found.incomparable,
        broken=break_of(inquiry, kpi, found.series),
    )


def _find(inquiry: Inquiry, preferred: str | None) -> _Findings:
    table = inquiry.measure.over.table.name
    if table not in inquiry.facts.coverage:
        missing = NotComputable(Reason.TABLE_MISSING, inquiry.unit, table, preferred)
        return _Findings(missing, inquiry.house_currency)
    recorded = MEMORY.of(inquiry.facts, inquiry.measure)
    refusal = _refused(inquiry, recorded) or _unseen(inquiry, recorded) or _untold(inquiry)
    return _Findings(refusal, inquiry.house_currency) if refusal else _measured(inquiry, recorded)


def _refused(inquiry: Inquiry, recorded: Recorded) -> NotComputable | None:
    """The facts as a whole cannot carry the figure."""
    if recorded.missing:
        return NotComputable(Reason.OUTCOME_NOT_RECORDED, inquiry.unit, recorded.missing)
    for each in inquiry.narrowing:
        if recorded.follows_outcome(each):
            return NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, inquiry.unit, each)
    return None


def _untold(inquiry: Inquiry) -> NotComputable | None:
    """The facts do not tell what rows were on a past day."""
    unknown = inquiry.unknown_on(inquiry.current)
    return NotComputable(Reason.HISTORY_NOT_KEPT, inquiry.unit, unknown) if unknown else None


def _unseen(inquiry: Inquiry, recorded: Recorded) -> NoData | None:
    """The facts hold nothing of the period, and so nothing like it to compare with either."""
    if inquiry.question.period.start > inquiry.sight.as_of:
        return NoData(Reason.AFTER_FACTS, inquiry.unit)
    if inquiry.current.period.end <= recorded.first_day:
        return NoData(Reason.BEFORE_FACTS, inquiry.unit, recorded.first_day)
    if inquiry.question.grown_on and inquiry.question.grown_on > inquiry.sight.as_of:
        return NoData(Reason.TOO_YOUNG, inquiry.unit)
    return _blind(inquiry, recorded, inquiry.current)


def _ended(inquiry: Inquiry, headline: Figure) -> Figure:
    """Add to an empty figure the day on which the rows of its table end, where that is before the period."""
    over = inquiry.measure.over
    last_day = inquiry.facts.coverage[over.table.name].last_day
    ended = last_day is not None and last_day < inquiry.question.period.start and over.dated_by == "created_on"
    return replace(headline, last_day=last_day) if ended and isinstance(headline, NoData) else headline


def _blind(inquiry: Inquiry, recorded: Recorded, window: Window) -> NoData | None:
    """No outcome of the window could have been recorded: none of them seen is no 0 %."""
    late = recorded.first_day < recorded.since
    if not (late and inquiry.measure.is_blind(window, recorded.since, inquiry.question.age)):
        return None
    return NoData(Reason.BEFORE_OUTCOME, inquiry.unit, recorded.since, recorded.latest)


def _measured(inquiry: Inquiry, recorded: Recorded) -> _Findings:
    question, current = inquiry.question, inquiry.current
    then = inquiry.then
    earlier = tuple(filter(inquiry.sees, predecessors(question, inquiry.sight, inquiry.calendar)))
    series = [*(window for window in earlier if window.is_whole(recorded.since)), current]
    beside = [then] if then and then.period.end > recorded.first_day else []
    windows = tuple(dict.fromkeys([current, *beside, *series]))  # the period before is one of the series
    lies = inquiry.uncut or _lies(question.by, recorded)
    plan = inquiry.plan(windows, None if lies else question.by)
    plan = replace(plan, earlier=_earlier(inquiry, recorded))
    tally = Tally.of(inquiry.reading.rows(inquiry.measure.statement, plan))
    figures = Figures(
        tally,
        windows,
        inquiry.measure.towards(question.goal),
        inquiry.unit,
        inquiry.house_currency,
        narrowed=bool(inquiry.narrowing),
    )
    headline = _ended(inquiry, figures.headline())
    told = not isinstance(headline, TooLittle)
    return _Findings(
        headline=headline,
        currency=figures.currency,
        comparison=_comparison(inquiry, recorded, figures, then) if then else None,
        series=figures.series(series),
        breakdown=_breakdown(inquiry, figures, lies),
        left_out=figures.left_out(),
        facts_from=None if current.is_whole(recorded.since) else recorded.since,
        late_event=recorded.late_event(current),
        detail=inquiry.measure.detail(inquiry.reading, plan, _then(plan, then, recorded)) if told else None,
        maturity=_maturity(inquiry, recorded, plan) if told else None,
        incomparable=_incomparable(earlier, recorded),
    )


def _maturity(inquiry: Inquiry, recorded: Recorded, plan: Plan) -> Maturity | None:
    """How far a cohort has ripened; None where it is asked for at a fixed age, or its own first days are missing."""
    measure, sight = inquiry.measure, inquiry.sight
    if not (isinstance(measure, ShareByAge) and sight.by_age and inquiry.current.is_whole(recorded.since)):
        return None
    return ripened(measure, inquiry.reading, plan, references(sight, inquiry.calendar, recorded.since))


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


def _earlier(inquiry: Inquiry, recorded: Recorded) -> tuple[Period, ...]:
    """Whole periods like the question's own before it, newest first, as far back as the facts cover them."""
    windows = whole_before(inquiry.question, inquiry.sight, inquiry.calendar)
    return tuple(window.period for window in windows if window.is_whole(recorded.since))


def _then(plan: Plan, then: Window | None, recorded: Recorded) -> Plan | None:
    """The same plan for the period it is set beside, where the facts cover that one."""
    if then is None or not then.is_whole(recorded.since):
        return None
    return replace(plan, windows=(then,), as_of=then.seen_until, future=None)


def _comparison(inquiry: Inquiry, recorded: Recorded, figures: Figures, then: Window) -> Comparison:
    measured = then in figures.windows
    whole = then.is_whole(recorded.since)
    unseen = _blind(inquiry, recorded, then) if measured else NoData(Reason.BEFORE_FACTS, inquiry.unit)
    figure = unseen or figures.at(then)
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


def _breakdown(inquiry: Inquiry, figures: Figures, lies: Reason | None) -> Breakdown | None:
    dimension = inquiry.question.by
    if dimension is None:
        return None
    if lies:
        return Breakdown(dimension, (), NotComputable(lies, inquiry.unit, dimension))
    return figures.breakdown(dimension)
