"""What is said: once, found by whoever may, and if anonymous, read only when five have been shuffled."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage.repositories.records import Workspace
from storage.repositories.voice_records import Feedback, FeedbackKind, FeedbackReply, FeedbackState, Sentiment

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAMED = Feedback(
    team_id="T1",
    id="a1",
    kind=FeedbackKind.FRICTION,
    body="Contracts wait a week for a signature.",
    sentiment=Sentiment.BAD,
    about={"kpi": "cycle", "stage": "Negotiation"},
    team="Nord",
    author="U1",
    said_at=NOW,
    week="2026-W47",
    ticket=None,
    released=True,
)
ANONYMOUS = replace(NAMED, id="b0", author=None, said_at=None, ticket="t0", released=False)


def anonymous(number: int, team: str = "Nord") -> Feedback:
    return replace(ANONYMOUS, id=f"b{number}", ticket=f"t{number}", body=f"word {number}", team=team)


def say(records, *items: Feedback) -> list[bool]:
    with records.writing() as work:
        return [work.feedback.put(each) for each in items]


def test_what_is_said_is_found_as_it_was_said(records):
    assert say(records, NAMED, ANONYMOUS) == [True, True]
    with records.reading() as work:
        assert work.feedback.get("T1", "a1") == NAMED
        assert work.feedback.get("T1", "b0") == ANONYMOUS
        assert work.feedback.by_ticket("T1", "t0") == ANONYMOUS
        assert work.feedback.of_author("T1", "U1") == [NAMED]
        assert work.feedback.get("T1", "zz") is None


def test_another_workspace_finds_nothing(records):
    say(records, NAMED, ANONYMOUS)
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Other", "B2"))
    with records.reading() as work:
        assert work.feedback.get("T2", "a1") is None
        assert work.feedback.by_ticket("T2", "t0") is None
        assert work.triage.in_hand("T2") == []
        assert work.feedback.of_author("T2", "U1") == []


def test_the_same_word_said_twice_is_one(records):
    assert say(records, NAMED, replace(NAMED, body="other")) == [True, False]
    with records.reading() as work:
        assert work.feedback.get("T1", "a1") == NAMED


def test_only_what_was_said_with_a_name_may_be_read_at_once(records):
    say(records, NAMED, ANONYMOUS)
    with records.writing() as work:
        assert work.triage.in_hand("T1") == [NAMED]
        assert work.triage.get("T1", "b0") is None


def test_four_anonymous_words_are_not_shuffled_and_the_fifth_lets_them_be(records):
    say(records, *(anonymous(number) for number in range(4)), anonymous(9, "Sud"))
    assert gathered(records) == []
    assert shuffle(records) == 0
    say(records, anonymous(4))
    assert gathered(records) == [("T1", "Nord")]
    assert shuffle(records) == 5


def test_shuffled_words_have_other_keys_the_same_tickets_and_cannot_be_read_yet(records):
    said = [anonymous(number) for number in range(5)]
    say(records, *said)
    shuffle(records)
    with records.reading() as work:
        assert len(work.feedback.shuffled()) == 5
        assert work.triage.in_hand("T1") == []
        assert [work.feedback.get("T1", each.id) for each in said] == [None] * 5
        anew = [work.feedback.by_ticket("T1", each.ticket or "") for each in said]
    assert [replace(each, id=before.id) for each, before in zip(found(anew), said, strict=True)] == [
        replace(each, changed_at=NOW) for each in said
    ]


def test_released_words_can_be_read_and_carry_no_instant(records):
    say(records, *(anonymous(number) for number in range(5)))
    shuffle(records)
    with records.writing() as work:
        keys = work.feedback.shuffled()
        released = found([work.feedback.release(*each) for each in keys])
        assert [work.feedback.release(*each) for each in keys] == [None] * 5
    with records.reading() as work:
        assert work.feedback.shuffled() == []
        assert work.triage.in_hand("T1") == released
    assert sorted(each.body for each in released) == [f"word {number}" for number in range(5)]
    assert {(each.said_at, each.changed_at, each.author) for each in released} == {(None, None, None)}


def test_only_what_was_shuffled_can_be_released(records):
    say(records, ANONYMOUS)
    with records.writing() as work:
        assert work.feedback.release("T1", ANONYMOUS.id) is None
        assert work.triage.get("T1", ANONYMOUS.id) is None


def test_a_word_that_is_sent_again_after_its_release_is_known_by_its_ticket(records):
    say(records, *(anonymous(number) for number in range(5)))
    shuffle(records)
    assert say(records, anonymous(3)) == [False]
    with records.reading() as work:
        assert work.feedback.get("T1", "b3") is None


def test_no_word_changes_its_key_while_another_is_being_kept(records):
    """Who looked whether a word is known, found it is not, and keeps it must not meet a shuffle in between."""
    say(records, *(anonymous(number) for number in range(5)))
    with ThreadPoolExecutor(1) as pool:
        with records.writing() as work:
            work.feedback.put(anonymous(7))
            shuffled = pool.submit(shuffle, records)
            with pytest.raises(TimeoutError):
                shuffled.result(0.3)
        assert shuffled.result(5) == 6


def test_triage_changes_what_became_of_it_and_never_what_was_said(records):
    say(records, NAMED)
    planned = replace(NAMED, state=FeedbackState.PLANNED, owner="U2", reason="soon", changed_at=NOW, body="other")
    with records.writing() as work:
        work.feedback.change(planned)
    with records.reading() as work:
        assert work.feedback.get("T1", "a1") == replace(planned, body=NAMED.body)


def test_replies_are_kept_once_and_follow_their_word_in_order(records):
    say(records, NAMED)
    later, first = (
        FeedbackReply("T1", "r1", "a1", "U2", "Done.", NOW + timedelta(hours=1)),
        FeedbackReply("T1", "r2", "a1", "U2", "We look into it.", NOW),
    )
    with records.writing() as work:
        assert [work.feedback.reply(each) for each in (later, first, later)] == [True, True, False]
        assert work.feedback.replies("T1", "a1") == [first, later]


def gathered(records) -> list[tuple[str, str]]:
    with records.reading() as work:
        return list(work.feedback.gathered(5))


def shuffle(records) -> int:
    with records.writing() as work:
        return work.feedback.shuffle("T1", "Nord", least=5, at=NOW)


def found(items: list[Feedback | None]) -> list[Feedback]:
    return [each for each in items if each]
