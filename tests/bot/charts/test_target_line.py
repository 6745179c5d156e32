"""The target among the points of a series: a line in the picture, and the same in words."""

from bot.charts.gallery import picture_of
from bot.charts.native import series_chart
from bot.charts.png import draw
from bot.text import Text
from bot.views.examples import conversion, revenue
from kpi_engine.answer import Answer
from kpi_engine.progress import Mark

TEXT, FRENCH = Text("en"), Text("fr")


def at(aim: float) -> Mark:
    return Mark(aim, aim)


def pixels(answer: Answer, mark: Mark | None, text: Text = TEXT) -> bytes:
    return draw(answer, "Conversion rate", text, mark)


def test_the_line_is_drawn_and_moves_with_the_target() -> None:
    drawn = [pixels(conversion(), mark) for mark in (None, at(0.25), at(0.30))]
    assert len(set(drawn)) == 3
    assert all(each.startswith(b"\x89PNG") for each in drawn)


def test_a_target_far_above_all_points_still_fits_in_the_picture() -> None:
    assert pixels(revenue(), at(2_000_000.0)) != pixels(revenue(), at(3_000_000.0))


def test_the_picture_says_the_line_in_its_alt_text_in_both_languages() -> None:
    for text, said in ((TEXT, "Target line: 25.0%."), (FRENCH, "Ligne d’objectif\u00a0: 25,0\u202f%.")):
        picture = picture_of(conversion(), "Conversion rate", text, at(0.25))
        assert picture
        assert said.replace("\u202f", "\u00a0") in picture.alt_text.replace("\u202f", "\u00a0")


def test_the_native_chart_names_the_target_in_its_caption_and_says_nothing_without_one() -> None:
    _, caption = series_chart(conversion(), "Conversion rate", TEXT, at(0.25))
    assert "Target line: 25.0%." in caption.reading
    _, silent = series_chart(conversion(), "Conversion rate", TEXT)
    assert "Target" not in silent.reading


def test_the_native_chart_draws_the_target_as_a_second_series_of_the_same_points() -> None:
    drawing, _ = series_chart(conversion(), "Conversion rate", TEXT, at(0.25))
    own, target = drawing.json["chart"]["series"]
    assert target["name"] == "Target"
    assert [point["label"] for point in target["data"]] == [point["label"] for point in own["data"]]
    assert {point["value"] for point in target["data"]} == {25.0}
    bare, _ = series_chart(conversion(), "Conversion rate", TEXT)
    assert len(bare.json["chart"]["series"]) == 1


def test_a_line_on_the_way_to_the_target_says_so_in_both_languages() -> None:
    for text, name, said in (
        (TEXT, "Target, by today", "Target line: €136,604 by today, on the way to €300,000."),
        (FRENCH, "Objectif à ce jour", "Ligne d’objectif : 136 604 € à ce jour, vers 300 000 €."),
    ):
        drawing, caption = series_chart(revenue(), "Revenue", text, Mark(136_604.0, 300_000.0))
        assert drawing.json["chart"]["series"][1]["name"] == name
        assert said in caption.reading.replace("\u202f", " ").replace("\xa0", " ")
