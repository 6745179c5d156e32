"""The PNG: a true picture of the right size, quick, in a process of its own, whatever the names."""

import pickle
import struct
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context

import pytest

from bot.charts.png import draw
from bot.text import Text
from bot.views.examples import CALENDAR, a_period, a_share, an_answer, conversion, cycle, revenue, young
from kpi_engine.answer import Answer, Point
from kpi_engine.figure import Interval, NoData, Reason, Unit, Value
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
SIZE = (1200, 675)


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def _series(key: str, *values: Value) -> Answer:
    last = a_period(date(2026, 10, 5), Grain.MONTH)
    points = tuple(Point(CALENDAR.shift(last, place + 1 - len(values)), value) for place, value in enumerate(values))
    return replace(an_answer(key, last, values[-1]), series=points)


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("answer", [conversion(), cycle(), revenue()], ids=["rate", "median", "amount"])
def test_every_kind_of_figure_is_drawn(answer: Answer, text: Text):
    with warnings.catch_warnings():
        warnings.simplefilter("error")

        assert _size(draw(answer, "Conversion rate", text)) == SIZE


def test_the_same_answer_gives_the_same_picture():
    assert draw(conversion(), "Conversion rate", EN) == draw(conversion(), "Conversion rate", EN)


def test_the_language_and_the_figures_are_in_the_picture():
    english = draw(conversion(), "Conversion rate", EN)
    other = replace(conversion(), headline=a_share(413, 2240, 0.168, 0.201))

    assert english != draw(conversion(), "Conversion rate", FR)
    assert english == draw(other, "Conversion rate", EN)  # 18.4% both: what is written is what is drawn
    assert english != draw(replace(conversion(), headline=a_share(420, 2240, 0.17, 0.21)), "Conversion rate", EN)


@pytest.mark.parametrize(
    "answer",
    [
        _series("leads", Value(0.0, 0, Unit.COUNT, interval=Interval(0, 3.7)), Value(0.0, 0, Unit.COUNT)),
        _series("conversion", a_share(5, 5, 0.5, 1.0), a_share(0, 5, 0.0, 0.5)),
        _series("revenue", Value(-500.0, 9, Unit.MONEY), Value(1e15, 9, Unit.MONEY)),
        _series("cycle", *[Value(30.0, 9, Unit.DAYS)] * 30),
        _series("conversion", a_share(1, 2, 0.1, 0.9)),
    ],
    ids=["all zero", "none and all", "below zero", "flat and long", "one point"],
)
def test_the_edges_are_drawn_too(answer: Answer):
    assert _size(draw(answer, "x", EN)) == SIZE


def test_a_last_period_without_a_value_is_drawn_as_a_gap():
    series = (*conversion().series[:-1], Point(conversion().series[-1].period, NoData(Reason.NO_ROWS, Unit.SHARE)))

    assert _size(draw(replace(conversion(), series=series, comparison=None), "x", EN)) == SIZE


@pytest.mark.parametrize("name", ["$x^2$ \\frac{", "<!channel> & Söhne", "x" * 300, "a\nb", ""])
def test_a_name_is_written_and_never_read_as_anything_else(name: str):
    answer = replace(conversion(), question=replace(conversion().question, scope=Scope(Level.TEAM, name)))

    assert _size(draw(answer, name, EN)) == SIZE


def test_it_draws_in_another_process():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert _size(pool.submit(draw, conversion(), "Taux de conversion", FR).result()) == SIZE


def test_all_that_it_takes_can_be_sent_to_that_process():
    assert pickle.loads(pickle.dumps((conversion(), FR))) == (conversion(), FR)


def test_a_warm_picture_takes_less_than_three_tenths_of_a_second():
    def seconds() -> float:
        began = time.process_time()
        draw(conversion(), "Conversion rate", EN)
        return time.process_time() - began

    assert min(seconds() for _ in range(4)) < 0.3


def test_a_young_cohort_is_drawn_with_what_is_expected_of_it():
    plain = replace(young(), maturity=None)
    ripe = replace(young(), maturity=replace(young().maturity, so_far=1.0))
    assert draw(young(), "Conversion rate", EN) != draw(plain, "Conversion rate", EN)
    assert draw(ripe, "Conversion rate", EN) == draw(plain, "Conversion rate", EN)
