"""The digest's picture: the same numbers as its text, weeks without a figure left empty, quick, whatever the names."""

import asyncio
import json
import pickle
import struct
import time
import warnings
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts.fitting import width as width_by_matplotlib
from bot.charts.ink import DPI
from bot.charts.painter import Painter
from bot.charts.panel import Panel, Small, alt_text, panel_picture
from bot.charts.panel_png import draw, labels, plot_of
from bot.charts.points import Drawn
from bot.charts.sheet import fitted, width
from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views import limits, outcomes
from bot.views.digests.examples import content, contents, counted, leads, rate, renamed, revenue, weekly, won
from bot.views.digests.message import digest_message
from bot.views.examples import CALENDAR, NOW, an_answer
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.scope import Level, Scope

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
WEEKS = contents(an_answer)
EIGHT = WEEKS["eight figures of long names"]


def _panel(week: DigestContent, text: Text = EN) -> Panel:
    picture = panel_picture(week, text)
    assert picture
    (panel,) = picture.of
    assert isinstance(panel, Panel)
    return panel


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    across, down = struct.unpack(">II", png[16:24])
    return across, down


def _one(figures: Sequence[Figure], key: str = "leads", table: str = "leads") -> DigestContent:
    return content([Entry(CATALOG[key], weekly(an_answer, key, figures, table))])


# the same numbers

_counts = st.integers(0, 5000).map(counted)
_shares = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda pair: won(pair[0], pair[0] + pair[1] or 1))
_cents = st.integers(0, 10**9).map(lambda cents: cents / 100)
_hours = st.integers(0, 9600).map(lambda hours: hours / 24)
_amounts = _cents.map(lambda x: Value(x, 30, Unit.MONEY, interval=Interval(x * 0.8, x * 1.3)))
_days = _hours.map(lambda x: Value(x, 30, Unit.DAYS, interval=Interval(x * 0.7, x * 1.4)))
_KINDS = (
    ("leads", "leads", _counts),
    ("transformation", "opportunities", _shares),
    ("revenue", "orders", _amounts),
    ("cycle", "opportunities", _days),
)


@st.composite
def digests(draw: st.DrawFn) -> DigestContent:
    """Three to eight figures of thirteen weeks or fewer, some weeks without one, the newest with."""
    entries = []
    for _ in range(draw(st.integers(3, 8))):
        key, table, values = draw(st.sampled_from(_KINDS))
        gap = NoData(Reason.NO_ROWS, CATALOG[key].unit)
        earlier: list[Figure] = draw(st.lists(values | st.just(gap), min_size=1, max_size=12))
        entries.append(Entry(CATALOG[key], weekly(an_answer, key, [draw(values), *earlier[1:], draw(values)], table)))
    return content(entries)


@settings(max_examples=40, deadline=None)
@given(digests(), st.sampled_from([EN, FR]))
def test_every_number_of_the_picture_is_that_of_the_answer_as_the_text_writes_it(week: DigestContent, text: Text):
    said = digest_message(week, text, picture=True, now=NOW).reading
    panel = _panel(week, text)
    for entry, chart in zip(week.entries, panel.charts, strict=True):
        answer = entry.answer
        assert isinstance(answer.headline, Value)
        assert outcomes.headline(answer, entry.kpi, text) in said
        assert outcomes.headline(answer, entry.kpi, text).endswith(f": {chart.value}")
        assert chart.points[-1].value == answer.headline.value
        assert [point.value for point in chart.points] == [
            point.figure.value if isinstance(point.figure, Value) else None for point in answer.series
        ]
        drawn = [point.height for point in chart.points if point.value is not None]
        assert drawn == [text.plotted(point.value, answer.unit) for point in chart.points if point.value is not None]
        if chart.note:
            assert chart.note in said


def test_a_week_without_a_figure_is_no_point_and_never_zero():
    (chart,) = _panel(content([rate(an_answer)])).charts
    assert [place for place, point in enumerate(chart.points) if point.height is None] == [5]
    filled = [won(20, 66) if isinstance(p.figure, NoData) else p.figure for p in rate(an_answer).answer.series]
    assert draw(_panel(content([rate(an_answer)]))) != draw(_panel(_one(filled, "transformation", "opportunities")))


