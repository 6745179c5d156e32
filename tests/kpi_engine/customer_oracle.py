"""The KPIs of customers, their answers and the first contact, in plain Python over rows, for kpi_oracle.

Nothing of the engine is used. `Recipe`, `day` and the shares come from kpi_oracle, which imports this module.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

Row = Mapping[str, Any]
Rows = Sequence[Row]
Told = tuple[Any, ...]
SCALES = {"nps": (0, 10), "csat": (1, 5)}


def value(value: float, n: int, numerator: float | None = None, denominator: float | None = None) -> Told:
    return ("value", value, n, numerator, denominator)


# first contact


def contacts(rows: Rows, look: Any) -> list[int]:
    waits = [
        (row["first_contacted_on"] - row["created_on"]).days
        for row in rows
        if look.holds(row["created_on"]) and row["first_contacted_on"] and row["first_contacted_on"] <= look.seen
    ]
    return [days for days in waits if days >= 0]


def response_time(rows: Rows, look: Any) -> Told:
    days = contacts(rows, look)
    return value(median(days), len(days)) if days else ("no_data", "no_rows")


def not_answered(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    created = [row for row in rows if look.holds(row["created_on"])]
    ahead = [row for row in rows if end and look.as_of < row["created_on"] < end]
    early = [row for row in created if row["first_contacted_on"] and row["first_contacted_on"] < row["created_on"]]
    return {
        "after_as_of": len(ahead),
        "contacted_before_created": len(early),
        "not_contacted": len(created) - len(early) - len(contacts(rows, look)),
    }


# answers to surveys


def answers(kind: str, rows: Rows, look: Any, *, sound: bool = True) -> list[Row]:
    low, high = SCALES[kind]
    found = [row for row in rows if row["kind"] == kind and look.holds(row["answered_on"])]
    return [row for row in found if (low <= row["score"] <= high) is sound]


def last_answers(rows: Rows, look: Any) -> list[Row]:
    last: dict[str, Row] = {}
    for row in sorted(answers("nps", rows, look), key=lambda row: (row["answered_on"], row["response_id"])):
        last[row["account_id"] or row["response_id"]] = row
    return list(last.values())


def superseded(rows: Rows, look: Any) -> list[Row]:
    last = last_answers(rows, look)
    return [row for row in answers("nps", rows, look) if row not in last]


def nps(rows: Rows, look: Any) -> Told:
    last = last_answers(rows, look)
    net = sum((row["score"] >= 9) - (row["score"] <= 6) for row in last)
    return value(100 * net / len(last), len(last), net, len(last)) if last else ("no_data", "no_rows")


def csat(rows: Rows, look: Any) -> Told:
    given = answers("csat", rows, look)
    good = sum(row["score"] >= 4 for row in given)
    return value(good / len(given), len(given), good, len(given)) if given else ("no_data", "empty_denominator")


def unsound(kind: str) -> Callable[[Rows, Any, date | None], Mapping[str, int]]:
    def counted(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
        of_kind = [row for row in rows if row["kind"] == kind]
        return {
            "out_of_scale": len(answers(kind, rows, look, sound=False)),
            "after_as_of": sum(bool(end) and look.as_of < row["answered_on"] < end for row in of_kind),
        }

    return counted


# contracts


def in_force(row: Row, day: date) -> bool:
    return row["starts_on"] <= day and (row["ends_on"] is None or row["ends_on"] >= day)


def monthly(everyone: Rows, account: str, day: date) -> float:
    mine = [row for row in everyone if row["account_id"] == account and row["mrr"] is not None]
    return sum(row["mrr"] for row in mine if in_force(row, day))


def recurring(*, capped: bool) -> Callable[[Rows, Rows, Any], Told]:
    def told(everyone: Rows, rows: Rows, look: Any) -> Told:
        last = look.end - timedelta(days=1)
        priced = [row for row in rows if row["mrr"] is not None]
        listed = {row["account_id"] for row in priced if in_force(row, look.first)}
        ends = [(monthly(everyone, each, look.first), monthly(everyone, each, last)) for each in listed]
        base, left = sum(then for then, _ in ends), sum(min(now, then) if capped else now for then, now in ends)
        return value(left / base, len(listed), left, base) if base else ("no_data", "empty_denominator")

    return told


def unpriced(rows: Rows, look: Any, _end: date | None) -> Mapping[str, int]:
    days = (look.first, look.end - timedelta(days=1))
    return {"no_amount": sum(row["mrr"] is None and any(in_force(row, day) for day in days) for row in rows)}


def free_only(rows: Rows, look: Any) -> bool:
    """Customers with contracts that bring nothing are on the list, too."""
    return any(row["mrr"] is not None and in_force(row, look.first) for row in rows)


# cohorts


def newcomers(key: str) -> Callable[[Rows, Any], Told]:
    def told(rows: Rows, look: Any) -> Told:
        firsts: dict[str, date] = {}
        for row in rows:
            if row["account_id"] is not None and row[key] <= look.as_of:
                firsts[row["account_id"]] = min(row[key], firsts.get(row["account_id"], row[key]))
        n = sum(map(look.holds, firsts.values()))
        return value(n, n)

    return told


def cohort_grid(rows: Rows, key: str, until: str | None, as_of: date) -> dict[date, dict[date, int]]:
    """Per first month the accounts active in each month since: first days of months, counts of accounts."""
    active: defaultdict[str, set[date]] = defaultdict(set)
    for row in rows:
        if row["account_id"] is None or row[key] > as_of:
            continue
        last = min(row[until] or as_of, as_of) if until else row[key]
        month = row[key].replace(day=1)
        while month <= max(last, row[key]):
            active[row["account_id"]].add(month)
            month = (month + timedelta(days=32)).replace(day=1)
    grid: defaultdict[date, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    for months in active.values():
        for month in months:
            grid[min(months)][month] += 1
    return {first: dict(months) for first, months in grid.items()}


def unnamed(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    nameless = [row for row in rows if row["account_id"] is None and look.holds(row["ordered_on"])]
    return {
        "no_account": len(nameless),
        "after_as_of": sum(bool(end) and look.as_of < row["ordered_on"] < end for row in rows),
    }


def ahead(rows: Rows, look: Any, end: date | None) -> Mapping[str, int]:
    return {"after_as_of": sum(bool(end) and look.as_of < row["starts_on"] < end for row in rows)}


def recipes(recipe: Callable[..., Any], day: Callable[..., Any]) -> dict[str, Any]:
    """How each of them is computed, and what the facts must record for it."""
    created, ended, priced = {"created": day("created_on")}, {"ended": day("ends_on")}, {"mrr": day("starts_on", "mrr")}
    return {
        "response-time": recipe(
            "leads",
            response_time,
            created | {"contacted": day("first_contacted_on")},
            by_age=True,
            left_out=not_answered,
        ),
        "nps": recipe("survey_responses", nps, {"nps": scored("nps")}, left_out=unsound("nps"), superseded=superseded),
        "csat": recipe("survey_responses", csat, {"csat": scored("csat")}, left_out=unsound("csat")),
        "grr": recipe(
            "contracts", recurring(capped=True), priced, ended, locked=True, left_out=unpriced, counted_too=free_only
        ),
        "nrr": recipe(
            "contracts", recurring(capped=False), priced, ended, locked=True, left_out=unpriced, counted_too=free_only
        ),
        "cohorts": recipe("contracts", newcomers("starts_on"), {"started": day("starts_on")}, left_out=ahead),
        "cohorts of orders": recipe(
            "orders", newcomers("ordered_on"), {"account": day("ordered_on", "account_id")}, left_out=unnamed
        ),
    }


def scored(kind: str) -> Callable[[Row], date | None]:
    low, high = SCALES[kind]
    return lambda row: row["answered_on"] if row["kind"] == kind and low <= row["score"] <= high else None
