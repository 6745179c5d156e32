"""Given answers: found by their receipts, in their workspace, as they were first given."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.repositories.records import TERMINAL, GivenAnswer, Workspace

NOW = datetime(2026, 11, 3, 14, 5, tzinfo=UTC)
QUESTION = {"kpi": "conversion", "filters": [{"dimension": "region", "values": ["Île-de-France", None]}], "by": None}
GIVEN = GivenAnswer("T1", "7F3A9CQ2", QUESTION, "12-3f6a0c11", 2, "Europe/Paris", 4, "EUR", NOW)
IN_TERMINAL = replace(GIVEN, team_id=TERMINAL, id="0TERM000")


def test_an_answer_is_found_by_its_receipt_as_it_was_given(records):
    with records.writing() as work:
        work.receipts.put(GIVEN)
    with records.reading() as work:
        assert work.receipts.get("T1", "7F3A9CQ2") == GIVEN
        assert work.receipts.get("T1", "00000000") is None


def test_given_again_it_keeps_the_day_on_which_it_was_first_given(records):
    with records.writing() as work:
        work.receipts.put(GIVEN)
        work.receipts.put(replace(GIVEN, answered_at=NOW + timedelta(days=9)))
        assert work.receipts.get("T1", GIVEN.id) == GIVEN


def test_an_answer_of_one_workspace_is_not_found_from_another_and_from_the_terminal_every_one_is(records):
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
        work.receipts.put(GIVEN)
        assert work.receipts.get("T2", GIVEN.id) is None
        assert work.receipts.anywhere(GIVEN.id) == GIVEN


def test_an_answer_of_the_terminal_is_found_from_every_workspace(records):
    with records.writing() as work:
        work.receipts.put(IN_TERMINAL)
        assert work.receipts.get("T1", IN_TERMINAL.id) == work.receipts.get("T2", IN_TERMINAL.id) == IN_TERMINAL


def test_answers_given_before_a_moment_are_forgotten(records):
    old = replace(GIVEN, id="0000000D", answered_at=NOW - timedelta(microseconds=1))
    with records.writing() as work:
        work.receipts.put(GIVEN)
        work.receipts.put(old)
        work.receipts.forget_before(NOW)
        assert work.receipts.get("T1", old.id) is None
        assert work.receipts.get("T1", GIVEN.id) == GIVEN
