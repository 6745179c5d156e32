"""Pipeline, coverage, velocity and stages a second time, in plain Python over rows; hooked into kpi_oracle.py."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import mean
from typing import Any

from kpi_engine.question import Dimension, Question

Row = Mapping[str, Any]
Rows = Sequence[Row]
Told = tuple[Any, ...]
AMOUNTS_MISSING = ("not_computable", "outcome_not_recorded", "open_amount")


def standing(rows: Rows, look: Any) -> list[Row]:
    """Created by the last day and not known to be closed by it."""
    last = look.end - timedelta(days=1)
    born = [row for row in rows if row["created_on"] <= last]
    return [row for row in born if row["outcome"] is None or (row["closed_on"] is not None and row["closed_on"] > last)]


def undated(rows: Rows, look: Any) -> list[Row]:
    return [
        row for row in rows if row["created_on"] < look.end and row["outcome"] is not None and row["closed_on"] is None
    ]


def priced(rows: Rows) -> list[Row]:
    return [row for row in rows if row["amount"] is not None]


def settled(rows: Rows, look: Any, *outcomes: str) -> list[Row]:
    closed = [row for row in rows if row["outcome"] in outcomes and look.holds(row["closed_on"])]
    return [row for row in closed if row["created_on"] <= look.as_of]


def pipeline(rows: Rows, look: Any) -> Told:
    there = standing(rows, look)
    amounts = [row["amount"] for row in priced(there)]
    return AMOUNTS_MISSING if there and not amounts else ("value", sum(amounts), len(amounts), None, None)


def coverage(rows: Rows, look: Any) -> Told:
    if look.goal is None:
        return ("no_data", "no_goal")
    there, won = standing(rows, look), settled(rows, look, "won")
    if not priced(there) and len(priced([*there, *won])) < len([*there, *won]):
        return AMOUNTS_MISSING
    left = look.goal - sum(row["amount"] for row in priced(won))
    if left <= 0:
        return ("no_data", "goal_reached")
    is_open = sum(row["amount"] for row in priced(there))
    return ("value", is_open / left, len(priced(there)), is_open, left)


def velocity(rows: Rows, look: Any) -> Told:
    closed, won = settled(rows, look, "won", "lost"), settled(rows, look, "won")
    if not closed:
        return ("no_data", "empty_denominator")
    days = [length for length in ((row["closed_on"] - row["created_on"]).days for row in won) if length >= 0]
    amounts = [row["amount"] for row in priced(won)]
    if not amounts or not sum(days):
        return ("no_data", "no_rows")
    pace = len(standing(rows, look)) * len(won) / len(closed) * mean(amounts) / mean(days)
    return ("value", pace, len(amounts), None, None)


def pipeline_amounts(rows: Rows, look: Any) -> list[Row]:
    return priced(standing(rows, look))


def coverage_amounts(rows: Rows, look: Any) -> list[Row]:
    return [*priced(standing(rows, look)), *priced(settled(rows, look, "won"))]


def velocity_amounts(rows: Rows, look: Any) -> list[Row]:
    return priced(settled(rows, look, "won"))


def ahead(rows: Rows, look: Any, end: date | None, *outcomes: str) -> int:
    days = [row["closed_on"] for row in rows if row["outcome"] in outcomes and row["created_on"] <= look.as_of]
    return sum(end is not None and day is not None and look.as_of < day < end for day in days)


def without_amount(rows: Rows) -> int:
    return sum(row["amount"] is None for row in rows)


def pipeline_left_out(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    return {"closed_undated": len(undated(rows, look)), "no_amount": without_amount(standing(rows, look))}


def coverage_left_out(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    counted = [*standing(rows, look), *settled(rows, look, "won")]
    return {
        "closed_undated": len(undated(rows, look)),
        "no_amount": without_amount(counted),
        "after_as_of": ahead(rows, look, end, "won"),
    }


def velocity_left_out(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    won = settled(rows, look, "won")
    return {
        "closed_undated": len(undated(rows, look)),
        "no_amount": without_amount(won),
        "closed_before_created": sum(row["closed_on"] < row["created_on"] for row in won),
        "after_as_of": ahead(rows, look, end, "won", "lost"),
    }


def still_without_amounts(rows: Rows) -> bool:
    """Some are open today, and none of them has an amount."""
    still = [row for row in rows if row["outcome"] is None]
    return bool(still) and not priced(still)


def stage_of_a_past_day(question: Question, last_day: date, facts_as_of: date) -> str | None:
    """These facts keep no history of stages: what a row says of its stage holds on the day of the facts alone."""
    return "history_not_kept" if question.by is Dimension.STAGE and last_day != facts_as_of else None


def one_goal_for_all(question: Question, last_day: date, facts_as_of: date) -> str | None:
    return "goal_not_split" if question.by else None


def entries(tables: Mapping[str, Rows]) -> list[Row]:
    """Each stage change with all that is known of its opportunity, if that is known at all."""
    deals = {row["opportunity_id"]: row for row in tables.get("opportunities", ())}
    unknown = dict.fromkeys(("outcome", "closed_on", "source", "segment", "region", "currency", "team", "rep"))
    changes = tables.get("stage_changes", ())
    return [
        {**deals.get(row["opportunity_id"], unknown), **row, "known": row["opportunity_id"] in deals} for row in changes
    ]


def entered_on(row: Row) -> date | None:
    """The day of an entry; None for the row that only tells how the opportunity ended."""
    closed = row["closed_on"] if row["outcome"] else None
    over = row["outcome"] is not None and (closed is None or row["entered_on"] >= closed)
    return None if over and row["left_on"] is None else row["entered_on"]


def early(row: Row) -> bool:
    return row["known"] and row["left_on"] is not None and row["left_on"] < row["entered_on"]


def stages(rows: Rows, look: Any) -> Told:
    counted = [row for row in rows if look.holds(entered_on(row)) and row["known"] and not early(row)]
    n = len({row["opportunity_id"] for row in counted})
    return ("value", n, n, None, None)


def stages_left_out(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    inside = [row for row in rows if look.holds(entered_on(row))]
    days = [entered_on(row) for row in rows]
    return {
        "no_opportunity": sum(not row["known"] for row in inside),
        "left_before_entered": sum(map(early, inside)),
        "after_as_of": sum(end is not None and day is not None and look.as_of < day < end for day in days),
    }


def recipes(recipe: Any, day: Any, closed: Any, both: Any, ended_well: Any) -> dict[str, Any]:
    """How each is computed; `recipe` and the words of kpi_oracle.py are handed in."""
    amount = {
        "amount": lambda row: None if row["outcome"] and not row["closed_on"] else day("created_on", "amount")(row)
    }
    won = {
        "amount": day("closed_on", "amount", outcomes=["won"]),
        "won": lambda row: row["outcome"] == "won" and row["closed_on"] and row["closed_on"] >= row["created_on"],
    }
    stock = {
        "refused": lambda rows: AMOUNTS_MISSING if still_without_amounts(rows) else None,
    }
    return {
        "pipeline": recipe(
            "opportunities",
            pipeline,
            amount,
            added=pipeline_amounts,
            left_out=pipeline_left_out,
            uncut=stage_of_a_past_day,
            **stock,
        ),
        "coverage": recipe(
            "opportunities",
            coverage,
            amount,
            added=coverage_amounts,
            left_out=coverage_left_out,
            uncut=one_goal_for_all,
            alone=True,
            **stock,
        ),
        "stages": recipe("stage_changes", stages, {"entered": entered_on}, left_out=stages_left_out, rows=entries),
        "velocity": recipe(
            "opportunities",
            velocity,
            closed,
            both | won,
            well=ended_well,
            added=velocity_amounts,
            left_out=velocity_left_out,
            counted_too=lambda rows, look: bool(standing(rows, look) or settled(rows, look, "won", "lost")),
        ),
    }
