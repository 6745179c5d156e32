"""What is asked after a verb."""

from dataclasses import replace
from datetime import date

from bot.words import Vocabulary, read
from bot.words.reading import Misread, Reading


def read_after_verb(typed: str, words: Vocabulary, today: date) -> Reading:
    """What is asked after the verb; what is suggested in its place begins with the verb again."""
    verb, *asked = typed.split(maxsplit=1)
    reading = read(asked[0] if asked else "", words, today)
    if not isinstance(reading, Misread):
        return reading
    suggested = (replace(each, text=f"{verb} {each.text}") for each in reading.suggestions)
    return replace(reading, suggestions=tuple(suggested))
