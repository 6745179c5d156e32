"""Friction as a PNG: a row for each stage, and beside each other who advances, how long it takes, what is stalled.

The stage that holds opportunities longest stands out by a band and by bold letters, so one look tells where they
stick. Every bar carries its figure. Drawn on a white ground of its own, it reads the same on a light and on a dark
screen. See png.py for how pictures are drawn.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.charts.ink import DPI, INK, LITERAL, QUIET, SIZE
from bot.text import Text
from bot.views import footing, nouns
from bot.views.friction import brief, course
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer
from kpi_engine.figure import Figure as Told
from kpi_engine.figure import Unit, Value
from kpi_engine.friction import Cohort, Friction, Stage

_NOW, _BEFORE, _STICKS, _BAND = "#2457c5", "#a9c0ee", "#b4541a", "#fdf0e6"
_STANDING = "#c9d0db"
_ROWS = 8  # stages that fit
_LETTERS, _UNDER, _NAME = 15, 70, 18
_PANELS = ((0.19, 0.23), (0.47, 0.23), (0.75, 0.22))  # left edge and width, in parts of the picture
_ROOM, _MORE_ROOM = 1.4, 2.2  # beyond the longest bar, for the figures


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: how long, what is written at its end; nothing to draw where there is no figure."""

    length: float | None
    written: str


def draw(answer: Answer, text: Text) -> bytes:
    """The stages in the order of the process, those with most entries where they are many."""
    detail = answer.detail
    assert isinstance(detail, Friction)
    stages = _shown(detail)
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    panels = [figure.add_axes((left, 0.155, width, 0.585)) for left, width in _PANELS]
    for axes in panels:
        _frame(axes, stages, detail)
    _name(panels[0], stages, detail, text)
    _pair(panels[0], text.say("advanced"), *_told(stages, "advanced", answer, text))
    _pair(panels[1], text.say("median days"), *_told(stages, "median", answer, text))
    _stalled(panels[2], stages, text)
    _head(figure, answer, detail, text)
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", dpi=DPI)
    return sheet.getvalue()


def _shown(detail: Friction) -> Sequence[Stage]:
    most = sorted(detail.stages, key=lambda stage: -stage.now.entered)[:_ROWS]
    return [stage for stage in detail.stages if stage in most]


def _frame(axes: Axes, stages: Sequence[Stage], detail: Friction) -> None:
    """No lines, no scale: the figures stand at the bars. A band marks the stage that holds longest."""
    axes.set_ylim(len(stages) - 0.5, -0.5)
    axes.set_yticks([])
    axes.set_xticks([])
    for side in axes.spines.values():
        side.set_visible(False)
    for row, stage in enumerate(stages):
        if stage is detail.slowest:
            axes.axhspan(row - 0.48, row + 0.48, color=_BAND, zorder=0)


