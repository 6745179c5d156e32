"""A picture of an answer's series, for messages that stay: drawn to be read on a phone, with the numbers of the text.

`draw` is called in a worker process: all it takes and gives is picklable. It uses `Figure` and Agg alone, so nothing
is kept from one picture to the next. Names may hold `$`: no text is parsed as mathematics.
"""

import io
from collections.abc import Sequence
from math import nan
from statistics import mean
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

from bot.charts import twin
from bot.charts.across import across
from bot.charts.across_png import draw_across
from bot.charts.fitting import fitted, largest, width
from bot.charts.ink import DPI, INK, LITERAL, QUIET, RULE, SIZE
from bot.charts.native import over_time
from bot.charts.points import BARS, Drawn, drawn
from bot.text import Text
from bot.views import figures, footing
from kpi_engine.answer import Answer
from kpi_engine.figure import Unit, Value
from kpi_engine.progress import Mark

_NOW, _BEFORE, _BAND, _THEN, _AIM = "#2457c5", "#a9c0ee", "#dbe5fa", "#b4541a", "#1d7a4f"
_SCALE: dict[str, Any] = {"fontsize": 17, "color": QUIET, **LITERAL}
_NEWEST: dict[str, Any] = {"fontsize": 19, "fontweight": "bold", "color": _NOW}
_EARLIER: dict[str, Any] = {"fontsize": 16, "color": INK}
_FAINT: dict[str, Any] = {"fontsize": 15, "fontstyle": "italic", "color": QUIET}
_HALO = [withStroke(linewidth=3, foreground="white")]  # keeps a value apart from the lines behind it
_GAP = 12  # points between a value and what it belongs to
_ROOM = 74  # characters that fit below
_ACROSS, _APART = 0.94 * 1200, 30  # pixels between the margins, and between two texts of one line
_AXES_WIDTH = 0.87 * 1200  # pixels
_SIDE = 0.6  # steps beside the first and last point
_AHEAD = 0.35  # steps from the newest point to what it is expected to come to
_MARGIN = 0.14  # of the range, over and under it
_DASHES = (0, (5, 4))

Valued = tuple[int, float, Drawn]


def draw(answer: Answer, name: str, text: Text, mark: Mark | None = None) -> bytes:
    """The series as a PNG; `name` is the KPI's in the reader's language, `mark` where its target stands.

    See `worth_drawing`.
    """
    figure = Figure(figsize=SIZE, dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.125, 0.87, 0.665))
    points = drawn(answer, text)
    stands = answer.unit in BARS
    _frame(axes, points, answer, text)
    (_bars if stands else _line)(axes, points)
    (_write_over_bars if stands else _write_along_line)(axes, points)
    _write_gaps(axes, points)
    _project(axes, points, answer, text)
    if broken := across(answer, text):
        draw_across(axes, broken)
    _head(figure, answer, name, text)
    _compare(figure, axes, answer, text)
    if mark is not None:
        _aim(figure, axes, twin.aimed_at(mark, answer, text), text.plotted(mark.height, answer.unit))
    sheet = io.BytesIO()
    figure.savefig(sheet, format="png", dpi=DPI)
    return sheet.getvalue()


def _head(figure: Figure, answer: Answer, name: str, text: Text) -> None:
    """What is drawn on the left, the headline on the right."""
    value = figures.brief(answer.headline, answer, text)
    letters = largest(value, _ACROSS * 0.45, (18, 30), bold=True)
    rest = _ACROSS - _APART - width(value, letters, bold=True)
    title = over_time(answer, name, text)
    heading = largest(title, rest, (17, 22), bold=True)
    title = fitted(title, rest, heading, bold=True)
    beside = width(_compared(answer, text), 16.5)
    under = fitted(" · ".join(footing.standing(answer, text)), _ACROSS - _APART - beside, 16.5)
    certain = text.say("Thin line: 95% interval") if answer.unit in BARS else text.say("Shaded: 95% interval")
    if _expected(answer, text):
        certain = text.say("{certain} · Dashed: expected in the end", certain=certain)
    if answer.former:
        former = text.number(answer.broken.version if answer.broken else 1)
        certain = text.say("{certain} · Purple dashes: version {version}", certain=certain, version=former)
    figure.text(0.03, 0.925, title, fontsize=heading, fontweight="bold", color=INK, va="center", **LITERAL)
    figure.text(0.03, 0.86, under, fontsize=16.5, color=QUIET, va="center", **LITERAL)
    figure.text(0.97, 0.925, value, fontsize=letters, fontweight="bold", color=_NOW, va="center", ha="right", **LITERAL)
    figure.text(0.97, 0.028, f"{certain} · {answer.zone}", fontsize=14, color=QUIET, va="center", ha="right", **LITERAL)


