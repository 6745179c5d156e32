"""D13: with its picture or as text, one message, within a minute and a tick; never a picture alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.failpoints import Failpoint
from storage.repositories.delivery_records import DeliveryState, Variant
from storage.unit_of_work import Records
from tests.bot.delivery.bench import TIMING, Bench, Crash, a_bench, bench_on, pictured

LATEST = 66  # seconds: the patience with a picture, a tick, a moment
STEP = 3
FOR_EVER = 10_000_000


async def minute(bench: Bench) -> None:
    """Work now and then for so long as a message may wait for its picture."""
    await bench.work()
    for _ in range(0, LATEST, STEP):
        await bench.later(STEP)


def shows_picture(bench: Bench) -> list[bool]:
    """Of each message in the channel, whether it shows a picture; all have their words."""
    posted = bench.standing()
    assert all(each["blocks"][0]["type"] == "section" for each in posted)
    return [any(block["type"] == "image" for block in each["blocks"]) for each in posted]


def files(bench: Bench) -> int:
    """How many files the workspace keeps; an upload that was never completed is none."""
    return sum(each.completed for each in bench.slack.server.playground.files._files.values())


async def test_d13_a_picture_is_uploaded_privately_and_shared_by_its_message_alone(bench: Bench) -> None:
    queued = bench.queue_pictured()
    await minute(bench)
    assert shows_picture(bench) == [True]
    assert [call["arguments"].get("channel_id") for call in await bench.calls("files.completeUploadExternal")] == [None]
    assert bench.standing()[0]["blocks"][1]["slack_file"] == {"id": bench.row(queued).file_id}
    assert await bench.accepted(queued) == 1


@pytest.mark.parametrize("method", ["upload", "files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_d13_an_upload_that_fails_leaves_the_words(quick_bench: Bench, method: str) -> None:
    await quick_bench.fault(method, "gateway_timeout")
    queued = quick_bench.queue_pictured()
    await minute(quick_bench)
    assert shows_picture(quick_bench) == [False]
    assert (quick_bench.row(queued).variant, quick_bench.state(queued)) == (Variant.TEXT, DeliveryState.SENT)
    await quick_bench.office.sweep()
    assert files(quick_bench) == 0


@pytest.mark.parametrize(("delay", "with_picture"), [(20, True), (FOR_EVER, False)])
async def test_d13_a_picture_that_is_late_is_waited_for_a_minute(
    quick_bench: Bench, delay: int, *, with_picture: bool
) -> None:
    await quick_bench.slack.control.settings(file_delay=delay)
    queued = quick_bench.queue_pictured()
    await quick_bench.work()
    held = quick_bench.row(queued)
    assert (held.state, held.lease_until, held.attempts) == (DeliveryState.PREPARING, None, 0)  # nothing is held
    await minute(quick_bench)
    assert shows_picture(quick_bench) == [with_picture]
    await quick_bench.office.sweep()
    assert files(quick_bench) == with_picture


async def test_d13_a_crash_after_the_upload_costs_no_second_one(quick_records: Records) -> None:
    def dies(where: str) -> None:
        if where == Failpoint.AFTER_UPLOAD:
            raise Crash

    with a_bench(quick_records, failpoint=dies) as bench:
        bench.queue_pictured()
        with pytest.raises(Crash):
            await bench.work()
        bench.office.close()
        another = bench_on(bench.slack, quick_records)
        await minute(another)
        assert shows_picture(another) == [True]
        assert len(await another.calls("files.completeUploadExternal")) == 1
        another.office.close()


@pytest.mark.parametrize(("times", "with_picture"), [(3, True), (10, False)])
async def test_d13_a_file_that_slack_cannot_show_yet_is_tried_until_its_deadline(
    quick_bench: Bench, times: int, *, with_picture: bool
) -> None:
    await quick_bench.slack.control.settings(file_delay=0)
    queued = quick_bench.queue_pictured()
    if with_picture:
        await quick_bench.fault("chat.postMessage", "error", error="invalid_blocks", times=times)
    else:
        await quick_bench.slack.control.settings(private_files="bot_only")  # it never can
    await minute(quick_bench)
    assert shows_picture(quick_bench) == [with_picture]
    errors = [call["error"] for call in await quick_bench.calls("chat.postMessage") if call["error"]]
    assert set(errors) == {"invalid_blocks"}
    assert len(errors) == times if with_picture else len(errors) > times
    assert quick_bench.state(queued) is DeliveryState.SENT
    assert quick_bench.notices() == []


async def test_d13_text_that_slack_cannot_show_is_not_tried_again(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "error", error="invalid_blocks")
    queued = quick_bench.queue()
    await minute(quick_bench)
    assert quick_bench.state(queued) is DeliveryState.DEAD


async def test_d13_control_without_a_deadline_the_message_waits_for_ever(quick_records: Records) -> None:
    patient = replace(TIMING, file_patience=timedelta(days=1))
    with a_bench(quick_records, timing=patient) as bench:
        await bench.slack.control.settings(file_delay=FOR_EVER)
        queued = bench.queue_pictured()
        await minute(bench)
        assert bench.state(queued) is DeliveryState.PREPARING
        assert bench.standing() == []


async def test_d13_the_picture_may_stand_anywhere_in_the_payload(quick_bench: Bench) -> None:
    payload = pictured("Hello")
    payload["blocks"].insert(0, payload["blocks"].pop())
    queued = quick_bench.queue("Hello", payload=payload, png=b"\x89PNG\r\n\x1a\nrest")
    await minute(quick_bench)
    assert quick_bench.standing()[0]["blocks"][0]["slack_file"] == {"id": quick_bench.row(queued).file_id}
