"""Cards of customers: the grid of cohorts, its words and its picture; what weighs beside a rate or a score."""

import json
import struct
from dataclasses import replace

import pytest

from bot.charts.gallery import picture_of
from bot.charts.heat_map import draw
from bot.text import Text
from bot.views import cohorts
from bot.views.customer_examples import examples
from bot.views.details import detail_json
from bot.views.examples import CALENDAR, NOW, a_reply, an_answer
from bot.views.kpi_card import kpi_card, shared_card
from bot.views.message import Message
from bot.views.receipt import modal
from kpi_engine.answer import Answer
from kpi_engine.cohort_news import news
from kpi_engine.cohorts import CohortGrid
from playground.blocks.layout import Surface
from tests.bot.views.judges import playground

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
ANSWERS = examples(an_answer)
COHORTS = ANSWERS["card of cohorts"]


def card(answer: Answer, text: Text = EN) -> Message:
    return kpi_card(a_reply(answer), text, now=NOW, nonce="n")


def said(name: str, text: Text = EN) -> str:
    return card(ANSWERS[name], text).reading.replace("\u00a0", " ").replace("\u202f", " ")


def rows(answer: Answer) -> list[list[str]]:
    (table,) = (block for block in card(answer).blocks if block["type"] == "data_table")
    return [[cell["text"] for cell in row] for row in table["rows"]]


def heading(answer: Answer, text: Text = EN) -> str:
    return str(card(answer, text).blocks[0]["text"]["text"])


def grid() -> CohortGrid:
    assert isinstance(COHORTS.detail, CohortGrid)
    return COHORTS.detail


# cohorts


def test_the_newest_cohort_stands_first_and_each_has_its_size():
    head, newest, *_, oldest = rows(COHORTS)

    assert head == ["First month", "+1", "+2", "+3", "+6", "Customers"]
    assert newest == ["Oct 2026", "(36.4%)", *["–"] * 3, "55"]
    assert oldest == ["May 2026", "73.8%", "57.1%", "47.6%", "(14.3%)", "42"]
    assert "The picture shows every month." in said("card of cohorts")


def test_the_receipt_of_cohorts_says_that_customers_are_counted():
    sheet = json.dumps(modal(a_reply(COHORTS), EN, now=NOW).json)

    assert "What is counted*\\ncustomers" in sheet


def test_a_month_that_is_not_over_stands_in_brackets_and_does_not_sort_as_a_figure():
    (table,) = (block for block in card(COHORTS).blocks if block["type"] == "data_table")
    kinds = {cell["text"]: cell["type"] for row in table["rows"][1:] for cell in row}

    assert kinds["(14.3%)"] == "raw_text"
    assert kinds["47.6%"] == "raw_number"
    assert "In brackets: the month is not over." in said("card of cohorts")


def test_a_small_cohort_shows_its_size_alone():
    (small,) = (row for row in rows(COHORTS) if row[-1] == "3")

    assert set(small[1:-1]) == {"–"}
    assert "fewer than 5" in said("card of cohorts")


def test_the_sentence_compares_at_equal_age_and_says_whether_it_means_anything():
    sentence = said("card of cohorts")

    assert (
        "Of the 47 customers of Aug 2026, *74.5%* were active 2 months later; of earlier ones at that age: 64.7%."
        in (sentence)
    )
    assert "The difference is within normal variation." in sentence


def test_the_month_in_which_the_data_begins_is_told_and_not_compared_with():
    told = news(grid())

    assert told
    assert told.earlier.n == 51
    assert "The data begins in May 2026" in said("card of cohorts")


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_the_headline_counts_customers_and_no_course_is_drawn_beside_the_grid(text: Text):
    blocks = card(COHORTS, text).blocks

    assert "198" in blocks[0]["text"]["text"]
    assert {"en": "new customers", "fr": "nouveaux clients"}[text.language] in blocks[0]["text"]["text"]
    assert "data_visualization" not in {block["type"] for block in blocks}


def test_a_count_that_holds_older_customers_says_so_where_it_stands():
    known = CohortGrid(tuple(replace(each, truncated=False) for each in grid().cohorts))

    assert heading(COHORTS).endswith("new customers, older ones of the first month included")
    assert "y compris d’anciens clients le premier mois" in heading(COHORTS, FR)
    assert heading(replace(COHORTS, detail=known)).endswith("198 new customers")


