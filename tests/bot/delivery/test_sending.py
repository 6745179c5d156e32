"""From the queue to the channel, once, whatever breaks on the way."""

import asyncio
from datetime import timedelta

import pytest

from bot.delivery.failpoints import Failpoint
from bot.delivery.letter import mark
from storage.repositories.delivery_records import DeliveryKind, DeliveryState
from storage.unit_of_work import Records
from tests.bot.delivery.bench import PATIENT, SETTLED, Bench, Crash, a_bench, bench_on, once_only, payload

DAY = 86_400


async def test_a_message_goes_out_once_under_its_key(bench: Bench) -> None:
    queued = bench.queue("Good week")
    await bench.work()
    row = bench.row(queued)
    (posted,) = bench.standing()
    assert (row.state, row.slack_ts, row.attempts) == (DeliveryState.SENT, posted["ts"], 1)
    assert posted["text"] == "Good week"
    assert posted["metadata"] == {"event_type": "kpi_delivery", "event_payload": {"k": row.slack_key}}
    assert await bench.accepted(queued) == 1
    await bench.later(2 * DAY)
    assert len(bench.standing()) == 1


@pytest.mark.parametrize("fault", ["drop", "error_500", "internal_error", "late"])
async def test_a_lost_answer_is_found_in_the_channel(bench: Bench, fault: str) -> None:
    await bench.fault("chat.postMessage", fault, seconds=6)
    queued = bench.queue()
    await bench.work()
    row = bench.row(queued)
    assert (row.state, row.maybe_posted) == (DeliveryState.PENDING, True)
    await bench.later(SETTLED - 3)  # history may not show it yet
    assert bench.state(queued) is DeliveryState.PENDING
    await bench.later(10)
    assert bench.state(queued) is DeliveryState.SENT
    assert await bench.accepted(queued) == 1


@pytest.mark.parametrize("fault", ["reset", "rejected_500", "unavailable"])
async def test_what_was_not_posted_after_all_is_posted(bench: Bench, fault: str) -> None:
    await bench.fault("chat.postMessage", fault)
    queued = bench.queue()
    await bench.work()
    await bench.later(60)
    assert bench.state(queued) is DeliveryState.SENT
    assert await bench.accepted(queued) == 1


async def test_it_is_looked_for_on_all_pages_behind_what_people_wrote(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "drop")
    queued = quick_bench.queue()
    await quick_bench.work()
    for number in range(230):
        await quick_bench.slack.control.type("camille", "general", f"Hello {number}")
    await quick_bench.later(60)
    assert len(await quick_bench.calls("conversations.history")) == 2
    assert quick_bench.state(queued) is DeliveryState.SENT
    assert await quick_bench.accepted(queued) == 1


async def test_a_page_that_fails_proves_nothing(bench: Bench) -> None:
    await bench.fault("chat.postMessage", "drop")
    queued = bench.queue()
    await bench.work()
    await bench.fault("conversations.history", "unavailable", times=2)
    await bench.later(60)
    assert bench.state(queued) is DeliveryState.PENDING
    await bench.later(120)
    await bench.later(240)
    assert bench.state(queued) is DeliveryState.SENT
    assert await bench.accepted(queued) == 1


async def test_control_who_does_not_look_posts_twice(quick_bench: Bench) -> None:
    """The same loss, with a history in which nothing is ever found."""
    await quick_bench.fault("chat.postMessage", "drop")
    queued = quick_bench.queue()
    await quick_bench.work()
    await quick_bench.slack.control.settings(scopes=["chat:write", "channels:history"])
    conversation = quick_bench.slack.server.playground.workspace.conversations.get(quick_bench.slack.channel("general"))
    assert conversation is not None
    hidden = quick_bench.standing()
    conversation.timeline.drop(hidden[0]["ts"])
    await quick_bench.later(60)
    assert await quick_bench.accepted(queued) == 2


