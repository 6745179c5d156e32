"""What the form knows before anybody typed: of a card, of a message."""

from dataclasses import replace
from datetime import date

import pytest

from bot.text import Language
from bot.use_cases.voice.say_draft import MOST, about_question, quoting, say_choices
from bot.use_cases.voice.say_plainly import plainly
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Dimension, Filter, Question
from tests.bot.voice.field import Field

ASKED = Question("transformation", Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER))


@pytest.mark.parametrize(("language", "period"), [(Language.EN, "Q3 2026"), (Language.FR, "T3 2026")])
def test_a_card_gives_its_figure_its_period_and_what_it_is_narrowed_to(field: Field, language, period: str):
    filters = (Filter(Dimension.SEGMENT, ("Retail",)), Filter(Dimension.STAGE, ("Demo",)))
    told = about_question(replace(ASKED, filters=filters), language, field.office)
    assert told.about == {"kpi": "transformation", "period": period, "segment": "Retail", "stage": "Demo"}


@pytest.mark.parametrize(
    "narrowing",
    [
        Filter(Dimension.SEGMENT, ("Retail", "Logistics")),
        Filter(Dimension.SEGMENT, (None,)),
        Filter(Dimension.REP, ("Camille Roy",)),
    ],
)
def test_what_names_no_one_segment_or_stage_is_left_out(field: Field, narrowing: Filter):
    told = about_question(replace(ASKED, filters=(narrowing,)), Language.EN, field.office)
    assert told.about == {"kpi": "transformation", "period": "Q3 2026"}


def test_without_facts_segments_and_stages_are_typed(field: Field):
    choices = say_choices(field.office)
    assert (choices.segments, choices.stages) == ((), ())
    assert "conversion" in {kpi.key for kpi in choices.kpis}


def test_a_quoted_message_leaves_room_to_say_something():
    assert quoting("one\n\ntwo").body == "> one\n> \n> two\n\n"
    assert quoting("").body == ""
    assert len(quoting("x" * 9000).body) < MOST - 500


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("ask <@UREP000> or <@UREP001|grace>", "ask @Nobody or @grace"),
        ("<@UNOBODY9> knows", "@UNOBODY9 knows"),
        ("in <#C1|general>, <!here>", "in #general, @here"),
        ("see <https://x.example/a|the page> and <https://y.example>", "see the page and https://y.example"),
        ("a <b> & 2 < 3 > 1", "a <b> & 2 < 3 > 1"),
    ],
)
def test_marks_of_slack_are_read_as_people_read_them(field: Field, marked: str, plain: str):
    assert plainly(marked, "T1", field.office) == plain
