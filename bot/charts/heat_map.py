"""A heat map of cohorts as a PNG: a row for each month of first orders, a column for each month since.

Values stand in their cells, so nobody has to read a colour; months in progress are hatched. Drawn on a white ground of
its own, it reads the same on a light and on a dark screen. See png.py for how pictures are drawn.
"""

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.charts.ink import DPI, INK, LITERAL, QUIET, SIZE
from bot.text import Text
from bot.views import cohorts, footing
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer
from kpi_engine.cohorts import Cohort, CohortCell, CohortGrid
from kpi_engine.figure import Value

_SHADES = LinearSegmentedColormap.from_list("share", ["#f4f7fe", "#a9c0ee", "#2457c5", "#12306f"])
_EMPTY, _STROKE = "#eef0f4", "#8a94a6"
_TURNS_WHITE = 0.5  # share from which letters are white on their cell
_TITLE, _SUBTITLE = 60, 84  # characters that fit
_MOST_LETTERS = 16.0
_FOOT = {"fontsize": 13.5, "color": QUIET, "va": "center", **LITERAL}


def draw(answer: Answer, name: str, text: Text) -> bytes:
    """The newest cohorts of the answer's grid; `name` is the KPI's in the reader's language."""
    grid = answer.detail
    shown = cohorts.newest(grid)[::-1] if isinstance(grid, CohortGrid) else ()  # the newest on top, as in the table
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.2, 0.13, 0.77, 0.62))
    _frame(axes, shown, text)
    for row, cohort in enumerate(shown):
        for age in cohorts.ages(shown):
            if cell := cohorts.cell_of(cohort, age):
                _cell(axes, (age, row), cell, text)
    _head(figure, answer, name, text)
    _foot(figure, answer, text)
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", dpi=DPI)
    return sheet.getvalue()


def _head(figure: Figure, answer: Answer, name: str, text: Text) -> None:
    title = clip(text.say("{kpi}: share active by months since the first", kpi=name), _TITLE)
    under = clip(" · ".join(footing.standing(answer, text)), _SUBTITLE)
    figure.text(0.03, 0.935, title, fontsize=22, fontweight="bold", color=INK, va="center", **LITERAL)
    figure.text(0.03, 0.875, under, fontsize=16.5, color=QUIET, va="center", **LITERAL)


def _foot(figure: Figure, answer: Answer, text: Text) -> None:
    active = (
        text.say("Active: with a contract in force in the month")
        if answer.receipt.table == "contracts"
        else text.say("Active: with an order in the month")
    )
    hatched = text.say("hatched: the month is not over")
    figure.text(0.03, 0.04, f"{active} · {hatched}", **_FOOT)
    figure.text(0.97, 0.04, answer.zone, ha="right", **_FOOT)


def _frame(axes: Axes, shown: Sequence[Cohort], text: Text) -> None:
    """Months since along the top, months and their customers along the left."""
    since = cohorts.ages(shown)
    axes.set_xlim(since.start - 0.5, since.stop - 0.5)
    axes.set_ylim(len(shown) - 0.5, -0.5)
    labels = [f"{cohorts.month(each, text)} · {text.number(each.size)}" for each in shown]
    axes.set_yticks(range(len(shown)), labels, fontsize=14.5, color=INK, **LITERAL)
    axes.set_xticks(list(since), [f"+{age}" for age in since], fontsize=15, color=QUIET, **LITERAL)
    axes.set_xlabel(text.say("months since the first order or contract"), fontsize=15, color=QUIET, labelpad=8)
    axes.xaxis.set_label_position("top")
    axes.xaxis.tick_top()
    axes.tick_params(length=0, pad=6)
    axes.text(since.start - 0.5, -0.72, text.say("first month · customers"), **_corner())
    for side in axes.spines.values():
        side.set_visible(False)


def _corner() -> dict[str, Any]:
    return {"fontsize": 13.5, "color": QUIET, "ha": "right", "va": "bottom", "clip_on": False, **LITERAL}


def _cell(axes: Axes, at: tuple[int, int], cell: CohortCell, text: Text) -> None:
    """One share: its colour, its number, hatched while it can still grow; grey where it is kept back."""
    across, down = at
    share = cell.share.value if isinstance(cell.share, Value) else None
    ground = _EMPTY if share is None else _SHADES(share)
    hatch = None if cell.complete else "///"
    box = Rectangle((across - 0.47, down - 0.45), 0.94, 0.9, facecolor=ground, edgecolor="white", linewidth=0)
    axes.add_patch(box)
    if hatch:
        dark = share is not None and share >= _TURNS_WHITE
        box.set(hatch=hatch, edgecolor="#c9d6f2" if dark else _STROKE)
    if share is not None:
        _write(axes, at, share, text.share(share), _SHADES(share))


def _write(axes: Axes, at: tuple[int, int], share: float, words: str, ground: tuple[float, ...]) -> None:
    """The number on a plain patch of its cell's own colour, so that hatching never crosses it."""
    low, high = axes.get_xlim()
    axes.text(
        *at,
        words,
        fontsize=min(_MOST_LETTERS, 150 / (high - low)),
        color="white" if share >= _TURNS_WHITE else INK,
        ha="center",
        va="center",
        bbox={"facecolor": ground, "edgecolor": "none", "pad": 1.5},
        **LITERAL,
    )
