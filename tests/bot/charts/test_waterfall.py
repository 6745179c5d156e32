"""The waterfall: from then to now without a gap, with its figures in words, legible whatever the names."""

import pickle
import struct
import warnings
from itertools import pairwise

import pytest

from bot.charts.waterfall import Waterfall, alt_text, picture_of_split, waterfall
from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views import limits
from bot.views.examples import CALENDAR, conversion, cycle, revenue
from bot.views.why_examples import replies
from bot.views.why_sums import adding_up
from kpi_engine.why import Explanation, Unexplained

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
REPLIES = replies(conversion(), cycle(), revenue())
SPLIT = {name: reply for name, reply in REPLIES.items() if reply.shown}


def drawn(reply: WhyReply, text: Text) -> Waterfall:
    assert reply.shown
    return waterfall(reply.shown, reply, text)


@pytest.mark.parametrize("reply", SPLIT.values(), ids=SPLIT.keys())
def test_each_step_begins_where_the_one_before_it_ended(reply: WhyReply) -> None:
    picture = drawn(reply, EN)
    assert len(picture.steps) <= 8
    for before, after in pairwise((picture.then, *picture.steps)):
        assert after.begins == before.ends
    assert picture.steps[-1].ends == pytest.approx(picture.now.ends)


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("reply", SPLIT.values(), ids=SPLIT.keys())
def test_it_is_drawn_from_what_can_be_pickled_and_its_words_hold_every_figure(reply: WhyReply, text: Text) -> None:
    picture = picture_of_split(reply, text)
    assert picture
    paint, of = pickle.loads(pickle.dumps((picture.paint, picture.of)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        png = paint(*of)
    assert struct.unpack(">II", png[16:24]) == (1200, 675)
    shown = drawn(adding_up(reply, text), text)
    assert len(picture.alt_text) <= limits.IMAGE_ALT
    assert picture.alt_text == alt_text(shown, text)
    for step in (shown.then, *shown.steps, shown.now):
        assert step.written in picture.alt_text


def test_better_is_what_the_kpi_calls_better() -> None:
    shorter = drawn(REPLIES["why: the whole against all medians"], EN)
    assert all(step.better == (step.ends < step.begins) for step in shorter.steps if step.ends != step.begins)


def test_where_nothing_is_split_there_is_no_picture() -> None:
    reply = WhyReply(SPLIT["why: sums"].kpi, Explanation(conversion(), reason=Unexplained.NO_DIMENSION))
    assert picture_of_split(reply, EN) is None
