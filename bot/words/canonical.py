"""A question as words that read back to it on any day, in either language."""

from collections.abc import Iterator

from bot.text import Language
from bot.words.ages import age_words
from bot.words.dimension_names import BY, DIMENSION_NAMES, UNKNOWN
from bot.words.kpi_names import KPI_NAMES
from bot.words.periods.words import MONTHS, UNITS, Unit
from bot.words.phrases import BASES, COMPARED_WITH, SCOPES, VERSUS
from bot.words.reading import Mine, Understood
from bot.words.values import in_quotes
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Filter
from kpi_engine.scope import Scope


def canonical(asked: Understood, language: Language, calendar: Calendar | None = None) -> str:
    """The question in words. With the calendar quarters and years have their names; without, a day inside them."""
    return " ".join(_parts(asked, language, calendar))


def _parts(asked: Understood, language: Language, calendar: Calendar | None) -> Iterator[str]:
    if asked.kpi is not None:
        yield KPI_NAMES[asked.kpi].written(language) if asked.kpi in KPI_NAMES else asked.kpi
    if asked.period is not None:
        yield _period(asked.period, language, calendar)
    if asked.by is not None:
        yield f"{BY.written(language)} {DIMENSION_NAMES[asked.by].written(language)}"
    yield from (filter_words(each, language) for each in asked.filters)
    if asked.scope is not None:
        yield _scope(asked.scope, language)
    if asked.compare is not None:
        yield f"{VERSUS.written(language)} {COMPARED_WITH[asked.compare].written(language)}"
    if asked.against is not None:
        yield f"{VERSUS.written(language)} {_period(asked.against, language, calendar)}"
    if asked.basis is not None:
        yield BASES[asked.basis].written(language)
    if asked.age is not None:
        yield age_words(asked.age, language)


def _period(period: Period, language: Language, calendar: Calendar | None) -> str:
    match period.grain:
        case None:
            return f"{period.start.isoformat()}..{period.last_day.isoformat()}"
        case Grain.DAY:
            return period.start.isoformat()
        case Grain.WEEK:
            week = period.start.isocalendar()
            return f"{week.year}-W{week.week:02}"
        case Grain.MONTH:
            return f"{MONTHS[period.start.month - 1].written(language)} {period.start.year}"
        case _:
            return _fiscal(period, calendar, language) if calendar else _around(period, period.grain, language)


def _fiscal(period: Period, calendar: Calendar, language: Language) -> str:
    year = calendar.year_of(period)
    if period.grain is Grain.YEAR:
        return str(year)
    return f"{'T' if language is Language.FR else 'Q'}{calendar.quarter_of(period)} {year}"


def _around(period: Period, grain: Grain, language: Language) -> str:
    of = "du" if language is Language.FR else "of"
    return f"{UNITS[Unit(grain.value)].written(language)} {of} {period.start.isoformat()}"


def filter_words(narrowing: Filter, language: Language) -> str:
    """A filter as words that read back to it."""
    values = (UNKNOWN.written(language) if value is None else in_quotes(value) for value in narrowing.values)
    return f"{DIMENSION_NAMES[narrowing.dimension].written(language)}:{','.join(values)}"


def _scope(scope: Scope | Mine, language: Language) -> str:
    """A named scope is typed as a filter."""
    if isinstance(scope, Scope) and scope.name is not None:
        return filter_words(Filter(Dimension(scope.level.value), (scope.name,)), language)
    return SCOPES[scope].written(language)
