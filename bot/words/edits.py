"""Changes to a typed text."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """text[start:end] gives way to `words`; `shown` are the words by which people know the change."""

    start: int
    end: int
    words: str
    shown: str


@dataclass(frozen=True, slots=True)
class Mend:
    """Edits that would solve one problem, and how far they lead from what was typed: 0 is as near as can be."""

    edits: tuple[Edit, ...] = ()
    cost: float = 0


def applied(edits: Iterable[Edit], text: str) -> str:
    """The text with edits, none of which overlap, made; where words are left out, one blank stays."""
    for edit in sorted(edits, key=lambda each: (each.start, each.end), reverse=True):
        before, after = text[: edit.start], text[edit.end :]
        is_gap = not edit.words and (not before or before[-1].isspace())
        text = before + edit.words + (after.lstrip() if is_gap else after)
    return text.strip()
