"""The panel of a digest as a PNG, drawn in the worker: small charts to be read on a phone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.charts.ink import FORMER, INK, QUIET, RULE
from bot.charts.panel import Break, Panel, Small
from bot.charts.points import Drawn
from bot.charts.sheet import Hand, Sheet, Spot, fitted, width

_NOW, _BEFORE, _BAND, _AIM, _PAPER = "#2457c5", "#a9c0ee", "#dbe5fa", "#1d7a4f", "white"
_ACROSS, _MARGIN, _GUTTER = 1000, 32, 56
_HEAD, _CELL, _PLOT = 84, 254, 116
_LETTERS, _SMALL = 22.0, 20.0  # pixels; 9 and 8 on a phone 400 wide
_NAME = (18.0, 26.0)  # the smallest, for names of forty characters, and the largest
_ROOM = 28  # pixels under the lowest and over the highest point, for their values
_TALL = 0.74  # of the size of letters: how high figures and capitals stand
_RING = 14  # pixels around the newest point
_ONE_COLUMN = 3  # so many charts at most stand below each other
_DASHES, _DOTS = (9.0, 7.0), (2.0, 6.0)

_Placed = tuple[int, float, Drawn]


@dataclass(frozen=True, slots=True)
class _Plot:
    """The room of the points: left, bottom and width in pixels, the heights it holds, and how much is kept below."""

    left: float
    bottom: float
    across: float
    low: float
    high: float
    slots: int
    below: float

    def x(self, place: float) -> float:
        """A place among the slots."""
        return self.left + (place + 0.5) * self.across / self.slots

    def y(self, height: float) -> float:
        """A height of the axis."""
        share = (height - self.low) / (self.high - self.low)
        return self.bottom + self.below + share * (_PLOT - _ROOM - self.below)


@dataclass(frozen=True, slots=True)
class Label:
    """Words among the points: where they begin, and how they are written."""

    words: str
    at: Spot
    hand: Hand

    def meets(self, other: "Label") -> bool:
        """Whether one would be written over the other."""
        (left, low, right, high), (start, floor, end, top) = self.box, other.box
        return left < end and start < right and low < top and floor < high

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, lower, right and upper edge."""
        left, low = self.at
        size = self.hand.size
        return left, low, left + width(self.words, size, bold=self.hand.bold), low + size * _TALL


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
    room = _ACROSS - 2 * _MARGIN
    sheet.words(panel.legend, (_ACROSS - _MARGIN, down - 50), Hand(_SMALL, QUIET, ends=True))
    title, size = fitted(panel.title, room - width(panel.legend, _SMALL) - _GUTTER, (22, 34), bold=True)
    sheet.words(title, (_MARGIN, down - 52), Hand(size, INK, bold=True))


def _chart(sheet: Sheet, chart: Small, corner: Spot, across: float) -> None:
    """One chart below and to the right of its corner: name, change and value, then the points over their weeks."""
    left, top = corner
    name, size = fitted(chart.name, across, _NAME, bold=True)
    sheet.words(name, (left, top - 24), Hand(size, INK, bold=True))
    value, large = fitted(chart.value, across * 0.6, (24, 40), bold=True)
    sheet.words(value, (left + across, top - 66), Hand(large, _NOW, bold=True, ends=True))
    note, size = fitted(chart.note, across - width(value, large, bold=True) - 16, (18, _LETTERS))
    sheet.words(note, (left, top - 64), Hand(size, QUIET))
    plot = plot_of(chart, left, top - 80 - _PLOT, across)
    _axis(sheet, chart, plot)
    (_bars if chart.bars else _line)(sheet, chart, plot)
    _former(sheet, chart, plot)
    _target(sheet, chart, plot)
    for label in labels(chart, plot):
        sheet.words(label.words, label.at, label.hand)


def plot_of(chart: Small, left: float, bottom: float, across: float) -> _Plot:
    """The room of a chart's points from its lower left corner on."""
    ends = [end for point in chart.points for end in (point.height, point.low, point.high) if end is not None]
    ends += [chart.target[0]] if chart.target else []
    ends += [0.0] if chart.bars else []
    ends += [height for _, height in chart.former]
    low, high = min(ends), max(ends)
    if low == high:
        low, high = low - 1, high + 1
    return _Plot(left, bottom, across, low, high, chart.slots, 0 if chart.bars and low == 0 else _ROOM)


