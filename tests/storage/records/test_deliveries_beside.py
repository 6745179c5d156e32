"""Pictures before a message, edits and sweeps after it, and the one machine that works on a file."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from storage.repositories.delivery_records import DeliveryState, Variant
from storage.repositories.hosts import Host, SecondHost
from storage.unit_of_work import Records
from tests.storage.records.delivery_office import DUE, TERMS, after, queue, take, taken

HOLD, PATIENCE = timedelta(seconds=20), timedelta(seconds=60)


def prepare(records, now):
    with records.writing() as work:
        return work.preparations.take(now, HOLD, PATIENCE)


def row(records, delivery_id):
    with records.reading() as work:
        return work.deliveries.get(delivery_id)


def spent(records):
    with records.writing() as work:
        return [file_id for _, file_id in work.spent_files.take(after(10_000), after(10_000), 10)]


def test_a_message_with_a_picture_waits_for_it(records):
    queued = queue(records, png=b"png", payload={"text": "x"})
    assert take(records, DUE) is None
    held = prepare(records, DUE)
    assert (held.delivery.id, held.png, held.delivery.file_deadline) == (queued, b"png", after(60))
    assert prepare(records, after(19)) is None
    again = prepare(records, after(20))
    assert again.delivery.file_deadline == after(60)
    with records.writing() as work:
        assert not work.preparations.ready(held.delivery, after(20))  # somebody else took it since
        assert work.preparations.has_file(again.delivery, "F1", after(20))
        assert work.preparations.ready(again.delivery, after(21))
    assert taken(records, after(21)).delivery.variant is Variant.PICTURE


def test_a_picture_that_is_given_up_is_thrown_away(records):
    queued = queue(records, png=b"png")
    held = prepare(records, DUE).delivery
    with records.writing() as work:
        work.preparations.has_file(held, "F1", DUE)
        assert work.preparations.give_up(held, "HTTP 504", after(5))
    assert (row(records, queued).variant, row(records, queued).file_id) == (Variant.TEXT, None)
    assert spent(records) == ["F1"]


def test_a_second_upload_throws_the_first_away(records):
    queue(records, png=b"png")
    held = prepare(records, DUE).delivery
    with records.writing() as work:
        work.preparations.has_file(held, "F1", DUE)
        work.preparations.has_file(replace(held, file_id="F1"), "F2", DUE)
        assert not work.preparations.has_file(replace(held, fence=0), "F3", DUE)  # taken by somebody else meanwhile
    assert sorted(spent(records)) == ["F1", "F3"]


@pytest.mark.parametrize(("state", "thrown_away"), [(DeliveryState.SENT, []), (DeliveryState.DEAD, ["F1"])])
def test_the_bytes_go_when_the_message_ends_and_the_file_stays_only_where_it_is_shown(records, state, thrown_away):
    queue(records, png=b"png")
    held = prepare(records, DUE).delivery
    with records.writing() as work:
        work.preparations.has_file(held, "F1", DUE)
        work.preparations.ready(held, DUE)
        mine = work.claims.take(TERMS, DUE).delivery
        if state is DeliveryState.SENT:
            work.claims.sent(mine, "1.0", DUE, None)
        else:
            work.claims.end(mine, state, "is_archived", DUE)
        work._session.flush()
        assert work._session.execute(text("SELECT png FROM deliveries")).scalar() is None
    assert spent(records) == thrown_away


def sent(records, now=DUE):
    with records.writing() as work:
        work.claims.sent(work.claims.take(TERMS, now).delivery, "1.0", now, now + timedelta(seconds=60))


def edit_next(records, now):
    with records.writing() as work:
        return work.delivery_edits.take(now, HOLD)


def test_an_edit_waits_until_the_message_is_out_and_the_last_one_stays(records):
    queued = queue(records)
    with records.writing() as work:
        work.deliveries.edit(queued, {"text": "first"})
        work.deliveries.edit(queued, {"text": "second"})
    assert edit_next(records, DUE) is None
    sent(records)
    mine = edit_next(records, DUE)
    assert (mine.edit, mine.edit_number, mine.slack_ts) == ({"text": "second"}, 2, "1.0")
    assert edit_next(records, after(19)) is None  # one editor at a time
    with records.writing() as work:
        work.delivery_edits.shown(mine, DUE)
    assert edit_next(records, after(60)) is None


def test_an_edit_made_meanwhile_is_shown_next(records):
    queued = queue(records)
    sent(records)
    with records.writing() as work:
        work.deliveries.edit(queued, {"text": "first"})
    mine = edit_next(records, DUE)
    with records.writing() as work:
        work.deliveries.edit(queued, {"text": "second"})
        work.delivery_edits.shown(mine, DUE)
    assert edit_next(records, DUE).edit == {"text": "second"}


def test_where_two_edited_at_once_the_newest_is_shown_once_more(records):
    queued = queue(records)
    sent(records)
    with records.writing() as work:
        work.deliveries.edit(queued, {"text": "first"})
    frozen = edit_next(records, DUE)
    with records.writing() as work:
        work.deliveries.edit(queued, {"text": "second"})
    newer = edit_next(records, after(20))
    with records.writing() as work:
        work.delivery_edits.shown(newer, after(21))
        work.delivery_edits.shown(frozen, after(22))  # perhaps it came after the newer one
    assert edit_next(records, after(22)).edit == {"text": "second"}


def test_a_sweep_takes_what_is_due_once(records):
    queue(records)
    sent(records)
    with records.writing() as work:
        assert work.sweeps.take(after(59), after(100)) is None
        due = work.sweeps.take(after(60), after(100)).delivery
        assert work.sweeps.take(after(99), after(200)) is None
        work.sweeps.swept(due, None)
        assert work.sweeps.take(after(10_000), after(20_000)) is None
        assert work.deliveries.get(due.id).swept == 1


HERE, THERE = Host("here", "boot-1"), Host("there", "boot-2")


def occupy(records, host, seconds):
    with records.writing() as work:
        work.hosts.occupy(host, after(seconds))


def test_a_file_serves_one_machine_until_a_minute_after_its_last_sign_of_life(records, migrated_url):
    occupy(records, HERE, 0)
    occupy(records, HERE, 10)
    occupy(records, Host("container-2", "boot-1"), 20)  # another name for the same machine
    if migrated_url.startswith("sqlite"):
        with pytest.raises(SecondHost, match="in use on container-2, and a SQLite file serves one machine only"):
            occupy(records, THERE, 79)
    occupy(records, THERE, 80)
    occupy(records, Host("there", "boot-3"), 81)  # started anew


def test_postgresql_serves_many_machines(emptied_database):
    records = Records(emptied_database)
    occupy(records, HERE, 0)
    occupy(records, THERE, 0)
    records.close()