def _compare(figure: Figure, axes: Axes, answer: Answer, text: Text) -> None:
    """A dashed line at the figure that the headline is set beside, named under the headline."""
    comparison = answer.comparison
    if comparison is None or comparison.change is None or not isinstance(comparison.figure, Value):
        return
    height = text.plotted(comparison.figure.value, comparison.figure.unit)
    axes.axhline(height, color=_THEN, linewidth=1.8, linestyle=_DASHES, zorder=1.5)
    named = _compared(answer, text)
    figure.text(0.97, 0.86, named, fontsize=16.5, color=_THEN, va="center", ha="right", **LITERAL)


def _compared(answer: Answer, text: Text) -> str:
    """The name of the dashed line; nothing where there is none."""
    comparison = answer.comparison
    if comparison is None or comparison.change is None or not isinstance(comparison.figure, Value):
        return ""
    then = figures.brief(comparison.figure, answer, text)
    named = text.say("{period}: {value}", period=text.tick(comparison.period), value=then)
    return f"╌╌ {fitted(named, _ACROSS * 0.45, 16.5)}"


def _aim(figure: Figure, axes: Axes, named: str, height: float) -> None:
    """A line where the target stands, named over the axes, clear of all values; the scale makes room for it."""
    low, high = axes.get_ylim()
    room = (high - low) * _MARGIN / 2
    axes.set_ylim(min(low, height - room), max(high, height + room))
    axes.axhline(height, color=_AIM, linewidth=2.4, zorder=1.6)
    figure.text(0.03, 0.81, f"━━ {named}", fontsize=15.5, fontweight="bold", color=_AIM, va="center", **LITERAL)


def _expected(answer: Answer, text: Text) -> tuple[float, ...]:
    """What a young cohort is expected to come to: the low end, the middle and the high end, as an axis takes them."""
    found = answer.maturity
    if found is None or found.is_ripe:
        return ()
    ends = found.projected_interval
    return tuple(text.plotted(share, Unit.SHARE) for share in (ends.low, found.projected, ends.high))


def _project(axes: Axes, points: Sequence[Drawn], answer: Answer, text: Text) -> None:
    """Lead, dashed, from the newest point to where it is expected to come to lie."""
    expected, newest = _expected(answer, text), points[-1].height
    if not expected or newest is None:
        return
    low, middle, high = expected
    place = len(points) - 1
    style: dict[str, Any] = {"color": _NOW, "linewidth": 2.2, "linestyle": _DASHES, "zorder": 1.9}
    axes.plot((place, place + _AHEAD), (newest, middle), **style)
    axes.plot((place + _AHEAD,) * 2, (low, high), marker="_", markersize=12, **style)


def _frame(axes: Axes, points: Sequence[Drawn], answer: Answer, text: Text) -> None:
    """Few lines, large letters, the scale written as in the text."""
    low, high = _range(points, answer, text)
    marks = MaxNLocator(nbins=5, integer=answer.unit is Unit.COUNT).tick_values(low, high)
    marks = [float(mark) for mark in marks if low <= mark <= high]
    named = _named(points)
    axes.set_ylim(low, high)
    axes.set_xlim(-_SIDE, len(points) - 1 + _right_side(points))
    axes.set_yticks(marks, [text.on_scale(mark, answer.unit, answer.currency) for mark in marks], **_SCALE)
    axes.set_xticks(named, [points[place].label for place in named], **_SCALE)
    axes.tick_params(length=0, pad=9)
    axes.grid(axis="y", color=RULE, linewidth=1)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _right_side(points: Sequence[Drawn]) -> float:
    """Room to the right of the newest point, in steps between points: its words may be wider than a step."""
    newest = points[-1]
    written = width(newest.written, _NEWEST["fontsize"], bold=True)
    words = max(width(newest.label, _SCALE["fontsize"]), written)
    needed = words / 2
    return max(_SIDE, needed * (_SIDE + len(points) - 1) / (_AXES_WIDTH - needed))