def test_the_newest_week_always_stands_last_however_few_there_are():
    (chart,) = _panel(_one([counted(61), counted(58), counted(66)])).charts
    assert chart.slots == 13
    assert chart.ticks == ((10, "W45"), (11, "W46"), (12, "W47"))


def test_the_target_is_drawn_where_it_is_one_of_every_week():
    month = WEEKS["an eventful week"].entry("revenue").progress
    assert month
    assert _panel(content([revenue(an_answer)])).charts[0].target is None  # a quarter's sum is no week's
    target = replace(month.target, kpi="transformation", aim=0.35)
    progress = replace(month, target=target, unit=Unit.SHARE, manner=type(month.manner).SHARE)
    (chart,) = _panel(content([replace(rate(an_answer), progress=progress)])).charts
    assert chart.target == (35.0, "Target 35.0%")
    assert draw(_panel(content([replace(rate(an_answer), progress=progress)]))) != draw(
        _panel(content([rate(an_answer)]))
    )


@pytest.mark.parametrize("highest", range(12))
@pytest.mark.parametrize("lowest", range(12))
def test_the_target_is_not_written_over_the_highest_or_the_lowest_value(highest: int, lowest: int):
    course = [45.0] * 13
    course[lowest], course[highest] = 30.0, 50.0
    wide = {"low": 0.0, "high": 100.0}  # so that all values lie close to each other and to the target
    points = tuple(Drawn(f"W{week}", f"{share:.1f}%", share, share / 100, **wide) for week, share in enumerate(course))
    chart = replace(
        _panel(content([rate(an_answer)])).charts[0], points=points, slots=13, target=(44.0, "Target 44.0%")
    )
    *ends, target = labels(chart, plot_of(chart, 0, 0, 440))
    assert target.words == "Target 44.0%"
    assert not any(target.meets(each) for each in ends)


def test_a_line_breaks_where_what_is_counted_begins_to_be_recorded():
    week = content([WEEKS["an eventful week"].entry("conversion")])
    (chart,) = _panel(week).charts
    assert [(each.place, each.label) for each in chart.breaks] == [(8.5, "recorded from 31 Aug 2026")]
    (french,) = _panel(week, FR).charts
    assert french.breaks[0].label == "enregistré depuis le 31 août 2026"
    unbroken = replace(week.entries[0], answer=replace(week.entries[0].answer, incomparable=None))
    assert draw(_panel(week)) != draw(_panel(content([unbroken])))


# in words


def test_the_alt_text_carries_every_value_that_is_drawn():
    assert alt_text(content([leads(an_answer), rate(an_answer)]), EN) == (
        "Week 47: Team Nord. Leads 67: 61, 58, 66, 70, 63, 59, 68, 64, 71, 60, 65, 62, 67. Transformation rate 30.3%: "
        "29.5%, 29.3%, 30.3%, 30.0%, 30.2%, no data, 28.8%, 30.9%, 29.7%, 31.0%, 30.0%, 30.8%, 30.3%"
    )


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("week", WEEKS.values(), ids=WEEKS.keys())
def test_the_alt_text_is_never_longer_than_slack_takes(week: DigestContent, text: Text):
    assert 0 < len(alt_text(week, text)) <= limits.IMAGE_ALT


def test_eight_figures_with_names_of_forty_characters_are_carried_whole():
    charts = _panel(EIGHT).charts
    assert all(", ".join(point.written for point in chart.points) in alt_text(EIGHT, EN) for chart in charts)


def test_where_nothing_has_a_course_there_is_no_picture():
    assert panel_picture(WEEKS["without a figure"], EN) is None


