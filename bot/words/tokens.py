"""Typed text cut into words, numbers and the few signs that mean something; all other punctuation falls away."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from bot.words.folding import fold
from bot.words.periods.words import MONTHS


class Kind(Enum):
    """What a token is."""

    WORD = auto()
    NUMBERS = auto()  # digits joined by - / or . as in dates
    QUOTED = auto()  # a value in quotes, after a colon or a comma
    COLON = auto()
    COMMA = auto()
    RANGE = auto()  # .. or a dash between two dates
    SIGN = auto()  # a sign that may change the meaning, such as != or >: never passed over


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: `text` folded (in a quoted value: what stands between the quotes), typed[start:end]."""

    kind: Kind
    text: str
    start: int
    end: int


_INVISIBLE = "\u0300-\u036f\u200b-\u200f\u2060\u00ad\ufeff\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f"
_MONTH = "|".join(name for names in MONTHS for name, _ in names)
_OF_A_YEAR = r"(?:(?<=[^\W0-9_][0-9])|(?<=[^\W0-9_][0-9]{2}))-[0-9]{4}(?![0-9])"  # Q3-2026, W42-2026
_TOKEN = re.compile(
    rf"""
    (?P<NUMBERS> (?![0-9]{{1,2}}-[0-9]{{1,2}}(?![-/.0-9]))  # 3-14 is a range
                   [0-9]+(?:[-/.][0-9]+)+ )
  | (?P<WORD>    [^\W_](?:[^\W_]|[{_INVISIBLE}])* )
  | (?P<COLON>   [:=：](?!\u0338) )
  | (?P<COMMA>   , )
  | (?P<RANGE>   \.\.+ | … | -> | [–—→] | (?<=\s)-(?=\s) | (?<=[0-9])(?!{_OF_A_YEAR})-(?=[0-9])
               | (?<=[^\W0-9_])\.?-(?=(?i:{_MONTH})\b) | (?<=[qQtT][1-4])-(?=[qQtT][1-4]\b) )  # Jan-Mar, Q1-Q3
  | (?P<SIGN>    !(?=\s*[:=]) | (?<![^\W_])[-!]+(?=[^\W_"'“‘«]) )
  | (?P<OTHER>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_QUOTED = re.compile(
    r"""\s*+(?: "(?P<plain>(?:[^"]|"")*+)" | [“„](?P<curly>[^”“"]*+)[”“"] | «\s*+(?P<french>[^»]*+)»
             | ‘(?P<high>[^’]*+(?:’\w[^’]*+)*+)’ | '(?P<single>[^']*+(?:'\w[^']*+)*+)' )""",
    re.VERBOSE,
)
_MEANINGLESS = ("P", "Z", "C", "M", "So", "Sk")  # first letters of Unicode categories
_HARMLESS = "|~"


def tokenise(typed: str) -> tuple[Token, ...]:
    """Cut the text; every word, number and sign is in exactly one token."""
    return tuple(_cut(typed))


def _cut(typed: str) -> Iterator[Token]:
    at, kind = 0, None
    while at < len(typed):
        quoted = _QUOTED.match(typed, at) if kind in (Kind.COLON, Kind.COMMA) else None
        token = _quoted(quoted) if quoted else _plain(typed, at)
        at = token.end if token else at + 1
        if token:
            kind = token.kind
            yield token


def _quoted(match: re.Match[str]) -> Token:
    inside = next(text for text in match.groups() if text is not None)
    start = match.end() - len(match.group().lstrip())
    text = inside.replace('""', '"') if match["plain"] else inside.rstrip() if match["french"] else inside
    return Token(Kind.QUOTED, text, start, match.end())


def _plain(typed: str, at: int) -> Token | None:
    match = _TOKEN.match(typed, at)
    if match is None or match.lastgroup is None:
        return None
    if match.lastgroup != "OTHER":
        kind = Kind[match.lastgroup]
        return Token(kind, _folded(kind, match.group()), at, match.end())
    if typed[at] in _HARMLESS or unicodedata.category(typed[at]).startswith(_MEANINGLESS):
        return None
    return Token(Kind.SIGN, typed[at], at, at + 1)


def _folded(kind: Kind, words: str) -> str:
    match kind:
        case Kind.COLON:
            return ":"
        case Kind.RANGE:
            return ".."
        case _:
            return "".join(fold(words).split())
