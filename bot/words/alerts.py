"""Reading an alert in few words: conversion below 20% · alerte cycle au-dessus de 60 jours · leads no data for 3 days.

What to watch for, how far and how often are read here; all the rest is the grammar of a question.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.words.amounts import Amount, Found, find_amount
from bot.words.reader import read
from bot.words.reading import Mine
from bot.words.vocabulary import Vocabulary
from bot.words.whose import understood, unread, whose, with_colons
from kpi_engine.periods import Grain
from kpi_engine.scope import Scope


class WatchFor(StrEnum):
    """What people want to be told of."""

    BELOW = "below"  # an amount
    ABOVE = "above"
    TARGET = "target"  # the worse side of the target in force
    CHANGE = "change"
    UNUSUAL = "unusual"
    STALLED = "stalled"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class TypedAlert:
    """What was said of an alert; None is what was not. `unread`: words that were not understood.

    `narrowed`: it was also narrowed to something that is not watched, such as a segment.
    """

    kpi: str | None = None
    scope: Scope | Mine | None = None
    watch_for: WatchFor | None = None
    grain: Grain | None = None
    amount: Amount | None = None
    amount_words: str = ""
    unread: tuple[str, ...] = ()
    narrowed: bool = False


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s,])(?:{'|'.join(patterns)})(?![^\s,.;!?\d€$£])", re.IGNORECASE)


_UNDER = (
    r"(?:falls?|drops?|goes|is|passe|tombe|descend)?\s*(?:below|under|less than|lower than|au[- ]dessous d[eu']|"
    r"en[- ]dessous d[eu']|sous|moins de|inférieure?s? à)"
)
_OVER = (
    r"(?:rises?|goes|is|passe|monte)?\s*(?:above|over|more than|higher than|exceeds?|au[- ]dessus d[eu']|plus de|"
    r"dépassent?|supérieure?s? à)"
)
_AIM = r"(?:(?:its?|the|their|our)\s+|l['’]|son |leur |notre )?(?:targets?|objectifs?)"

_SPELLED: tuple[tuple[WatchFor, re.Pattern[str]], ...] = (
    (WatchFor.TARGET, _words(rf"{_UNDER}\s*{_AIM}", rf"{_OVER}\s*{_AIM}", rf"(?:off|behind|hors)\s+{_AIM}")),
    (
        WatchFor.SILENT,
        _words(
            r"(?:no|without|missing)\s+data(?:\s+(?:for|since|during))?",
            r"(?:pas|plus|sans|aucunes?)\s+(?:de\s+)?données?(?:\s+(?:depuis|pendant))?",
            r"silen(?:t|ce|cieux)(?:\s+(?:for|depuis))?",
        ),
    ),
    (
        WatchFor.STALLED,
        _words(
            r"(?:stalled|stuck)(?:\s+(?:deals?|opportunit(?:y|ies)))?",
            r"(?:(?:affaires?|opportunités?)\s+)?(?:bloquée?s?|à l['’]arrêt|au point mort)",
        ),
    ),
    (
        WatchFor.UNUSUAL,
        _words(
            r"unusual(?:ly)?",
            r"anomal(?:y|ies|ous)",
            r"(?:outside|out of|beyond)\s+(?:its\s+|the\s+)?usual(?:\s+(?:range|limits?|values?))?",
            r"anormale?(?:ment)?",
            r"anomalies?",
            r"inhabituel(?:le|lement|s|les)?",
            r"hors\s+(?:norme|(?:de\s+)?(?:l['’]|ses\s+)(?:habitudes?|(?:limites|valeurs) habituelles))",
        ),
    ),
    (
        WatchFor.CHANGE,
        _words(
            r"(?:real\s+|significant\s+)?changes?(?:\s+beyond noise)?",
            r"moves?(?:\s+beyond noise)?",
            r"beyond noise",
            r"(?:change(?:ment)?s?|variations?|varie|bouge)(?:\s+(?:significative?s?|réel(?:le)?s?))?",
            r"(?:(?:varie|bouge|changement|variation)\s+)?au[- ]delà du bruit",
        ),
    ),
    (WatchFor.BELOW, _words(_UNDER, "<")),
    (WatchFor.ABOVE, _words(_OVER, ">")),
)
_GRAINS: tuple[tuple[Grain, re.Pattern[str]], ...] = (
    (
        Grain.WEEK,
        _words(r"weekly|(?:by|per|each|every|a) week|week by week|(?:par|chaque) semaine|hebdo(?:madaire)?s?"),
    ),
    (Grain.MONTH, _words(r"monthly|(?:by|per|each|every|a) month|month by month|(?:par|chaque) mois|mensuel(?:le)?s?")),
)
_TOLD = "="  # `find_amount` takes a bare number after it
_STALLED_KPI = "stages"


def read_alert(typed: str, vocabulary: Vocabulary, today: date) -> TypedAlert:
    """Read as much of it as there is to understand; the form asks for the rest."""
    grain, rest = _grain(typed)
    watch_for, rest = _watch_for(rest)
    found = _amount(rest, vocabulary)
    reading = read(with_colons(_without_signs(found.rest if found else rest)), vocabulary, today)
    said = understood(reading)
    scope, narrowed = whose(said)
    return TypedAlert(
        kpi=said.kpi or (_STALLED_KPI if watch_for is WatchFor.STALLED else None),
        scope=scope,
        watch_for=watch_for,
        grain=grain,
        amount=found.amount if found else None,
        amount_words=found.words.lstrip(f"{_TOLD} ") if found else "",
        unread=unread(reading),
        narrowed=narrowed,
    )


def _grain(text: str) -> tuple[Grain | None, str]:
    for grain, pattern in _GRAINS:
        if pattern.search(text):
            return grain, pattern.sub(" ", text)
    return None, text


def _watch_for(text: str) -> tuple[WatchFor | None, str]:
    """What to watch for, and the text with a sign for a number in the place of its words."""
    for watch_for, pattern in _SPELLED:
        if pattern.search(text):
            rest = pattern.sub(f" {_TOLD} ", text, count=1)
            return watch_for, _without_limits(rest) if watch_for is WatchFor.STALLED else rest
    return None, text


def _without_limits(text: str) -> str:
    """More than ten that stand still: the number is all there is to it."""
    return _words(_UNDER, _OVER, "[<>]").sub(f" {_TOLD} ", text)


def _amount(text: str, vocabulary: Vocabulary) -> Found | None:
    found = find_amount(text, vocabulary.language)
    return None if found and found.words.strip(f"{_TOLD} ") == "" else found


def _without_signs(text: str) -> str:
    return re.sub(rf"(?<!\S){_TOLD}(?!\S)", " ", text)
