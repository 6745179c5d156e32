"""What a person reads: sentences, figures, days and periods in the reader's language.

    text = Text("fr-CA", Calendar("Europe/Paris"))
    text.say("Nothing to show for {period}.", period=text.period(period))
    text.plural("{count} lead", "{count} leads", 2240)          # {count} is written in the reader's way

Every sentence of bot/ stands in English inside `say`, `plural` or `later`, as one literal: so the extraction finds
it, and `python -m bot.locales.check` names those that lack their French. `later` marks a sentence kept in a constant,
which `text.say(constant)` says afterwards. No sentence is glued together from translated pieces, no number is written
by an f-string or strftime. Nothing here escapes: what enters a message passes `bot.views.mrkdwn` or plain text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, format_skeleton, format_time, format_timedelta, get_day_names
from babel.lists import format_list

from bot.locales import numerals
from bot.locales.sentences import sentences
from kpi_engine.figure import Unit
from kpi_engine.periods import Calendar, Grain, Period

_FIRST_OF_MONTH = re.compile(r"(?<!\d)1(?!\d)")
_JUST_NOW = timedelta(minutes=1)


class Language(StrEnum):
    """Languages in which every sentence exists."""

    EN = "en"
    FR = "fr"

    @classmethod
    def of(cls, slack_locale: str) -> "Language":
        """The language for a Slack locale such as fr-CA; English for any other."""
        return cls.FR if slack_locale.replace("_", "-").split("-")[0].lower() == "fr" else cls.EN


_LOCALES = {
    Language.EN: Locale("en", "GB"),
    Language.FR: Locale("fr"),
}  # the day stands before the month in both


def later(sentence: str) -> str:
    """Mark a sentence for translation where no reader is known yet; `Text.say` says it."""
    return sentence


@dataclass(frozen=True, slots=True)
class Text:
    """One reader's language, from a Slack locale, and the calendar after which the workspace names its periods."""

    locale: str = "en"
    calendar: Calendar = field(default_factory=Calendar)

    @property
    def language(self) -> Language:
        """The language that is spoken."""
        return Language.of(self.locale)

    @property
    def _locale(self) -> Locale:
        return _LOCALES[self.language]

    # sentences

    def say(self, sentence: str, **values: Any) -> str:
        """The sentence with its {places} filled; they are left open where no values are given."""
        (said,) = self._translated(sentence)
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, count: float | Decimal, **values: str) -> str:
        """The form that `count`, as shown, asks for; {count} in it is the number as the reader writes it."""
        singular, several = self._translated(one, many)
        alone = self._locale.plural_form(abs(numerals.shown(count))) == "one"
        return (singular if alone else several).format(count=self.number(count), **values)

    def _translated(self, *forms: str) -> tuple[str, ...]:
        if self.language is Language.EN:
            return forms
        message = sentences(self.language).get(forms if len(forms) > 1 else forms[0])
        said = message.string if message else ""
        found = tuple(said) if isinstance(said, list | tuple) else (said or "",)
        return found if all(found) else forms

    def listed(self, parts: Sequence[str]) -> str:
        """Several things in one breath: a, b and c."""
        return format_list(list(parts), locale=self._locale)

    def either(self, parts: Sequence[str]) -> str:
        """One of several things: a, b or c."""
        return format_list(list(parts), style="or", locale=self._locale)

    # figures

    def number(self, value: float | Decimal) -> str:
        """A count or measure: 2,240 · 42.5."""
        return numerals.number(value, self._locale)

    def typed(self, value: float) -> str:
        """A number as one types it into a field: 1234.5."""
        return numerals.typed(value, self._locale)

    def whole(self, value: float) -> str:
        """A count of whole things that was estimated: 373."""
        return self.number(numerals.whole(value))

    def share(self, value: float) -> str:
        """A share in [0, 1]: 18.4%."""
        return numerals.share(value, self._locale)

    def points(self, difference: float) -> str:
        """A signed difference of shares: +1.2 points."""
        return numerals.signed(difference, self._points)

    def _points(self, difference: float) -> str:
        written = numerals.points(difference, self._locale)
        return self.plural("{points} point", "{points} points", numerals.shown_points(difference), points=written)

    def money(self, amount: float, currency: str | None) -> str:
        """An amount: €12,345 · €12.50."""
        return numerals.money(amount, currency, self._locale)

    def exact_money(self, amount: float, currency: str | None) -> str:
        """An amount that decides, to the last cent: €12,500.50."""
        return numerals.exact_money(amount, currency, self._locale)

    def days(self, days: float) -> str:
        """A length of time: 42.5 days."""
        return numerals.days(days, self._locale)

    def value(self, value: float, unit: Unit, currency: str | None = None) -> str:
        """A figure in its unit."""
        match unit:
            case Unit.SHARE:
                return self.share(value)
            case Unit.MONEY:
                return self.money(value, currency)
            case Unit.DAYS:
                return self.days(value)
            case Unit.COUNT | Unit.SCORE:
                return self.number(value)
            case Unit.RATIO:
                return self.say("{times}×", times=numerals.ratio(value, self._locale))
            case Unit.MONEY_PER_DAY:
                return self.say("{amount} a day", amount=self.money(value, currency))

    def alike(self, values: Sequence[float], unit: Unit, currency: str | None = None) -> tuple[str, ...]:
        """Figures that stand side by side, all with the same number of decimals; lengths of time without their unit."""
        match unit:
            case Unit.SHARE:
                return numerals.shares(tuple(values), self._locale)
            case Unit.MONEY | Unit.MONEY_PER_DAY:
                return numerals.amounts(tuple(values), currency, self._locale)
            case Unit.DAYS | Unit.COUNT | Unit.SCORE:
                return numerals.numbers(tuple(values), self._locale)
            case Unit.RATIO:
                return numerals.ratios(tuple(values), self._locale)

    def plotted(self, value: float, unit: Unit) -> float:
        """The number that a chart or a sorting column gets: a share in percent, as exact as it is written."""
        return float(numerals.shown_percent(value)) if unit is Unit.SHARE else value

    def on_scale(self, plotted: float, unit: Unit, currency: str | None = None) -> str:
        """A round number beside an axis, of the kind that `plotted` gives: 20% · €1.5M · 40."""
        match unit:
            case Unit.SHARE:
                return numerals.round_percent(plotted, self._locale)
            case Unit.MONEY | Unit.MONEY_PER_DAY:
                return numerals.round_money(plotted, currency, self._locale)
            case Unit.DAYS | Unit.COUNT | Unit.SCORE:
                return self.number(plotted)
            case Unit.RATIO:
                return self.value(plotted, unit)

    def change(self, difference: float, unit: Unit, currency: str | None = None) -> str:
        """A signed difference of two figures; of two shares or scores, in points."""
        if unit is Unit.SHARE:
            return self.points(difference)
        if unit is Unit.SCORE:
            return self.points(difference / 100)
        return numerals.signed(difference, lambda size: self.value(size, unit, currency))

    def decimals(self, difference: float, unit: Unit, currency: str | None = None) -> int:
        """How many decimals a change has, and with it all that it is split into; of shares, in points."""
        match unit:
            case Unit.SHARE:
                return -int(numerals.shown_points(difference).as_tuple().exponent)
            case Unit.SCORE:
                return -int(numerals.shown_points(difference / 100).as_tuple().exponent)
            case Unit.MONEY | Unit.MONEY_PER_DAY:
                return numerals.money_decimals(difference, currency)
            case Unit.COUNT:
                return 0
            case Unit.DAYS:
                return 1
            case Unit.RATIO:
                return 2

    def part_of_change(self, part: float, unit: Unit, decimals: int, currency: str | None = None) -> str:
        """A signed part of a change, with the decimals of the whole: +1.0 points."""
        return numerals.signed(part, lambda size: self._fixed(size, unit, decimals, currency))

    def _fixed(self, size: float, unit: Unit, decimals: int, currency: str | None) -> str:
        scale = 100 if unit is Unit.SHARE else 1
        money = currency if unit in {Unit.MONEY, Unit.MONEY_PER_DAY} else None
        written = numerals.fixed(size * scale, decimals, self._locale, money)
        match unit:
            case Unit.SHARE | Unit.SCORE:
                return self.plural("{points} point", "{points} points", size * scale, points=written)
            case Unit.DAYS:
                return self.plural("{days} day", "{days} days", size, days=written)
            case Unit.MONEY_PER_DAY:
                return self.say("{amount} a day", amount=written)
            case Unit.RATIO:
                return self.say("{times}×", times=written)
            case _:
                return written

    def relative(self, change: float) -> str:
        """A signed change relative to what was: +8.7%."""
        return numerals.signed(change, self.share)

    # days and periods

    def day(self, day: date) -> str:
        """A calendar day: 22 Nov 2026."""
        return self._with_ordinal(format_skeleton("yMMMd", day, locale=self._locale))

    def span(self, first: date, last: date) -> str:
        """A run of days, both ends inside: 16–22 Nov 2026."""
        return self._with_ordinal(format_interval(first, last, "yMMMd", locale=self._locale))

    def _with_ordinal(self, days: str) -> str:
        return _FIRST_OF_MONTH.sub("1er", days) if self.language is Language.FR else days

    def moment(self, moment: datetime, zone: str) -> str:
        """A moment on the clocks of a zone: 22 Nov 2026, 14:00."""
        local = moment.astimezone(ZoneInfo(zone))
        return self.say(
            "{day}, {time}", day=self.day(local.date()), time=format_time(local, "HH:mm", locale=self._locale)
        )

    def weekday(self, number: int) -> str:
        """A day of the week, 1 being Monday, in the middle of a sentence: Monday · lundi."""
        return str(get_day_names("wide", locale=self._locale)[number - 1])

    def time_of_day(self, at: time) -> str:
        """A time on a clock: 08:00."""
        return format_time(at, "HH:mm", locale=self._locale)

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago a moment was: 2 hours ago."""
        if now - moment < _JUST_NOW:
            return self.say("just now")
        return format_timedelta(moment - now, add_direction=True, locale=self._locale)

    def lasting(self, length: timedelta) -> str:
        """A length of time in its largest unit: 3 days."""
        return format_timedelta(length, locale=self._locale)

    def period(self, period: Period) -> str:
        """A period's name; one cut short says how many of its days it holds."""
        whole = self.calendar.containing(period.start, period.grain) if period.grain else period
        if period.grain in (None, Grain.DAY) or whole.start != period.start:
            return self.span(period.start, period.last_day)
        if period.end < whole.end:
            return self.plural(
                "the first day of {period}",
                "the first {count} days of {period}",
                period.days,
                period=self.period(whole),
            )
        if period.grain is Grain.WEEK:
            week = period.start.isocalendar().week
            return self.say("week {week}, {days}", week=week, days=self.span(period.start, period.last_day))
        if period.grain is Grain.MONTH:
            return format_skeleton("yMMMM", period.start, locale=self._locale)
        return self.tick(period)

    def tick(self, period: Period) -> str:
        """A period's shortest name that is unique, for the axis of a chart: Q3 2026 · W47 2026 · Nov 2026."""
        match period.grain:
            case Grain.YEAR | Grain.QUARTER:
                return self._fiscal(period)
            case Grain.WEEK:
                iso = period.start.isocalendar()
                return self.say("W{week} {year}", week=iso.week, year=iso.year)
            case Grain.MONTH:
                return format_skeleton("yMMM", period.start, locale=self._locale)
            case Grain.DAY:
                return self.day(period.start)
            case None:
                return self.say("to {day}", day=self.day(period.last_day))

    def _fiscal(self, period: Period) -> str:
        """A quarter or a year, marked as fiscal where it is not the calendar's."""
        year, quarter = self.calendar.year_of(period), self.calendar.quarter_of(period)
        is_fiscal = self.calendar.fiscal_year_starts != 1
        if period.grain is Grain.YEAR:
            return self.say("FY{year}", year=year) if is_fiscal else str(year)
        if is_fiscal:
            return self.say("Q{quarter} FY{year}", quarter=quarter, year=year)
        return self.say("Q{quarter} {year}", quarter=quarter, year=year)