def _axis(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    """The weeks, and where the record of what is counted begins."""
    right = plot.left + plot.across
    sheet.line(((plot.left, plot.bottom), (right, plot.bottom)), RULE, 2)
    free = right
    for place, label in reversed(chart.ticks):
        half = width(label, _LETTERS) / 2
        middle = min(max(plot.x(place), plot.left + half), right - half)
        if middle + half <= free:
            sheet.words(label, (middle - half, plot.bottom - 30), Hand(_LETTERS, QUIET))
            free = middle - half - _LETTERS
    for each in chart.breaks:
        at = plot.x(each.place)
        sheet.line(((at, plot.bottom), (at, plot.bottom + _PLOT)), QUIET, 2, _DOTS)


def _target(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    if chart.target:
        at = plot.y(chart.target[0])
        sheet.line(((plot.left, at), (plot.left + plot.across, at)), _AIM, 2.5, _DASHES)


def _beside(each: Break, plot: _Plot, taken: Sequence[Label]) -> Label:
    """The name of a break on either side of its line, at the top or over the axis: where nothing else is written."""
    at, words, size = plot.x(each.place), *fitted(each.label, plot.across, (16, _SMALL))
    hand, across = Hand(size, QUIET, halo=_PAPER), width(words, size)
    sides = [left for left in (at - 8 - across, at + 8) if plot.left <= left <= plot.left + plot.across - across]
    heights = (plot.bottom + _PLOT - size, plot.bottom + 6)
    free = [Label(words, (left, height), hand) for height in heights for left in sides or (plot.left,)]
    return next((label for label in free if not any(label.meets(other) for other in taken)), free[0])


def _former(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    """What the definition before gave until the break."""
    spots = [(plot.x(place), plot.y(height)) for place, height in chart.former]
    if len(spots) > 1:
        sheet.line(spots, FORMER, 3, _DASHES)
    for spot in spots:
        sheet.dot(spot, 4, FORMER)


def labels(chart: Small, plot: _Plot) -> tuple[Label, ...]:
    """What is written among the points: the highest and the lowest of the earlier weeks, breaks, and the target."""
    written = list(_ends(chart, plot))
    for each in chart.breaks:
        written.append(_beside(each, plot, written))
    if chart.target:
        written.append(_aim(chart.target, plot, written))
    return tuple(written)


def _ends(chart: Small, plot: _Plot) -> Iterator[Label]:
    """The highest and, off the ground, the lowest of the earlier weeks as they are written in the text."""
    earlier = [each for each in _placed(chart) if each[0] < chart.slots - 1]
    if not earlier:
        return
    place, height, point = max(earlier, key=_height)
    over = max(height, point.high or height) if chart.bars else height
    yield _centred(point.written, (plot.x(place), plot.y(over) + 9), plot)
    low = min(earlier, key=_height)
    if not chart.bars and low[1] < height:
        yield _centred(low[2].written, (plot.x(low[0]), plot.y(low[1]) - 9 - _SMALL * _TALL), plot)


def _centred(words: str, at: Spot, plot: _Plot) -> Label:
    """Words around a place, within the plot and clear of the newest point."""
    half = width(words, _SMALL) / 2
    middle = min(max(at[0], plot.left + half), plot.x(plot.slots - 1) - _RING - half)
    return Label(words, (middle - half, at[1]), Hand(_SMALL, QUIET, halo=_PAPER))


def _aim(target: tuple[float, str], plot: _Plot, taken: Sequence[Label]) -> Label:
    """The target over or under its line, at the left or before the newest point: where nothing else is written."""
    height, words = target
    hand = Hand(_SMALL, _AIM, bold=True, halo=_PAPER)
    left, right = plot.left, plot.x(plot.slots - 1) - _RING - width(words, _SMALL, bold=True)
    over, under = plot.y(height) + 6, plot.y(height) - 6 - _SMALL * _TALL
    free = [Label(words, (x, y), hand) for x in (left, right) for y in (over, under)]
    return next((each for each in free if not any(each.meets(other) for other in taken)), free[0])


def _bars(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    half = plot.across / plot.slots * 0.33
    for place, height, point in _placed(chart):
        at, newest = plot.x(place), place == chart.slots - 1
        low, high = sorted((plot.y(0.0), plot.y(height)))
        corners = ((at - half, low), (at + half, low), (at + half, high), (at - half, high))
        sheet.area(corners, _NOW if newest else _BEFORE)
        if point.low is not None and point.high is not None:
            sheet.line(((at, plot.y(point.low)), (at, plot.y(point.high))), QUIET, 2)


def _line(sheet: Sheet, chart: Small, plot: _Plot) -> None:
    """The band of the intervals, the line through the values, and a ring around the newest."""
    for run in _runs(_placed(chart)):
        _band(sheet, run, plot)
    for run in _runs(_placed(chart)):
        spots = [(plot.x(place), plot.y(height)) for place, height, _ in run]
        if len(spots) > 1:
            sheet.line(spots, _NOW, 4)
        for spot in spots:
            sheet.dot(spot, 5, _NOW)
    place, height, _ = list(_placed(chart))[-1]
    if place == chart.slots - 1:
        sheet.dot((plot.x(place), plot.y(height)), _RING - 4, _NOW)
        sheet.dot((plot.x(place), plot.y(height)), 5, _PAPER)


def _band(sheet: Sheet, run: Sequence[_Placed], plot: _Plot) -> None:
    """What lies between the ends of intervals that follow each other; of a single one, a bar."""
    for part in _runs(each for each in run if each[2].low is not None):
        over = [(plot.x(place), plot.y(point.high or 0.0)) for place, _, point in part]
        under = [(plot.x(place), plot.y(point.low or 0.0)) for place, _, point in reversed(part)]
        if len(part) > 1:
            sheet.area([*over, *under], _BAND)
        else:
            sheet.line([*over, *under], _BAND, 8)


def _height(placed: _Placed) -> float:
    return placed[1]


def _placed(chart: Small) -> Iterator[_Placed]:
    """The points that have a value, each at its place."""
    empty = chart.slots - len(chart.points)
    for number, point in enumerate(chart.points):
        if point.height is not None:
            yield empty + number, point.height, point


def _runs(placed: Iterable[_Placed]) -> list[list[_Placed]]:
    """Points without a gap between them."""
    runs: list[list[_Placed]] = []
    for each in placed:
        if runs and runs[-1][-1][0] == each[0] - 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs
