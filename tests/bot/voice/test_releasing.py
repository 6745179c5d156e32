"""Anonymous words are read five at a time, in no order, and when nothing tells any more whose they are."""

from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from bot.errors import SaidAlready
from bot.use_cases.voice import say_release
from bot.use_cases.voice.say_slip import new_slip, ticket_of
from storage.models import AuditRow, DeliveryRow, FeedbackRow, InboundRow
from tests.bot.digests.bureau import OWNER
from tests.bot.voice.field import ADMIN, MANAGER, REPS, draft


def test_four_wait_and_the_fifth_lets_all_be_read_each_with_its_card(field):
    said = field.whisper(4)
    field.tick()
    assert [list(field.readable()), field.cards()] == [[], []]
    said += field.whisper(1, first=4)
    field.tick()
    read = field.readable()
    assert sorted(each.body for each in read) == sorted(each.body for each in said)
    assert not {each.id for each in read} & {each.id for each in said}
    assert sorted(row["payload_text"]["text"] for row in field.cards()) == sorted(
        f"card fr-FR {each.body}" for each in said
    )


def test_one_that_comes_later_waits_for_its_own_four(field):
    field.whisper(5)
    field.tick()
    field.whisper(1, first=5)
    field.tick()
    assert len(field.readable()) == 5
    field.whisper(4, first=6)
    field.tick()
    assert len(field.readable()) == 10


def test_words_of_different_teams_do_not_gather_together(field):
    field.whisper(4)
    field.whisper(4, "Sud", first=50)  # so small a team's are the admins'
    field.tick()
    assert list(field.readable()) == []
    field.whisper(1, "Sud", first=54)
    field.tick()
    assert {each.team for each in field.readable()} == {""}
    assert [len(field.cards(each)) for each in (ADMIN.user_id, OWNER.user_id, MANAGER.user_id)] == [5, 0, 0]


def test_a_named_word_helps_no_anonymous_one_over_the_limit(field):
    field.whisper(4)
    field.says(REPS[5], draft())
    field.tick()
    assert len(field.readable()) == 1


def test_looking_again_and_again_posts_each_card_once(field):
    field.whisper(5)
    for _ in range(3):
        field.tick()
    assert len(field.cards()) == 5


def test_the_code_still_finds_them_and_a_form_sent_again_is_still_one(field):
    slip, said = new_slip(), draft(anonymous=True)
    field.says(REPS[5], said, slip)
    field.whisper(4)
    field.tick()
    with field.records.reading() as work:
        found = work.feedback.by_ticket("T1", ticket_of(slip.code.lower().replace("-", " ")) or "")
    assert found
    assert found.released
    assert field.says(REPS[5], said, slip) == found
    with pytest.raises(SaidAlready):
        field.says(REPS[5], draft("other", anonymous=True), slip)
    assert len(field.rows(FeedbackRow)) == 5


def test_who_died_after_the_shuffle_is_taken_up_by_the_next_look(field):
    field.whisper(5)
    say_release._shuffle(field.office)
    assert list(field.readable()) == []
    field.tick()
    assert len(field.readable()) == len(field.cards()) == 5


def test_nothing_is_read_while_the_database_cannot_be_scrubbed(field):
    """Somebody reads an older state: what tells whose the words are is still needed, and so still there."""
    field.whisper(5)
    with reading_meanwhile(field.url):
        field.tick()
        assert list(field.readable()) == []
    field.tick()
    assert len(field.readable()) == 5


def test_no_row_of_any_table_holds_an_author_of_what_was_released(field):
    field.whisper(12)
    field.tick()
    told = [str(row) for model in (FeedbackRow, DeliveryRow, AuditRow, InboundRow) for row in field.rows(model)]
    assert len(told) == 12 + 2 * 12
    assert not [row for row in told if "UREP" in row]


@contextmanager
def reading_meanwhile(url: str) -> Any:
    """A transaction that began before and still reads the table."""
    if url.startswith("sqlite"):
        import sqlite3

        with sqlite3.connect(make_url(url).database or "") as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM feedback").fetchone()
            yield
            connection.rollback()
        return
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT count(*) FROM workspaces")
        yield
