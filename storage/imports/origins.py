"""What each origin gives for a row, before markers, maps and types."""

from dataclasses import dataclass
from functools import reduce
from operator import mul
from pathlib import PurePath
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, literal, null

from storage.imports.header import LINE
from storage.imports.numbers import prove_style
from storage.imports.problems import Problem
from storage.imports.profile import (
    Column,
    Constant,
    Dialect,
    Joined,
    LineNumber,
    LookedUp,
    Multiplied,
    Origin,
    Signed,
    columns_of,
)
from storage.imports.rows import Rows


@dataclass(frozen=True, slots=True)
class Given:
    """A text (a number where numbers were multiplied), what to call it, and what may be wrong with its parts."""

    content: ColumnElement[Any]
    called: str
    problems: tuple[Problem, ...] = ()


def described(origin: Origin) -> str:
    """What to call an origin before people: the words of their own file."""
    match origin:
        case LookedUp(_, by, take):
            return f"{by} > {take}"
        case Multiplied(names):
            return " x ".join(names)
        case _:
            return " + ".join(columns_of(origin)) or ("line" if isinstance(origin, LineNumber) else "constant")


def given(rows: Rows, origin: Origin, dialect: Dialect) -> Given:  # noqa: PLR0911 - one for each kind of origin
    """What an origin gives. Raises NumbersAmbiguous."""
    called = described(origin)
    match origin:
        case Column(name):
            return Given(rows.cells[name], called)
        case Constant(value):
            return Given(literal(value, String), called)
        case LookedUp():
            return Given(rows.found[origin], called)
        case Joined(names, between):
            cells = [rows.cells[name] for name in names]
            return Given(reduce(lambda start, cell: start + between + cell, cells), called)
        case Multiplied(names):
            numbers = [_number(rows, name, dialect) for name in names]
            product = reduce(mul, (number.content for number in numbers))
            return Given(product, called, sum((number.problems for number in numbers), ()))
        case Signed():
            return _signed(rows, origin, dialect)
        case LineNumber():
            line = rows.cells.get(LINE, cast(rows.line, String))  # a reject file knows the line it had
            return Given(literal(f"{stem(rows.file)}-", String) + line, called)


def _number(rows: Rows, name: str, dialect: Dialect) -> Given:
    text = rows.cells[name]
    if (name, dialect) not in rows.proven:
        rows.proven[name, dialect] = prove_style(rows, text, name, dialect)
    number = rows.proven[name, dialect].number(text)
    unreadable = and_(text.is_not(None), number.is_(None))
    return Given(number, name, (Problem(name, text, unreadable, "not a number"),))


def _signed(rows: Rows, origin: Signed, dialect: Dialect) -> Given:
    number = _number(rows, origin.name, dialect)
    word = case(
        (number.content > 0, origin.positive),
        (number.content < 0, origin.negative),
        (number.content == 0, origin.zero or null()),
        else_=null(),
    )
    return Given(word, origin.name, number.problems)


def stem(file: str) -> str:
    """The name of a file without folders, what reject files add, `.gz` and its ending."""
    return PurePath(PurePath(file).name.removesuffix(".gz").removesuffix(".xlsx.csv")).stem
