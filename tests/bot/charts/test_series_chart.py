"""Slack's own chart of a series, and the words that say the same."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.charts import twin
from bot.charts.native import series_chart
from bot.charts.points import drawn, valued
from bot.text import Text
from bot.views.examples import CALENDAR, a_period, a_share, an_answer, conversion, cycle, revenue
from kpi_engine.answer import Answer, Point
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import NoData, Reason, Unit, Value
from kpi_engine.periods import Grain, Period

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)


def _chart(answer: Answer, text: Text = EN):
    return series_chart(answer, text.say(CATALOG[answer.question.kpi].name), text)


def _weekly(count: int) -> Answer:
    week = a_period(date(2026, 11, 9), Grain.WEEK)
    value = a_share(1, 4, 0.1, 0.5)
    points = tuple(Point(CALENDAR.shift(week, step), value) for step in range(1 - count, 1))
    return replace(an_answer("conversion", week, value), series=points)


def test_the_chart_has_the_numbers_of_the_text():
    block, _ = _chart(conversion())

    assert block.json["chart"]["series"] == [
        {
            "name": "Team Nord",
            "data": [
                {"label": "Q3 2025", "value": 14.1},
                {"label": "Q4 2025", "value": 14.3},
                {"label": "Q1 2026", "value": 16.2},
                {"label": "Q2 2026", "value": 17.2},
                {"label": "Q3 2026", "value": 18.4},
            ],
        }
    ]
    assert block.json["chart"]["axis_config"]["y_label"] == "%"


def test_the_title_names_the_figure_and_the_size_of_its_periods():
    assert _chart(conversion())[0].json["title"] == "Conversion rate by quarter"
    assert _chart(cycle(), FR)[0].json["title"] == "Durée du cycle de vente par mois"


def test_periods_without_a_figure_are_left_out_and_counted():
    block, words = _chart(conversion())

    assert "Q2 2025" not in str(block.json["chart"])
    assert words.reading.endswith("1 period has no figure and is not drawn.")
    assert "Q2 2025: no data" in block.reading


def test_a_period_in_progress_is_labelled_as_such():
    assert drawn(cycle(), EN)[-1].label == "Nov 2026 so far"
    assert drawn(cycle(), FR)[-1].label == "nov. 2026 en cours"
    assert drawn(conversion(), EN)[-1].label == "Q3 2026"


def test_only_the_newest_twenty_points_are_drawn():
    points = _chart(_weekly(30))[0].json["chart"]["series"][0]["data"]

    assert len(points) == 20
    assert (points[0]["label"], points[-1]["label"]) == ("W27 2026", "W46 2026")


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("grain", [*Grain, None])
def test_labels_are_short_and_unique_whatever_the_periods(grain: Grain | None, text: Text):
    last = a_period(date(2026, 9, 21), grain) if grain else Period(date(2026, 6, 24), date(2026, 9, 22))
    value = Value(3.0, 3, Unit.COUNT)
    series = tuple(Point(CALENDAR.shift(last, step), value) for step in range(-19, 1))
    answer = replace(an_answer("leads", last, value), as_of=date(2026, 9, 21), partial=True, series=series)
    labels = [point["label"] for point in _chart(answer, text)[0].json["chart"]["series"][0]["data"]]

    assert len(set(labels)) == len(labels) == 20
    assert max(map(len, labels)) <= 20


def test_fewer_than_two_values_make_no_chart_and_no_trend():
    empty = NoData(Reason.NO_ROWS, Unit.SHARE)
    lonely = replace(conversion(), series=(Point(conversion().series[0].period, empty), conversion().series[-1]))

    assert _chart(lonely) == ()
    assert twin.trend(lonely, EN) == ""


def test_the_trend_names_its_ends_and_where_it_turned():
    assert twin.trend(conversion(), EN) == "From 14.1% (Q3 2025) to 18.4% (Q3 2026)."
    assert twin.trend(revenue(), EN) == (
        "From €512,300 (Q3 2025) to €433,800 (Q3 2026); lowest €433,800 (Q3 2026), highest €610,250 (Q2 2026)."
    )


def test_the_twin_says_every_point():
    assert twin.listing(conversion(), EN) == (
        "Q2 2025: no data · Q3 2025: 14.1% · Q4 2025: 14.3% · Q1 2026: 16.2% · Q2 2026: 17.2% · Q3 2026: 18.4%"
    )


def test_the_alt_text_carries_title_points_and_trend():
    alt = twin.alt_text(conversion(), "Taux de conversion", FR).replace("\u00a0", " ")

    assert alt.startswith("Graphique : Taux de conversion. T2 2025 : pas de données · T3 2025 : 14,1 %")
    assert alt.endswith("De 14,1 % (T3 2025) à 18,4 % (T3 2026).")


def test_a_sparkline_goes_from_its_lowest_to_its_highest():
    assert twin.sparkline([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█"
    assert twin.sparkline([5, 5]) == "▄▄"


@given(st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20))
def test_a_sparkline_has_one_bar_for_each_height_in_their_order(heights: list[float]):
    line = twin.sparkline(heights)

    assert len(line) == len(heights)
    assert line[heights.index(max(heights))] == max(line)
    assert line[heights.index(min(heights))] == min(line)


def test_the_points_with_a_value_are_those_of_the_chart():
    assert [point.label for point in valued(conversion(), EN)] == [
        point["label"] for point in _chart(conversion())[0].json["chart"]["series"][0]["data"]
    ]
