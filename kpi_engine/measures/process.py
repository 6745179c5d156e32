"""The stages of the sale, in the order in which they follow each other."""

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from kpi_engine.facts import Facts, opportunities, stage_changes
from kpi_engine.measures.entries import stays
from kpi_engine.measures.sticking import places


def stages_in_order(facts: Facts) -> tuple[str, ...]:
    """The stages that have a recorded place; where none has, those passed through, by where in the course they come.

    To follow every course takes seconds over millions of them, to read recorded places does not.
    """
    if not {stage_changes.name, opportunities.name} <= facts.coverage.keys():
        return ()
    place = {row.stage: row.position for row in facts.fetch(_recorded())}
    place = place or places(facts.fetch(_steps(facts.as_of)))
    return tuple(sorted(place, key=lambda stage: (place[stage], stage)))


def _recorded() -> Select[Any]:
    columns = stage_changes.c
    placed = select(columns.stage, func.min(columns.position).label("position"))
    return placed.where(columns.position.is_not(None)).group_by(columns.stage)


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