@pytest.mark.parametrize("point", [Failpoint.AFTER_CLAIM, Failpoint.BEFORE_POST, Failpoint.AFTER_POST])
async def test_a_death_on_the_way_leaves_one_message(records: Records, point: Failpoint) -> None:
    def dies(where: str) -> None:
        if where == point:
            raise Crash

    with a_bench(records, failpoint=dies) as bench:
        queued = bench.queue()
        with pytest.raises(Crash):
            await bench.work()
        another = bench_on(bench.slack, records)
        await another.later(50)
        assert another.state(queued) is DeliveryState.SENDING
        await another.later(11)
        assert another.state(queued) is DeliveryState.SENT
        assert await another.accepted(queued) == 1
        another.office.close()


async def under_way(bench: Bench, seconds: float) -> tuple[int, asyncio.Task[bool]]:
    """A message that is claimed and being posted, for so long."""
    await bench.fault("chat.postMessage", "slow", seconds=seconds)
    queued = bench.queue()
    sending = asyncio.create_task(bench.office.send_next())
    while not bench.row(queued).attempts:
        await asyncio.sleep(0.02)
    return queued, sending


async def test_who_was_frozen_takes_back_what_came_second(records: Records) -> None:
    with a_bench(records, timing=PATIENT) as bench:
        queued, frozen = await under_way(bench, seconds=2)
        another = bench_on(bench.slack, records)
        await another.later(61)
        assert another.state(queued) is DeliveryState.SENT
        await frozen
        assert await bench.accepted(queued) == 2
        (left,) = bench.standing()
        assert left["ts"] == bench.row(queued).slack_ts
        another.office.close()


async def test_a_double_of_who_died_is_swept_away_within_a_minute(records: Records) -> None:
    with a_bench(records, timing=PATIENT) as bench:
        queued, frozen = await under_way(bench, seconds=1.5)
        another = bench_on(bench.slack, records)
        await another.later(61)
        frozen.cancel()
        async with asyncio.timeout(10):
            while len(bench.standing()) < 2:  # its request was on its way
                await asyncio.sleep(0.05)
        await another.office.sweep()
        assert len(bench.standing()) == 2  # the control: nobody swept yet
        await bench.slack.control.advance(60)
        await another.office.sweep()
        (left,) = bench.standing()
        assert left["ts"] == bench.row(queued).slack_ts
        another.office.close()


async def with_a_double(bench: Bench) -> int:
    """A message that went out at the second try, beside another copy of it."""
    await bench.fault("chat.postMessage", "rejected_500")
    queued = bench.queue()
    await bench.work()
    await bench.later(60)
    post = {"channel": bench.slack.channel("general"), "metadata": mark(bench.row(queued)), **payload("Hello")}
    await once_only(bench.slack).api_call("chat.postMessage", json=post)
    assert len(bench.standing()) == 2
    return queued


async def test_a_channel_that_cannot_be_read_for_a_moment_is_swept_again(quick_bench: Bench) -> None:
    queued = await with_a_double(quick_bench)
    await quick_bench.fault("conversations.history", "unavailable")
    await quick_bench.slack.control.advance(61)
    await quick_bench.office.sweep()
    assert (len(quick_bench.standing()), quick_bench.row(queued).swept) == (2, 0)
    await quick_bench.slack.control.advance(121)
    await quick_bench.office.sweep()
    assert (len(quick_bench.standing()), quick_bench.row(queued).swept) == (1, 1)


async def test_a_channel_that_can_never_be_read_is_not_asked_for_ever(quick_bench: Bench) -> None:
    queued = await with_a_double(quick_bench)
    await quick_bench.fault("conversations.history", "error", error="channel_not_found", times=None)
    await quick_bench.slack.control.advance(61)
    await quick_bench.office.sweep()
    assert quick_bench.row(queued).swept == 1


