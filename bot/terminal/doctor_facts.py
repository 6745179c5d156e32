"""`kpi doctor --facts URL`: what a data team offers in a warehouse, view by view, and how to mend what is wrong."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy.exc import SQLAlchemyError

from bot.terminal.finding import Finding
from kpi_engine.definitions import CATALOG
from storage.errors import DriverMissing, FactsUnreadable
from storage.facts.inspection import Fault, Flaw, Seen, look
from storage.facts.warehouse import Warehouse, first_line, is_locked, missing_file

CAST = {"text": "VARCHAR", "day": "DATE", "number": "DOUBLE"}


def facts_findings(place: str) -> Iterator[Finding]:
    """Look at every view of the warehouse at this URL."""
    try:
        if file := missing_file(place):
            yield Finding(f"facts: no such file: {file}", "Check the path; nothing was created.")
            return
        warehouse = Warehouse(place)
        edition, as_of = _edition(warehouse)
        views = list(look(warehouse.engine, as_of))
    except DriverMissing as error:
        yield Finding(f"facts: {error}", "Run `make warehouse`.")
    except SQLAlchemyError as error:
        yield _unreachable(error)
    else:
        yield edition
        for seen in views:
            yield from _view(seen)
        yield from _kpis({seen.table for seen in views if seen.rows})


def _unreachable(error: SQLAlchemyError) -> Finding:
    if is_locked(error):
        mend = "Wait until it is done, or end it: DuckDB opens a file for one that writes or for several that read."
        return Finding("facts: another process has this DuckDB file open for writing", mend)
    return Finding(
        f"facts: {first_line(error)}", "Check the URL, that its server runs, and that its user may read the views."
    )


def _edition(warehouse: Warehouse) -> tuple[Finding, date]:
    """Which content is on offer, and the day up to which it should be complete."""
    try:
        facts = warehouse.current()
    except FactsUnreadable as error:
        return Finding(str(error), "See docs/warehouse.md, and what is said below."), date.max
    return Finding(f"{warehouse.place}: version {facts.version}, complete up to {facts.as_of}"), facts.as_of


def _view(seen: Seen) -> Iterator[Finding]:
    if seen.rows is None:
        yield Finding(f"{seen.table}: not offered", absent=True)
    elif not seen.flaws:
        found = {0: "empty", 1: "1 row, as it should be"}.get(seen.rows, f"{seen.rows:,} rows, as they should be")
        yield Finding(f"{seen.table}: {found}")
    for flaw in seen.flaws:
        yield _flaw(flaw)


def _flaw(flaw: Flaw) -> Finding:  # noqa: PLR0911 - a line for each fault
    place, rows = f"{flaw.table}.{flaw.column}", f"{flaw.count:,} rows" if flaw.count > 1 else "1 row"
    match flaw.fault:
        case Fault.COLUMN_MISSING:
            mend = (
                f"Add it to the view, as CAST(NULL AS {CAST[flaw.wanted]}) AS {flaw.column} where you do not know it."
            )
            return Finding(f"{place}: no such column", mend)
        case Fault.OTHER_KIND:
            mend = f"Cast it in the view: CAST({flaw.column} AS {CAST[flaw.wanted]}) AS {flaw.column}."
            return Finding(f"{place}: holds {flaw.found}, not a {flaw.wanted}", mend)
        case Fault.EMPTY:
            return Finding(f"{place}: empty on {rows}", "Leave such rows out of the view, or fill the column.")
        case Fault.DOUBLE:
            keys = f"{flaw.count:,} keys" if flaw.count > 1 else "1 key"
            return Finding(
                f"{place}: {keys} on several rows", "Offer one row of each; a join in the view may multiply them."
            )
        case Fault.TOO_EARLY:
            return Finding(f"{place}: before {flaw.wanted} on {rows}", "Write NULL where the day is not known.")
        case Fault.TOO_LATE:
            mend = "Leave the day empty until it has come, or load up to that day and say so in facts_edition.as_of."
            return Finding(f"{place}: after {flaw.wanted}, the day the facts are complete up to, on {rows}", mend)
        case Fault.UNKNOWN_WORD:
            return Finding(
                f"{place}: none of {flaw.wanted} on {rows}", "Translate your own words in the view; NULL is unknown."
            )


def _kpis(tables: Collection[str]) -> Iterator[Finding]:
    """Which KPIs can be computed from the views that hold rows."""
    needed = {key: kpi.measure.on(tables).over.table.name for key, kpi in CATALOG.items()}
    lacking = {
        table: [key for key, need in needed.items() if need == table]
        for table in needed.values()
        if table not in tables
    }
    for table, keys in lacking.items():
        yield Finding(f"without {table}, not computable: {', '.join(keys)}", absent=True)
    yield Finding(f"computable: {', '.join(key for key, table in needed.items() if table in tables) or 'no KPI'}")