# the drawing


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("week", [each for each in WEEKS.values() if panel_picture(each, EN)])
def test_every_week_is_drawn_in_the_width_of_a_message(week: DigestContent, text: Text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        across, down = _size(draw(_panel(week, text)))
    assert across == 1000
    assert down <= 1100  # taller ones are shown smaller


def test_the_same_week_gives_the_same_picture_and_languages_differ():
    assert draw(_panel(EIGHT)) == draw(_panel(EIGHT))
    assert draw(_panel(EIGHT)) != draw(_panel(EIGHT, FR))


@pytest.mark.parametrize("name", ["$x^2$ \\frac{", "<!channel> & Söhne", "x" * 300, "a\nb", "", "𝒳 🏆 東京 قلب"])
def test_a_name_is_written_and_never_read_as_anything_else(name: str):
    week = content([renamed(leads(an_answer), name), renamed(rate(an_answer), name)])
    week = replace(week, digest=replace(week.digest, scope=Scope(Level.TEAM, name)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _size(draw(_panel(week)))


@pytest.mark.parametrize(
    "figures",
    [
        [counted(0)] * 13,
        [won(0, 5), won(5, 5)],
        [Value(-500.0, 9, Unit.MONEY), Value(1e15, 9, Unit.MONEY)],
        [Value(30.0, 9, Unit.DAYS)] * 13,
        [won(1, 3), NoData(Reason.NO_ROWS, Unit.SHARE), won(2, 3), NoData(Reason.NO_ROWS, Unit.SHARE)],
    ],
    ids=["all zero", "none and all", "below zero", "flat, without interval", "every other week"],
)
def test_the_edges_are_drawn_too(figures: Sequence[Figure]):
    keys = {Unit.COUNT: "leads", Unit.SHARE: "transformation", Unit.MONEY: "revenue", Unit.DAYS: "cycle"}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _size(draw(_panel(_one(figures, keys[figures[0].unit]))))


def test_names_of_forty_characters_stay_whole():
    assert fitted("Figure 0 whose name counts forty letters", 440, (18, 26), bold=True)[0].endswith("letters")


def test_words_are_as_wide_as_matplotlib_says():
    said = "Taux de transformation : 38,2 % (+2,1 points)"
    for bold in (False, True):
        assert width(said, 22, bold=bold) == pytest.approx(
            width_by_matplotlib(said, 22 * 72 / DPI, bold=bold), rel=0.03
        )


def test_words_that_do_not_fit_shrink_then_end_in_an_ellipsis():
    whole, size = fitted("Taux de transformation", 300, (20, 26))
    assert whole == "Taux de transformation"
    assert 20 <= size <= 26
    clipped, smallest = fitted("Taux de transformation" * 3, 300, (20, 26))
    assert clipped.endswith("…")
    assert (smallest, width(clipped, 20) <= 300) == (20, True)


def test_what_the_worker_gets_is_small_and_can_be_sent_to_it():
    picture = panel_picture(EIGHT, EN)
    assert picture
    sent = pickle.dumps((picture.paint, picture.of))
    assert len(sent) < 40_000
    paint, of = pickle.loads(sent)
    assert paint(*of) == draw(_panel(EIGHT))


def test_the_painter_draws_it_in_its_worker():
    async def drawn() -> bytes:
        painter, picture = Painter(), panel_picture(EIGHT, EN)
        assert picture
        try:
            return await painter.draw(picture.paint, *picture.of)
        finally:
            painter.close()

    assert asyncio.run(drawn()) == draw(_panel(EIGHT))


def test_a_warm_panel_of_five_figures_takes_less_than_sixty_milliseconds():
    panel = _panel(content([leads(an_answer), rate(an_answer), revenue(an_answer), leads(an_answer), rate(an_answer)]))

    def seconds() -> float:
        began = time.process_time()
        draw(panel)
        return time.process_time() - began

    assert min(seconds() for _ in range(6)) < 0.060


def test_a_small_chart_says_nothing_that_is_not_in_its_answer():
    (chart,) = _panel(content([leads(an_answer)])).charts
    assert isinstance(chart, Small)
    written = {point.written for point in chart.points}
    assert written == {str(int(p.figure.value)) for p in leads(an_answer).answer.series if isinstance(p.figure, Value)}
    assert "NaN" not in json.dumps([point.height for point in chart.points])
