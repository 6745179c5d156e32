"""Which KPIs a digest may hold, and what is asked of each for one ISO week.

A week is long enough for what happens every day, and too short for the rest. Where outcomes ripen, the week that has
just ended knows nothing yet: the newest week of which all rows have lived a fixed age is told of instead, so that
each week is seen exactly as old as those beside it. What needs a longer run (kept customers, surveys, the cover of a
target) is told over the quarter so far.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from bot.office import Office
from bot.use_cases.targets import with_goal
from kpi_engine.course import Inquiry, inquiry
from kpi_engine.kpi import Kpi
from kpi_engine.measures import (
    Covered,
    FavourableShare,
    Measure,
    NetScore,
    Newcomers,
    OrElse,
    RecurringRevenue,
    Retained,
    ShareByAge,
    StagesEntered,
    Velocity,
)
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Question
from kpi_engine.scope import Level, Scope
from kpi_engine.target import Target
from storage.repositories.digest_records import Digest


class Span(StrEnum):
    """The days that a KPI is told over in a digest."""

    WEEK = "week"  # the ISO week itself
    AGED_WEEK = "aged_week"  # the newest ISO week of which all rows have lived `age_of` days
    QUARTER = "quarter"  # the quarter so far, up to the end of the week


_SPANS: Mapping[type[Measure], Span | None] = MappingProxyType(
    {
        ShareByAge: Span.AGED_WEEK,
        Retained: Span.QUARTER,
        RecurringRevenue: Span.QUARTER,
        NetScore: Span.QUARTER,
        FavourableShare: Span.QUARTER,
        Covered: Span.QUARTER,
        Velocity: Span.QUARTER,
        StagesEntered: None,  # a table: nothing of it fits into a line
        Newcomers: None,
    }
)
"""Measures that a week does not suit; those left out are told over the week."""

_AGES: Mapping[str, int] = MappingProxyType({"qualification": 14, "conversion": 56})
_AGE = 28  # days, for other KPIs that ripen


def span_of(kpi: Kpi) -> Span | None:
    """The days that a KPI is told over; None where it is not for digests."""
    measure = kpi.measure.first if isinstance(kpi.measure, OrElse) else kpi.measure
    return _SPANS.get(type(measure), Span.WEEK)


def age_of(kpi: Kpi) -> int:
    """The days of life at which the weeks of a KPI that ripens are compared in digests."""
    return _AGES.get(kpi.key, _AGE)


def tells(kpi: Kpi, scope: Scope) -> bool:
    """Whether a digest of this scope may hold the KPI: it is offered, and known for such a scope at all."""
    known = scope.level is Level.COMPANY or Dimension(scope.level.value) in kpi.dimensions
    return known and span_of(kpi) is not None


def figure_questions(digest: Digest, period: Period, office: Office) -> tuple[Question, ...]:
    """One question per KPI of the digest, in its order, as known at the end of the week."""
    held = [office.catalog[key] for key in digest.kpis if key in office.catalog]
    asked = [_question(kpi, digest, period, office.calendar) for kpi in held if tells(kpi, digest.scope)]
    return tuple(with_goal(question, digest.team_id, office) for question in asked)


def target_inquiries(digest: Digest, period: Period, office: Office) -> Mapping[Target, Inquiry]:
    """What has to be asked to say where the digest's targets stand at the end of the week: per KPI the nearest one."""
    with office.records.reading() as work:
        in_force = [each.target for each in work.targets.in_force(digest.team_id)]
    near = (_nearest(key, in_force, digest, period) for key in digest.kpis if key in office.catalog)
    return {target: inquiry(target, period.last_day, office.calendar) for target in near if target}


def _question(kpi: Kpi, digest: Digest, period: Period, calendar: Calendar) -> Question:
    asked = Question(kpi.key, period, digest.scope, compare=digest.compare, as_of=period.last_day)
    match span_of(kpi):
        case Span.AGED_WEEK:
            age = age_of(kpi)
            weeks = -(-(age - 1) // period.days)  # so many weeks later, its last row has lived that long
            return replace(asked, period=calendar.shift(period, -weeks), age=age)
        case Span.QUARTER:
            return replace(asked, period=calendar.containing(period.last_day, Grain.QUARTER))
        case _:
            return asked


def _nearest(key: str, in_force: list[Target], digest: Digest, period: Period) -> Target | None:
    """The target of a KPI with the shortest horizon that shares a day with the week and has begun by its end."""
    concerned = [
        target
        for target in in_force
        if (target.kpi, target.scope) == (key, digest.scope)
        and target.horizon.start < period.end
        and period.start - timedelta(days=1) < target.horizon.last_day
    ]
    return min(concerned, key=lambda target: target.horizon.days, default=None)
