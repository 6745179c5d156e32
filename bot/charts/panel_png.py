"""The panel of a digest as a PNG, drawn in the worker: small charts to be read on a phone."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.charts.ink import INK, QUIET, RULE
from bot.charts.panel import Panel, Small
from bot.charts.points import Drawn
from bot.charts.sheet import Sheet, Spot, fitted, width

_NOW, _BEFORE, _BAND, _AIM = "#2457c5", "#a9c0ee", "#dbe5fa", "#1d7a4f"
_ACROSS, _MARGIN, _GUTTER = 1000, 32, 56
_HEAD, _CELL, _PLOT = 118, 312, 138
_LETTERS = 22.0  # the smallest: 9 pixels on a phone 400 wide
_ONE_COLUMN = 3  # so many charts at most stand below each other
_DASHES = (9.0, 7.0)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The room of the points: left, bottom, width and height in pixels, and the heights at bottom and top."""

    left: float
    bottom: float
    across: float
    low: float
    high: float
    slots: int

    def x(self, place: float) -> float:
        """A place among the slots."""
        return self.left + (place + 0.5) * self.across / self.slots

    def y(self, height: float) -> float:
        """A height of the axis."""
        return self.bottom + (height - self.low) / (self.high - self.low) * _PLOT


def draw(panel: Panel) -> bytes:
    """The panel as a PNG."""
    columns = 1 if len(panel.charts) <= _ONE_COLUMN else 2
    rows = -(-len(panel.charts) // columns)
    down = _HEAD + rows * _CELL
    sheet = Sheet(_ACROSS, down)
    _head(sheet, panel, down)
    across = (_ACROSS - 2 * _MARGIN - (columns - 1) * _GUTTER) / columns
    for place, chart in enumerate(panel.charts):
        row, column = divmod(place, columns)
        _chart(sheet, chart, (_MARGIN + column * (across + _GUTTER), down - _HEAD - row * _CELL), across)
    return sheet.png()


def _head(sheet: Sheet, panel: Panel, down: float) -> None:
    title, size = fitted(panel.title, _ACROSS - 2 * _MARGIN, (24, 36), bold=True)
    sheet.words(title, (_MARGIN, down - 54), size, INK, bold=True)
    legend, size = fitted(panel.legend, _ACROSS - 2 * _MARGIN, (18, _LETTERS))
    sheet.words(legend, (_MARGIN, down - 90), size, QUIET)


def _chart(sheet: Sheet, chart: Small, corner: Spot, across: float) -> None:
    """One chart below and to the right of its corner."""
    left, top = corner
    right = left + across
    name = chart.name if not chart.days else f"{chart.name} · {chart.days}"
    name, size = fitted(name, across, (20, 26), bold=True)
    sheet.words(name, (left, top - 26), size, INK, bold=True)
    value, large = fitted(chart.value, across * 0.6, (24, 40), bold=True)
    sheet.words(value, (right, top - 70), large, _NOW, bold=True, right=True)
    change, size = fitted(chart.change, across - width(value, large, bold=True) - 16, (18, _LETTERS))
    sheet.words(change, (left, top - 68), size, QUIET)
    plot = _plot(chart, left, top - 90 - _PLOT, across)
    _frame(sheet, chart, plot)
    (_bars if chart.bars else _line)(sheet, chart, plot)


def _plot(chart: Small, left: float, bottom: float, across: float) -> _Plot:
    ends = [end for point in chart.points for end in (point.height, point.low, point.high) if end is not None]
    ends += [chart.target[0]] if chart.target else []
    ends += [0.0] if chart.bars else []
    low, high = min(ends), max(ends)
    room = (high - low or abs(high) or 1.0) * 0.08
    return _Plot(left, bottom, across, low if chart.bars and low == 0 else low - room, high + room, chart.slots)


def _frame(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    right = plot.left + plot.across
    sheet.line(((plot.left, plot.bottom), (right, plot.bottom)), RULE, 2)
    for place, label in chart.ticks:
        half = width(label, _LETTERS) / 2
        at = min(max(plot.x(place), plot.left + half), right - half)
        sheet.words(label, (at - half, plot.bottom - 30), _LETTERS, QUIET)
    if chart.target:
        height, written = chart.target
        sheet.line(((plot.left, plot.y(height)), (right, plot.y(height))), _AIM, 2.5, _DASHES)
        sheet.words(written, (plot.left, plot.y(height) + 6), _LETTERS, _AIM, bold=True)
    for each in chart.breaks:
        at = plot.x(each.place)
        sheet.line(((at, plot.bottom), (at, plot.bottom + _PLOT)), QUIET, 2, (2.0, 6.0))


def _bars(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    half = plot.across / plot.slots * 0.33
    for place, height, point in _placed(chart):
        at, last = plot.x(place), place == chart.slots - 1
        low, high = sorted((plot.y(0.0), plot.y(height)))
        corners = ((at - half, low), (at + half, low), (at + half, high), (at - half, high))
        sheet.area(corners, _NOW if last else _BEFORE)
        if point.low is not None and point.high is not None:
            sheet.line(((at, plot.y(point.low)), (at, plot.y(point.high))), QUIET, 2)


def _line(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    for run in _runs(chart):
        banded = [each for each in run if each[2].low is not None]
        if len(banded) > 1:
            over = [(plot.x(place), plot.y(point.high or 0.0)) for place, _, point in banded]
            under = [(plot.x(place), plot.y(point.low or 0.0)) for place, _, point in reversed(banded)]
            sheet.area([*over, *under], _BAND)
    for run in _runs(chart):
        spots = [(plot.x(place), plot.y(height)) for place, height, _ in run]
        if len(spots) > 1:
            sheet.line(spots, _NOW, 4)
        for spot in spots:
            sheet.dot(spot, 5, _NOW)
    place, height, _ = list(_placed(chart))[-1]
    if place == chart.slots - 1:
        sheet.dot((plot.x(place), plot.y(height)), 10, _NOW)
        sheet.dot((plot.x(place), plot.y(height)), 5, "white")


def _placed(chart: Small) -> Iterator[tuple[int, float, Drawn]]:
    """The points that have a value, each at its place."""
    empty = chart.slots - len(chart.points)
    for number, point in enumerate(chart.points):
        if point.height is not None:
            yield empty + number, point.height, point


def _runs(chart: Small) -> list[list[tuple[int, float, Drawn]]]:
    """Points without a gap between them."""
    runs: list[list[tuple[int, float, Drawn]]] = []
    for each in _placed(chart):
        if runs and runs[-1][-1][0] == each[0] - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs
