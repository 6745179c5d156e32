"""The target among the points of a series: a line in the picture, and the same in words."""

from bot.charts.gallery import picture_of
from bot.charts.native import series_chart
from bot.charts.png import draw
from bot.text import Text
from bot.views.examples import conversion, revenue
from kpi_engine.answer import Answer

TEXT, FRENCH = Text("en"), Text("fr")


def pixels(answer: Answer, mark: float | None, text: Text = TEXT) -> bytes:
    return draw(answer, "Conversion rate", text, mark)


def test_the_line_is_drawn_and_moves_with_the_target() -> None:
    drawn = [pixels(conversion(), mark) for mark in (None, 0.25, 0.30)]
    assert len(set(drawn)) == 3
    assert all(each.startswith(b"\x89PNG") for each in drawn)


def test_a_target_far_above_all_points_still_fits_in_the_picture() -> None:
    assert pixels(revenue(), 2_000_000.0) != pixels(revenue(), 3_000_000.0)


def test_the_picture_says_the_line_in_its_alt_text_in_both_languages() -> None:
    for text, said in ((TEXT, "Target line: 25.0%."), (FRENCH, "Ligne d’objectif\u00a0: 25,0\u202f%.")):
        picture = picture_of(conversion(), "Conversion rate", text, 0.25)
        assert picture
        assert said.replace("\u202f", "\u00a0") in picture.alt_text.replace("\u202f", "\u00a0")


def test_the_native_chart_names_the_target_in_its_caption_and_says_nothing_without_one() -> None:
    _, caption = series_chart(conversion(), "Conversion rate", TEXT, 0.25)
    assert "Target line: 25.0%." in caption.reading
    _, silent = series_chart(conversion(), "Conversion rate", TEXT)
    assert "Target" not in silent.reading
