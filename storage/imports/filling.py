"""Fill the columns of the facts from the cells of a file, and say for each row what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Column as ContractColumn
from sqlalchemy import ColumnElement, Date, Double, and_, case, false, func, null, or_

from kpi_engine.facts import contract
from storage.imports.dates import prove_order
from storage.imports.numbers import prove_style
from storage.imports.origins import Given, given
from storage.imports.problems import Problem
from storage.imports.profile import Cell, Feed, Multiplied
from storage.imports.rows import Rows

Zones = tuple[ZoneInfo | None, ZoneInfo | None]
SCORES = {"nps": (0, 10), "csat": (1, 5)}


@dataclass(frozen=True, slots=True)
class Filled:
    """One column of the facts, with its text on the way: as given, with markers unknown, with values mapped."""

    name: str
    given: Given
    known: ColumnElement[Any]
    value: ColumnElement[Any]
    problems: tuple[Problem, ...]


def fill(rows: Rows, feed: Feed, zones: Zones) -> dict[str, Filled]:
    """The columns that a feed fills. Raises NumbersAmbiguous, DatesAmbiguous, ZoneMissing."""
    columns = contract.tables[feed.table].columns
    filled = {name: _fill(rows, feed, columns[name], zones) for name in feed.cells}
    if feed.table == "survey_responses":
        filled["score"] = _scored(filled["score"], filled["kind"].value)
    if feed.table == "contracts" and "ends_on" in filled:
        filled["ends_on"] = _ended(filled["ends_on"], filled["starts_on"].value)
    if feed.table == "opportunities" and "closed_on" in filled:
        filled["closed_on"] = _closed(filled["closed_on"], filled.get("outcome"))
    return filled


def unfit(filled: Mapping[str, Filled]) -> ColumnElement[bool]:
    """Whether a row has any problem; never null."""
    met = [problem.met for column in filled.values() for problem in column.problems]
    return func.coalesce(or_(false(), *met), false())


def _fill(rows: Rows, feed: Feed, column: ContractColumn[Any], zones: Zones) -> Filled:
    cell = feed.cells[column.name]
    origin = given(rows, cell.origin, cell.dialect.over(feed.dialect))
    known = case((origin.content.in_(cell.unknown), null()), else_=origin.content) if cell.unknown else origin.content
    text = _mapped(known, cell)
    value = _typed(rows, feed, column, replace(origin, content=text), zones)
    problems = list(origin.problems)
    if value is not text:
        kind = "day" if isinstance(column.type, Date) else "number"
        problems.append(Problem(origin.called, text, and_(text.is_not(None), value.is_(None)), f"not a {kind}"))
    if words := column.info.get("values"):
        problems.append(Problem(origin.called, text, value.not_in(words), "neither " + " nor ".join(words)))
    if is_required(feed, column):
        parts_read = [func.coalesce(problem.met, false()).is_(False) for problem in origin.problems]
        problems.append(Problem(origin.called, text, and_(text.is_(None), *parts_read), "missing"))
    return Filled(column.name, origin, known, value, tuple(problems))


def is_required(feed: Feed, column: ContractColumn[Any]) -> bool:
    """Whether every row needs a value here."""
    of_customer = feed.table == "orders" and column.name == "account_id" and not feed.keep_unknown_accounts
    return not column.nullable or of_customer


def _mapped(text: ColumnElement[Any], cell: Cell) -> ColumnElement[Any]:
    whens = [(text == word, became or null()) for word, became in cell.values.items()]
    others = text if cell.others is None else (cell.others or null())
    if whens or cell.others is not None:
        text = case((text.is_(None), null()), *whens, else_=others)
    return cell.prefix + text if cell.prefix else text


def _typed(rows: Rows, feed: Feed, column: ContractColumn[Any], mapped: Given, zones: Zones) -> ColumnElement[Any]:
    cell, text = feed.cells[column.name], mapped.content
    dialect = cell.dialect.over(feed.dialect)
    if isinstance(column.type, Date):
        return prove_order(rows, text, mapped.called, dialect, zones).day(text)
    if isinstance(column.type, Double) and not isinstance(cell.origin, Multiplied):
        return prove_style(rows, text, mapped.called, dialect).number(text)
    return text


def _scored(score: Filled, kind: ColumnElement[Any]) -> Filled:
    """A score outside the scale of its kind is none."""
    outside = [
        Problem(score.given.called, score.known, and_(kind == name, ~score.value.between(*ends)), f"no {name} score")
        for name, ends in SCORES.items()
    ]
    return replace(score, problems=(*score.problems, *outside))


def _ended(end: Filled, start: ColumnElement[Any]) -> Filled:
    """A contract does not end before it starts."""
    early = Problem(end.given.called, end.known, end.value < start, "before the contract starts")
    return replace(end, problems=(*end.problems, early))


def _closed(closed: Filled, outcome: Filled | None) -> Filled:
    """An open opportunity has no close day, whatever day was expected."""
    value = case((outcome.value.is_not(None), closed.value), else_=null()) if outcome else null()
    return replace(closed, value=value)
