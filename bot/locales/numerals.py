"""Numbers as a locale writes them: halves rounded up as in a spreadsheet, a true minus, finer near nothing and all."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from babel import Locale
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)
from babel.units import format_unit

P = ParamSpec("P")
T = TypeVar("T", str, tuple[str, ...])

MINUS = "\u2212"
_ONE_DECIMAL, _TWO_DECIMALS = "#,##0.#", "#,##0.##"
_EXACT_TICK = 3  # decimals of thousands or millions: 1.25M is not 1.3M
_CENTS_MATTER_BELOW = 100
_NEAR_AN_END = 0.01  # a share this near to 0 or 1 needs a second decimal
_FINE_POINTS_BELOW = 0.001  # so does a difference of shares this small
_REMEMBERED = 2_000  # of each kind: some 500 kB
_EXACT = Context(prec=330, rounding=ROUND_HALF_UP)  # holds any float to its last digit


def _exactly(write: Callable[P, T]) -> Callable[P, T]:
    """Round half up whatever the size of the number, and write the minus sign as one. Several values come as a tuple.

    What was written lately is remembered: a digest says each figure several times, and a channel says it after another.
    """

    @lru_cache(_REMEMBERED, typed=True)
    @wraps(write)
    def written(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(_EXACT):
            return _signed_truly(write(*args, **kwargs))

    return cast("Callable[P, T]", written)


def _signed_truly(written: T) -> T:
    if isinstance(written, tuple):
        return tuple(each.replace("-", MINUS) for each in written)
    return written.replace("-", MINUS)


def shown(number: float | Decimal) -> Decimal:
    """A count or measure as `number` shows it: what a plural must agree with."""
    tenths = Decimal(str(number)).quantize(Decimal("0.1"), context=_EXACT)
    whole = tenths.to_integral_value(context=_EXACT)
    return whole if whole == tenths else tenths


@_exactly
def typed(number: float, locale: Locale) -> str:
    """A number as one types it: no thousands, no more than six decimals, so that it reads back."""
    return format_decimal(round(number, 6) or 0, format="0.######", locale=locale)


def whole(number: float) -> Decimal:
    """The nearest whole number."""
    return Decimal(str(number)).to_integral_value(context=_EXACT)


def shown_points(share: float) -> Decimal:
    """A difference of shares in percentage points, as `points` shows it."""
    quantum = Decimal("0.01") if abs(share) < _FINE_POINTS_BELOW else Decimal("0.1")
    return _EXACT.multiply(Decimal(str(share)), Decimal(100)).quantize(quantum, context=_EXACT)


def shown_percent(share: float) -> Decimal:
    """A share in percent, as `share` shows it: one decimal, two near either end, none at them."""
    if share in (0, 1):
        return Decimal(int(share) * 100)
    quantum = Decimal("0.01") if min(abs(share), abs(1 - share)) < _NEAR_AN_END else Decimal("0.1")
    return _EXACT.multiply(Decimal(str(share)), Decimal(100)).quantize(quantum, context=_EXACT)


@_exactly
def number(value: float | Decimal, locale: Locale) -> str:
    """A count or measure with at most one decimal: 2,240 · 42.5."""
    return format_decimal(_no_minus_zero(shown(value)), _ONE_DECIMAL, locale=locale)


@_exactly
def points(value: float, locale: Locale) -> str:
    """The number alone of a difference of shares, in percentage points: 1.2 · 0.04."""
    return format_decimal(_no_minus_zero(shown_points(value)), _TWO_DECIMALS, locale=locale)


@_exactly
def share(value: float, locale: Locale) -> str:
    """A share in [0, 1] as a percentage: 18.4% · 0.84% · 0%."""
    percent = shown_percent(value)
    decimals = "0" * -int(percent.as_tuple().exponent)
    pattern = locale.percent_formats[None].pattern.replace("##0", f"##0.{decimals}" if decimals else "##0")
    return format_percent(percent / 100, pattern, locale=locale)


@_exactly
def shares(values: tuple[float, ...], locale: Locale) -> tuple[str, ...]:
    """Shares that stand side by side, as coarse as the coarsest of them: 97.2% · 99.1%.

    Finer only where an uncertain one would else be written as 0 or 100 %.
    """
    known = [value for value in values if value not in (0, 1)]
    decimals = min((_decimals(shown_percent(value)) for value in known), default=0)
    if any(_percent(value, decimals) in (0, 100) for value in known):
        decimals = max(_decimals(shown_percent(value)) for value in known)
    pattern = locale.percent_formats[None].pattern.replace("##0", f"##0.{'0' * decimals}" if decimals else "##0")
    return tuple(format_percent(_percent(value, decimals) / 100, pattern, locale=locale) for value in values)


def _decimals(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _percent(share: float, decimals: int) -> Decimal:
    percent = _EXACT.multiply(Decimal(str(share)), Decimal(100))
    return percent.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


@_exactly
def numbers(values: tuple[float, ...], locale: Locale) -> tuple[str, ...]:
    """Measures that stand side by side: with a decimal all, or none: 33.0 · 49.5."""
    rounded = [_no_minus_zero(shown(value)) for value in values]
    pattern = "#,##0" if all(number == number.to_integral_value() for number in rounded) else "#,##0.0"
    return tuple(format_decimal(number, pattern, locale=locale) for number in rounded)


@_exactly
def ratio(value: float, locale: Locale) -> str:
    """How many times one thing holds another, with at most two decimals: 3.2 · 0.87."""
    return format_decimal(_no_minus_zero(_hundredths(value)), _TWO_DECIMALS, locale=locale)


@_exactly
def ratios(values: tuple[float, ...], locale: Locale) -> tuple[str, ...]:
    """Ratios that stand side by side, all with two decimals: 0.87 · 3.20."""
    return tuple(format_decimal(_no_minus_zero(_hundredths(value)), "#,##0.00", locale=locale) for value in values)


def _hundredths(value: float) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01"), context=_EXACT)


@_exactly
def money(value: float, currency: str | None, locale: Locale) -> str:
    """An amount; cents only where they matter. Without a known currency, the number alone."""
    if not currency:
        return format_decimal(_no_minus_zero(shown(value)), _ONE_DECIMAL, locale=locale)
    return _amount(value, currency, _cents_matter(value), locale)


@_exactly
def exact_money(value: float, currency: str | None, locale: Locale) -> str:
    """An amount as it was said, to the last cent. Without a currency, the number alone."""
    if not currency:
        return number(value, locale)
    return _amount(value, currency, value != int(value), locale)


@_exactly
def amounts(values: tuple[float, ...], currency: str | None, locale: Locale) -> tuple[str, ...]:
    """Amounts that stand side by side: with cents only where they matter to each that is not whole."""
    if not currency:
        return numbers(values, locale)
    cents = [_cents_matter(value) for value in values if value != int(value)]
    return tuple(_amount(value, currency, bool(cents) and all(cents), locale) for value in values)


def money_decimals(value: float, currency: str | None) -> int:
    """How many decimals `money` gives an amount."""
    if not currency:
        return 1
    return get_currency_precision(currency) if _cents_matter(value) else 0


@_exactly
def fixed(value: float, decimals: int, locale: Locale, currency: str | None = None) -> str:
    """A number or, with a currency, an amount that has just so many decimals: 1,234.50."""
    rounded = _no_minus_zero(Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), context=_EXACT))
    if currency:
        return _amount(float(rounded), currency, decimals > 0, locale)
    return format_decimal(rounded, "#,##0" + (f".{'0' * decimals}" if decimals else ""), locale=locale)


def _cents_matter(value: float) -> bool:
    return abs(value) < _CENTS_MATTER_BELOW and value != int(value)


def _amount(value: float, currency: str, cents: bool, locale: Locale) -> str:
    decimals = get_currency_precision(currency) if cents else 0
    pattern = locale.currency_formats["standard"].pattern.replace(".00", f".{'0' * decimals}" if decimals else "")
    return format_currency(_no_minus_zero(Decimal(str(value))), currency, pattern, locale=locale, currency_digits=False)


@_exactly
def round_money(value: float, currency: str | None, locale: Locale) -> str:
    """A round amount on a scale: €1.5M."""
    if not currency:
        return format_compact_decimal(value or 0, fraction_digits=_EXACT_TICK, locale=locale)
    return format_compact_currency(value or 0, currency, fraction_digits=_EXACT_TICK, locale=locale)


@_exactly
def round_percent(percent: float, locale: Locale) -> str:
    """A round percentage on a scale: 20%."""
    pattern = locale.percent_formats[None].pattern.replace("##0", "##0.##")
    return format_percent(_no_minus_zero(Decimal(str(percent))) / 100, pattern, locale=locale)


@_exactly
def days(value: float, locale: Locale) -> str:
    """A length of time in days: 1 day · 42.5 days."""
    return format_unit(_no_minus_zero(shown(value)), "duration-day", format=_ONE_DECIMAL, locale=locale)


def signed(value: float, write: Callable[[float], str]) -> str:
    """What `write` makes of a change, its sign in front; ± where rounding leaves nothing of it."""
    size = write(abs(value))
    if not any(digit in size for digit in "123456789"):
        return f"±{size}"
    return f"{'+' if value > 0 else MINUS}{size}"


def _no_minus_zero(number: Decimal) -> Decimal:
    return number or Decimal(0)
