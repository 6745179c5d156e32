"""Where things stand in the form: what it comes to is read where it is changed."""

import pytest

from bot.text import Text
from bot.views.message import View
from bot.views.proposals.examples import proposal_views
from tests.bot.scenarios.house import words_of

EN, FR = Text("en"), Text("fr")


def parts(view: View) -> list[str]:
    return [block["block_id"].split(":")[0] for block in view.json["blocks"]]


def said(view: View, part: str) -> str:
    return words_of(next(block for block in view.json["blocks"] if block["block_id"] == part))


def test_what_it_comes_to_stands_between_what_is_measured_and_what_that_is_narrowed_to() -> None:
    order = parts(proposal_views(EN)["proposal form, new"])
    places = [order.index(part) for part in ("way", "among", "outlook", "within", "condition1", "figures", "why")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("text", "newest"),
    [
        (EN, "Q3 2026, whole company: *21.3%* · as defined today 22.1%"),
        (FR, "T3 2026, toute l’entreprise : *21,3 %* · définition actuelle 22,1 %"),
    ],
)
def test_the_newest_figure_stands_beside_the_words(text: Text, newest: str) -> None:
    view = proposal_views(text)["proposal form, new"]
    assert said(view, "outlook").splitlines()[-1] == newest
    assert said(view, "figures").count("•") == 4


@pytest.mark.parametrize("what", ["looking", "begun", "bad"])
def test_where_there_is_no_figure_none_stands_there(what: str) -> None:
    outlook = said(proposal_views(EN)[f"proposal form, {what}"], "outlook")
    assert "whole company: " not in outlook


def test_what_has_to_be_looked_at_again_is_said_beside_the_button() -> None:
    views = proposal_views(EN)
    assert parts(views["proposal form, again"])[-1] == "again"
    assert "again" not in parts(views["proposal form, new"])
