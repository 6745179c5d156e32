"""The queue of messages: decided once, claimed by one worker at a time, recorded under a fence."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

from sqlalchemy import select, text, update

from storage.database import WRITING, open_engine
from storage.migrations import migrate
from storage.models import DeliveryRow
from storage.repositories.delivery_records import Claim, DeliveryState, NewDelivery
from storage.repositories.paces import POST, READ_CHANNEL
from storage.unit_of_work import Records
from tests.storage.records.delivery_office import DUE, TERMS, after, queue, take, taken


def row(records: Records, delivery_id: int):
    with records.reading() as work:
        return work.deliveries.get(delivery_id)


def test_a_message_is_decided_once_for_its_key(records):
    first = queue(records)
    with records.writing() as work:
        again = anew(work.deliveries.get(first))
        assert work.deliveries.queue(again) is None
        assert work.deliveries.find(again.dedup_key) == first


def anew(kept):
    return NewDelivery(
        kept.dedup_key, kept.kind, kept.team_id, kept.channel_id, {"text": "other"}, kept.due_at, kept.expires_at
    )


def test_nothing_is_claimed_before_its_time(records):
    queue(records, not_before=after(60))
    assert take(records, after(59)) is None
    claim = taken(records, after(60))
    assert (claim.delivery.fence, claim.delivery.attempts, claim.delivery.worker) == (1, 1, "w1")
    assert claim.delivery.lease_until == after(90)
    assert claim.delivery.first_attempt_at == after(60)


def test_the_first_due_goes_first(records):
    late = queue(records, 1, due_at=after(5))
    early = queue(records, 2)
    assert taken(records, after(10)).delivery.id == early
    assert taken(records, after(10)).delivery.id == late


def test_many_workers_claim_each_message_once(records):
    ids = {queue(records, number) for number in range(40)}
    start = Barrier(8)

    def work(_worker: int) -> list[int]:
        start.wait()
        mine = []
        while claim := take(records, DUE):
            mine.append(claim.delivery.id)
        return mine

    with ThreadPoolExecutor(8) as workers:
        found = [each for worker in workers.map(work, range(8)) for each in worker]
    assert sorted(found) == sorted(ids)


def test_control_a_look_before_the_claim_gives_a_message_to_many(postgres_url):
    """PostgreSQL shows it; SQLite lets only one writer in at a time."""
    migrate(postgres_url)
    records = Records(postgres_url, connections=8)
    queue(records)
    engine = open_engine(postgres_url).execution_options(**WRITING)
    looked = Barrier(4)

    def claim_carelessly(worker: int) -> bool:
        with engine.begin() as connection:
            found = connection.execute(select(DeliveryRow.id).where(DeliveryRow.state == "pending")).scalar()
            looked.wait()
            taking = update(DeliveryRow).where(DeliveryRow.id == found).values(state="sending", worker=str(worker))
            return connection.execute(taking).rowcount == 1

    with ThreadPoolExecutor(4) as workers:
        assert sum(workers.map(claim_carelessly, range(4))) == 4
    engine.dispose()
    records.close()


def test_a_channel_gets_one_message_a_second_whoever_sends(records):
    for number in range(6):
        queue(records, number, channel="C1")
    start = Barrier(6)

    def work(_worker: int) -> Claim | None:
        start.wait()
        return take(records, DUE)

    with ThreadPoolExecutor(6) as workers:
        (first,) = filter(None, workers.map(work, range(6)))
    assert take(records, after(5)) is None  # it is still on its way
    with records.writing() as unit:
        assert unit.claims.sent(first.delivery, "1.0", after(5), None)
        unit.paces.rest("T1", "C1", after(6))
    assert take(records, after(5.9)) is None
    assert take(records, after(6)) is not None


def test_a_sender_that_died_keeps_its_channel_no_longer_than_its_lease(records):
    queue(records, 1, channel="C1")
    queue(records, 2, channel="C1")
    first = take(records, DUE)
    assert take(records, after(TERMS.lease.total_seconds() - 1)) is None
    other = take(records, after(TERMS.lease.total_seconds()))
    assert other is not None
    assert other.delivery.id != first.delivery.id


def test_a_workers_death_leaves_a_message_that_may_have_been_posted(records):
    queued = queue(records)
    taken(records, DUE)
    assert take(records, after(59.9)) is None  # its lease of 30 s, and 30 s until history shows what it posted
    again = taken(records, after(60), replace(TERMS, worker="w2")).delivery
    assert (again.id, again.fence, again.attempts, again.maybe_posted) == (queued, 2, 2, True)
    assert again.first_attempt_at == DUE


def test_what_may_have_been_posted_stays_so(records):
    queue(records)
    taken(records, DUE)
    again = taken(records, after(60)).delivery
    with records.writing() as work:
        assert work.claims.again(again, after(61), "timeout")
    assert taken(records, after(61)).delivery.maybe_posted


def test_nothing_counts_under_an_old_fence(records):
    queued = queue(records)
    old = taken(records, DUE).delivery
    taken(records, after(60))
    with records.writing() as work:
        assert not work.claims.sent(old, "1.0", after(61), None)
        assert not work.claims.renew(old, after(90))
        assert not work.claims.again(old, after(90), "late")
        assert not work.claims.give_back(old, after(61))
        assert not work.claims.as_text(old, after(61))
        assert not work.claims.end(old, DeliveryState.DEAD, "is_archived", after(61))
        assert work.claims.lost(old, after(61)).state is DeliveryState.SENDING
    now = row(records, queued)
    assert (now.state, now.fence, now.slack_ts, now.sweep_at) == (DeliveryState.SENDING, 2, None, after(61))


def test_control_without_the_fence_a_stale_worker_overwrites(records):
    queued = queue(records)
    old = taken(records, DUE).delivery
    newer = taken(records, after(60)).delivery
    with records.writing() as work:
        assert work.claims.sent(replace(old, fence=newer.fence), "1.0", after(61), None)
    assert row(records, queued).slack_ts == "1.0"


def test_ends_are_final(records):
    queued = queue(records)
    mine = taken(records, DUE).delivery
    with records.writing() as work:
        assert work.claims.sent(mine, "1.0", DUE, None)
        assert not work.claims.end(mine, DeliveryState.DEAD, "is_archived", DUE)
        assert not work.claims.sent(mine, "2.0", DUE, None)
    assert take(records, after(3600)) is None
    assert row(records, queued).slack_ts == "1.0"


def test_what_was_given_back_counts_as_not_tried(records):
    queue(records)
    mine = taken(records, DUE).delivery
    with records.writing() as work:
        assert work.claims.give_back(mine, DUE)
    again = taken(records, after(1)).delivery
    assert (again.attempts, again.maybe_posted) == (1, False)


def test_a_hold_keeps_one_workspace_back_and_no_other(records):
    queue(records, 1)
    other = queue(records, 2, team="T2")
    with records.writing() as work:
        work.paces.hold("T1", POST, after(30))
        work.paces.hold("T1", POST, after(10))  # a shorter one changes nothing
    assert taken(records, DUE).delivery.id == other
    assert take(records, after(29)) is None
    assert take(records, after(30)) is not None


def test_only_what_has_to_be_looked_for_waits_until_reading_is_open(records):
    sure, unsure = queue(records, 1), queue(records, 2, due_at=after(-60))
    lost = taken(records, after(-60)).delivery
    assert lost.id == unsure
    with records.writing() as work:
        work.paces.hold("T1", READ_CHANNEL, after(60))
    assert taken(records, DUE).delivery.id == sure
    assert take(records, after(59)) is None
    assert taken(records, after(60)).delivery.id == unsure


def test_a_reply_goes_out_in_the_thread_of_its_root_and_after_it(records):
    root = queue(records, 1)
    reply = queue(records, 2, root_id=root)
    mine = taken(records, DUE)
    assert mine.delivery.id == root
    assert take(records, DUE) is None
    with records.writing() as work:
        work.claims.sent(mine.delivery, "1.5", DUE, None)
    claim = taken(records, after(1))
    assert (claim.delivery.id, claim.thread_ts) == (reply, "1.5")


def test_replies_to_what_never_went_out_are_suppressed(records):
    root = queue(records, 1)
    reply = queue(records, 2, root_id=root)
    with records.writing() as work:
        assert list(work.sweeps.suppress_replies(DUE, 10)) == []
        work.claims.end(work.claims.take(TERMS, DUE).delivery, DeliveryState.DEAD, "is_archived", DUE)
        assert [each.id for each in work.sweeps.suppress_replies(DUE, 10)] == [reply]
    assert row(records, reply).state is DeliveryState.SUPPRESSED
    assert row(records, reply).reason == "nothing_to_reply_to"


def test_what_is_too_late_and_surely_not_out_is_missed(records):
    late = queue(records, 1, expires_at=after(10))
    lost = queue(records, 2, expires_at=after(10))
    queue(records, 3, expires_at=after(1000))
    with records.writing() as work:
        work.claims.end(work.claims.take(TERMS, DUE).delivery, DeliveryState.SUPPRESSED, "switched_off", DUE)
        mine = work.claims.take(TERMS, DUE).delivery
        assert mine.id == lost
        work.claims.again(mine, after(60), "timeout", maybe_posted=True)
    missed = queue(records, 4, expires_at=after(10))
    with records.writing() as work:
        assert [each.id for each in work.sweeps.end_late(after(10), 10)] == [missed]
        assert work.sweeps.end_late(after(10), 10) == []
    assert row(records, late).state is DeliveryState.SUPPRESSED
    assert lost in {taken(records, after(60)).delivery.id for _ in range(2)}  # it is looked for once more
    assert row(records, missed).reason == "too_late"


def test_messages_are_listed_latest_due_first(records):
    early, late = queue(records, 1), queue(records, 2, due_at=after(60))
    queue(records, 3, team="T2")
    with records.reading() as work:
        assert [each.id for each in work.deliveries.recent("T1")] == [late, early]
        assert [each.id for each in work.deliveries.recent("T1", channel_id="C1")] == [early]
        assert [each.id for each in work.deliveries.recent("T1", states={DeliveryState.SENT})] == []
        assert [each.id for each in work.deliveries.recent("T1", most=1)] == [late]


def test_senders_hear_of_what_was_queued_once_it_is_committed(records):
    heard: list[int] = []
    records.when_queued(lambda: heard.append(count(records)))
    queue(records)
    assert heard == [1]
    with records.writing() as work:
        work.deliveries.edit(1, {"text": "new"})
    assert heard == [1, 1]
    with records.reading():
        pass
    assert len(heard) == 2


def count(records: Records) -> int:
    with records.reading() as work:
        return len(work.deliveries.recent("T1"))


def test_the_clock_is_the_databases_and_moves_within_a_transaction(records):
    with records.writing() as work:
        first = work.now()
        work._session.execute(text("SELECT 1"))
        assert timedelta(0) < work.now() - first < timedelta(seconds=5)
