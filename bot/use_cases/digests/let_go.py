"""KPIs of a digest that were retired: its next message says so, once, and then they are its KPIs no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.use_cases.digests.subscribe import record
from kpi_engine.kpi import Catalog, Retired
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Farewell:
    """A KPI that a digest tells of no more; `successor` is the English name of one to look at instead."""

    gone: Retired
    successor: str | None


def farewells(digest: Digest, catalog: Catalog) -> tuple[Farewell, ...]:
    """The retired KPIs among those of a digest."""
    return tuple(_farewell(catalog.retired[key], catalog) for key in digest.kpis if key in catalog.retired)


def let_go(work: UnitOfWork, told: Digest, said: Sequence[Farewell], at: datetime) -> None:
    """Take what was said to be retired out of the digest, as it stands by now, unless nothing would be left."""
    gone = {each.gone.kpi for each in said}
    if not gone:
        return
    work.digests.take_turns(told.team_id)
    digest = work.digests.get(told.team_id, told.id)
    kept = tuple(key for key in digest.kpis if key not in gone) if digest else ()
    if digest and kept and kept != digest.kpis:
        changed = replace(digest, kpis=kept, changed_at=at)
        work.digests.put(changed)
        record(work, changed, Act.DIGEST_CHANGED, None, at)


def _farewell(gone: Retired, catalog: Catalog) -> Farewell:
    successor = catalog.successor(gone.kpi)
    return Farewell(gone, catalog[successor].name if successor else None)
