"""How near two words are: insertions, deletions, replacements and swaps of neighbours between them."""


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance, in edits; a column of its table is one integer, a bit for each letter.

    Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances", 2003.
    """
    if not one or not other:
        return len(one) + len(other)
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    whole, last = (1 << len(one)) - 1, 1 << len(one) - 1
    edits, falls, rises, equal, before = len(one), 0, whole, 0, 0
    for letter in other:
        match = places.get(letter, 0)
        swapped = ((~equal & match) << 1) & before
        equal = (((match & rises) + rises) ^ rises) | match | falls | swapped
        up, down = falls | ~(equal | rises), equal & rises
        edits += bool(up & last) - bool(down & last)
        up = up << 1 | 1
        rises, falls = ((down << 1) | ~(equal | up)) & whole, up & equal & whole
        before = match
    return edits


def tolerance(length: int) -> int:
    """How many edits still leave a word of this length near: none in short ones, where any edit gives another word."""
    return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3  # noqa: PLR2004


def near(one: str, other: str, *, at_least: int = 0) -> int | None:
    """The distance, if it is within what the longer of two words bears, or `at_least` so many edits."""
    allowed = max(at_least, tolerance(max(len(one), len(other))))
    if one == other:
        return 0
    if abs(len(one) - len(other)) > allowed or len(set(one) ^ set(other)) > 2 * allowed:
        return None
    edits = distance(one, other)
    return edits if edits <= allowed else None
