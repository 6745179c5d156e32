"""Words that fit the room they get in a picture, by their true width in pixels: clipped or written smaller."""

from typing import Any

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from bot.charts.ink import DPI, SIZE

_ELLIPSIS = "…"
_STEP = 0.5  # points


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Pixels that words take on one line, in letters of so many points."""
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    renderer: Any = RendererAgg(SIZE[0] * DPI, SIZE[1] * DPI, DPI)  # type: ignore[no-untyped-call]
    across, _, _ = renderer.get_text_width_height_descent(" ".join(words.splitlines()), font, ismath=False)
    return float(across)


def fitted(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The words, or as many of their letters as fit with an ellipsis."""
    if width(words, size, bold=bold) <= room:
        return words
    kept = words
    while kept and width(kept + _ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1].rstrip()
    return kept + _ELLIPSIS


def largest(words: str, room: float, sizes: tuple[float, float], *, bold: bool = False) -> float:
    """The largest size, from the second of `sizes` down to the first, in which the words fit; else the first."""
    smallest, size = sizes
    while size > smallest and width(words, size, bold=bold) > room:
        size -= _STEP
    return size
