"""What a person reads: sentences, numbers, money and days in the language of the reader.

    text = Text.of("fr-CA", Calendar("Europe/Paris"))
    text.say("Nothing to show for {period}.", period=text.period(period))
    text.plural("{count} lead", "{count} leads", 2240)          # {count} is written in the reader's way

Every sentence of bot/ is written in English inside `say`, `plural` or `later`, as one literal: that is how the
extraction finds it (`python -m bot.locales.check` lists those without French). `later` marks a sentence that is kept
in a constant and said afterwards by `text.say(constant)`. A sentence is never put together from translated pieces.
Numbers are written by the methods below, never by an f-string or strftime. No method escapes anything: what goes
into a message passes `bot.views.mrkdwn`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Self

from babel import Locale
from babel.dates import format_interval, format_skeleton, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

from bot.locales import sentences
from kpi_engine.answer import Unit
from kpi_engine.periods import Calendar, Grain, Period

MINUS = "\u2212"
_SMALLEST_WHOLE_AMOUNT = 100  # from here on, cents are noise
_SMALLEST_COARSE_SHARE = 0.01  # nearer to 0 or 1 than this, one decimal is not enough


class Language(StrEnum):
    """Languages in which every sentence exists."""

    EN = "en"
    FR = "fr"

    @classmethod
    def of(cls, locale: str | None) -> Self:
        """The language for a Slack locale such as fr-CA; English for every other."""
        return cls("fr" if (locale or "").lower().startswith("fr") else "en")


_LOCALES = {Language.EN: Locale("en", "GB"), Language.FR: Locale("fr")}  # day before month in both


def later(sentence: str) -> str:
    """Mark a sentence for translation where no reader is known yet; `Text.say` says it."""
    return sentence


@dataclass(frozen=True, slots=True)
class Text:
    """One reader's language, and the calendar by which the workspace names its periods."""

    language: Language = Language.EN
    calendar: Calendar = field(default_factory=Calendar)

    @classmethod
    def of(cls, locale: str | None, calendar: Calendar | None = None) -> Self:
        """The text for a Slack locale."""
        return cls(Language.of(locale), calendar or Calendar())

    @property
    def locale(self) -> Locale:
        """How numbers and days are written."""
        return _LOCALES[self.language]

    # sentences

    def say(self, sentence: str, **values: Any) -> str:
        """The sentence in the reader's language, its {places} filled; left open where no values are given."""
        said = self._translated(sentence) or sentence
        return said.format(**values) if values else said

    def plural(self, one: str, many: str, count: float, **values: Any) -> str:
        """The form that `count` asks for; `{count}` in it is the number as the reader writes it."""
        shown = Decimal(self._plain(count))
        first = self.locale.plural_form(abs(shown)) == "one"
        forms = self._translated((one, many)) or (one, many)
        return forms[0 if first else 1].format(count=self.number(count), **values)

    def _translated(self, ids: str | tuple[str, str]) -> Any:
        if self.language is Language.EN:
            return None
        message = sentences(self.language).get(ids)
        return message.string if message and all(message.string) else None

    def listed(self, parts: Sequence[str]) -> str:
        """Several things in one breath: "a, b and c"."""
        return format_list(list(parts), locale=self.locale)

    # numbers

    @staticmethod
    def _plain(number: float) -> str:
        """A number as it is shown: at most one decimal, halves away from zero, none where it is whole."""
        tenths = Decimal(repr(float(number))).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return str(tenths.to_integral_value() if tenths == tenths.to_integral_value() else tenths)

    def number(self, number: float) -> str:
        """A count or a measure, at most one decimal: 2,240 or 2 240."""
        return self._signless(format_decimal(Decimal(self._plain(number)), locale=self.locale))

    def share(self, share: float) -> str:
        """A share in [0, 1] as a percentage: one decimal, two within 1 % of either end, none at the ends."""
        if share in (0, 1):
            pattern = "0"
        else:
            pattern = "0.00" if min(share, 1 - share) < _SMALLEST_COARSE_SHARE else "0.0"
        gap = self.locale.percent_formats[None].pattern.removeprefix("#,##0")  # "%", with a space before it in French
        return self._signless(format_percent(share, pattern + gap, locale=self.locale))

    def points(self, share: float) -> str:
        """A difference of shares, signed, in percentage points."""
        tenths = Decimal(repr(share * 100)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        one = self.locale.plural_form(abs(tenths)) == "one"
        forms = self._translated(("{points} point", "{points} points")) or ("{points} point", "{points} points")
        return forms[0 if one else 1].format(points=self._signed(tenths, "0.0"))
