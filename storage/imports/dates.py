"""Read calendar days in the order of their column: ISO, declared, or proven by the whole column, never guessed.

03/04/2026 is March or April. A column proves its order by one day above 12, if no other value says the contrary.
Times of day are turned into the profile's zone, then cut to days; without a zone they are refused.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Integer,
    and_,
    case,
    cast,
    extract,
    func,
    not_,
    null,
    or_,
    try_cast,
)

from storage.errors import DatesAmbiguous, ZoneMissing
from storage.imports.profile import Dialect
from storage.imports.rows import Rows

FIRST_YEAR, LAST_YEAR = 1900, 2199
PLAIN = "plain"  # ISO without exception, times of day or other words: read without a second look
ISO = r"^\d{4}[-/]\d{1,2}[-/]\d{1,2}"
NUMERIC = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
OFFSET = r"(?i):\d{2}(?:\.\d+)?\s*(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?)$"
MIDNIGHT = r"(?:[T ]0?0:00(?::00(?:\.0+)?)?|\s12:00(?::00)?\s*[aA][mM])$"
HALF_DAYS = tuple(f"%Y-%m-%d %I:%M{seconds}{gap}%p" for seconds in ("", ":%S") for gap in (" ", ""))
REORDERED = {"day first": r"\3-\2-\1", "month first": r"\3-\1-\2"}


@dataclass(frozen=True, slots=True)
class Order:
    """How a column writes its days, and whether times of day follow."""

    written: str = "iso"  # plain, iso, day first, month first, or a strptime pattern
    timed: bool = False
    zone: ZoneInfo | None = None
    times_zone: ZoneInfo | None = None

    def day(self, text: ColumnElement[str]) -> ColumnElement[Any]:
        """The day a text stands for, null where it is none."""
        if self.written == PLAIN:
            return try_cast(text, Date)
        day = self._moment(text) if self.timed else try_cast(self._iso(text), Date)
        return case((extract("year", day).between(FIRST_YEAR, LAST_YEAR), day), else_=null())

    def _iso(self, text: ColumnElement[str]) -> ColumnElement[str]:
        if "%" in self.written:
            return func.strftime(func.try_strptime(text, self.written), "%Y-%m-%d %H:%M:%S")
        if self.written == "iso":
            return case((func.regexp_matches(text, ISO), text), else_=null())
        return case(
            (func.regexp_matches(text, ISO), text),
            (func.regexp_matches(text, NUMERIC), func.regexp_replace(text, NUMERIC, REORDERED[self.written])),
            else_=null(),
        )

    def _moment(self, text: ColumnElement[str]) -> ColumnElement[Any]:
        iso = self._iso(text)
        local: ColumnElement[Any] = func.coalesce(
            try_cast(iso, DateTime), *(func.try_strptime(iso, half_day) for half_day in HALF_DAYS)
        )
        if self.zone and self.times_zone and self.times_zone != self.zone:
            local = func.timezone(self.zone.key, func.timezone(self.times_zone.key, local))
        named = func.regexp_replace(iso, r"\s+([+-]\d{2}(?::?\d{2})?)$", r"\1")
        turned = func.timezone(self.zone.key, try_cast(named, DateTime(timezone=True))) if self.zone else null()
        return case(
            (func.regexp_matches(text, OFFSET), cast(turned, Date)),
            (func.contains(text, ":"), cast(local, Date)),
            else_=try_cast(iso, Date),
        )


def prove_order(
    rows: Rows,
    text: ColumnElement[str],
    column: str,
    dialect: Dialect,
    zones: tuple[ZoneInfo | None, ZoneInfo | None],
) -> Order:
    """The order of a column. Raises DatesAmbiguous, ZoneMissing."""
    timed = func.contains(text, ":")
    day = try_cast(text, Date)
    certain = and_(text < ":", day.between(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)))
    filled, plain, times = rows.count(text.is_not(None), certain, timed)
    if filled == plain and not times and dialect.dates in (None, "iso"):
        return Order(PLAIN)
    if times and not zones[0]:
        _refuse_times(rows, text, column)
    written = dialect.dates or _proven(rows, text, column)
    return Order(written, bool(times), *zones)


def _refuse_times(rows: Rows, text: ColumnElement[str], column: str) -> None:
    """Midnight is how many programs write a day; any other time needs a zone to be a day."""
    of_day = and_(func.contains(text, ":"), not_(func.regexp_matches(text, MIDNIGHT)))
    if rows.count(of_day)[0]:
        raise ZoneMissing(*rows.first(of_day, text, column))


def _proven(rows: Rows, text: ColumnElement[str], column: str) -> str:
    numeric = func.regexp_matches(text, NUMERIC)
    first, second = (try_cast(func.regexp_extract(text, NUMERIC, place), Integer) for place in (1, 2))
    days_first, months_first = and_(numeric, first > 12), and_(numeric, second > 12)  # noqa: PLR2004 - months of a year
    written, by_day, by_month = rows.count(numeric, days_first, months_first)
    if written and bool(by_day) == bool(by_month):
        raise DatesAmbiguous(*rows.first(or_(days_first, months_first) if by_day else numeric, text, column))
    return "day first" if by_day else "month first" if by_month else "iso"