def _name(axes: Axes, stages: Sequence[Stage], detail: Friction, text: Text) -> None:
    for row, stage in enumerate(stages):
        sticks = stage is detail.slowest
        style: dict[str, Any] = {"color": _STICKS, "fontweight": "bold"} if sticks else {"color": INK}
        words = clip(nouns.named(stage.name, text), _NAME)
        axes.annotate(
            words,
            (0, row),
            xytext=(-10, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=_LETTERS + 1,
            annotation_clip=False,
            **style,
            **LITERAL,
        )


def _told(stages: Sequence[Stage], part: str, answer: Answer, text: Text) -> tuple[list[_Bar], list[_Bar | None]]:
    """The bars of now and, where there is a mature cohort, of then."""
    now = [_bar(getattr(stage.now, part), answer, text) for stage in stages]
    return now, [_bar(getattr(stage.then, part), answer, text) if stage.then else None for stage in stages]


def _bar(figure: Told, answer: Answer, text: Text) -> _Bar:
    if not isinstance(figure, Value):
        return _Bar(None, brief(figure, answer, text))
    written = text.number(figure.value) if figure.unit is Unit.DAYS else text.share(figure.value)
    return _Bar(text.plotted(figure.value, figure.unit), written)


def _pair(axes: Axes, title: str, now: Sequence[_Bar], then: Sequence[_Bar | None]) -> None:
    """Two bars a stage: now above, the mature cohort below and fainter."""
    both = any(then)
    longest = max((bar.length for bar in (*now, *then) if bar and bar.length), default=1.0)
    axes.set_xlim(0, longest * _ROOM)
    _caption(axes, title)
    for row, bar in enumerate(now):
        _draw(axes, (row - 0.17 if both else row, 0.34 if both else 0.5), bar, _NOW, bold=True)
    for row, earlier in enumerate(then):
        if earlier:
            _draw(axes, (row + 0.19, 0.26), earlier, _BEFORE)


def _stalled(axes: Axes, stages: Sequence[Stage], text: Text) -> None:
    """Those in the stage, and of them the stalled."""
    axes.set_xlim(0, max([stage.now.standing for stage in stages] or [0]) * _MORE_ROOM or 1)
    _caption(axes, text.say("stalled, of all in it"))
    for row, stage in enumerate(stages):
        cohort: Cohort = stage.now
        axes.barh(row, cohort.standing, height=0.5, color=_STANDING)
        if cohort.stalled is not None:
            axes.barh(row, cohort.stalled, height=0.5, color=_STICKS)
        stalled = "–" if cohort.stalled is None else text.number(cohort.stalled)
        said = text.say("{stalled} of {count}", stalled=stalled, count=text.number(cohort.standing))
        _write(axes, said, (cohort.standing, row), bold=True)


def _draw(axes: Axes, at: tuple[float, float], bar: _Bar, color: str, *, bold: bool = False) -> None:
    place, height = at
    axes.barh(place, bar.length or 0, height=height, color=color)
    _write(axes, bar.written, (bar.length or 0, place), bold=bold)


def _write(axes: Axes, words: str, at: tuple[float, float], *, bold: bool) -> None:
    style: dict[str, Any] = {"fontweight": "bold", "color": INK} if bold else {"color": QUIET}
    axes.annotate(
        words,
        at,
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        fontsize=_LETTERS if bold else _LETTERS - 2,
        annotation_clip=False,
        **style,
        **LITERAL,
    )


def _caption(axes: Axes, words: str) -> None:
    axes.set_title(words, loc="left", fontsize=16, color=QUIET, pad=10, **LITERAL)


def _head(figure: Figure, answer: Answer, detail: Friction, text: Text) -> None:
    """What is drawn, whose, and which bar is which."""
    title, under = text.say("Where opportunities stick"), " · ".join(footing.standing(answer, text))
    figure.text(0.03, 0.935, title, fontsize=22, fontweight="bold", color=INK, va="center", **LITERAL)
    figure.text(0.03, 0.875, clip(under, _UNDER), fontsize=16.5, color=QUIET, va="center", **LITERAL)
    key: dict[str, Any] = {"fontsize": 15.5, "va": "center", "ha": "right", **LITERAL}
    figure.text(0.97, 0.935, f"■ {text.tick(answer.question.period)}", color=_NOW, **key)
    if detail.then:
        figure.text(0.97, 0.875, text.tick(detail.then), color=QUIET, **key)
        figure.text(0.97 - 0.0105 * (len(text.tick(detail.then)) + 1), 0.875, "■", color=_BEFORE, **key)
    if detail.slowest:
        stage = nouns.named(detail.slowest.name, text)
        said = " · ".join(filter(None, (stage, course(detail.slowest, text))))
        figure.text(0.03, 0.09, said, fontsize=14, color=_STICKS, va="center", **LITERAL)
    foot = text.say("stalled: in a stage for more than 1.5 times its median")
    figure.text(0.03, 0.04, foot, fontsize=14, color=QUIET, va="center", **LITERAL)
    figure.text(0.97, 0.04, answer.zone, fontsize=14, color=QUIET, va="center", ha="right", **LITERAL)
