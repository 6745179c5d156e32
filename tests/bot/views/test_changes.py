"""What a change is called: for the better, for the worse, or neither where more is no better than less."""

from dataclasses import replace
from datetime import date

import pytest

from bot.text import Text
from bot.views.changes import change
from bot.views.examples import CALENDAR, conversion
from bot.views.mrkdwn import unmarked
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Change, Direction, Interval, NoData, Reason
from kpi_engine.periods import Grain, Period

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
GREW = Change(0.05, 0.4, Interval(0.02, 0.08), beyond_noise=True)


def _said(better: Direction, text: Text) -> str:
    answer = conversion()
    assert answer.comparison
    grown = replace(answer.comparison, change=GREW)
    said = change(replace(answer, better=better, comparison=grown), text)
    return unmarked(said).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("better", "english", "french"),
    [
        (Direction.UP, "a real change, for the better.", "un vrai progrès."),
        (Direction.DOWN, "a real change, for the worse.", "un vrai recul."),
        (Direction.NEITHER, "a real change.", "un vrai changement."),
    ],
)
def test_a_change_is_praised_or_blamed_only_where_a_way_is_better(better: Direction, english: str, french: str) -> None:
    assert _said(better, EN).endswith(f": {english}")
    assert _said(better, FR).endswith(f" : {french}")


def test_what_has_nothing_to_be_set_beside_says_so_in_a_whole_sentence_of_either_language() -> None:
    answer = conversion()
    assert answer.comparison
    nothing = NoData(Reason.NO_ROWS, answer.unit)
    week = Period(date(2026, 11, 9), date(2026, 11, 16), Grain.WEEK)
    bare = replace(answer, comparison=replace(answer.comparison, change=None, figure=nothing, period=week))
    assert unmarked(change(bare, EN)).startswith("Nothing to compare with: no usable figure for week 46")
    said = unmarked(change(bare, FR)).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Rien à comparer : pas de chiffre utilisable (semaine 46")


def test_stages_entered_are_neither_better_nor_worse_when_there_are_more() -> None:
    assert CATALOG["stages"].better is Direction.NEITHER
