"""Words fit the room they get, by their true width."""

from bot.charts.fitting import fitted, largest, width
from bot.text import Text
from kpi_engine.figure import Unit

LONG = "49 039 € par jour, toutes régions confondues"


def test_bold_and_large_letters_take_more_room() -> None:
    assert width(LONG, 17) < width(LONG, 17, bold=True) < width(LONG, 20, bold=True)


def test_what_fits_is_left_whole_and_what_does_not_ends_in_an_ellipsis_inside_its_room() -> None:
    assert fitted(LONG, width(LONG, 17), 17) == LONG
    clipped = fitted(LONG, 200, 17)
    assert clipped.endswith("…")
    assert LONG.startswith(clipped[:-1])
    assert 150 < width(clipped, 17) <= 200


def test_letters_shrink_until_the_words_fit_but_not_below_the_smallest_size() -> None:
    assert largest("49 039 €", 1000, (18, 30), bold=True) == 30
    size = largest(LONG, 700, (18, 30), bold=True)
    assert 18 < size < 30
    assert width(LONG, size, bold=True) <= 700 < width(LONG, size + 0.5, bold=True)
    assert largest(LONG * 4, 700, (18, 30), bold=True) == 18


def test_a_tick_stands_on_its_number() -> None:
    marks = [Text("en").on_scale(mark, Unit.MONEY, "EUR") for mark in (750_000, 1_000_000, 1_250_000)]
    assert marks == ["€750K", "€1M", "€1.25M"]
