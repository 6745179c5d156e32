"""Days from one end to another: 3 to 14 March, du 1er au 15 mars 2026, 2026-03-03..2026-03-14, since January."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.text import Language
from bot.words.meanings import Doubt
from bot.words.periods.moment import NEXT_WORD, Found, Moment
from bot.words.periods.point_words import read_point
from bot.words.periods.points import Point
from bot.words.periods.relative import read_relative
from bot.words.periods.words import SINCE, Unit, any_name
from bot.words.reading import Topic, Why
from kpi_engine.periods import Period

_JOINTS = tuple(
    (re.compile(opening), re.compile(joint))
    for opening, joint in (
        (
            r"(?:from the |from |du |des |de l |de |d )?",
            r" (?:to the|to|until|till|through|aux|au|a l|a la|a|jusqu au|jusqu a|\.\.) ",
        ),
        (
            r"(?:between the |between |entre le |entre la |entre l |entre )",
            r" (?:and the|and|et le|et la|et l|et) ",
        ),
    )
)
_DAY_ALONE = re.compile(rf"(?P<day>[0-9]{{1,2}})(?:er|st|nd|rd|th|e)?(?:(?: ,)? (?P<year>[0-9]{{4}}))?{NEXT_WORD}")
_SINCE = re.compile(any_name(SINCE) + " ")
_FROM = re.compile("from ")


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a range as named: line[start:end]. A point may have no year yet, and a day no month."""

    named: Point | Period | Doubt
    start: int
    end: int


def read_range(line: str, start: int, moment: Moment) -> Found | None:
    """The longest range, with two ends, that begins at `start`."""
    found = (_between(line, start, joint, moment) for joint in _JOINTS)
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def read_since(line: str, start: int, moment: Moment) -> Found | None:
    """From the first day of what is named up to and with today."""
    opening = _SINCE.match(line, start)
    end = _end(line, opening.end(), moment) if opening else None
    if end is None:
        return None
    days, tomorrow = _settled(end.named, moment), moment.today + timedelta(days=1)
    if isinstance(days, Doubt):
        return Found(days, end.end, slice(end.start, end.end))
    since = Period(days.start, tomorrow) if days.start < tomorrow else Doubt(Why.NOT_BEGUN, Topic.PERIOD)
    return Found(since, end.end, slice(start, end.end))


def read_from(line: str, start: int, moment: Moment) -> Found | None:
    """Ask back what "from March" without an end means: since March, or in March."""
    opening = _FROM.match(line, start)
    end = _end(line, opening.end(), moment) if opening else None
    if end is None:
        return None
    days = _settled(end.named, moment)
    if isinstance(days, Doubt):
        return Found(days, end.end, slice(end.start, end.end))
    named, since = line[end.start : end.end], "depuis" if moment.language is Language.FR else "since"
    readings = (f"{since} {named}", named)
    return Found(Doubt(Why.AMBIGUOUS_WORD, Topic.PERIOD, readings), end.end, slice(start, end.end))


def _end(line: str, start: int, moment: Moment) -> _End | None:
    point, relative = read_point(line, start, moment), read_relative(line, start, moment)
    if relative and not (point and point.end >= relative.end):
        return _End(relative.meaning, start, relative.end)
    return _End(point.point, start, point.end) if point else None


def _day_alone(line: str, start: int) -> _End | None:
    match = _DAY_ALONE.match(line, start)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    return _End(Point(Unit.DAY, int(match["day"]), year=year), start, match.end())


def _between(line: str, start: int, joint: tuple[re.Pattern[str], re.Pattern[str]], moment: Moment) -> Found | None:
    opening = joint[0].match(line, start)
    first = (_end(line, opening.end(), moment) or _day_alone(line, opening.end())) if opening else None
    to = joint[1].match(line, first.end) if first else None
    last = (_end(line, to.end(), moment) or _day_alone(line, to.end())) if to else None
    if first is None or last is None:
        return None
    if _part_and_year(first, last) or _part_and_year(last, first):
        return None
    first, last = _sharing(first, last, moment)
    if _without_month(first) or _without_month(last):
        return None
    return _joined(first, last, slice(start, last.end), moment)


def _part_and_year(part: _End, year: _End) -> bool:
    """Whether a quarter or a month without its year stands beside a bare year: Q3 - 2026 is no range."""
    match part.named, year.named:
        case Point(year=None) as one, Point(unit=Unit.YEAR):
            return one.unit is not Unit.YEAR
    return False


def _without_month(end: _End) -> bool:
    return isinstance(end.named, Point) and end.named.unit is Unit.DAY and end.named.month is None


def _sharing(first: _End, last: _End, moment: Moment) -> tuple[_End, _End]:
    """Each end takes from the other what it leaves out: the month of "3 to 14 March", the year of either."""
    if not (isinstance(first.named, Point) and isinstance(last.named, Point)):
        return first, last
    one = replace(first.named, month=first.named.month or last.named.month)
    other = replace(last.named, month=last.named.month or first.named.month)
    one, other = _in_years(one, other, moment)
    return replace(first, named=one), replace(last, named=other)


def _in_years(first: Point, last: Point, moment: Moment) -> tuple[Point, Point]:
    """A year said once holds for both ends, unless the turn of the year lies between them."""
    if last.year is not None and first.year is None:
        turned = last.year - 1 if _goes_back(first, last, last.year, moment) else last.year
        return replace(first, year=turned), last
    latest = first.latest(moment)
    if last.year is not None or latest is None:
        return first, last
    year = latest[0]
    turned = year + 1 if _goes_back(first, last, year, moment) else year
    return replace(first, year=year), replace(last, year=turned)


def _goes_back(first: Point, last: Point, year: int, moment: Moment) -> bool:
    """Whether, within one year, the last end comes before the first, in another month: November to February."""
    if (first.unit, first.month or first.number) == (last.unit, last.month or last.number):
        return False
    one, other = first.of_year(year, moment), last.of_year(year, moment)
    return one is not None and other is not None and other.start < one.start


def _settled(named: Point | Period | Doubt, moment: Moment) -> Period | Doubt:
    return named.period(moment) if isinstance(named, Point) else named


def _joined(first: _End, last: _End, place: slice, moment: Moment) -> Found:
    one, other = _settled(first.named, moment), _settled(last.named, moment)
    if isinstance(one, Doubt):
        return Found(one, last.end, slice(first.start, first.end))
    if isinstance(other, Doubt):
        return Found(other, last.end, slice(last.start, last.end))
    if other.start < one.start:
        turned = f"{other.start.isoformat()}..{one.last_day.isoformat()}"
        return Found(Doubt(Why.REVERSED_RANGE, Topic.PERIOD, (turned,)), last.end, place)
    return Found(Period(one.start, other.end), last.end, place)
