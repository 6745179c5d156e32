"""What may have been meant: whole commands, each of which reads. Nothing is offered that is not near what was typed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, product

from bot.words.candidates import mends
from bot.words.edits import Edit, Mend, applied
from bot.words.reading import Asked, Misread, Suggestion
from bot.words.typed import Context, Typed
from bot.words.understanding import understand

_SUGGESTIONS = 3
_UNMENDED = 0.3  # the cost of leaving a problem to the mends of the others
_OPTIONS = 12  # for all problems together
_ATTEMPTS = 24  # readings of mended texts
_MENDABLE_LENGTH, _MENDABLE_PROBLEMS = 400, 6


def suggestions(misread: Misread, context: Context) -> tuple[Suggestion, ...]:
    """At most three commands that read, the nearest first; none for a text too far from a question."""
    if len(misread.text) > _MENDABLE_LENGTH or len(misread.problems) > _MENDABLE_PROBLEMS:
        return ()
    mended = islice(_mended(misread, Typed.of(misread.text, context)), _ATTEMPTS)
    return tuple(islice(_that_read(mended, context), _SUGGESTIONS))


def _mended(misread: Misread, typed: Typed) -> Iterator[Suggestion]:
    """Texts in which every problem was mended in one of its ways, the nearest first."""
    options = [_options(mends(problem, misread, typed), len(misread.problems)) for problem in misread.problems]
    tried: set[str] = set()
    for chosen in sorted(product(*options), key=lambda chosen: sum(mend.cost for mend in chosen)):
        edits = list(_once(_widest([edit for mend in chosen for edit in mend.edits])))
        text = applied(edits, misread.text)
        if text not in tried:
            tried.add(text)
            yield Suggestion(text, " … ".join(dict.fromkeys(edit.shown for edit in edits if edit.shown)))


def _options(found: Iterator[Mend], problems: int) -> list[Mend]:
    """The cheapest mends of one of the problems; and none, where another problem's mend may solve this one too."""
    cheapest = sorted(found, key=lambda mend: mend.cost)[: max(_OPTIONS // problems, 2)]
    return cheapest if problems == 1 else [*cheapest, Mend(cost=_UNMENDED)]


def _that_read(mended: Iterable[Suggestion], context: Context) -> Iterator[Suggestion]:
    """Those that read in full, each to another question."""
    offered: set[Asked] = set()
    for suggestion in mended:
        asked = understand(suggestion.text, context)
        if isinstance(asked, Asked) and asked not in offered:
            offered.add(asked)
            yield suggestion


def _once(edits: Sequence[Edit]) -> Iterator[Edit]:
    """What two words are mended to alike stands where the first stood, and no second time."""
    known: set[str] = set()
    for edit in edits:
        yield replace(edit, words="", shown="") if edit.words in known else edit
        known.add(edit.words)


def _widest(edits: Sequence[Edit]) -> list[Edit]:
    """Edits without those that lie within another."""
    widest: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, edit.start < edit.end, -edit.end)):
        if not widest or edit.start >= widest[-1].end:
            widest.append(edit)
    return widest
