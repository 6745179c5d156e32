"""The words of time in both languages, and the pieces of pattern made of them. Patterns see folded words."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from bot.words.folding import fold
from bot.words.names import Names


class Unit(StrEnum):
    """Lengths of time that have names."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


UNITS: Mapping[Unit, Names] = {
    Unit.DAY: Names(en=("day", "days"), fr=("jour", "jours")),
    Unit.WEEK: Names(en=("week", "weeks", "wk", "wks"), fr=("semaine", "semaines")),
    Unit.MONTH: Names(en=("month", "months", "mth", "mths", "mos"), fr=("mois",)),
    Unit.QUARTER: Names(en=("quarter", "quarters", "qtr", "qtrs"), fr=("trimestre", "trimestres")),
    Unit.HALF: Names(en=("half", "half-year", "half year", "halves"), fr=("semestre", "semestres")),
    Unit.YEAR: Names(
        en=("year", "years", "yr", "yrs", "fiscal year", "fiscal years"),
        fr=("année", "années", "an", "ans", "exercice", "exercices", "année fiscale"),
    ),
}

MONTHS = (
    Names(en=("January", "Jan"), fr=("janvier", "janv")),
    Names(en=("February", "Feb"), fr=("février", "févr", "fév")),
    Names(en=("March", "Mar"), fr=("mars",)),
    Names(en=("April", "Apr"), fr=("avril", "avr")),
    Names(en=("May",), fr=("mai",)),
    Names(en=("June", "Jun"), fr=("juin",)),
    Names(en=("July", "Jul"), fr=("juillet", "juil")),
    Names(en=("August", "Aug"), fr=("août",)),
    Names(en=("September", "Sept", "Sep"), fr=("septembre", "sept")),
    Names(en=("October", "Oct"), fr=("octobre", "oct")),
    Names(en=("November", "Nov"), fr=("novembre", "nov")),
    Names(en=("December", "Dec"), fr=("décembre", "déc")),
)

ORDINALS = (
    Names(en=("first", "1st"), fr=("premier", "première", "1er", "1ère")),
    Names(en=("second", "2nd"), fr=("deuxième", "second", "2e", "2ème", "2nd")),
    Names(en=("third", "3rd"), fr=("troisième", "3e", "3ème")),
    Names(en=("fourth", "4th"), fr=("quatrième", "4e", "4ème")),
)

NUMBERS: Mapping[int, Names] = {
    1: Names(en=("one",), fr=("un", "une")),
    2: Names(en=("two",), fr=("deux",)),
    3: Names(en=("three",), fr=("trois",)),
    4: Names(en=("four",), fr=("quatre",)),
    5: Names(en=("five",), fr=("cinq",)),
    6: Names(en=("six",), fr=("six",)),
    7: Names(en=("seven",), fr=("sept",)),
    8: Names(en=("eight",), fr=("huit",)),
    9: Names(en=("nine",), fr=("neuf",)),
    10: Names(en=("ten",), fr=("dix",)),
    12: Names(en=("twelve",), fr=("douze",)),
    15: Names(en=("fifteen",), fr=("quinze",)),
    30: Names(en=("thirty",), fr=("trente",)),
    90: Names(en=("ninety",), fr=("quatre-vingt-dix",)),
}

THIS = Names(
    en=("this", "current", "the current"),
    fr=("ce", "cet", "cette"),
)
ONGOING = Names(en=(), fr=("en cours", "courant", "courante", "actuel", "actuelle"))
LAST = Names(
    en=("last", "previous", "past", "prior"),
    fr=("dernier", "dernière", "derniers", "dernières", "précédent", "précédente", "précédents", "précédentes",
        "passé", "passée", "passés", "passées", "écoulé", "écoulée", "écoulés", "écoulées"),
)  # fmt: skip
NEXT = Names(
    en=("next", "coming", "upcoming"),
    fr=("prochain", "prochaine", "prochains", "prochaines", "à venir"),
)
TODAY = Names(en=("today", "now"), fr=("aujourd'hui", "maintenant"))
YESTERDAY = Names(en=("yesterday",), fr=("hier",))
TOMORROW = Names(en=("tomorrow", "the day after tomorrow"), fr=("demain", "après-demain"))
BEFORE_YESTERDAY = Names(en=("the day before yesterday", "day before yesterday"), fr=("avant-hier",))
SINCE = Names(
    en=("since", "since the", "starting", "starting from"),
    fr=("depuis", "depuis le", "depuis la", "depuis l'", "à partir de", "à partir du"),
)


def spelled(words: str) -> str:
    """Words as a pattern meets them: folded, one space wherever they are joined by a hyphen or an apostrophe."""
    return " ".join(fold(words).replace("'", " ").replace("-", " ").split())


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "(?:" + "|".join(sorted({spelled(each) for each in words}, key=len, reverse=True)) + ")"


def any_name(names: Names) -> str:
    """A pattern for any of the names."""
    return any_of(name for name, _ in names)


UNIT_OF: Mapping[str, Unit] = {spelled(name): unit for unit, names in UNITS.items() for name, _ in names}
MONTH_OF: Mapping[str, int] = {spelled(name): number for number, names in enumerate(MONTHS, 1) for name, _ in names}
ORDINAL_OF: Mapping[str, int] = {spelled(name): n for n, names in enumerate(ORDINALS, 1) for name, _ in names}
NUMBER_OF: Mapping[str, int] = {spelled(name): number for number, names in NUMBERS.items() for name, _ in names}

UNIT = f"(?P<unit>{any_of(UNIT_OF)})"
MONTH = f"(?P<month>{any_of(MONTH_OF)})"
ORDINAL = f"(?P<ordinal>{any_of(ORDINAL_OF)})"
COUNT = f"(?P<count>[0-9]+|{any_of(NUMBER_OF)})"
