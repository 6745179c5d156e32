"""What exports call things: names of columns and files, words for outcomes, in English and French."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import Table

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z](?!\b))")  # CreatedDate, CRMSource, not IDs
_LITTLE = frozenset({"d", "de", "des", "du", "l", "la", "le", "les", "of", "the"})
_NEGATIONS = frozenset({"not", "no", "be", "non", "pas", "a"})  # not signed, to be signed, à conclure
_MISSPELT = 0.85  # how alike: one letter more, or another
_NUMBER = dict.fromkeys(map(ord, "0123456789.,'’+-\u2212 \u00a0\u202f\u2009"))  # taken away
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")

ANY_TABLE = "any"
NAMES_ANY_ID = frozenset({"id", "record id"})
"""Names that say nothing of the table."""


@lru_cache(maxsize=100_000)
def bare(name: str) -> str:
    """A name without capitals, accents, marks and little words: `CreatedDate` is `created date`."""
    words = _NOT_A_WORD.split(_unaccented(_CAMEL.sub(" ", name)).lower())
    return " ".join(word for word in words if word and word not in _LITTLE)


def spelling(value: str) -> str:
    """A value without capitals, accents and blanks, but with its marks: C and C++ are two."""
    return "".join(_unaccented(value).casefold().split())


def _unaccented(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, Sequence[str]]]:
    written = tomllib.loads((files(__package__) / "known_columns.toml").read_text("utf-8"))
    return {part: {key: tuple(map(_word, names)) for key, names in keys.items()} for part, keys in written.items()}


def _word(name: str) -> str:
    """The bare name; a sign as it is."""
    return bare(name) or name


def names_of(table: Table, column: str) -> Sequence[str]:
    """What the column of a table is called in exports, the best name first."""
    own = _known()[table.name].get(column, ())
    return (*own, *(name for name in _known()[ANY_TABLE].get(column, ()) if name not in own))


def named(columns: Iterable[str], names: Sequence[str]) -> str | None:
    """The column that bears the best of these names."""
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(bare(column), column)
    return next((by_name[name] for name in names if name in by_name), None)


def speaks_of(file_name: str, table: Table) -> bool:
    """Whether the name of a file says that it holds the rows of a table."""
    return _holds(file_name.split(".", maxsplit=1)[0], _known()["words_of_files"].get(table.name, ()))


def factors(columns: Iterable[str]) -> tuple[str, str] | None:
    """A quantity and a price, of which an amount is the product."""
    known, columns = _known()["products_of_numbers"], tuple(columns)
    quantity, price = named(columns, known["quantity"]), named(columns, known["price"])
    return (quantity, price) if quantity and price else None


def unit_of(values: Iterable[str]) -> str | None:
    """The sign or code of a currency beside the numbers; None where there is none, or not the same beside all."""
    units = {value.translate(_NUMBER) for value in values}
    unit = units.pop() if len(units) == 1 else ""
    is_sign = len(unit) == 1 and unicodedata.category(unit) == "Sc"
    return unit if is_sign or re.fullmatch("[A-Z]{3}", unit) else None


def currency_of(unit: str) -> str | None:
    """The code of the currency that a sign or a code tells."""
    if unit.isalpha():
        return unit
    return next((code for code, signs in _known()["signs_of_currencies"].items() if unit in signs), None)


def outcome_of(value: str) -> str | None:
    """`won` or `lost`, where a stage or a status says so; None while open, or where it says both."""
    words = bare(value).split()
    said = [outcome for outcome, known in _known()["words_of_outcomes"].items() if _say(words, known)]
    return said[0] if len(said) == 1 and not _NEGATIONS.intersection(words) else None


def _say(words: Iterable[str], known: Sequence[str]) -> bool:
    """One of the words is known, or one letter away from it: `Closed Wonn`."""
    return any(
        word == each or (word[0] == each[0] and SequenceMatcher(a=word, b=each).ratio() > _MISSPELT)
        for word in words
        for each in known
    )


def says_nothing(value: str) -> bool:
    """Whether a cell says that nothing is known."""
    return not any(map(str.isalnum, value)) or bare(value) in _known()["words_for_nothing"]["words"]


def _holds(text: str, words: Iterable[str]) -> bool:
    within = f" {bare(text)} "
    return any(f" {word} " in within for word in words)
