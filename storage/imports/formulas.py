"""Keep spreadsheets from taking a cell of ours for a formula, and undo it when such a file comes back.

A spreadsheet looks past blanks, and takes a full-width sign for its ASCII one.
"""

import re
from typing import Any

from sqlalchemy import ColumnElement, func

BLANKS = " \x0b\x0c\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
DANGEROUS = "=+\\-@\t\r\n＝＋－＠'"
FORMULA = f"[{BLANKS}]*[{DANGEROUS}]"
NUMBER = re.compile(r"[+-]?[ \u00a0\u202f]?[.,]?\d(?:[\d.,' \u00a0\u202f]*\d)?")


def guarded(text: str) -> str:
    """The text behind an apostrophe where it could be a formula; a number is none."""
    return f"'{text}" if re.match(FORMULA, text) and not NUMBER.fullmatch(text.strip(" ")) else text


def restored(text: str) -> str:
    """The text as it was before it was guarded."""
    return re.sub(f"^'({FORMULA})", r"\1", text)


def unguarded(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same in SQL."""
    return func.regexp_replace(text, f"^'({FORMULA})", r"\1")
