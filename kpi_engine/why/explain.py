"""Put the question, then split its change along every dimension: one SELECT for each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.facts import Facts
from kpi_engine.figure import Interval
from kpi_engine.inquiry import Inquiry, inquire
from kpi_engine.kpi import Kpi
from kpi_engine.measures.measure import WRITTEN_AT_THE_END, TableMeasure
from kpi_engine.parts import Parts
from kpi_engine.periods import Calendar
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.reading import Alone
from kpi_engine.recorded import MEMORY
from kpi_engine.statement import CURRENT, Plan
from kpi_engine.statistics.intervals import Z
from kpi_engine.tally import Cell
from kpi_engine.why import telling
from kpi_engine.why.effects import Pair
from kpi_engine.why.explanation import Explanation, Split, Unexplained, Unsplit
from kpi_engine.why.grouping import Groups, Hidden, lines, nobody

_THEN = 1  # the bucket of the period compared with


@dataclass(frozen=True, slots=True)
class _Look:
    """A measure at the question's own period and at the one it is compared with."""

    measure: TableMeasure
    facts: Facts
    plan: Plan
    noise: float
    hidden: Hidden


def explain(
    question: Question,
    facts: Facts,
    *,
    catalog: Mapping[str, Kpi],
    calendar: Calendar,
    currency: str | None,
    hidden: Hidden = nobody,
) -> Explanation:
    """Split the change of a question's figure; with the previous period, where it names no other.

    Its breakdown is a dimension that is asked for: where it cannot be split by, `unsplit` says why.
    `hidden` names the groups that the reader may not see: they stand together. Raises what `engine.answer` raises.
    """
    compare = Compare.PREVIOUS if question.compare is Compare.NONE else question.compare
    asked = replace(question, by=None, compare=compare)
    inquiry = inquire(
        replace(asked, by=question.by), Alone(facts), kpi=catalog[asked.kpi], calendar=calendar, currency=currency
    )
    unasked = question.compare is Compare.NONE and question.against is None
    answer = engine.answer(asked, facts, catalog=catalog, calendar=calendar, currency=currency)
    if answer.comparison is None or answer.comparison.change is None:
        return Explanation(answer, reason=Unexplained.NO_CHANGE_KNOWN, compared_unasked=unasked)
    if inquiry.measure.parts(Cell()) is None:
        return Explanation(answer, reason=Unexplained.NOT_ADDITIVE, compared_unasked=unasked)
    look = _Look(inquiry.measure, facts, _plan(inquiry), _noise(answer), hidden)
    return replace(_along_all(answer, look, question.by), compared_unasked=unasked)


def splittable(answer: Answer, kpi: Kpi) -> bool:
    """Whether asking why leads anywhere: the figure changed, and what groups bring to it adds up."""
    if answer.comparison is None or answer.comparison.change is None:
        return False
    return kpi.measured_by(answer.question.basis).on((answer.receipt.table,)).parts(Cell()) is not None


def _plan(inquiry: Inquiry) -> Plan:
    """The same windows as the answer's, the rows of both to be grouped."""
    windows = (inquiry.current, *((inquiry.then,) if inquiry.then else ()))
    return replace(inquiry.plan(windows, None), future=None, every_window=True)


def _noise(answer: Answer) -> float:
    """The standard error of the change; where it has no interval, the change itself may be noise."""
    change = answer.comparison.change if answer.comparison else None
    match change.interval if change else None:
        case Interval(low, high):
            return (high - low) / (2 * Z)
    return abs(change.absolute) if change else 0.0


def _along_all(answer: Answer, look: _Look, by: Dimension | None) -> Explanation:
    narrowed = {each.dimension for each in look.plan.filters if len(each.values) == 1}
    narrowed |= {each.dimension for each in look.plan.given if len(each.values) == 1 and not each.leaves_out}
    found = {each: _along(each, look) for each in look.measure.breakdowns if each not in narrowed}
    splits = [split for split in found.values() if isinstance(split, Split)]
    refused = [(dimension, why) for dimension, why in found.items() if isinstance(why, Unsplit)]
    if by and by not in found:
        refused.append((by, _passed_over(by, look)))
    return Explanation(
        answer,
        tuple(sorted(splits, key=telling.order)),
        tuple(refused),
        None if splits else Unexplained.NO_DIMENSION,
    )


def _passed_over(dimension: Dimension, look: _Look) -> Unsplit:
    """Why it was not even tried: written by the outcome, never filled in such rows, or narrowed to one value."""
    written = look.measure.needs.outcomes and dimension in WRITTEN_AT_THE_END
    return Unsplit.FOLLOWS_OUTCOME if written else Unsplit.ONE_GROUP


def _along(dimension: Dimension, look: _Look) -> Split | Unsplit:
    if MEMORY.of(look.facts, look.measure).follows_outcome(dimension):
        return Unsplit.FOLLOWS_OUTCOME
    if any(dimension in look.measure.unknown_on(each.period.last_day, look.facts) for each in look.plan.windows):
        return Unsplit.HISTORY_NOT_KEPT
    rows = look.facts.fetch(look.measure.statement(replace(look.plan, by=dimension)))
    groups, whole = _sorted(rows, look.measure)
    if sum(pair.then.n for pair in groups.values()) != whole.then.n:
        return Unsplit.OVERLAPPING
    if sum(pair.now.n for pair in groups.values()) != whole.now.n:
        return Unsplit.OVERLAPPING
    found = lines(groups, look.hidden(dimension, tuple(groups)))
    return found if isinstance(found, Unsplit) else telling.split(dimension, found, look.noise)


def _sorted(rows: Iterable[Any], measure: TableMeasure) -> tuple[Groups, Pair]:
    """The rows of one statement: the parts of every group and of the whole, then and now."""
    groups: dict[str | None, dict[int, Cell]] = defaultdict(lambda: {CURRENT: Cell(), _THEN: Cell()})
    whole = {CURRENT: Cell(), _THEN: Cell()}
    for row in rows:
        (whole if row.whole else groups[row.dimension])[row.bucket].add(row)
    counted = {value: cells for value, cells in groups.items() if any(cell.rows for cell in cells.values())}
    return {value: _pair(cells, measure) for value, cells in counted.items()}, _pair(whole, measure)


def _pair(cells: Mapping[int, Cell], measure: TableMeasure) -> Pair:
    then, now = (_parts(cells[bucket], measure) for bucket in (_THEN, CURRENT))
    return Pair(then, now)


def _parts(cell: Cell, measure: TableMeasure) -> Parts:
    parts = measure.parts(cell)
    if parts is None:
        raise TypeError(f"{type(measure).__name__} gives parts for no rows and none for some")
    return parts
