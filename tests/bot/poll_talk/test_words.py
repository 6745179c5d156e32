"""What the messages of polls say, and what they never say."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.text import Language, Text
from bot.use_cases.polls.poll_news import PollNews, PollTelling
from bot.views.polls.ballot import Ballot, ballot_view, counted
from bot.views.polls.decision_forms import aside_form, confirm_form
from bot.views.polls.evidence import shown_above
from bot.views.polls.example_poll import a_poll, closed
from bot.views.polls.examples import a_decision
from bot.views.polls.promise import promise
from bot.views.polls.results import House
from bot.views.polls.words import told
from bot.views.proposals.card import headline
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import PollDecision, Secrecy
from storage.repositories.proposal_records import ProposalKind

HOUSE = House(CATALOG, "EUR")
EN = Text("en")


def result(decision: PollDecision = PollDecision.PASSED) -> str:
    return str(told(PollTelling.RESULT, PollNews(closed(decision), 12), HOUSE, EN).reading)


def test_the_promise_stands_before_the_first_question() -> None:
    blocks = ballot_view(Ballot(a_poll()), EN).json["blocks"]
    assert blocks[0]["text"]["text"].startswith("*Anonymous poll.* No manager, administrator, export or log")
    assert [each["type"] for each in blocks].index("input") > 0


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("asked", [slice(0, 1), slice(1, 2), slice(4, 5), slice(0, 5)])
def test_a_ballot_says_each_question_once(asked: slice, language: Language) -> None:
    poll, text = replace(a_poll(), questions=a_poll().questions[asked]), Text(language)
    view = ballot_view(Ballot(poll, shown_above(poll, CATALOG, "EUR", text)), text).json
    read = [words for block in view["blocks"] for words in headings_in(block)]
    own = [each.words for each in poll.questions if each.proposal_id is None]
    assert [read.count(each) for each in own] == [1] * len(own)
    assert len(read) == len(set(read))


def headings_in(block: dict[str, Any]) -> list[str]:
    """What stands over something in a block: a title, a label, a line of its own that is bold."""
    if block["type"] == "input":
        return [block["label"]["text"]]
    said = block.get("text", {}).get("text", "")
    return [said.splitlines()[0].strip("*")] if block["type"] == "header" or said.startswith("*") else []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("secrecy", Secrecy)
def test_each_kind_of_poll_has_a_promise_of_its_own(secrecy: Secrecy, language: Language) -> None:
    said = {each: str(promise(replace(a_poll(), secrecy=each), Text(language))) for each in Secrecy}
    assert len(set(said.values())) == len(Secrecy)
    assert ("5" in said[secrecy]) is (secrecy is not Secrecy.OPEN)


@pytest.mark.parametrize(
    ("language", "kept"),
    [
        (Language.EN, "open, superuser, afterwards, backups, logs, took part, final, 5 answers, alike"),
        (
            Language.FR,
            "ouvert, superutilisateur, ensuite, sauvegardes, journaux, participé, définitive, 5 réponses, pareilles",
        ),
    ],
)
def test_the_promise_of_a_secret_poll_says_all_of_it_in_four_lines(language: Language, kept: str) -> None:
    said = str(promise(a_poll(), Text(language)))
    assert [each for each in kept.split(", ") if each not in said] == []
    assert len(said.splitlines()) == 4
    assert len(said) < 480


def test_no_id_of_a_secret_ballot_holds_an_answer_or_a_person() -> None:
    view = ballot_view(Ballot(a_poll(), shown_above(a_poll(), CATALOG, "EUR", EN)), EN).json
    ids = [each.get("block_id", "") for each in view["blocks"]] + [view["private_metadata"]]
    assert view["private_metadata"] == "p1"
    assert not [each for each in ids if "keep" in each or "U0" in each or "o1" in each]


def test_the_back_test_shows_each_month_by_both_definitions() -> None:
    (table,) = [
        each.json["text"]["text"] for each in shown_above(a_poll(), CATALOG, "EUR", EN)[1] if "```" in str(each.json)
    ]
    rows = table.split("```")[1].strip().splitlines()
    assert len(rows) == 1 + 12
    assert rows[1].split() == ["Nov", "2025", "15.0%", "(212)", "17.0%", "(164)"]
    assert rows[-1].endswith("too few (3)")


def test_a_run_off_is_told_round_by_round() -> None:
    said = result()
    assert "“&lt;!channel&gt;” is out" in said
    assert said.index("Round 1") < said.index("Round 2") < said.index("Round 3")
    assert "its ballots go on" in said


def test_the_shares_of_a_round_are_of_the_ballots_still_in() -> None:
    rounds = re.split(r"\*Round \d\*", result())[1:]
    shares = [[float(each) for each in re.findall(r"\((\d+(?:\.\d+)?)\s?%\)", said)] for said in rounds]
    assert len(shares) == 3
    assert [round(sum(each)) for each in shares[:2]] == [100, 100]


def test_what_may_not_be_shown_is_not_shown() -> None:
    said = result(PollDecision.WITHHELD)
    assert "fewer than 5 answers" in said
    assert "█" not in said
    assert "Decision minute" not in said


def test_a_minute_stands_only_under_what_was_passed() -> None:
    assert "Decision minute" in result()
    assert "Put in force by" in result(PollDecision.CONFIRMED)
    assert "The CRM does not tell referrals apart" in result(PollDecision.SET_ASIDE)
    for decision in (PollDecision.REJECTED, PollDecision.TIED, PollDecision.NO_QUORUM):
        assert "Decision minute" not in result(decision)


def test_the_open_message_of_a_secret_poll_tells_no_answer() -> None:
    message = told(PollTelling.ROOT, PollNews(a_poll(), 7), HOUSE, EN)
    assert "7 of 14 have taken part" in message.reading
    assert "█" not in json.dumps(message.blocks, ensure_ascii=False)


@pytest.mark.parametrize(("live", "said"), [(True, "shows the results so far"), (False, "(Europe/Paris)")])
def test_after_a_vote_it_is_said_where_and_when_results_are(live: bool, said: str) -> None:
    poll = replace(a_poll(), secrecy=Secrecy.OPEN, live=live)
    (block,) = counted(poll, EN).json["blocks"]
    assert said in block["text"]["text"]


def test_what_is_dropped_has_no_new_definition_to_follow() -> None:
    decision = a_decision()
    dropped = replace(decision, proposal=replace(decision.proposal, kind=ProposalKind.DROP))
    said = confirm_form(dropped, date(2026, 11, 30), CATALOG, EN).json["blocks"][0]["text"]["text"]
    assert "nobody is answered with it" in said
    assert "new definition" not in said


def test_a_form_of_a_decision_names_what_was_voted_on_in_its_reader_s_language() -> None:
    decision, french = a_decision(), Text("fr")
    in_english = replace(decision, question=replace(decision.question, words=headline(decision.proposal, CATALOG, EN)))
    for view in (
        confirm_form(in_english, date(2026, 11, 30), CATALOG, french),
        aside_form(in_english, CATALOG, french),
    ):
        said = view.json["blocks"][0]["text"]["text"]
        assert said.splitlines()[0] == f"*{headline(decision.proposal, CATALOG, french)}*"
        assert in_english.question.words not in said
