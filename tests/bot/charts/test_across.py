"""A change of definition among the points of a chart: in both pictures, in Slack's own chart, and in words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts.across import across, then_in_force, told
from bot.charts.gallery import picture_of
from bot.charts.native import series_chart
from bot.charts.panel import alt_text, panel_picture
from bot.charts.panel_png import draw as draw_panel
from bot.charts.panel_png import labels, plot_of
from bot.charts.png import draw
from bot.charts.sheet import width
from bot.text import Text
from bot.use_cases.digests.content import Entry
from bot.views.digests.examples import content, counted, weekly
from bot.views.examples import CALENDAR, an_answer, conversion, revenue
from bot.views.redefined_examples import measured_otherwise, redefined
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
APRIL, MAY = date(2026, 4, 1), date(2026, 5, 16)


def test_the_line_stands_between_the_last_period_of_the_old_and_the_first_of_the_new() -> None:
    found = across(redefined(revenue()), EN)
    assert [answer.period.start for answer in revenue().series][3] == APRIL
    assert found.place == 2.5
    assert [place for place, _ in found.former] == [0, 1, 2]
    assert found.former[0][1] == pytest.approx(512_300 * 1.2)


def test_the_line_stands_inside_the_period_that_the_change_lies_in() -> None:
    found = across(redefined(revenue(), MAY), EN)
    assert found.place == pytest.approx(2.5 + 45 / 91)
    assert [place for place, _ in found.former] == [0, 1, 2]


@given(days=st.integers(1, 450))
def test_the_line_never_leaves_the_points_and_no_old_point_lies_behind_it(days: int) -> None:
    answer = redefined(revenue(), revenue().series[0].period.start + timedelta(days=days))
    found = across(answer, EN)
    assert -0.5 < found.place < len(answer.series)
    assert all(place + 0.5 <= found.place + 1e-9 for place, _ in found.former)


def test_an_answer_of_one_definition_has_no_line() -> None:
    assert across(revenue(), EN) is None
    assert told(revenue(), EN) == ""
    assert then_in_force(revenue(), EN) == ()


@pytest.mark.parametrize("answer", [conversion(), revenue()], ids=["line", "bars"])
def test_the_picture_shows_it(answer: Answer) -> None:
    plain, broken = draw(answer, "KPI", EN), draw(redefined(answer), "KPI", EN)
    without_points = draw(measured_otherwise(answer), "KPI", EN)
    assert len({plain, broken, without_points, draw(redefined(answer, MAY), "KPI", EN)}) == 4


def test_points_of_the_old_definition_far_above_still_fit_into_the_picture() -> None:
    answer = redefined(revenue())
    far = tuple(
        replace(point, figure=replace(point.figure, value=point.figure.value * 40)) for point in answer.broken.points
    )
    farther = replace(answer, broken=replace(answer.broken, points=far))
    assert draw(farther, "KPI", EN) != draw(answer, "KPI", EN)


def test_the_alt_text_says_every_figure_of_both_definitions_in_both_languages() -> None:
    english, french = (picture_of(redefined(conversion()), "Conversion rate", text).alt_text for text in (EN, FR))
    assert "All figures follow version 2 of the definition, in force since 1 Apr 2026." in english
    assert "Version 1 gave until then: Q3 2025: 16.9% · Q4 2025: 17.1% · Q1 2026: 19.4%." in english
    assert "La version 1 donnait jusque-là\u00a0: T3 2025\u00a0: 16,9" in french


def test_slacks_own_chart_sets_what_was_told_then_beside_the_figures_of_today() -> None:
    drawing, words = series_chart(redefined(conversion()), "Conversion rate", EN)
    now, then = drawing.json["chart"]["series"]
    assert (then["name"], now["name"]) == ("As defined then", "Team Nord")
    assert [point["label"] for point in then["data"]] == [point["label"] for point in now["data"]]
    assert [point["value"] for point in then["data"]] == [16.9, 17.1, 19.4, 17.2, 18.4]
    assert [point["value"] for point in now["data"]][3:] == [17.2, 18.4]
    assert "“As defined then” is what version 1 gave until then." in words.reading


def test_slacks_own_chart_leaves_a_series_with_a_hole_away_and_says_its_figures_in_words() -> None:
    answer = redefined(conversion())
    holed = replace(answer, broken=replace(answer.broken, points=answer.broken.points[1:]))
    drawing, words = series_chart(holed, "Conversion rate", EN)
    assert len(drawing.json["chart"]["series"]) == 1
    assert "Version 1 gave until then: Q4 2025: 17.1%" in words.reading


def test_another_unit_is_said_as_a_change_without_figures() -> None:
    _, words = series_chart(measured_otherwise(revenue()), "Revenue", FR)
    assert "Tous les chiffres suivent la version 2" in words.reading
    assert "donnait" not in words.reading


def _week(text: Text, *, broken: bool) -> tuple[bytes, str]:
    answer = weekly(an_answer, "leads", [counted(each) for each in (40, 38, 45, 44, 39, 41)], "leads")
    if broken:
        answer = redefined(answer, answer.series[3].period.start)
    week = content([Entry(CATALOG["leads"], answer)])
    picture = panel_picture(week, text)
    return draw_panel(*picture.of), alt_text(week, text)


def test_the_panel_of_a_digest_draws_it_and_its_alt_text_says_it() -> None:
    plain, broken = _week(EN, broken=False), _week(EN, broken=True)
    assert plain[0] != broken[0]
    assert "version 2 of the definition" in broken[1]
    assert "version 2" not in plain[1]
    assert "Version 1 gave until then" in broken[1]


@given(weeks=st.integers(1, 12), text=st.sampled_from([EN, FR]), across_pixels=st.sampled_from([936, 440]))
def test_the_name_of_the_line_stays_inside_its_chart_and_clear_of_the_values(
    weeks: int, text: Text, across_pixels: int
) -> None:
    answer = weekly(an_answer, "leads", [counted(each * each + 5) for each in range(13)], "leads")
    picture = panel_picture(
        content([Entry(CATALOG["leads"], redefined(answer, answer.series[weeks].period.start))]), text
    )
    (panel,) = picture.of
    (chart,) = panel.charts
    plot = plot_of(chart, 32, 0, across_pixels)
    *others, named = labels(chart, plot)
    assert named.words == "version 1 → 2"
    left, _, right, _ = named.box
    assert 32 <= left < right <= 32 + across_pixels
    assert not any(named.meets(other) for other in others)


def test_words_of_a_panel_keep_their_size_whatever_else_is_drawn() -> None:
    before = width("A", 20.0)
    draw(conversion(), "KPI", EN)
    assert width("Ǎ", 20.0) == before  # the same letter under a mark, outlined only now
