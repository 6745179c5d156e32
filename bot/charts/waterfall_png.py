"""Draws the way from then to now: rows from top to bottom, so that names can be read on a phone.

The scale need not begin at 0: both ends are drawn as marks, never as bars whose length would mislead.
"""

import io
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.charts.fitting import fitted, width
from bot.charts.waterfall import Step, Waterfall

_SIZE, _DPI = (12, 6.75), 100  # 1200 x 675 pixels
_INK, _QUIET, _RULE = "#1d2433", "#5f6b7a", "#dfe4ec"
_BETTER, _WORSE = "#2457c5", "#b4541a"  # told apart by everybody, and by their signs
_ACROSS, _NAMES = 0.94 * 1200, 0.27 * 1200 - 30  # pixels between the margins, and left of the axes
_HALF = 0.32  # of a row, from its middle
_LETTERS = 17
_GAP = 18.0  # pixels between a bar and its words
_WIDTH = 0.7 * 1200  # pixels of the axes
_NARROWEST = 1e-9


def draw(drawn: Waterfall) -> bytes:
    """The picture as a PNG."""
    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.27, 0.07, 0.7, 0.74))
    rows = (drawn.then, *drawn.steps, drawn.now)
    _frame(axes, rows)
    _marks(axes, drawn, len(rows) - 1)
    for place, step in enumerate(drawn.steps, start=1):
        _bar(axes, place, step)
    _head(figure, drawn)
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", dpi=_DPI)
    return sheet.getvalue()


def _frame(axes: Axes, rows: Sequence[Step]) -> None:
    ends = [end for row in rows for end in (row.begins, row.ends)]
    low, high = min(ends), max(ends)
    before = _pixels(row for row in rows if not _after(row))
    after = _pixels(row for row in rows if _after(row))
    pixel = max(high - low, _NARROWEST) / (_WIDTH - before - after)
    axes.set_xlim(low - before * pixel, high + after * pixel)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    names = [fitted(row.name, _NAMES, _LETTERS) for row in rows]
    axes.set_yticks(range(len(rows)), names, fontsize=_LETTERS, color=_INK, parse_math=False)
    axes.tick_params(length=0)
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _after(row: Step) -> bool:
    """Whether its words stand after its end; else before it."""
    return row.ends >= row.begins


def _pixels(rows: Iterable[Step]) -> float:
    """The room that the longest words take."""
    return max((width(row.written, _LETTERS, bold=True) + _GAP for row in rows), default=_GAP)


def _marks(axes: Axes, drawn: Waterfall, last: int) -> None:
    """Where it began and where it came to, and the thread between."""
    for place, end in ((0, drawn.then), (last, drawn.now)):
        axes.vlines(end.ends, place - _HALF, place + _HALF, color=_INK, linewidth=6)
        _write(axes, end.written, end.ends, place, _INK, after=True)
    levels = [drawn.then.ends, *(step.ends for step in drawn.steps)]
    for place, level in enumerate(levels):
        axes.vlines(level, place, place + 1, color=_RULE, linewidth=2, zorder=0)


def _bar(axes: Axes, place: int, step: Step) -> None:
    colour = _BETTER if step.better else _WORSE
    axes.barh(place, step.ends - step.begins, left=step.begins, height=2 * _HALF, color=colour)
    _write(axes, step.written, step.ends, place, colour, after=_after(step))


def _write(axes: Axes, words: str, at: float, place: int, colour: str, *, after: bool) -> None:
    axes.annotate(
        words,
        (at, place),
        xytext=(10 if after else -10, 0),
        textcoords="offset points",
        ha="left" if after else "right",
        va="center",
        fontsize=_LETTERS,
        fontweight="bold",
        color=colour,
        parse_math=False,
    )


def _head(figure: Figure, drawn: Waterfall) -> None:
    title, under = fitted(drawn.title, _ACROSS, 22, bold=True), fitted(drawn.under, _ACROSS, 16.5)
    figure.text(0.03, 0.925, title, fontsize=22, fontweight="bold", color=_INK, va="center", parse_math=False)
    figure.text(0.03, 0.86, under, fontsize=16.5, color=_QUIET, va="center", parse_math=False)
    figure.text(0.97, 0.028, drawn.foot, fontsize=14, color=_QUIET, va="center", ha="right", parse_math=False)
