"""Days counted from today: yesterday, last quarter, semaine en cours, last 90 days, 3 derniers mois, year to date."""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from bot.text import Language
from bot.words.meanings import Doubt
from bot.words.periods.moment import FIRST_YEAR, Found, Moment
from bot.words.periods.patterns import Patterns
from bot.words.periods.words import (
    BEFORE_YESTERDAY,
    COUNT,
    LAST,
    NEXT,
    NUMBER_OF,
    ONGOING,
    THIS,
    TODAY,
    TOMORROW,
    UNIT,
    UNIT_OF,
    UNITS,
    YESTERDAY,
    Unit,
    any_name,
    any_of,
)
from bot.words.reading import Topic, Why
from kpi_engine.periods import Period

_Reader = Callable[[re.Match[str], Moment], Period | Doubt]

_LAST, _DERNIER = any_name(LAST), any_of(LAST.fr)  # in French it also stands after its noun
_NEXT = any_name(NEXT)
_ALONE = rf"(?! (?:[0-9]|of |du |de |d |before |to date|{_LAST}|{_NEXT}|{any_name(ONGOING)}))"
_OF_THE = "(?:(?:of|for|in) the|du|de la|de l)"  # leads du mois: of the month in progress
_FEMININE = (Unit.WEEK, Unit.YEAR)
_TO_DATE = {"wtd": Unit.WEEK, "mtd": Unit.MONTH, "qtd": Unit.QUARTER, "ytd": Unit.YEAR}
_START_OF = (
    r"(?:since|depuis) (?:the |le )?(?:start|beginning|debut) (?:of(?: the| this)?|de l|de la|du|de ce|de cet|de cette)"
)


def last_words(unit: str, language: Language) -> str | None:
    """How people ask for the last one of a unit longer than a day that was named: last month, semaine dernière."""
    known = UNIT_OF.get(unit, Unit.DAY)
    if known is Unit.DAY:
        return None
    name = UNITS[known].written(language)
    if language is Language.EN:
        return f"{LAST.en[0]} {name}"
    return f"{name} {LAST.fr[1] if known in _FEMININE else LAST.fr[0]}"


def _steps(steps: int) -> _Reader:
    return lambda match, moment: moment.stretch(moment.today, UNIT_OF[match["unit"]], steps)


def _days(steps: int) -> _Reader:
    return lambda _, moment: moment.stretch(moment.today, Unit.DAY, steps)


def _count(match: re.Match[str]) -> int:
    return NUMBER_OF.get(match["count"]) or int(match["count"])


def _ago(match: re.Match[str], moment: Moment) -> Period:
    return moment.stretch(moment.today, UNIT_OF[match["unit"]], -_count(match))


def _run(match: re.Match[str], moment: Moment) -> Period:
    """So many days up to and with today; so many whole weeks, months, ... before the one in progress."""
    count, unit = _count(match), UNIT_OF[match["unit"]]
    if unit is Unit.DAY:
        tomorrow = moment.today + timedelta(days=1)
        return Period(tomorrow - timedelta(days=count), tomorrow)
    last = moment.stretch(moment.today, unit, -1)
    return last if count == 1 else Period(moment.stretch(moment.today, unit, -count).start, last.end)


def _rolling(match: re.Match[str], moment: Moment) -> Period:
    """Since so many units ago: as many days back as the calendar has in them."""
    count, unit, tomorrow = _count(match), UNIT_OF[match["unit"]], moment.today + timedelta(days=1)
    if unit in (Unit.DAY, Unit.WEEK):
        return Period(tomorrow - timedelta(days=count * (7 if unit is Unit.WEEK else 1)), tomorrow)
    months = count * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12}[unit]
    back = moment.stretch(tomorrow, Unit.MONTH, -months)
    return Period(min(back.start + timedelta(days=tomorrow.day - 1), back.end), tomorrow)


def _in_progress(match: re.Match[str], moment: Moment) -> Period:
    """To date: the unit in progress, whole, so that it is compared with as many days of the one before."""
    code = match.groupdict().get("code")
    return moment.stretch(moment.today, _TO_DATE[code] if code else UNIT_OF[match["unit"]])


