"""The receipt: everything it takes to believe a figure."""

from dataclasses import replace

import pytest

from bot.text import Text
from bot.views import notices, receipt
from bot.views.examples import CALENDAR, NOW, a_reply, conversion, cycle, nothing, revenue
from bot.views.message import View
from kpi_engine.answer import Answer

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)


def _said(view: View) -> str:
    texts = [
        part["text"]
        for block in view.json["blocks"]
        for part in (
            *block.get("fields", []),
            *block.get("elements", []),
            *([block["text"]] if "text" in block else []),
        )
    ]
    return "\n".join(texts).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ")


def _receipt(answer: Answer, text: Text = EN) -> str:
    return _said(receipt.modal(a_reply(answer), text, now=NOW))


@pytest.mark.parametrize(
    "line",
    [
        "Of the leads created in the period, the share that became customers so far.",
        "Definition, version 1 · KPI assistant",
        "*Value*\n18.4%",
        "*Counts*\n412 of 2,240 leads",
        "*95% interval*\n16.8% to 20.1%",
        "*95% interval of the change*\n−1.1 points to +3.5 points",
        "*Whose figures*\nTeam Nord",
        "*Days*\n1 Jul – 30 Sept 2026",
        "*Time zone*\nEurope/Paris",
        "*What is counted*\nleads",
        "*Dated by*\nthe day of creation",
        "*Data complete up to*\n21 Nov 2026",
        "*Loaded*\n2 hours ago",
        "*Data version*\nfacts-12",
        "Left out: 4 dated in the future.",
        "Wilson interval",
        "Receipt 7F3A9C2K: `/kpi replay 7F3A9C2K` gives this figure again, as long as its data is kept.",
    ],
)
def test_the_receipt_names(line: str):
    assert line in _receipt(conversion())


def test_the_receipt_speaks_french():
    said = _receipt(conversion(), FR)

    assert "*Intervalle à 95 % de l’évolution*\n−1,1 point à +3,5 points" in said
    assert "*Daté par*\nle jour de création" in said
    assert "Reçu 7F3A9C2K : `/kpi rejouer 7F3A9C2K` redonne ce chiffre tant que ses données sont conservées." in said


@pytest.mark.parametrize(
    ("answer", "method"), [(cycle(), "order statistics"), (revenue(), "logarithmic scale"), (conversion(), "Wilson")]
)
def test_each_unit_explains_its_own_interval(answer: Answer, method: str):
    assert method in _receipt(answer)


def test_without_a_figure_the_receipt_explains_no_interval():
    said = _receipt(nothing())

    assert "*Value*\nno data" in said
    assert "How sure" not in said
    assert "*Counts*" not in said


def test_a_day_that_has_no_words_of_its_own_is_named_as_it_is():
    answer = conversion()

    assert "*Dated by*\nseen_on" in _receipt(replace(answer, receipt=replace(answer.receipt, dated_by="seen_on")))


def test_the_modal_opens_before_the_figure_is_there():
    assert "One moment" in _said(receipt.waiting(EN))


def test_a_refusal_is_shown_in_the_modal():
    assert _said(receipt.refused(notices.card_too_old(EN), EN)) == notices.card_too_old(EN).reading
