"""The period that begins at some word of a line, whichever way it is named."""

import re

from bot.words.meanings import Doubt
from bot.words.periods.moment import Found, Moment
from bot.words.periods.point_words import read_point
from bot.words.periods.points import Point
from bot.words.periods.ranges import read_from, read_range, read_since
from bot.words.periods.relative import read_relative
from bot.words.periods.words import UNIT, UNIT_OF, Unit

_UNIT_OF = re.compile(rf"(?:the )?{UNIT} (?:of|du|de|d) (?:the |le )?")


def read_period(line: str, start: int, moment: Moment) -> Found | None:
    """The longest period that begins at `start`; of two as long, the simpler one."""
    readers = (_read_named, read_relative, _read_around, read_range, read_since, read_from)
    found = [found for found in (read(line, start, moment) for read in readers) if found]
    return max(found, key=lambda each: each.end, default=None)


def _read_named(line: str, start: int, moment: Moment) -> Found | None:
    seen = read_point(line, start, moment)
    if seen is None:
        return None
    meaning = seen.point.period(moment) if isinstance(seen.point, Point) else seen.point
    return Found(meaning, seen.end, slice(start, seen.end))


def _read_around(line: str, start: int, moment: Moment) -> Found | None:
    """The unit of time that holds a day: week of 3 March, trimestre du 2026-07-01."""
    opening = _UNIT_OF.match(line, start)
    seen = read_point(line, opening.end(), moment) if opening else None
    if opening is None or seen is None:
        return None
    if isinstance(seen.point, Point):
        if seen.point.unit is not Unit.DAY:
            return None
        day = seen.point.period(moment)
    else:
        day = seen.point
    if isinstance(day, Doubt):
        return Found(day, seen.end, slice(opening.end(), seen.end))
    return Found(moment.stretch(day.start, UNIT_OF[opening["unit"]]), seen.end, slice(start, seen.end))