def _to_come(match: re.Match[str], moment: Moment) -> Doubt:
    """Facts know the past only; the unit in progress may do instead."""
    is_french, unit = moment.language is Language.FR, match.groupdict().get("unit")
    if unit is None:
        return Doubt(Why.NOT_BEGUN, Topic.PERIOD, (TODAY.written(moment.language),))
    name = UNITS[UNIT_OF[unit]].written(moment.language)
    in_progress = f"{name} {ONGOING.fr[0]}" if is_french else f"{THIS.en[0]} {name}"
    return Doubt(Why.NOT_BEGUN, Topic.PERIOD, (in_progress,))


_READERS: Mapping[str, _Reader] = {
    any_name(TODAY): _days(0),
    any_name(YESTERDAY): _days(-1),
    any_name(BEFORE_YESTERDAY): _days(-2),
    rf"{any_name(THIS)} {UNIT}(?: ci)?{_ALONE}": _steps(0),
    rf"(?:l |la |le )?{UNIT} {any_name(ONGOING)}": _steps(0),
    rf"{_OF_THE} {UNIT}{_ALONE}": _steps(0),
    rf"(?:the |l |la |le )?{_LAST} {UNIT}{_ALONE}": _steps(-1),
    rf"(?:l |la |le )?{UNIT} {_DERNIER}": _steps(-1),
    rf"(?:l |la |le )?{UNIT} d avant": _steps(-1),
    rf"(?:the )?{UNIT} before last": _steps(-2),
    rf"(?:l )?avant {_DERNIER} {UNIT}": _steps(-2),
    rf"{COUNT} {UNIT} ago": _ago,
    rf"il y a {COUNT} {UNIT}": _ago,
    rf"(?:the )?{_LAST} {COUNT} {UNIT}": _run,
    rf"(?:the |les |ces )?{COUNT} {_LAST} {UNIT}": _run,
    rf"(?:les |ces )?{COUNT} {UNIT} {_DERNIER}": _run,
    rf"(?:since|depuis) {COUNT} {UNIT}": _rolling,
    rf"(?:rolling|trailing) {COUNT} {UNIT}": _rolling,
    rf"(?:les )?{COUNT} {UNIT} (?:rolling|glissante?s?)": _rolling,
    any_name(TOMORROW): _to_come,
    rf"(?:the |l |la |le )?{_NEXT} {UNIT}": _to_come,
    rf"(?:l |la |le )?{UNIT} {_NEXT}": _to_come,
    rf"(?:the |les )?{_NEXT} {COUNT} {UNIT}": _to_come,
    rf"(?:the |les )?{COUNT} {_NEXT} {UNIT}": _to_come,
    rf"(?:les )?{COUNT} {UNIT} {_NEXT}": _to_come,
    r"(?P<code>[wmqy]td)": _in_progress,
    rf"(?:the )?{UNIT} to date": _in_progress,
    rf"{_START_OF} {UNIT}": _in_progress,
}
_PATTERNS = Patterns(_READERS)


def read_relative(line: str, start: int, moment: Moment) -> Found | None:
    """The longest expression counted from today that begins at `start`."""
    longest = _PATTERNS.longest(line, start)
    if longest is None:
        return None
    pattern, match = longest
    return Found(_period(match, _READERS[pattern], moment), match.end(), slice(start, match.end()))


def _period(match: re.Match[str], reader: _Reader, moment: Moment) -> Period | Doubt:
    try:
        period = reader(match, moment)
    except (ValueError, OverflowError):
        return _out_of_range(match)
    return period if isinstance(period, Doubt) or period.start.year >= FIRST_YEAR else _out_of_range(match)


def _out_of_range(match: re.Match[str]) -> Doubt:
    """Too many units back; none at all is no stretch of time."""
    return Doubt(Why.TOO_LARGE if _count(match) else Why.IMPOSSIBLE_DATE, Topic.PERIOD)
