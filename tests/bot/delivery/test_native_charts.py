"""Charts that Slack draws itself: where it refuses them, the same message goes out without, once."""

from typing import Any

import pytest

from bot.delivery.failpoints import Failpoint
from storage.repositories.delivery_records import DeliveryState, Variant
from storage.unit_of_work import Records
from tests.bot.delivery.bench import Bench, Crash, a_bench, bench_on, payload

CHART = {
    "type": "data_visualization",
    "title": "Leads",
    "chart": {
        "type": "line",
        "series": [{"name": "Leads", "data": [{"label": "W46", "value": 40}, {"label": "W47", "value": 41}]}],
        "axis_config": {"categories": ["W46", "W47"], "x_label": "Week", "y_label": "Leads"},
    },
}


def charted(said: str = "Leads 41") -> dict[str, Any]:
    """Words, and a chart of what they say."""
    words = payload(said)
    return {**words, "blocks": [*words["blocks"], CHART]}


def kinds(bench: Bench) -> list[list[str]]:
    """The blocks of each message in the channel."""
    return [[block["type"] for block in each["blocks"]] for each in bench.standing()]


async def refused(bench: Bench) -> None:
    """Slack draws no charts, whatever else it is asked."""
    await bench.fault("chat.postMessage", "error", error="invalid_blocks")


async def test_a_chart_that_slack_draws_stays(bench: Bench) -> None:
    bench.queue(payload_text=charted())
    await bench.work()
    assert kinds(bench) == [["section", "data_visualization"]]


async def test_where_slack_draws_no_charts_the_words_go_out_once(bench: Bench) -> None:
    await refused(bench)
    queued = bench.queue(payload_text=charted())
    await bench.work()
    await bench.later(2)
    assert kinds(bench) == [["section"]]
    assert (bench.state(queued), bench.row(queued).variant) == (DeliveryState.SENT, Variant.PLAIN)
    assert [call["error"] or "" for call in await bench.calls("chat.postMessage")] == ["invalid_blocks", ""]
    assert await bench.accepted(queued) == 1
    assert bench.notices() == []


async def test_what_is_refused_without_charts_too_ends_there(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "error", error="invalid_blocks", times=None)
    queued = quick_bench.queue(payload_text=charted())
    await quick_bench.work()
    await quick_bench.later(2)
    await quick_bench.later(600)
    assert (quick_bench.state(queued), quick_bench.row(queued).reason) == (DeliveryState.DEAD, "invalid_blocks")
    assert await quick_bench.accepted(queued) == 0


@pytest.mark.parametrize("point", [Failpoint.AFTER_POST, Failpoint.BEFORE_POST])
async def test_a_death_around_the_refusal_posts_nothing_twice(quick_records: Records, point: Failpoint) -> None:
    def dies(where: str) -> None:
        if where == point:
            raise Crash

    with a_bench(quick_records, failpoint=dies) as bench:
        await refused(bench)
        queued = bench.queue(payload_text=charted())
        with pytest.raises(Crash):
            await bench.work()
        another = bench_on(bench.slack, quick_records)
        await another.later(61)
        await another.later(2)
        assert another.state(queued) is DeliveryState.SENT
        assert await another.accepted(queued) == 1
        another.office.close()


async def test_a_lost_answer_to_the_plainer_message_is_looked_for_before_anything_is_posted(bench: Bench) -> None:
    await refused(bench)
    queued = bench.queue(payload_text=charted())
    await bench.office.send_next()
    await bench.fault("chat.postMessage", "drop")
    await bench.later(2)
    assert bench.row(queued).maybe_posted
    await bench.later(120)
    assert (bench.state(queued), await bench.accepted(queued)) == (DeliveryState.SENT, 1)
    assert kinds(bench) == [["section"]]


async def test_an_edit_whose_chart_is_refused_is_shown_in_words(bench: Bench) -> None:
    queued = bench.queue()
    await bench.work()
    await bench.fault("chat.update", "error", error="invalid_blocks")
    with bench.records.writing() as work:
        work.deliveries.edit(queued, charted("Leads 42"))
    await bench.work()
    (shown,) = bench.standing()
    assert (shown["text"], kinds(bench)) == ("Leads 42", [["section"]])
    assert bench.row(queued).edit_shown == 1
