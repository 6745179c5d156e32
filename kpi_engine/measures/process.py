"""The stages of the sale, in the order in which they follow each other."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from kpi_engine.facts import Facts, opportunities, stage_changes
from kpi_engine.measures.entries import stays
from kpi_engine.measures.sticking import places


def stages_in_order(facts: Facts) -> tuple[str, ...]:
    """All stages that opportunities have passed through, placed as on the card of `stages`; outcomes are none."""
    if not {stage_changes.name, opportunities.name} <= facts.coverage.keys():
        return ()
    place = places(facts.fetch(_steps(facts.as_of)))
    return tuple(sorted(place, key=lambda stage: (place[stage], stage)))


def _steps(as_of: date) -> Select[Any]:
    """Count how often each stage was followed by which, or by none."""
    columns = stays(as_of).table.c
    return select(
        columns.stage,
        columns.next_stage,
        func.min(columns.position).label("position"),
        func.min(columns.next_position).label("next_position"),
        func.sum(columns.place).label("places"),
        func.count().label("n"),
    ).group_by(columns.stage, columns.next_stage)