async def test_a_double_that_slack_will_not_let_go_of_is_not_asked_for_ever(quick_bench: Bench) -> None:
    queued = await with_a_double(quick_bench)
    await quick_bench.fault("chat.delete", "error", error="cant_delete_message", times=None)
    await quick_bench.slack.control.advance(61)
    await quick_bench.office.sweep()
    assert quick_bench.row(queued).swept == 1
    await quick_bench.fault("chat.delete", "unavailable", times=1)
    await quick_bench.slack.control.advance(121)
    await quick_bench.office.sweep()
    assert quick_bench.row(queued).swept == 1  # for a passing reason: once more
    await quick_bench.slack.control.advance(121)
    await quick_bench.office.sweep()
    assert (len(quick_bench.standing()), quick_bench.row(queued).swept) == (1, 2)


async def test_a_message_is_swept_six_times_in_a_day(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "drop")
    queued = quick_bench.queue()
    await quick_bench.work()
    await quick_bench.later(60)
    for _ in range(26 * 60):
        if quick_bench.row(queued).sweep_at is None:
            break
        due = quick_bench.row(queued).sweep_at
        assert due is not None
        await quick_bench.slack.control.advance(max(1, (due - quick_bench.now).total_seconds() + 1))
        await quick_bench.office.sweep()
    assert quick_bench.row(queued).swept == 6
    sent_at = quick_bench.row(queued).finished_at
    assert sent_at is not None
    assert timedelta(days=1) < quick_bench.now - sent_at < timedelta(days=1, minutes=1)


async def test_nothing_is_asked_before_slack_takes_more(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "rate_limited", retry_after=30)
    first, second = quick_bench.queue("one"), quick_bench.queue("two", channel="team-nord")
    await quick_bench.later(0)
    await quick_bench.later(28)
    assert len(await quick_bench.calls("chat.postMessage")) == 1
    await quick_bench.later(3)
    assert {quick_bench.state(each) for each in (first, second)} == {DeliveryState.SENT}
    assert len(await quick_bench.calls("chat.postMessage")) == 3
    assert not quick_bench.row(first).maybe_posted


async def test_a_channel_gets_one_message_a_second(quick_bench: Bench) -> None:
    quick_bench.slack.server.playground.rates.enabled = True
    for number in range(5):
        quick_bench.queue(f"Message {number}")
    await quick_bench.work()
    assert len(quick_bench.standing()) == 1
    for _ in range(4):
        await quick_bench.later(1.05)
    assert len(quick_bench.standing()) == 5
    assert {call["status"] for call in await quick_bench.calls("chat.postMessage")} == {200}


async def test_a_person_gets_hers_in_her_direct_messages(bench: Bench) -> None:
    await bench.fault("chat.postMessage", "drop")
    grace = bench.slack.user("grace")
    queued = bench.queue("For you", channel_id=grace, kind=DeliveryKind.NOTICE)
    await bench.work()
    await bench.later(60)
    row = bench.row(queued)
    assert (row.state, row.channel_id) == (DeliveryState.SENT, grace)
    assert row.conversation_id is not None
    assert row.conversation_id.startswith("D")
    assert await bench.accepted(queued) == 1
    assert len(await bench.calls("conversations.open")) == 1


async def test_a_reply_stands_in_its_thread_and_is_found_there(bench: Bench) -> None:
    root = bench.queue("Digest")
    reply = bench.queue("Restated", kind=DeliveryKind.RESTATEMENT, root_id=root)
    await bench.work()
    assert bench.state(reply) is DeliveryState.PENDING
    await bench.fault("chat.postMessage", "drop")
    await bench.later(2)
    await bench.later(60)
    assert bench.state(reply) is DeliveryState.SENT
    assert await bench.accepted(reply) == 1
    first, second = sorted(bench.standing(), key=lambda each: float(each["ts"]))
    assert second["thread_ts"] == first["ts"] == bench.row(root).slack_ts


async def test_a_reply_to_what_never_went_out_is_suppressed(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "error", error="msg_too_long")
    root = quick_bench.queue("Digest")
    reply = quick_bench.queue("Restated", kind=DeliveryKind.RESTATEMENT, root_id=root)
    await quick_bench.work()
    await quick_bench.office.sweep()
    assert [quick_bench.state(each) for each in (root, reply)] == [DeliveryState.DEAD, DeliveryState.SUPPRESSED]


