"""Reading the size of a target: +10 %, -15%, 25 %, 10 points, 600 k€, 1.2M, 45 days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.text import Language


class Said(StrEnum):
    """What a number was said to count."""

    PERCENT = "percent"
    POINTS = "points"
    DAYS = "days"
    MONEY = "money"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as typed: 10 for +10 %, 600,000 for 600 k€. `signed`: a plus or a minus stood before it."""

    value: float
    said: Said
    signed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """An amount inside a longer text, and the text without it."""

    amount: Amount
    words: str
    rest: str


_SIGN = r"(?P<sign>[+\-−–])"
_NUMBER = r"(?P<number>\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
_UNIT = (
    r"(?P<unit>%|pour[ -]?cents?\b|percent\b|points?\b|pts?\b|jours?\b|days?\b|"
    r"[km]?\s?(?:€|\$|£|eur\b|usd\b|gbp\b)|[km]\b)"
)
_COIN = r"(?P<coin>[€$£])"
_BEFORE = r"(?<![\w.,/:\-])"

_SIZED = re.compile(rf"{_BEFORE}{_SIGN}?\s?{_COIN}?{_NUMBER}\s?{_UNIT}", re.IGNORECASE)
_COINED = re.compile(rf"{_BEFORE}{_SIGN}?\s?{_COIN}{_NUMBER}(?P<unit>)", re.IGNORECASE)
_SIGNED = re.compile(rf"(?<!\S){_SIGN}\s?{_NUMBER}(?P<unit>)(?P<coin>)(?!\S)")
_TOLD = re.compile(rf"(?<!\S)(?P<sign>)(?:to|à|at|=)\s*{_NUMBER}(?P<unit>)(?P<coin>)(?!\S)", re.IGNORECASE)
_NOTHING = re.compile(r"(?<!\S)(?P<sign>)(?P<number>0)(?P<unit>)(?P<coin>)(?!\S)")
_ALONE = re.compile(rf"\s*{_SIGN}?\s?{_COIN}?{_NUMBER}\s?{_UNIT}?\s*", re.IGNORECASE)

_SAID: Mapping[str, Said] = {"%": Said.PERCENT, "p": Said.POINTS, "j": Said.DAYS, "d": Said.DAYS}
_TIMES: Mapping[str, float] = {"k": 1e3, "m": 1e6}


def find_amount(text: str, language: Language) -> Found | None:
    """The first amount in a text; years, quarters and dates are none."""
    for pattern in (_SIZED, _COINED, _SIGNED, _TOLD, _NOTHING):
        match = pattern.search(text)
        if match:
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            return Found(_amount(match, language), match.group().strip(), " ".join(rest.split()))
    return None


def read_amount(typed: str, language: Language) -> Amount | None:
    """The amount that a field holds and nothing else; None where it holds something else."""
    match = _ALONE.fullmatch(typed)
    return _amount(match, language) if match else None


def _amount(match: re.Match[str], language: Language) -> Amount:
    unit, sign = (match["unit"] or "").lower().strip(), match["sign"] or ""
    value = _number(match["number"], language) * _TIMES.get(unit[:1], 1.0)
    said = Said.MONEY if match["coin"] else _said(unit)
    return Amount(-value if sign and sign != "+" else value, said, bool(sign))


def _said(unit: str) -> Said:
    if not unit:
        return Said.NUMBER
    if unit.startswith(("percent", "pour")):
        return Said.PERCENT
    return _SAID.get(unit[0], Said.MONEY)


def _number(written: str, language: Language) -> float:
    """A comma is a decimal sign in French, and in English where it does not part thousands."""
    digits = re.sub(r"[ \u00a0\u202f'’]", "", written)
    grouped = language is Language.EN and re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", digits)
    if grouped or digits.count(",") > 1:
        return float(digits.replace(",", ""))
    return float(digits.replace(",", "."))
