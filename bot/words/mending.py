"""What may have been meant: whole commands, each of which reads. Nothing is offered that is not near what was typed."""

from collections.abc import Iterator, Sequence
from itertools import islice, product

from bot.words.candidates import mends
from bot.words.edits import Edit, Mend, applied
from bot.words.reading import Asked, Misread, Suggestion
from bot.words.typed import Context, Typed
from bot.words.understanding import understand

_SUGGESTIONS = 3
_OPTIONS = 5  # for one problem
_ATTEMPTS = 30  # readings of a mended text
_MENDABLE_LENGTH, _MENDABLE_PROBLEMS = 400, 4


def suggestions(misread: Misread, context: Context) -> tuple[Suggestion, ...]:
    """At most three commands that read, the nearest first; none for a text too far from a question."""
    if len(misread.text) > _MENDABLE_LENGTH or len(misread.problems) > _MENDABLE_PROBLEMS:
        return ()
    typed = Typed.of(misread.text, context)
    alone = len(misread.problems) == 1
    options = [_options(mends(problem, misread, typed), alone=alone) for problem in misread.problems]
    together = sorted(product(*options), key=lambda chosen: sum(mend.cost for mend in chosen))
    return tuple(islice(_that_read(together[:_ATTEMPTS], misread.text, context), _SUGGESTIONS))


def _options(found: Iterator[Mend], *, alone: bool) -> list[Mend]:
    """The cheapest mends of a problem; and to do nothing, where another problem's mend may solve this one too."""
    cheapest = sorted(found, key=lambda mend: mend.cost)[:_OPTIONS]
    return cheapest if alone else [Mend(), *cheapest]


def _that_read(together: Sequence[Sequence[Mend]], text: str, context: Context) -> Iterator[Suggestion]:
    offered: set[Asked] = set()
    for chosen in together:
        edits = _widest([edit for mend in chosen for edit in mend.edits])
        mended = applied(edits, text)
        asked = understand(mended, context)
        if isinstance(asked, Asked) and asked not in offered:
            offered.add(asked)
            yield Suggestion(mended, " … ".join(dict.fromkeys(edit.shown for edit in edits if edit.shown)))


def _widest(edits: Sequence[Edit]) -> list[Edit]:
    """Edits without those that lie within another."""
    widest: list[Edit] = []
    for edit in sorted(set(edits), key=lambda edit: (edit.start, -edit.end)):
        if not widest or edit.start >= widest[-1].end:
            widest.append(edit)
    return widest