def _named(points: Sequence[Drawn]) -> list[int]:
    """The places whose label is written: as many as fit, counted back from the newest."""
    wanted = sum(len(point.label) + 2 for point in points)
    every = -(-wanted // _ROOM)
    return list(range(len(points) - 1, -1, -every))[::-1]


def _range(points: Sequence[Drawn], answer: Answer, text: Text) -> tuple[float, float]:
    """From just under all that is drawn to just over it; bars stand on zero, shares end at 0 and 100."""
    ends = [end for point in points for end in (point.height, point.low, point.high) if end is not None]
    then = answer.comparison.figure if answer.comparison else None
    ends += [text.plotted(then.value, then.unit)] if isinstance(then, Value) else []
    ends += [0.0] if answer.unit in BARS else []
    ends += _expected(answer, text)
    broken = across(answer, text)
    ends += [height for _, height in broken.former] if broken else []
    low, high = min(ends), max(ends)
    margin = (high - low or abs(high) or 1.0) * _MARGIN
    over = high + margin
    under = low if answer.unit in BARS and low == 0 else low - margin
    if answer.unit is Unit.SHARE:
        return max(under, min(low, 0.0)), min(over, max(high, 100.0) + margin / 2)
    return (max(under, 0.0) if low >= 0 else under), over


def _line(axes: Axes, points: Sequence[Drawn]) -> None:
    """The values with the band of their intervals; a period without a value leaves a gap."""
    places = range(len(points))
    heights = [nan if point.height is None else point.height for point in points]
    lows = [nan if point.low is None else point.low for point in points]
    highs = [nan if point.high is None else point.high for point in points]
    axes.fill_between(places, lows, highs, color=_BAND, linewidth=0)
    axes.plot(places, heights, color=_NOW, linewidth=3.5, solid_capstyle="round", marker="o", markersize=7)
    axes.plot(places[-1], heights[-1], color="white", marker="o", ms=13, mew=4, mec=_NOW)


def _bars(axes: Axes, points: Sequence[Drawn]) -> None:
    """One bar a period, the newest in full colour, each with its interval."""
    for place, point in enumerate(points):
        if point.height is None:
            continue
        newest = place == len(points) - 1
        axes.bar(place, point.height, width=0.66, color=_NOW if newest else _BEFORE)
        if point.low is not None and point.high is not None:
            axes.vlines(place, point.low, point.high, color=INK, alpha=0.45, linewidth=2)


def _write_along_line(axes: Axes, points: Sequence[Drawn]) -> None:
    """Values as the text writes them, each on the side of its point where the line leaves room."""
    for place, height, point in _written(points):
        beside = [each.height for each in points[max(place - 1, 0) : place + 2] if each.height is not None]
        _write(axes, point.written, (place, height), _letters(place, points), under=mean(beside) > height)


def _write_over_bars(axes: Axes, points: Sequence[Drawn]) -> None:
    """Values as the text writes them, above each bar and its interval."""
    for place, height, point in _written(points):
        top = max(height, point.high if point.high is not None else height)
        _write(axes, point.written, (place, top), _letters(place, points))


def _write(axes: Axes, words: str, at: tuple[float, float], style: dict[str, Any], *, under: bool = False) -> None:
    axes.annotate(
        words,
        at,
        xytext=(0, -_GAP if under else _GAP),
        textcoords="offset points",
        ha="center",
        va="top" if under else "bottom",
        path_effects=_HALO,
        **style,
        **LITERAL,
    )


def _letters(place: int, points: Sequence[Drawn]) -> dict[str, Any]:
    return _NEWEST if place == len(points) - 1 else _EARLIER


def _write_gaps(axes: Axes, points: Sequence[Drawn]) -> None:
    """A period without a value says so where its value would be."""
    low, _ = axes.get_ylim()
    for place, point in enumerate(points):
        if point.height is None:
            _write(axes, point.written, (place, low), _FAINT)


def _written(points: Sequence[Drawn]) -> list[Valued]:
    """The points that carry their value: all, or where they are many the first, last, lowest and highest."""
    valued = [(place, point.height, point) for place, point in enumerate(points) if point.height is not None]
    wanted = sum(len(point.written) + 1 for _, _, point in valued)
    return valued if wanted <= _ROOM else _telling(valued)


def _telling(valued: Sequence[Valued]) -> list[Valued]:
    low, high = (end(valued, key=lambda each: each[1]) for end in (min, max))
    return list({each[0]: each for each in (valued[0], low, high, valued[-1])}.values())
