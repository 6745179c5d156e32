"""Read what a person typed."""

from dataclasses import replace
from datetime import date

from bot.words.mending import suggestions
from bot.words.reading import Misread, Reading
from bot.words.typed import Context
from bot.words.understanding import understand
from bot.words.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary, today: date) -> Reading:
    """The question in a text, or what was and was not understood and what may have been meant. Never fails."""
    context = Context.of(vocabulary, today)
    reading = understand(text, context)
    if isinstance(reading, Misread):
        return replace(reading, suggestions=suggestions(reading, context))
    return reading
