"""What people type, read: in French and English, in any order, and never guessed. docs/asking.md is the grammar.

    reading = read("cycle trimestre dernier par segment", vocabulary, today)
    match reading:
        case Asked(): ...      # every word was understood; parts that were not said are None
        case Misread(): ...    # what was understood, what was not and why, and commands that were perhaps meant
        case Help(): ...

A text goes through tokens.py (words and signs), clauses.py (the longest reading at each place, from lexicon.py,
periods/ and filters.py), understanding.py (one question out of all clauses) and, if misread, mending.py.
"""

from bot.words.canonical import canonical
from bot.words.reader import read
from bot.words.reading import Asked, Help, Mine, Misread, Place, Problem, Reading, Suggestion, Topic, Understood, Why
from bot.words.vocabulary import Vocabulary

__all__ = [
    "Asked",
    "Help",
    "Mine",
    "Misread",
    "Place",
    "Problem",
    "Reading",
    "Suggestion",
    "Topic",
    "Understood",
    "Vocabulary",
    "Why",
    "canonical",
    "read",
]
