"""An app that Slack lets read one page of history a minute finds every lost answer all the same, one a minute."""

from storage.repositories.delivery_records import DeliveryState
from tests.bot.delivery.bench import Bench

HISTORY = "conversations.history"
MESSAGES = 3
AGAIN = 37  # seconds after which all are looked for: thirty, and up to a fifth more by chance


async def lose_answers(bench: Bench, reads_a_minute: int) -> list[int]:
    """Messages that were posted without anybody knowing."""
    rates = bench.slack.server.playground.rates
    await bench.fault("chat.postMessage", "drop", times=MESSAGES)
    places = bench.slack.channel("general"), bench.slack.channel("team-nord"), bench.slack.user("camille")
    queued = [bench.queue(channel_id=each) for each in places]
    await bench.work()
    rates.enabled, rates.overrides[HISTORY] = True, reads_a_minute
    return queued


def found(bench: Bench, queued: list[int]) -> int:
    return sum(bench.state(each) is DeliveryState.SENT for each in queued)


async def test_one_page_a_minute_finds_one_lost_answer_a_minute(bench: Bench) -> None:
    queued = await lose_answers(bench, reads_a_minute=1)
    await bench.later(AGAIN)
    so_far = [found(bench, queued)]
    for _ in range(MESSAGES - 1):
        await bench.later(61)
        so_far.append(found(bench, queued))
    assert so_far == [1, 2, 3]
    assert [await bench.accepted(each) for each in queued] == [1, 1, 1]
    refused = [each for each in await bench.calls(HISTORY) if each["status"] == 429]
    assert len(refused) <= 2, "whoever is refused keeps all others from asking"


async def test_control_an_app_of_the_house_finds_all_at_once(bench: Bench) -> None:
    queued = await lose_answers(bench, reads_a_minute=50)
    await bench.later(AGAIN)
    assert found(bench, queued) == MESSAGES
