"""Every message leaves once, by the best door that opens, plainer where Slack refuses a block."""

import re
from collections.abc import AsyncIterator
from html import unescape

import pytest

from bot.arrivals import Arrival
from bot.slack_calls import Refused
from bot.views.examples import EXAMPLES
from tests.bot.picky_slack import PickySlack, picky_slack

CARD = EXAMPLES["card of a rate (fr)"]
NATIVE = {"data_visualization", "data_table"}
LAST = {"section", "context", "header", "actions"}


@pytest.fixture
async def slack() -> AsyncIterator[PickySlack]:
    async with picky_slack() as server:
        yield server


def in_channel(slack: PickySlack | None = None) -> Arrival:
    return Arrival("T1", "U1", "C0CHANNEL01", response_url=slack.response_url if slack else None)


def kinds(body: dict) -> set[str]:
    return {block["type"] for block in body["blocks"]}


def words(told: str) -> set[str]:
    return set(re.findall(r"\w+", unescape(told)))


async def test_an_answer_takes_the_response_url_and_stays_private(slack: PickySlack) -> None:
    await slack.messenger.reply(in_channel(slack), CARD)
    ((door, body),) = slack.asked
    assert door == "response_url"
    assert body == {"text": CARD.text, "blocks": CARD.blocks, "replace_original": False}


async def test_a_card_can_take_the_place_of_the_one_before(slack: PickySlack) -> None:
    await slack.messenger.reply(in_channel(slack), CARD, replace=True)
    assert slack.taken[0][1]["replace_original"] is True


async def test_without_a_response_url_the_answer_is_whispered_in_the_channel(slack: PickySlack) -> None:
    await slack.messenger.reply(in_channel(), CARD)
    ((method, body),) = slack.asked
    assert method == "chat.postEphemeral"
    assert (body["channel"], body["user"]) == ("C0CHANNEL01", "U1")
    assert (body["parse"], body["link_names"]) == ("none", False)


async def test_where_the_response_url_is_used_up_the_answer_is_whispered(slack: PickySlack) -> None:
    slack.errors["response_url"] = "used_url"
    await slack.messenger.reply(in_channel(slack), CARD)
    assert [door for door, _ in slack.asked] == ["response_url", "chat.postEphemeral"]
    assert slack.taken[0][1]["blocks"] == CARD.blocks


async def test_in_a_direct_message_the_answer_is_a_message(slack: PickySlack) -> None:
    await slack.messenger.reply(Arrival("T1", "U1", "D0DIRECT001"), CARD)
    ((method, body),) = slack.asked
    assert (method, body["channel"]) == ("chat.postMessage", "D0DIRECT001")


async def test_without_a_channel_the_answer_goes_into_the_direct_message(slack: PickySlack) -> None:
    slack.answers["conversations.open"] = {"channel": {"id": "D0DIRECT002"}}
    await slack.messenger.reply(Arrival("T1", "U1", None), CARD)
    assert [method for method, _ in slack.asked] == ["conversations.open", "chat.postMessage"]
    assert slack.taken[1][1]["channel"] == "D0DIRECT002"


async def test_nothing_that_is_posted_unfolds_links(slack: PickySlack) -> None:
    await slack.messenger.post("C0CHANNEL01", CARD)
    body = slack.taken[0][1]
    assert (body["unfurl_links"], body["unfurl_media"], body["parse"]) == (False, False, "none")


@pytest.mark.parametrize("door", ["response_url", "chat.postEphemeral", "chat.postMessage"])
@pytest.mark.parametrize("refused", [{"data_visualization"}, {"data_table"}, NATIVE], ids=sorted)
async def test_a_refused_block_is_said_in_words_and_the_rest_stays(slack: PickySlack, door: str, refused: set) -> None:
    slack.refused_kinds = refused
    if door == "chat.postMessage":
        await slack.messenger.post("C0CHANNEL01", CARD)
    else:
        await slack.messenger.reply(in_channel(slack if door == "response_url" else None), CARD)
    ((taken_by, body),) = slack.taken
    assert taken_by == door
    assert not kinds(body) & refused
    assert kinds(body) >= LAST
    assert words(CARD.reading) - words(" ".join(_texts(body["blocks"]))) == set()


def _texts(part: object) -> list[str]:
    if isinstance(part, dict):
        return [text for value in part.values() for text in _texts(value)]
    if isinstance(part, list):
        return [text for value in part for text in _texts(value)]
    return [part] if isinstance(part, str) else []


async def test_where_every_block_is_refused_the_text_says_it_all(slack: PickySlack) -> None:
    slack.refused_kinds = NATIVE | LAST
    await slack.messenger.post("C0CHANNEL01", CARD)
    ((_, body),) = slack.taken
    assert body["blocks"] == []
    assert body["text"] == CARD.reading


@pytest.mark.parametrize("refusal", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_every_complaint_about_blocks_makes_the_message_plainer(slack: PickySlack, refusal: str) -> None:
    slack.refused_kinds, slack.refusal = {"data_visualization"}, refusal
    await slack.messenger.post("C0CHANNEL01", CARD)
    assert len(slack.taken) == 1


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "ratelimited", "internal_error"])
async def test_any_other_refusal_is_told_and_nothing_is_tried_again(slack: PickySlack, error: str) -> None:
    slack.errors["chat.postMessage"] = error
    with pytest.raises(Refused) as refusal:
        await slack.messenger.post("C0CHANNEL01", CARD)
    assert (refusal.value.error, len(slack.asked)) == (error, 1)
    assert refusal.value.unsure is (error == "internal_error")


@pytest.mark.parametrize(
    ("channel", "outside"),
    [
        ({"is_ext_shared": True}, True),
        ({"is_ext_shared": False, "is_pending_ext_shared": True}, True),
        ({"is_ext_shared": False, "is_shared": True, "is_org_shared": True}, False),
        ({}, False),
    ],
)
async def test_a_channel_that_another_company_reads_is_recognised(
    slack: PickySlack, channel: dict, *, outside: bool
) -> None:
    slack.answers["conversations.info"] = {"channel": channel}
    assert await slack.messenger.is_shared_outside("C0CHANNEL01") is outside
