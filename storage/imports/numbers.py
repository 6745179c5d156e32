"""Read numbers in the style of their column: declared, or proven by the whole column, never guessed.

1.234 is a thousand in Paris and a little more than one in London. A column proves its style by one value that only one
style can read (1,5 or 1.234,56); a column that proves none, or both, is refused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Double, and_, case, func, not_, null, or_, try_cast

from storage.errors import NumbersAmbiguous
from storage.imports.cleaning import SPACES
from storage.imports.profile import Dialect
from storage.imports.rows import Rows

APOSTROPHES = "'’"
MINUS = "\u2212"
PLAIN = (
    r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"  # what every program writes; read so in either style when it has an exponent
)
WHOLE = rf"[+\-{MINUS}]?\d+"


class Decimal(StrEnum):
    """The decimal mark."""

    POINT = "."
    COMMA = ","

    @property
    def other(self) -> "Decimal":
        """The mark that then may part thousands."""
        return Decimal.COMMA if self is Decimal.POINT else Decimal.POINT


@dataclass(frozen=True, slots=True)
class Style:
    """A decimal mark, the marks that may part thousands, and a unit that may stand beside the number."""

    decimal: Decimal
    thousands: str
    unit: str | None = None

    @property
    def pattern(self) -> str:
        """What a number of this style looks like; one kind of mark parts all its thousands."""
        groups = "|".join(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+" for mark in self.thousands)
        whole = rf"(?:\d+|{groups})" if groups else r"\d+"
        point = re.escape(self.decimal)
        return rf"[+\-{MINUS}]?(?:{whole}(?:{point}\d+)?|{point}\d+)"

    def reads(self, text: ColumnElement[str]) -> ColumnElement[bool]:
        """Whether a text is a number of this style."""
        return func.regexp_full_match(without(self.unit, text), self.pattern)

    def number(self, text: ColumnElement[str]) -> ColumnElement[float]:
        """The number a text stands for, null where it is none."""
        text = without(self.unit, text)
        bare = func.regexp_replace(text, f"[{re.escape(self.thousands)}]", "", "g") if self.thousands else text
        plain = func.replace(func.replace(bare, MINUS, "-"), self.decimal.value, ".")
        exponent = and_(func.regexp_full_match(text, PLAIN), func.regexp_matches(text, "[eE]"))
        fits = func.regexp_full_match(text, self.pattern)
        return case((fits, try_cast(plain, Double)), (exponent, try_cast(text, Double)), else_=null())


def without(unit: str | None, text: ColumnElement[str]) -> ColumnElement[str]:
    """A text without the unit before its number, even behind a minus, or behind it."""
    if unit is None:
        return text
    beside = f"[{SPACES}]*{re.escape(unit)}"
    before = func.regexp_replace(text, rf"^([+\-{MINUS}]?){beside}[{SPACES}]*", r"\1")
    return func.regexp_replace(before, f"{beside}$", "")


def style_of(decimal: Decimal, thousands: str | None, unit: str | None = None) -> Style:
    """The style with a decimal mark; where thousands are not declared, all marks that remain may part them."""
    marks = SPACES + APOSTROPHES + decimal.other if thousands is None else thousands
    return Style(decimal, SPACES if marks == " " else marks, unit)


def prove_style(rows: Rows, text: ColumnElement[str], column: str, dialect: Dialect) -> Style:
    """The style of a column. Raises NumbersAmbiguous where it is neither declared nor proven."""
    if dialect.decimal:
        return style_of(Decimal(dialect.decimal), dialect.thousands, dialect.unit)
    if dialect.thousands in (",", "."):
        return style_of(Decimal(dialect.thousands).other, dialect.thousands, dialect.unit)
    point, comma = (style_of(mark, dialect.thousands, dialect.unit) for mark in Decimal)
    only_point = and_(point.reads(text), not_(comma.reads(text)))
    only_comma = and_(comma.reads(text), not_(point.reads(text)))
    either = and_(
        point.reads(text), comma.reads(text), not_(func.regexp_full_match(without(dialect.unit, text), WHOLE))
    )
    points, commas, eithers = rows.count(only_point, only_comma, either)
    if points and commas:
        raise NumbersAmbiguous(*rows.first(or_(only_comma, only_point), text, column))
    if eithers and not (points or commas):
        raise NumbersAmbiguous(*rows.first(either, text, column))
    return comma if commas else point
