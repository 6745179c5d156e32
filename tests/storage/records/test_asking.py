from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from storage.repositories.records import AskedQuestion, Workspace

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
BODY = {"kpi": "conversion", "filters": [{"dimension": "region", "values": ["Île-de-France", None]}], "by": None}
QUESTION = AskedQuestion("T1", "7F3A", BODY, NOW)


def test_a_question_is_found_by_its_key_as_it_was_put(records):
    with records.writing() as work:
        work.asked_questions.put(QUESTION)
    with records.reading() as work:
        assert work.asked_questions.get("T1", "7F3A") == QUESTION
        assert work.asked_questions.get("T1", "0000") is None


def test_a_question_of_one_workspace_is_not_found_from_another(records):
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
        work.asked_questions.put(QUESTION)
        assert work.asked_questions.get("T2", "7F3A") is None


def test_a_question_asked_again_is_only_younger(records):
    later, earlier = (AskedQuestion("T1", "7F3A", BODY, NOW + timedelta(hours=hours)) for hours in (1, -1))
    with records.writing() as work:
        for question in (QUESTION, later, earlier):
            work.asked_questions.put(question)
    with records.reading() as work:
        assert work.asked_questions.get("T1", "7F3A") == later


def test_questions_asked_before_a_moment_are_forgotten(records):
    old = AskedQuestion("T1", "0001", BODY, NOW - timedelta(microseconds=1))
    with records.writing() as work:
        work.asked_questions.put(QUESTION)
        work.asked_questions.put(old)
        work.asked_questions.forget_before(NOW)
    with records.reading() as work:
        assert work.asked_questions.get("T1", "0001") is None
        assert work.asked_questions.get("T1", "7F3A") == QUESTION


def test_the_same_question_put_by_many_at_once_is_one(records):
    def put(_number: int) -> None:
        with records.writing() as work:
            work.asked_questions.put(QUESTION)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(32)))
    with records.reading() as work:
        assert work.asked_questions.get("T1", "7F3A") == QUESTION


def test_a_key_is_new_once(records):
    with records.writing() as work:
        assert work.inbound.first_sight("event:Ev1", NOW)
        assert not work.inbound.first_sight("event:Ev1", NOW + timedelta(minutes=5))
        assert work.inbound.first_sight("event:Ev2", NOW)


def test_of_many_deliveries_at_once_one_has_the_effect(records):
    def deliver(key: str) -> bool:
        with records.writing() as work:
            return work.inbound.first_sight(key, NOW)

    keys = [f"event:{number % 10}" for number in range(80)]
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(deliver, keys)) == 10


def test_a_key_of_an_effect_that_failed_is_new_again(records):
    with records.writing() as work:
        work.inbound.first_sight("share:1", NOW)
        work.inbound.first_sight("share:2", NOW)
        work.inbound.forget("share:1")
        assert work.inbound.first_sight("share:1", NOW)
        assert not work.inbound.first_sight("share:2", NOW)


def test_keys_seen_before_a_moment_are_forgotten(records):
    with records.writing() as work:
        work.inbound.first_sight("event:old", NOW - timedelta(microseconds=1))
        work.inbound.first_sight("event:new", NOW)
        work.inbound.forget_before(NOW)
        assert work.inbound.first_sight("event:old", NOW)
        assert not work.inbound.first_sight("event:new", NOW)
