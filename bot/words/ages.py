"""The age at which a cohort is looked at: at 90 days, within 90 days, à 90 jours."""

from bot.text import Language
from bot.words.periods.patterns import Patterns

_AT = r"(?:at|within|after|a|en|sous|apres|au bout de)(?: the first| les)?"
_DAYS = r"(?:days?|d|jours?|j)(?: of age| old| d age)?"
_AGES = Patterns((rf"{_AT} (?P<days>[1-9]\d{{0,3}}) ?{_DAYS}",))


def read_age(line: str, start: int) -> tuple[int, int] | None:
    """The age in days whose words begin at a place of the folded line, and where they end."""
    found = _AGES.longest(line, start)
    return (int(found[1]["days"]), found[1].end()) if found else None


def age_words(days: int, language: Language) -> str:
    """An age as words that read back to it."""
    if language is Language.FR:
        return f"à {days} {'jour' if days == 1 else 'jours'}"
    return f"at {days} {'day' if days == 1 else 'days'}"
