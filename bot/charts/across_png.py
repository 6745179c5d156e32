"""A change of definition drawn into the picture of a series: a line where it lies, dashes for the version before."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from bot.charts.across import Across
from bot.charts.fitting import width
from bot.charts.ink import FORMER, LITERAL, QUIET

_LETTERS = 14.5
_DASHES = (0, (4, 3))
_HALO = [withStroke(linewidth=3, foreground="white")]


def draw_across(axes: Axes, found: Across) -> None:
    """Draw it over the points: the dashes end before the line."""
    places = [place for place, _ in found.former]
    heights = [height for _, height in found.former]
    style: dict[str, Any] = {"markerfacecolor": "white", "markeredgewidth": 2, "zorder": 2.6}
    axes.plot(places, heights, color=FORMER, linewidth=2.6, linestyle=_DASHES, marker="o", markersize=7, **style)
    axes.axvline(found.place, color=QUIET, linewidth=1.8, linestyle=":", zorder=1.4)
    _name(axes, found)


def _name(axes: Axes, found: Across) -> None:
    """The words stand at the top, on the side of the line where they fit."""
    low, high = axes.get_xlim()
    across = (high - low) * width(found.label, _LETTERS) / axes.get_window_extent().width
    before = found.place - low > across
    axes.annotate(
        found.label,
        (found.place, axes.get_ylim()[1]),
        xytext=(-7 if before else 7, -4),
        textcoords="offset points",
        ha="right" if before else "left",
        va="top",
        fontsize=_LETTERS,
        color=QUIET,
        path_effects=_HALO,
        zorder=5,
        **LITERAL,
    )
