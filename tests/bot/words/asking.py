"""A vocabulary with a small company behind it, and readings of it on Sunday 22 November 2026."""

from datetime import date

from bot.text import Language
from bot.words import Asked, Misread, Reading, Vocabulary, read
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar
from kpi_engine.question import Dimension

TODAY = date(2026, 11, 22)
EN, FR = Language.EN, Language.FR
VALUES = {
    Dimension.SOURCE: ["Salon", "Salon Pro", "Web", "Bouche-à-oreille", "R&D", "C", "C#"],
    Dimension.CAMPAIGN: ["Été 2026", "Spring, North", 'The "big" one'],
    Dimension.SEGMENT: ["PME", "Grands comptes"],
    Dimension.REGION: ["Nord", "Sud", "Île-de-France"],
    Dimension.TEAM: ["Nord", "Sud", "Sud-Est"],
    Dimension.REP: ["Camille Roy", "Zoé Petit", "Liam O'Brien"],
}


def vocabulary(language=FR, *, fiscal_year_starts=1, values=VALUES, catalog=CATALOG):
    calendar = Calendar(fiscal_year_starts=fiscal_year_starts)
    return Vocabulary(catalog, calendar, language, lambda dimension: values.get(dimension, []))


def reading(text, language=FR, *, today=TODAY, **differently) -> Reading:
    return read(text, vocabulary(language, **differently), today)


def ask(text, language=FR, **differently) -> Asked:
    """The question of a text that must be understood in full."""
    asked = reading(text, language, **differently)
    assert isinstance(asked, Asked), (text, asked)
    return asked


def misread(text, language=FR, **differently) -> Misread:
    """The reading of a text that must not be understood in full."""
    read_as = reading(text, language, **differently)
    assert isinstance(read_as, Misread), (text, read_as)
    return read_as


def period(text, language=FR, **differently):
    """First and last day of the period in a text."""
    days = ask(f"leads {text}", language, **differently).period
    return days.start.isoformat(), days.last_day.isoformat()
