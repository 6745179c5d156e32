"""Keep spreadsheets from taking a cell of ours for a formula, and undo it when such a file comes back."""

import re
from typing import Any

from sqlalchemy import ColumnElement, func

DANGEROUS = "=+\\-@\t\r\n＝＋－＠'"
NUMBER = re.compile(r"[+-]?[\d.,' \u00a0\u202f]*\d")


def guarded(text: str) -> str:
    """The text behind an apostrophe where it could be a formula; a number is none."""
    return f"'{text}" if re.match(f"[{DANGEROUS}]", text) and not NUMBER.fullmatch(text) else text


def unguarded(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """The text as it was before it was guarded."""
    return func.regexp_replace(text, f"^'([{DANGEROUS}])", r"\1")
