"""A question with all that answering it takes: which measure, seen from when, in which windows."""

from dataclasses import dataclass
from datetime import timedelta

from kpi_engine.errors import AgeNotOffered, UnknownDimension
from kpi_engine.facts import Facts
from kpi_engine.figure import Reason, Unit
from kpi_engine.kpi import Kpi
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.reading import Reading
from kpi_engine.recipes.grammar import Condition
from kpi_engine.returns import returns_of
from kpi_engine.rollups import rollups_of
from kpi_engine.statement import Plan
from kpi_engine.windows import Sight, Window, compared


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question with all that answering it takes."""

    question: Question
    measure: TableMeasure
    unit: Unit
    reading: Reading
    sight: Sight
    calendar: Calendar
    house_currency: str | None
    given: tuple[Condition, ...] = ()  # what the definition itself narrows its rows to

    @property
    def facts(self) -> Facts:
        """The facts it is put to."""
        return self.reading.facts

    @property
    def current(self) -> Window:
        """The question's own window, up to the as-of day."""
        return self.sight.of(self.question.period)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The question's filters and the one that its scope is."""
        return self.question.narrowed

    @property
    def narrowing(self) -> tuple[Dimension, ...]:
        """The dimensions that rows are narrowed by, by whoever asks or by the definition."""
        return (*(each.dimension for each in self.given), *(each.dimension for each in self.filters))

    def unknown_on(self, window: Window) -> Dimension | None:
        """A dimension that is filtered by, and whose values at the end of the window the facts do not tell."""
        unknown = self.measure.unknown_on(window.period.last_day, self.facts)
        return next((each for each in self.narrowing if each in unknown), None)

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

    @property
    def then(self) -> Window | None:
        """The window it is set beside; None where it asks for none, or for one that cannot be measured alike."""
        then = compared(self.question, self.sight, self.calendar)
        return then if then and self.sees(then) else None

    def plan(self, windows: tuple[Window, ...], by: Dimension | None) -> Plan:
        """All that the measure must know to look at these windows, the question's own first."""
        as_of, period = self.sight.as_of, self.question.period
        knows_all = as_of == self.facts.as_of  # an earlier as-of day must not betray what came later
        ahead = Period(as_of + timedelta(days=1), period.end) if knows_all and self.sight.in_progress else None
        return Plan(
            windows=windows,
            as_of=as_of,
            by=by,
            filters=self.filters,
            given=self.given,
            house_currency=self.house_currency,
            future=ahead,
            age=self.question.age,
            newest=self.facts.as_of,
            rollups=rollups_of(self.facts),
            returns=returns_of(self.facts),
        )


def inquire(question: Question, reading: Reading, *, kpi: Kpi, calendar: Calendar, currency: str | None) -> Inquiry:
    """Settle how a question is answered. Raises BasisNotOffered, UnknownDimension, AgeNotOffered."""
    facts = reading.facts
    measure = kpi.measured_by(question.basis).on(facts.coverage)
    as_of = min(question.as_of or facts.as_of, facts.as_of)
    sight = Sight(question.period, as_of, measure.by_age and question.age is None)
    inquiry = Inquiry(question, measure, kpi.unit, reading, sight, calendar, currency, kpi.conditions)
    _check_dimensions(inquiry)
    _check_age(inquiry)
    return inquiry


def _check_dimensions(inquiry: Inquiry) -> None:
    known = inquiry.measure.dimensions
    asked = [each.dimension for each in inquiry.filters]
    for dimension in [*asked, inquiry.question.by]:
        if dimension is not None and dimension not in known:
            raise UnknownDimension(inquiry.question.kpi, dimension, tuple(known))


def _check_age(inquiry: Inquiry) -> None:
    if inquiry.question.age is not None and not inquiry.measure.by_age:
        raise AgeNotOffered(inquiry.question.kpi)