def test_the_month_of_a_cohort_needs_no_elision_and_returns_are_told_to_count():
    said_in_french = said("card of cohorts", FR)

    assert "Sur 47 clients (août 2026)" in said_in_french
    assert "de août" not in said_in_french
    assert "ou un retour (montant négatif)" in said_in_french


def test_the_words_say_all_that_the_table_says():
    spoken = said("card of cohorts")

    assert all(cell in spoken for row in rows(COHORTS)[1:] for cell in row if cell != "–")


def test_the_grid_as_json_keeps_back_what_the_card_keeps_back():
    told = detail_json(COHORTS.detail)

    assert told
    small = told["cohorts"][1]
    assert (small["customers"], {each["active"] for each in small["months"]}) == (3, {None})
    assert told["cohorts"][0]["months"][1] | {"interval": None} == {
        "age": 1,
        "active": 31,
        "share": pytest.approx(31 / 42),
        "interval": None,
        "complete": True,
    }
    assert json.dumps(told)


def test_the_essential_in_one_breath_holds_the_comparison():
    assert "*74.5%* were active 2 months later" in card(COHORTS).text


# the picture


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_the_heat_map_is_a_picture_of_the_usual_size(text: Text):
    png = draw(COHORTS, text.say("Cohorts"), text)

    assert struct.unpack(">II", png[16:24]) == (1200, 675)
    assert png != draw(replace(COHORTS, detail=CohortGrid(grid().cohorts[:2])), text.say("Cohorts"), text)


def test_its_words_hold_every_figure_of_it():
    picture = picture_of(COHORTS, "Cohorts", EN)

    assert picture
    assert "Aug 2026 (47 customers): 80.9%, 74.5%, (25.5%)" in picture.alt_text
    assert "64.7%" not in picture.alt_text.split("Jul 2026")[0]


def test_before_a_second_month_there_is_no_picture():
    young = CohortGrid(tuple(replace(each, cells=each.cells[:1]) for each in grid().cohorts))

    assert picture_of(replace(COHORTS, detail=young), "Cohorts", EN) is None


def test_a_shared_picture_of_cohorts_leaves_the_table_where_slack_refuses_it():
    message = shared_card(a_reply(COHORTS), EN, sharer="U0EXAMPLE", file_id="F0EXAMPLE")

    playground(message, Surface.MESSAGE)
    assert [block["type"] for block in message.blocks].count("image") == 1
    assert "data_table" in {block["type"] for block in message.blocks}


def test_only_the_newest_twelve_months_are_shown_and_that_is_said():
    first = grid().cohorts[0]
    many = tuple(replace(first, month=first.month.after(step), truncated=False) for step in range(15))
    answer = replace(COHORTS, detail=CohortGrid(many))

    assert len(rows(answer)) == 1 + cohorts.SHOWN
    assert "Only the newest months are shown." in card(answer).reading


# what stands beside a rate or a score


def test_recurring_revenue_says_how_much_is_left_of_how_much_from_how_many():
    told = said("card of recurring revenue")

    assert "€117,875 a month for €125,000 at the start, 118 customers" in told
    assert "Left out: 2 without an amount." in told


def test_a_score_shows_both_ends_and_the_score_over_all_responses():
    assert "Promoters 48 − detractors 21 · over all responses: 24.3" in said("card of a score")
    assert "Over 100 customers · 95% interval: 11.5 to 41" in said("card of a score")
    assert "Promoteurs 48 − détracteurs 21 · sur toutes les réponses : 24,3" in said("card of a score", FR)


def test_leads_that_wait_are_counted_under_the_median():
    assert "37 not contacted so far and 2 contacted before their creation" in said("card of first contacts")


@pytest.mark.parametrize(("source", "words"), [("contracts", "by their contracts"), ("orders", "by their orders")])
def test_a_card_of_customers_says_what_makes_them_customers(source: str, words: str):
    answer = ANSWERS["card of recurring revenue"]
    retention = replace(answer, receipt=replace(answer.receipt, table="customer_spells", spells_from=source))

    assert words in card(retention).reading
