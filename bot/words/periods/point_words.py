"""The words that name a stretch of time: 3 March, 14/03/2026, 2026-09, Q3 2026, 3e trimestre, semaine 42, FY2026."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.text import Language
from bot.words.meanings import Doubt
from bot.words.periods.moment import Moment
from bot.words.periods.patterns import Patterns
from bot.words.periods.points import Point
from bot.words.periods.words import MONTH, MONTH_OF, MONTHS, ORDINAL, ORDINAL_OF, UNIT_OF, Unit
from bot.words.periods.years_said import of_year_said, over, over_or_a_year_before
from bot.words.reading import Topic, Why

_YEAR = r"(?P<year>(?:19|20|21)[0-9]{2})"
_FISCAL = r"(?:fy ?|(?:the |l )?(?:fiscal year|exercice|annee fiscale|annee) |the year )"
_LAST_YEAR = (
    r"(?:the )?(?:last|previous|past) year|(?:l )?an (?:dernier|passe)|(?:l )?annee (?:derniere|passee|precedente)"
)
_SAID_YEAR = rf"(?:(?P<last_year>{_LAST_YEAR})|(?P<this_year>this year|cette annee))"
_THE_YEAR = rf"(?: ,)?(?: (?:of|in|de|d|en))? (?:{_FISCAL}?{_YEAR}|{_SAID_YEAR})"
_OF_YEAR = rf"(?:{_THE_YEAR})?"
_OF_ANY_YEAR = rf"(?:{_THE_YEAR}| (?:fy ?)?(?P<short_year>[0-9]{{2}}))?"
_DAY = r"(?P<day>[0-9]{1,2})(?:er|st|nd|rd|th|e)?"
_N = "[0-9]{1,2}"
_SEP = "[-/.]"

_POINTS = Patterns(
    (
        rf"(?P<year>[0-9]{{4}}){_SEP}(?P<month_number>{_N}){_SEP}(?P<day>{_N})",
        rf"(?P<year>[0-9]{{4}}){_SEP}(?P<month_number>{_N})",
        rf"(?P<month_number>{_N}){_SEP}(?P<year>[0-9]{{4}})",
        rf"(?P<first>{_N}){_SEP}(?P<second>{_N}){_SEP}(?:(?P<year>[0-9]{{4}})|(?P<short_year>[0-9]{{2}}))",
        rf"(?P<first>{_N})/(?P<second>{_N})",
        rf"{MONTH} (?P<day_or_year>[2-9][0-9])",
        rf"(?:the |le )?{_DAY} (?:of |de )?{MONTH}{_OF_YEAR}",
        rf"{MONTH} (?:the )?{_DAY}{_OF_YEAR}",
        rf"(?:(?:month of|mois de|mois d) )?{MONTH}{_OF_YEAR}",
        rf"(?:le )?(?:{_DAY} (?:de )?)?{MONTH} (?P<dernier>dernier|passe)",
        rf"(?P<last>last) {MONTH}",
        rf"{_YEAR} {MONTH}",
        rf"(?:week|wk|w|semaine|sem) ?(?P<week>{_N}){_OF_YEAR}",
        rf"{_YEAR} ?(?:week|wk|w|semaine|sem) ?(?P<week>{_N})",
        rf"s ?(?P<week_or_half>{_N}){_OF_YEAR}",
        rf"{_YEAR} ?s ?(?P<week_or_half>{_N})",
        rf"[qt] ?(?P<quarter>{_N}){_OF_ANY_YEAR}",
        rf"{_FISCAL}?{_YEAR} ?[qt] ?(?P<quarter>{_N})",
        rf"fy ?(?P<short_year>[0-9]{{2}}) ?[qt] ?(?P<quarter>{_N})",
        rf"(?:quarter|trimestre) (?P<quarter>{_N}){_OF_YEAR}",
        rf"h ?(?P<half>{_N}){_OF_ANY_YEAR}",
        rf"{_YEAR} ?h ?(?P<half>{_N})",
        rf"semestre (?P<half>{_N}){_OF_YEAR}",
        rf"{ORDINAL} (?P<part>quarter|trimestre|half|semestre){_OF_YEAR}",
        rf"{_FISCAL}?{_YEAR}",
        r"(?P<year>[0-9]{4})",
        r"fy ?(?P<short_year>[0-9]{2})",
    )
)
_HALVES = (1, 2)


@dataclass(frozen=True, slots=True)
class Seen:
    """A stretch of time that was named, or why none could be, read up to `end` of the line."""

    point: Point | Doubt
    end: int


def read_point(line: str, start: int, moment: Moment) -> Seen | None:
    """The longest name of a stretch of time that begins at `start`."""
    longest = _POINTS.longest(line, start)
    return Seen(_settled(longest[1].groupdict(), moment), longest[1].end()) if longest else None


def _settled(groups: Mapping[str, str | None], moment: Moment) -> Point | Doubt:
    """What is named, in the year that is counted from today where one is."""
    match groups:
        case {"last_year": str()}:
            return of_year_said(-1, lambda year: _named({**groups, "year": str(year)}, moment), moment)
        case {"this_year": str()}:
            return of_year_said(0, lambda year: _named({**groups, "year": str(year)}, moment), moment)
        case {"dernier": str()}:
            return over(_named(groups, moment), moment)
        case {"last": str()}:
            return over_or_a_year_before(_named(groups, moment), moment)
    return _named(groups, moment)


def _named(groups: Mapping[str, str | None], moment: Moment) -> Point | Doubt:  # noqa: C901, PLR0911 (a line for each kind)
    year = _year(groups)
    match groups:
        case {"first": str(first), "second": str(second)}:
            return _in_some_order(int(first), int(second), year, moment)
        case {"day_or_year": str(number), "month": str(month)}:
            return _day_or_year(int(number), month, moment)
        case {"day": str(day), "month": str(month)}:
            return Point(Unit.DAY, int(day), MONTH_OF[month], year)
        case {"day": str(day), "month_number": str(month)}:
            return Point(Unit.DAY, int(day), int(month), year)
        case {"month": str(month)}:
            return Point(Unit.MONTH, MONTH_OF[month], year=year)
        case {"month_number": str(month)}:
            return Point(Unit.MONTH, int(month), year=year)
        case {"week": str(week)}:
            return Point(Unit.WEEK, int(week), year=year)
        case {"week_or_half": str(number)}:
            return _week_or_half(int(number), year, moment)
        case {"quarter": str(quarter)}:
            return Point(Unit.QUARTER, int(quarter), year=year)
        case {"half": str(half)}:
            return Point(Unit.HALF, int(half), year=year)
        case {"ordinal": str(ordinal), "part": str(part)}:
            return Point(UNIT_OF[part], ORDINAL_OF[ordinal], year=year)
    return Point(Unit.YEAR, year or 0, year=year)


def _year(groups: Mapping[str, str | None]) -> int | None:
    short, year = groups.get("short_year"), groups.get("year")
    if short:
        return 2000 + int(short)
    return int(year) if year else None


def _in_some_order(first: int, second: int, year: int | None, moment: Moment) -> Point | Doubt:
    """Day and month in figures: the order that exists; of two, the day first in French, a question in English."""
    orders = dict.fromkeys([Point(Unit.DAY, first, second, year), Point(Unit.DAY, second, first, year)])
    days = {point: day for point in orders if not isinstance(day := point.period(moment), Doubt)}
    if len(days) > 1 and moment.language is not Language.FR:
        readings = tuple(day.start.isoformat() for day in days.values())
        return Doubt(Why.AMBIGUOUS_WORD, Topic.PERIOD, readings)
    return next(iter(days), Doubt(Why.IMPOSSIBLE_DATE, Topic.PERIOD))


def _day_or_year(number: int, month: str, moment: Moment) -> Point | Doubt:
    """September 26 is a day in English; in French, where the day comes first, it may be meant as a year."""
    if moment.language is not Language.FR:
        return Point(Unit.DAY, number, MONTH_OF[month])
    name = MONTHS[MONTH_OF[month] - 1].written(moment.language)
    readings = (f"{number} {name}", f"{name} {2000 + number}")
    return Doubt(Why.AMBIGUOUS_WORD, Topic.PERIOD, readings)


def _week_or_half(number: int, year: int | None, moment: Moment) -> Point | Doubt:
    """S42 is a week; S1 and S2 may be half-years (semestre) or weeks."""
    if number not in _HALVES:
        return Point(Unit.WEEK, number, year=year)
    words = ("semestre ", "semaine ") if moment.language is Language.FR else ("H", "week ")
    readings = tuple(f"{word}{number} {year or ''}".strip() for word in words)
    return Doubt(Why.AMBIGUOUS_WORD, Topic.PERIOD, readings)
