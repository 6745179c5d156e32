"""D05: whatever goes wrong, a call to send is one request. The SDK as it comes makes two."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from storage.repositories.delivery_records import DeliveryState
from storage.unit_of_work import Records
from tests.bot.delivery.bench import PATIENT, Bench, a_bench
from tests.playground.running import Running

FAULTS = ["drop", "late", "error_500", "rate_limited"]  # accepted then reset, timed out, 500, 429


@pytest.mark.parametrize("fault", FAULTS)
async def test_d05_a_call_to_send_is_exactly_one_request(quick_bench: Bench, fault: str) -> None:
    await quick_bench.fault("chat.postMessage", fault, seconds=6, retry_after=30, times=None)
    queued = quick_bench.queue()
    assert await quick_bench.office.send_next()
    assert len(await quick_bench.calls("chat.postMessage")) == 1
    assert quick_bench.state(queued) is DeliveryState.PENDING


async def test_d05_control_the_sdk_as_it_comes_posts_twice(quick_records: Records) -> None:
    def as_it_comes(slack: Running) -> AsyncWebClient:
        return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)

    # the SDK rests up to a second and a half before it asks again
    with a_bench(quick_records, client=as_it_comes, timing=PATIENT) as bench:
        await bench.fault("chat.postMessage", "drop", times=None)
        queued = bench.queue()
        assert await bench.office.send_next()
        assert len(await bench.calls("chat.postMessage")) == 2
        assert await bench.accepted(queued) == 2


@pytest.mark.parametrize(("fault", "posted"), [("drop", 1), ("late", 1), ("error_500", 1), ("rate_limited", 0)])
async def test_d05_in_the_end_there_is_one_message(quick_bench: Bench, fault: str, posted: int) -> None:
    await quick_bench.fault("chat.postMessage", fault, seconds=6, retry_after=30)
    queued = quick_bench.queue()
    await quick_bench.work()
    assert await quick_bench.accepted(queued) == posted
    await quick_bench.later(60)
    assert quick_bench.state(queued) is DeliveryState.SENT
    assert await quick_bench.accepted(queued) == 1
    assert len(quick_bench.standing()) == 1
