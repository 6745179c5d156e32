"""From the queue to the channel, once."""

from datetime import timedelta

from storage.repositories.delivery_records import DeliveryState
from tests.bot.delivery.bench import SETTLED, Bench


async def test_a_message_goes_out_once_under_its_key(bench: Bench) -> None:
    queued = bench.queue("Good week")
    await bench.work()
    row = bench.row(queued)
    (posted,) = bench.standing()
    assert (row.state, row.slack_ts, row.attempts) == (DeliveryState.SENT, posted["ts"], 1)
    assert posted["text"] == "Good week"
    assert posted["metadata"] == {"event_type": "kpi_delivery", "event_payload": {"k": row.slack_key}}
    assert await bench.accepted(queued) == 1
    await bench.later(timedelta(days=2).total_seconds())
    assert len(bench.standing()) == 1


async def test_a_lost_answer_is_found_in_the_channel(bench: Bench) -> None:
    await bench.fault("chat.postMessage", "drop")
    queued = bench.queue()
    await bench.work()
    row = bench.row(queued)
    assert (row.state, row.maybe_posted) == (DeliveryState.PENDING, True)
    await bench.later(SETTLED - 10)
    assert bench.state(queued) is DeliveryState.PENDING
    await bench.later(60)
    assert bench.state(queued) is DeliveryState.SENT
    assert await bench.accepted(queued) == 1