async def test_what_is_too_late_is_missed_and_told_of(bench: Bench) -> None:
    queued = bench.queue(expires_at=bench.now + timedelta(hours=1), not_before=bench.now + timedelta(minutes=30))
    await bench.slack.control.advance(3601)
    await bench.work()
    await bench.office.sweep()
    assert (bench.state(queued), bench.row(queued).reason) == (DeliveryState.MISSED, "too_late")
    assert bench.standing() == []
    assert len(bench.notices()) == 1


async def test_an_alert_that_is_too_late_is_no_longer_news(bench: Bench) -> None:
    """Held back with its reason, and nobody is bothered: its episode still stands in the list."""
    bench.queue("Leads are low", kind=DeliveryKind.ALERT, expires_at=bench.now + timedelta(hours=2))
    late = bench.queue(
        "Leads are still low",
        kind=DeliveryKind.ALERT,
        expires_at=bench.now + timedelta(hours=2),
        not_before=bench.now + timedelta(hours=1),
    )
    await bench.work()
    await bench.slack.control.advance(7201)
    await bench.work()
    await bench.office.sweep()
    assert (bench.state(late), bench.row(late).reason) == (DeliveryState.SUPPRESSED, "stale")
    assert len(bench.standing()) == 1
    assert bench.notices() == []


async def test_an_alert_that_was_looked_for_in_vain_and_is_late_by_then_is_no_longer_news(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "reset")
    expires_at = quick_bench.now + timedelta(seconds=10)
    queued = quick_bench.queue(kind=DeliveryKind.ALERT, expires_at=expires_at)
    await quick_bench.work()
    await quick_bench.later(60)
    assert (quick_bench.state(queued), quick_bench.row(queued).reason) == (DeliveryState.SUPPRESSED, "stale")
    assert quick_bench.notices() == []


@pytest.mark.parametrize(("fault", "end"), [("drop", DeliveryState.SENT), ("reset", DeliveryState.MISSED)])
async def test_what_may_be_out_is_looked_for_once_more_before_it_is_missed(
    quick_bench: Bench, fault: str, end: DeliveryState
) -> None:
    await quick_bench.fault("chat.postMessage", fault)
    queued = quick_bench.queue(expires_at=quick_bench.now + timedelta(seconds=10))
    await quick_bench.work()
    await quick_bench.slack.control.advance(20)
    await quick_bench.office.sweep()
    assert quick_bench.state(queued) is DeliveryState.PENDING
    await quick_bench.later(60)
    assert quick_bench.state(queued) is end
    assert await quick_bench.accepted(queued) == (fault == "drop")


async def test_an_edit_is_shown_however_often_it_takes(bench: Bench) -> None:
    queued = bench.queue("Leads are low")
    await bench.work()
    await bench.fault("chat.update", "error_500", times=2)
    for said in ("Seen by Grace", "Recovered"):
        with bench.records.writing() as work:
            work.deliveries.edit(queued, payload(said))
    await bench.work()
    await bench.later(31)
    await bench.later(31)
    (shown,) = bench.standing()
    assert shown["text"] == "Recovered"
    assert shown["metadata"]["event_payload"] == {"k": bench.row(queued).slack_key}
    assert bench.row(queued).edit_shown == 2
    assert len(await bench.calls("chat.update")) == 3


async def test_an_edit_of_what_somebody_deleted_is_let_be(quick_bench: Bench) -> None:
    queued = quick_bench.queue()
    await quick_bench.work()
    await quick_bench.fault("chat.update", "error", error="message_not_found", times=None)
    with quick_bench.records.writing() as work:
        work.deliveries.edit(queued, payload("new"))
    await quick_bench.work()
    await quick_bench.later(600)
    assert len(await quick_bench.calls("chat.update")) == 1
