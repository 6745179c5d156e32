"""Count what is doubtful in the new facts although every row of it is valid. Nothing is changed here."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Table, and_, distinct, exists, func, not_, or_, select

from kpi_engine.facts import accounts, contracts, leads, opportunities, orders, reps
from storage.facts.books import main_day
from storage.facts.tables import built
from storage.facts.workbench import Workbench
from storage.imports.report import Finding, Notice

OF_ACCOUNTS = (leads, opportunities, orders, contracts)


def doubts(bench: Workbench, facts: Table, today: date) -> Iterator[Notice]:
    """What is doubtful in one table of the next version."""
    rows = built(facts)
    conditions = dict(_conditions(facts, rows, today))
    if conditions:
        counts = bench.one(select(*(func.count().filter(met) for met in conditions.values())).select_from(rows))
        yield from (Notice(finding, count) for finding, count in zip(conditions, counts, strict=True) if count)
    if facts in OF_ACCOUNTS:
        yield from _unlisted(bench, rows)
    if facts is opportunities:
        yield from _unlinked(bench, rows)
    if facts is reps:
        yield from _idle(bench, rows)


def _conditions(facts: Table, rows: Table, today: date) -> Iterator[tuple[Finding, ColumnElement[bool]]]:
    if day := main_day(facts):
        yield Finding.AFTER_TODAY, rows.c[day] > today
    if facts is opportunities:
        yield Finding.CLOSED_BEFORE_CREATED, rows.c.closed_on < rows.c.created_on
        yield Finding.CLOSED_WITHOUT_DAY, and_(rows.c.outcome.is_not(None), rows.c.closed_on.is_(None))
        yield Finding.CLOSED_AFTER_TODAY, rows.c.closed_on > today
    if facts is orders:
        yield Finding.WITHOUT_ACCOUNT, rows.c.account_id.is_(None)
        yield Finding.OF_NOTHING, rows.c.amount == 0
        yield Finding.BELOW_NOTHING, rows.c.amount < 0


def _unlisted(bench: Workbench, rows: Table) -> Iterator[Notice]:
    """Accounts that are named but not listed, where accounts are listed at all."""
    listed = built(accounts)
    unlisted = and_(rows.c.account_id.is_not(None), not_(exists().where(listed.c.account_id == rows.c.account_id)))
    if bench.count(listed) and (count := bench.count(rows, unlisted)):
        ids = bench.one(select(func.count(distinct(rows.c.account_id))).where(unlisted))[0]
        yield Notice(Finding.UNKNOWN_ACCOUNT, count, "account_id", value=f"{ids:,} different")


def _unlinked(bench: Workbench, rows: Table) -> Iterator[Notice]:
    """Won opportunities that count in no lead's conversion."""
    people = built(leads)
    linked = or_(
        exists().where(people.c.lead_id == rows.c.lead_id),
        exists().where(people.c.opportunity_id == rows.c.opportunity_id),
    )
    if bench.count(people) and (count := bench.count(rows, and_(rows.c.outcome == "won", not_(linked)))):
        yield Notice(Finding.NO_LEAD_LINKED, count)


def _idle(bench: Workbench, rows: Table) -> Iterator[Notice]:
    """Reps who are listed but own nothing, where anything has an owner."""
    owned = [built(facts).c.rep for facts in OF_ACCOUNTS]
    idle = and_(*(not_(exists().where(rep == rows.c.rep)) for rep in owned))
    count = bench.count(rows, idle)
    if 0 < count < bench.count(rows):
        yield Notice(Finding.IDLE_REP, count)
