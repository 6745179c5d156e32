"""Something that makes a row unfit for the facts."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement


@dataclass(frozen=True, slots=True)
class Problem:
    """Where it is met, in which column of the source, and what to show of it."""

    column: str
    text: ColumnElement[Any]
    met: ColumnElement[bool]
    reason: str
