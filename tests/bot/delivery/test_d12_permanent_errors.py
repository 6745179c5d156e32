"""D12: what Slack refuses for good ends at once, and one person hears of it, once a day for each channel."""

import pytest

from storage.repositories.delivery_records import DeliveryState
from storage.unit_of_work import Records
from tests.bot.delivery.bench import SETTLED, Bench, a_bench

CODES = [
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "restricted_action_read_only_channel",
    "invalid_blocks",
    "msg_blocks_too_long",
    "msg_too_long",
    "token_revoked",
    "account_inactive",
    "missing_scope",
    "metadata_too_large",
]
HISTORY = ("channels:history", "groups:history", "im:history")


@pytest.mark.parametrize("code", CODES)
async def test_d12_a_refusal_is_final_after_one_request(quick_bench: Bench, code: str) -> None:
    await quick_bench.fault("chat.postMessage", "error", error=code, times=3)
    queued = [quick_bench.queue(f"Message {number}") for number in range(3)]
    for _ in queued:
        await quick_bench.office.send_next()
        await quick_bench.slack.control.advance(1)
    assert [quick_bench.state(each) for each in queued] == [DeliveryState.DEAD] * 3
    assert [quick_bench.row(each).reason for each in queued] == [code] * 3
    assert len(await quick_bench.calls("chat.postMessage")) == 3
    (notice,) = quick_bench.notices()
    assert notice.channel_id == quick_bench.slack.user("grace")  # the admin: nobody else answers for these
    await quick_bench.later(3600)
    assert quick_bench.state(notice.id) is DeliveryState.SENT
    assert len(await quick_bench.calls("chat.postMessage")) == 4
    assert quick_bench.standing() == []


async def test_d12_the_next_day_it_is_told_of_again(quick_bench: Bench) -> None:
    for day in range(2):
        await quick_bench.fault("chat.postMessage", "error", error="is_archived")
        quick_bench.queue(f"Message {day}")
        await quick_bench.work()
        await quick_bench.later(86_400)
    assert len(quick_bench.notices()) == 2


@pytest.mark.parametrize("code", ["is_archived", "channel_not_found", "not_in_channel"])
async def test_d12_a_channel_that_is_gone_is_reported(quick_bench: Bench, code: str) -> None:
    await quick_bench.fault("chat.postMessage", "error", error=code)
    quick_bench.queue()
    await quick_bench.work()
    assert quick_bench.gone == [(quick_bench.team_id, quick_bench.slack.channel("general"), code)]


async def test_d12_a_notice_that_is_refused_brings_no_other(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "error", error="is_archived", times=None)
    quick_bench.queue()
    await quick_bench.later(60)
    (notice,) = quick_bench.notices()
    assert quick_bench.state(notice.id) is DeliveryState.DEAD
    assert len(await quick_bench.calls("chat.postMessage")) == 2


@pytest.mark.parametrize("fault", ["drop", "reset"])
async def test_d12_without_the_right_to_look_nothing_is_posted_twice(bench: Bench, fault: str) -> None:
    """Whether it was posted or not: nobody can tell, so a person decides."""
    scopes = [each for each in (await bench.slack.control.settings())["scopes"] if each not in HISTORY]
    await bench.slack.control.settings(scopes=scopes)
    await bench.fault("chat.postMessage", fault)
    queued = bench.queue()
    await bench.work()
    await bench.later(SETTLED + 30)
    assert (bench.state(queued), bench.row(queued).reason) == (DeliveryState.UNCONFIRMED, "missing_scope")
    for _ in range(3):
        await bench.later(3600)
    assert await bench.accepted(queued) == (fault == "drop")
    (notice,) = bench.notices()
    assert bench.state(notice.id) is DeliveryState.SENT
    assert notice.payload_text["blocks"][-1]["elements"][0]["action_id"] == "delivery.again"  # type: ignore[index]


async def test_d12_control_with_the_right_to_look_it_is_settled(bench: Bench) -> None:
    await bench.fault("chat.postMessage", "drop")
    queued = bench.queue()
    await bench.work()
    await bench.later(SETTLED + 30)
    assert bench.state(queued) is DeliveryState.SENT
    assert bench.notices() == []


async def test_d12_control_what_is_taken_for_unknown_is_tried_again(quick_records: Records) -> None:
    with a_bench(quick_records) as bench:
        await bench.fault("chat.postMessage", "error", error="a_code_of_next_year", times=3)
        queued = bench.queue()
        for _ in range(4):
            await bench.later(600)
        assert len(await bench.calls("chat.postMessage")) == 4
        assert bench.state(queued) is DeliveryState.SENT
        assert bench.notices() == []
