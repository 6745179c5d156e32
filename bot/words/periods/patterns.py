"""Several ways to write one thing, tried together."""

import re
from collections.abc import Iterable

_NAME = re.compile(r"\?P<\w+>")
_WORD_ENDS = r"(?![^ ])"


class Patterns:
    """Regular expressions over whole words. One search with all of them rules out most places at once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._each = {pattern: re.compile(pattern + _WORD_ENDS) for pattern in patterns}
        self._any = re.compile(f"(?:{'|'.join(_NAME.sub('?:', pattern) for pattern in self._each)}){_WORD_ENDS}")

    def longest(self, line: str, start: int) -> tuple[str, re.Match[str]] | None:
        """The pattern that reaches farthest from `start`, the first of equals, and its match."""
        if not self._any.match(line, start):
            return None
        matches = ((pattern, compiled.match(line, start)) for pattern, compiled in self._each.items())
        return max(((pattern, match) for pattern, match in matches if match), key=lambda each: each[1].end())
