"""Where the value of each column of a table comes from, as a source profile writes it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Double, String

from storage.drafting.known import currency_of, factors, outcome_of, says_nothing, spelling, unit_of
from storage.drafting.links import Found, found_elsewhere, shared_key
from storage.drafting.recognised import Recognised, required
from storage.facts.tables import given_columns

TO_SAY = "???"
"""Stands where only people know what to write; no import accepts it."""

_MOST_OUTCOMES = 200  # values of a stage or status
_KINDS = ("nps", "csat")
_WORDED = frozenset({"source", "campaign", "segment", "region", "product", "stage", "lost_reason"})
_NAMED_ELSEWHERE = {"reps": "rep", "accounts": "account_id"}  # by the word that other files use

Value = str | Mapping[str, Any]
Cells = dict[str, "Value | Found"]


def cells_of(here: Recognised, others: Sequence[Recognised]) -> Cells:
    """What fills each column; required ones that nothing fills are left to say."""
    filled: Cells = {}
    for name in given_columns(here.table):
        value = _value(here, name, others)
        if value is None and name in required(here.table):
            value = TO_SAY
        if value is not None:
            filled[name] = value
    return filled


def _value(here: Recognised, name: str, others: Sequence[Recognised]) -> "Value | Found | None":
    if name in _TOLD_BY_VALUES:
        return _TOLD_BY_VALUES[name](here)
    if name == _NAMED_ELSEWHERE.get(here.table.name):
        return _word_of_others(here, name, others) or here.columns.get(name)
    if column := here.columns.get(name):
        return _column(here, name, column)
    return _made_up(here, name) or found_elsewhere(here, name, others)


def _made_up(here: Recognised, name: str) -> Value | None:
    """What stands for a column that the file lacks, by other means of the file."""
    match here.table.name, name:
        case "orders", "order_id":
            return {"line_number": True}
        case "orders", "amount" if many := factors(here.file.columns):
            return {"multiply": list(many)}
        case "opportunities", "currency" if code := _currency(here):
            return {"value": code}
        case "reps", "team":
            return here.columns.get("manager")
    return None


def _currency(here: Recognised) -> str | None:
    """What the sign beside the amounts tells."""
    column = here.columns.get("amount")
    unit = unit_of(here.file.values(column)) if column else None
    return currency_of(unit) if unit else None


def _column(here: Recognised, name: str, column: str) -> Value:
    """The column, which of its words say that nothing is known, and which are others written otherwise."""
    if isinstance(here.table.c[name].type, Double) and (unit := unit_of(here.file.values(column))):
        return {"column": column, "unit": unit}
    if not isinstance(here.table.c[name].type, String):
        return column
    unknown = unknown_markers(here, column)
    spellings = _spellings(here, column) if name in _WORDED else {}
    said = ({"unknown": unknown} if unknown else {}) | ({"values": spellings} if spellings else {})
    return {"column": column, **said} if said else column


def _spellings(here: Recognised, column: str) -> dict[str, str]:
    """Words that differ in case, accents or blanks only, by the one that is written most often."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for value, _ in Counter(filter(None, here.file.cells[column])).most_common():
        alike[spelling(value)].append(value)
    return {rare: first for first, *others in alike.values() for rare in others}


def unknown_markers(here: Recognised, column: str) -> list[str]:
    """The words of a column that say that nothing is known; where it names accounts or leads, 0 says so too."""
    names_others = column in (here.columns.get("account_id"), here.columns.get("lead_id"))
    return [value for value in here.file.values(column) if says_nothing(value) or (names_others and value == "0")]


def _word_of_others(here: Recognised, name: str, others: Sequence[Recognised]) -> str | None:
    """The column by which other files name these rows."""
    naming = (each for each in others if each is not here and name in each.columns)
    keys = (shared_key(each, each.columns[name], here) for each in naming)
    return next((key for key in keys if key), None)


def _outcome(here: Recognised) -> Value | None:
    """The column of few values of which most rows say how they ended; all are won where only wins are dated."""
    told = {column: _outcomes(here, column) for column in here.file.columns}
    best = max(told, key=lambda column: sum(cell in told[column] for cell in here.file.cells[column]), default=None)
    if best and told[best]:
        return {"column": best, "values": told[best], "others": ""}
    closed_on = here.columns.get("closed_on", "")
    return {"value": "won"} if outcome_of(closed_on) == "won" else None


def _outcomes(here: Recognised, column: str) -> dict[str, str]:
    values = here.file.values(column)
    told = {value: outcome_of(value) for value in values} if len(values) <= _MOST_OUTCOMES else {}
    return {value: outcome for value, outcome in told.items() if outcome}


def _kind(here: Recognised) -> Value | None:
    """The kind of survey; in a file of one kind the name of the score says it."""
    if column := here.columns.get("kind"):
        values = {value: kind for value in here.file.values(column) for kind in _KINDS if kind in value.lower()}
        return {"column": column, "values": values} if any(a != b for a, b in values.items()) else column
    named = f"{here.columns.get('score', '')} {here.file.title}".lower()
    return next(({"value": kind} for kind in _KINDS if kind in named), None)


_TOLD_BY_VALUES: Mapping[str, Callable[[Recognised], Value | None]] = {"outcome": _outcome, "kind": _kind}
