"""A sheet to draw on in pixels: lines, areas, dots and words, and the PNG of it.

Agg alone, without axes and artists: these take most of the time of a picture of many small charts (five of them,
warm: 155 ms with, 30 ms without). Letters are outlines, kept by font, so that a warm worker only moves and fills
them. The origin is the lower left corner; no text is parsed as mathematics.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, IdentityTransform
from PIL import Image

_DRAWN_AT = 100.0  # pixels of the outlines that are kept
_ELLIPSIS = "…"
_COLOURS = 64  # of the palette: a chart has few, the rest are shades at edges

_HALO = 7.0  # pixels of paper around letters that stand on lines

Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written: in pixels and ink; `ends` where they end, `halo`: the paper kept clear around them."""

    size: float
    ink: str
    bold: bool = False
    ends: bool = False
    halo: str = ""


@cache
def _face(*, bold: bool) -> Any:
    """A font of our own: those that matplotlib keeps change their size with whatever it writes."""
    font = FT2Font(findfont(FontProperties(weight="bold" if bold else "normal")))
    font.set_size(_DRAWN_AT, 72)
    return font


@cache
def _letter(character: str, *, bold: bool) -> tuple[Any, Any, float]:
    """Outline and advance of a character at the size that is kept; a box for one that the font lacks."""
    font = _face(bold=bold)
    drawn = font.get_char_index(ord(" " if character.isspace() else character))
    glyph = font.load_glyph(drawn, flags=LoadFlags.NO_HINTING)
    vertices, codes = font.get_path()
    return vertices, codes, glyph.linearHoriAdvance / 65536


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Pixels that words take on one line."""
    return sum(_letter(each, bold=bold)[2] for each in words) * size / _DRAWN_AT


def fitted(words: str, room: float, sizes: tuple[float, float], *, bold: bool = False) -> tuple[str, float]:
    """The words and the largest size in which they fit; at the smallest, clipped with an ellipsis."""
    smallest, largest = sizes
    size = min(largest, largest * room / max(width(words, largest, bold=bold), 1.0))
    if size >= smallest:
        return words, size
    kept = words
    while kept and width(kept + _ELLIPSIS, smallest, bold=bold) > room:
        kept = kept[:-1].rstrip()
    return kept + _ELLIPSIS, smallest


class Sheet:
    """One picture in the making."""

    def __init__(self, across: int, down: int, paper: str = "white") -> None:
        self._renderer: Any = RendererAgg(across, down, 72)  # type: ignore[no-untyped-call]
        self.area(((0, 0), (across, 0), (across, down), (0, down)), paper)

    def line(self, spots: Sequence[Spot], ink: str, thick: float, dashes: tuple[float, ...] = ()) -> None:
        """A line through the spots."""
        pen = self._renderer.new_gc()
        pen.set_foreground(ink)
        pen.set_linewidth(thick)
        pen.set_capstyle("butt" if dashes else "round")
        pen.set_joinstyle("round")
        pen.set_dashes(0, list(dashes) or None)
        self._renderer.draw_path(pen, Path(spots), IdentityTransform(), None)

    def area(self, spots: Sequence[Spot], ink: str) -> None:
        """What the spots enclose, filled."""
        self._fill(Path([*spots, spots[0]], closed=True), ink)

    def dot(self, at: Spot, radius: float, ink: str) -> None:
        """A filled circle."""
        self._fill(Path.circle(at, radius), ink)

    def words(self, words: str, at: Spot, hand: Hand) -> None:
        """Words on the line through `at`, beginning there or, where the hand says so, ending there."""
        vertices, codes, across = [], [], 0.0
        for character in words:
            outline, steps, advance = _letter(character, bold=hand.bold)
            vertices.append(outline + np.array((across, 0.0)))
            codes.append(steps)
            across += advance
        if not any(map(len, codes)):
            return
        scale = hand.size / _DRAWN_AT
        path = Path(np.concatenate(vertices) * scale, np.concatenate(codes))
        moved = Affine2D().translate(at[0] - (across * scale if hand.ends else 0.0), at[1])
        if hand.halo:
            self._fill(path, hand.halo, moved, edge=_HALO)
        self._fill(path, hand.ink, moved)

    def png(self) -> bytes:
        """The picture, in as many colours as it takes."""
        drawn = Image.fromarray(np.asarray(self._renderer.buffer_rgba())).convert("RGB")
        few = drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        sheet = io.BytesIO()
        few.save(sheet, "png", compress_level=3)  # twice as fast as 6, a fifth larger
        return sheet.getvalue()

    def _fill(self, path: Path, ink: str, moved: Any = None, edge: float = 0.0) -> None:
        pen = self._renderer.new_gc()
        pen.set_foreground(ink)
        pen.set_linewidth(edge)
        pen.set_joinstyle("round")
        self._renderer.draw_path(pen, path, moved or IdentityTransform(), to_rgba(ink))
