"""D15: what was decided is what goes out, byte for byte, however often it takes and whatever the facts say since."""

import json
from typing import Any

import pytest

from bot.delivery.failpoints import Failpoint
from storage.repositories.delivery_records import PICTURE
from storage.unit_of_work import Records
from tests.bot.delivery.bench import PNG, Bench, Crash, a_bench, bench_on

FACTS = {"conversion": "18.4 %", "leads": "2 240 ✓", "won": "<at risk> & “ü”"}

CRASHES = [Failpoint.AFTER_CLAIM, Failpoint.BEFORE_POST, Failpoint.AFTER_POST, Failpoint.BEFORE_RECORD]


def computed(facts: dict[str, str], *, picture: bool) -> dict[str, Any]:
    """A message as it is computed from facts."""
    rows = [{"type": "mrkdwn", "text": f"*{name}* {value}"} for name, value in facts.items()]
    blocks: list[dict[str, Any]] = [{"type": "section", "fields": rows}]
    if picture:
        blocks.append({"type": "image", "slack_file": {"id": PICTURE}, "alt_text": " ".join(facts.values())})
    return {"text": " ".join(facts.values()), "blocks": blocks}


def queue(bench: Bench, facts: dict[str, str], *, picture: bool) -> int:
    more = {"png": PNG, "payload": computed(facts, picture=True)} if picture else {}
    return bench.queue(payload_text=computed(facts, picture=False), **more)


async def posts(bench: Bench) -> list[str]:
    """What each request to post carried, to the byte, the picture's file excepted."""
    written = []
    for call in await bench.calls("chat.postMessage"):
        said = {name: call["arguments"][name] for name in ("text", "blocks")}
        for block in said["blocks"]:
            if block["type"] == "image":
                block["slack_file"]["id"] = PICTURE
        written.append(exactly(said))
    return written


def exactly(said: dict[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize("picture", [True, False])
@pytest.mark.parametrize("crash", CRASHES)
async def test_d15_a_crash_and_new_facts_change_nothing(records: Records, crash: Failpoint, *, picture: bool) -> None:
    facts = dict(FACTS)

    def dies(where: str) -> None:
        if where == crash:
            raise Crash

    with a_bench(records, failpoint=dies) as bench:
        await bench.slack.control.settings(file_delay=0)
        queued = queue(bench, facts, picture=picture)
        await bench.office.prepare_next()
        await bench.slack.control.advance(3)
        with pytest.raises(Crash):
            await bench.work()
        facts["conversion"] = "17.9 %"  # imported meanwhile
        another = bench_on(bench.slack, records)
        await another.later(61)
        assert len(another.standing()) == 1
        assert await another.accepted(queued) == 1
        assert set(await posts(another)) == {exactly(computed(FACTS, picture=picture))}
        another.office.close()


async def test_d15_without_its_picture_it_is_the_other_frozen_message(quick_bench: Bench) -> None:
    await quick_bench.fault("upload", "gateway_timeout")
    queue(quick_bench, FACTS, picture=True)
    await quick_bench.later(3)
    assert await posts(quick_bench) == [exactly(computed(FACTS, picture=False))]


async def test_d15_words_without_blocks_stay_without(quick_bench: Bench) -> None:
    quick_bench.queue(payload_text={"text": "Good week"})
    await quick_bench.work()
    (call,) = await quick_bench.calls("chat.postMessage")
    assert call["accepted"]
    assert call["arguments"]["text"] == "Good week"
    assert "blocks" not in call["arguments"]


async def test_d15_deciding_again_with_other_facts_changes_nothing(quick_bench: Bench) -> None:
    queue(quick_bench, FACTS, picture=False)
    with pytest.raises(AssertionError):  # it was decided before
        queue(quick_bench, FACTS | {"conversion": "17.9 %"}, picture=False)
    await quick_bench.work()
    assert await posts(quick_bench) == [exactly(computed(FACTS, picture=False))]


async def test_d15_control_a_message_that_is_computed_anew_differs(quick_bench: Bench) -> None:
    """The comparison sees a single figure: under another key the new facts go out."""
    queue(quick_bench, FACTS, picture=False)
    anew = computed(FACTS | {"conversion": "17.9 %"}, picture=False)
    quick_bench.queue(payload_text=anew, dedup_key="digest:again")
    await quick_bench.work()
    await quick_bench.later(1)
    first, second = await posts(quick_bench)
    assert first == exactly(computed(FACTS, picture=False))
    assert first != second
