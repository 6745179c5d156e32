"""What a Why card shows adds up as shown: down the columns, across the rows, in the picture."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views.examples import CALENDAR, conversion, cycle, revenue
from bot.views.why_examples import replies
from bot.views.why_sums import adding_up, apportioned
from bot.views.why_table import split_table
from kpi_engine.figure import Unit

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
SPLIT = {name: reply for name, reply in replies(conversion(), cycle(), revenue()).items() if reply.shown}
STEP = Fraction(1, 10)


def _number(written: str) -> Fraction:
    digits = re.sub(r"[^\d.\-]", "", written.replace("\N{MINUS SIGN}", "-"))
    return Fraction(digits) if digits else Fraction()


@given(st.lists(st.fractions(-50, 50), min_size=1, max_size=40))
def test_rounded_parts_add_up_to_the_rounded_whole_and_none_strays_by_a_step(parts: list[Fraction]) -> None:
    whole = round(sum(parts, Fraction()) / STEP) * STEP
    shown = apportioned(parts, whole, STEP)
    assert sum(shown) == whole
    assert all(abs(each - part) < 2 * STEP for each, part in zip(shown, parts, strict=True))
    assert all((each / STEP).denominator == 1 for each in shown)


def test_what_lost_most_by_rounding_is_rounded_up() -> None:
    parts = [Fraction("0.14"), Fraction("0.17"), Fraction("0.19")]
    assert apportioned(parts, Fraction("0.5"), STEP) == [Fraction("0.1"), Fraction("0.2"), Fraction("0.2")]


@pytest.mark.parametrize("reply", SPLIT.values(), ids=SPLIT.keys())
def test_every_column_of_contributions_adds_up_to_the_last_line(reply: WhyReply) -> None:
    shown = adding_up(reply, EN)
    assert shown.shown
    _, *rows = split_table(shown.shown, shown.explanation.answer, EN).json["rows"]
    *parts, whole = ([_number(cell["text"]) for cell in row] for row in rows)
    assert len(parts) > 1
    for place in (1, *range(4, len(whole))):
        assert sum(part[place] for part in parts) == whole[place]
    if reply.explanation.answer.unit is Unit.SHARE:
        assert all(row[1] == row[4] + row[5] for row in (*parts, whole))


@pytest.mark.parametrize("reply", SPLIT.values(), ids=SPLIT.keys())
def test_rounding_moves_no_contribution_by_what_would_show_and_not_the_change(reply: WhyReply) -> None:
    shown, answer = adding_up(reply, EN).shown, reply.explanation.answer
    assert shown
    assert reply.shown
    assert EN.change(float(shown.change), answer.unit, "EUR") == EN.change(
        float(reply.shown.change), answer.unit, "EUR"
    )
    assert [each.value for each in shown.contributions] == [each.value for each in reply.shown.contributions]


def test_parts_have_the_decimals_of_the_whole() -> None:
    assert EN.part_of_change(0.02, Unit.SHARE, 1) == "+2.0 points"
    assert EN.part_of_change(-0.0123, Unit.SHARE, 2) == "\N{MINUS SIGN}1.23 points"
    assert FR.part_of_change(0.01, Unit.SHARE, 1).replace("\N{NO-BREAK SPACE}", " ") == "+1,0 point"
    assert EN.part_of_change(1234.5, Unit.MONEY, 0, "EUR") == "+€1,235"
    assert EN.part_of_change(0.0, Unit.COUNT, 0) == "±0"
