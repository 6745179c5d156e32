"""Cards of customers, from invented figures: cohorts, recurring revenue, a survey, first contacts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kpi_engine.answer import Answer, LeftOut, LeftOutReason
from kpi_engine.cohorts import Cohort, CohortCell, CohortGrid, Month
from kpi_engine.figure import Companion, Figure, Interval, TooLittle, Unit, Value
from kpi_engine.measures.shares import share_of
from kpi_engine.periods import Grain, Period

_LAST = Month(12 * 2026 + 10)  # not over yet
_GRID = (
    (Month(12 * 2026 + 4), 42, (42, 31, 24, 20, 17, 15, 6)),
    (Month(12 * 2026 + 5), 3, (3, 2, 2, 1, 1, 0)),
    (Month(12 * 2026 + 6), 51, (51, 40, 33, 29, 11)),
    (Month(12 * 2026 + 7), 47, (47, 38, 35, 12)),
    (Month(12 * 2026 + 9), 55, (55, 20)),
)

Builder = Callable[[str, Period, Figure, str], Answer]


def examples(an_answer: Builder) -> dict[str, Answer]:
    """Answers to be shown as cards; `an_answer` builds the barest one."""
    quarter = Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER)
    return {
        "card of cohorts": cohorts(an_answer),
        "card of recurring revenue": recurring(an_answer, quarter),
        "card of a score": score(an_answer, quarter),
        "card of first contacts": contacts(an_answer, quarter),
    }


def cohorts(an_answer: Builder) -> Answer:
    """A grid whose first month holds older customers, with a small cohort and a month in progress."""
    period = Period(date(2026, 5, 1), date(2026, 11, 1))
    newcomers = Value(198.0, 198, Unit.COUNT, interval=Interval(171.4, 227.6))
    grid = CohortGrid(tuple(_cohort(*each, truncated=not place) for place, each in enumerate(_GRID)))
    return replace(an_answer("cohorts", period, newcomers, "orders"), detail=grid)


def _cohort(month: Month, size: int, active: tuple[int, ...], *, truncated: bool) -> Cohort:
    cells = (
        CohortCell(age, n, _share(n, size), complete=month.number + age < _LAST.number) for age, n in enumerate(active)
    )
    return Cohort(month, size, tuple(cells), truncated)


def _share(active: int, size: int) -> Figure:
    small = TooLittle(size, Unit.SHARE)
    return small if size < 5 else share_of(active, size, Unit.SHARE)  # noqa: PLR2004 - an invented cohort


def recurring(an_answer: Builder, quarter: Period) -> Answer:
    """Revenue that customers brought at both ends, with a contract that says nothing."""
    kept = Value(0.943, 118, Unit.SHARE, 117_875.0, 125_000.0, Interval(0.874, 0.976))
    return replace(an_answer("grr", quarter, kept, "contracts"), left_out=(LeftOut(LeftOutReason.NO_AMOUNT, 2),))


def score(an_answer: Builder, quarter: Period) -> Answer:
    """A score with its two ends and the one over all responses."""
    beside = ((Companion.PROMOTERS, 48.0), (Companion.DETRACTORS, 21.0), (Companion.PER_RESPONSE, 24.3))
    net = Value(27.0, 100, Unit.SCORE, 27.0, 100.0, Interval(11.5, 41.0), beside)
    left = (LeftOut(LeftOutReason.OUT_OF_SCALE, 1),)
    return replace(an_answer("nps", quarter, net, "survey_responses"), left_out=left)


def contacts(an_answer: Builder, quarter: Period) -> Answer:
    """A median wait, and the leads that still wait."""
    waited = Value(1.0, 412, Unit.DAYS, interval=Interval(1, 2))
    left = (LeftOut(LeftOutReason.NOT_CONTACTED, 37), LeftOut(LeftOutReason.CONTACTED_BEFORE_CREATED, 2))
    return replace(an_answer("response-time", quarter, waited, "leads"), left_out=left)
