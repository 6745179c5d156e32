"""What naming days depends on besides the words, and what is found when they are read."""

from dataclasses import dataclass
from datetime import date

from bot.text import Language
from bot.words.meanings import Doubt
from bot.words.periods.words import Unit
from kpi_engine.periods import Calendar, Grain, Period

FIRST_YEAR, LAST_YEAR = 1900, 2199
NEXT_WORD = r"(?![^ ])"  # a pattern ends where a word does


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning, read up to `end` of the line; line[place] are the words to blame for a doubt."""

    meaning: Period | Doubt
    end: int
    place: slice


@dataclass(frozen=True, slots=True)
class Moment:
    """Today, in a calendar, for a reader of a language."""

    today: date
    calendar: Calendar
    language: Language

    def stretch(self, day: date, unit: Unit, steps: int = 0) -> Period:
        """The unit of time that holds `day`, or the one so many steps later. Half-years have no grain."""
        if unit is not Unit.HALF:
            grain = Grain(unit.value)
            return self.calendar.shift(self.calendar.containing(day, grain), steps)
        quarter = self.calendar.containing(day, Grain.QUARTER)
        is_second = (self.calendar.quarter_of(quarter) - 1) % 2
        first = self.calendar.shift(quarter, 2 * steps - is_second)
        return Period(first.start, self.calendar.shift(first, 1).end)
