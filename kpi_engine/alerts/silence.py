"""How long a table has been silent: silence is a signal too."""

from datetime import date, timedelta

from sqlalchemy import select

from kpi_engine.alerts.judgement import Judgement
from kpi_engine.alerts.watch import Seen, Watch
from kpi_engine.facts import Facts
from kpi_engine.figure import Reason, Unit
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Question
from kpi_engine.statement import meets, passes


def days_with_rows(watch: Watch, kpi: Kpi, facts: Facts) -> tuple[date, ...]:
    """The days up to the as-of day on which the KPI has a row of this scope, oldest first; none without its table."""
    over = kpi.measure.on(facts.coverage).over
    if over.table.name not in facts.coverage:
        return ()
    today = Period(facts.as_of, facts.as_of + timedelta(days=1))
    asked = Question(watch.kpi, today, watch.scope)
    narrowed = (passes(over.table.c[each.dimension], each.values) for each in asked.narrowed)
    given = (meets(over.table.c[each.dimension], each) for each in kpi.conditions)
    rows = select(over.day.label("day")).where(over.members, over.day <= facts.as_of, *narrowed, *given)
    days = rows.distinct()
    return tuple(sorted(row.day for row in facts.fetch(days)))


def judged_by_silence(watch: Watch, days: tuple[date, ...], today: date) -> Judgement:
    """Count the days without a row up to and including today, by the clock: facts that stop coming are silent too."""
    period = Period(today, today + timedelta(days=1), Grain.DAY)
    last = max((day for day in days if day <= today), default=None)
    if last is None or watch.threshold is None:
        return Judgement(Seen.NO_DATA, period, Unit.DAYS, reason=Reason.NO_ROWS)
    silent = (today - last).days
    back = watch.threshold - 1 if watch.recover_at is None else watch.recover_at
    seen = Seen.BREACH if silent >= watch.threshold else Seen.GOOD if silent <= back else Seen.BETWEEN
    return Judgement(seen, period, Unit.DAYS, float(silent), limit=watch.threshold)
