"""Invented names of companies and people, French or English, as put together from words.toml."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from storage.sample_crm.draws import Codes, Flags

Texts = NDArray[np.object_]
LANGUAGES = ("fr", "en")


@cache
def words(language: str) -> dict[str, Any]:
    """The word lists of one language."""
    written = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return dict(written[language])


def pick(rng: np.random.Generator, options: list[str], size: int) -> Texts:
    """Texts drawn evenly from a list."""
    return np.array(options, dtype=object)[rng.integers(0, len(options), size)]


def people(rng: np.random.Generator, french: Flags) -> tuple[Texts, Texts]:
    """First and last names."""
    first, last = np.empty(len(french), dtype=object), np.empty(len(french), dtype=object)
    for language, rows in zip(LANGUAGES, (np.flatnonzero(french), np.flatnonzero(~french)), strict=True):
        first[rows] = pick(rng, words(language)["first"], len(rows))
        last[rows] = pick(rng, words(language)["last"], len(rows))
    return first, last


def companies(rng: np.random.Generator, french: Flags, industry: Codes, industries: Sequence[str]) -> Texts:
    """`Fromagerie Brévalon & Fils`, `Thorncombey Haulage Ltd`: a trade of the industry and an invented token."""
    name = np.empty(len(french), dtype=object)
    for language, speaks in zip(LANGUAGES, (french, ~french), strict=True):
        for code, trade in enumerate(industries):
            rows = np.flatnonzero(speaks & (industry == code))
            name[rows] = _in_trade(rng, language, trade, len(rows))
    return name


def _in_trade(rng: np.random.Generator, language: str, industry: str, size: int) -> Texts:
    listed = words(language)
    token = pick(rng, listed["heads"], size) + pick(rng, listed["tails"], size)
    trade = pick(rng, listed["trades"][industry], size)
    named = trade + " " + token if language == "fr" else token + " " + trade
    return np.asarray(named + pick(rng, listed["endings"], size), dtype=object)
