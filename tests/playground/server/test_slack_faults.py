"""Faults on purpose, the journal that knows better, and the clock."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.playground.running import ControlError, Running
from tests.playground.server.bolt_apps import connected, error_of, new_app, refusal_of

METADATA = {"event_type": "delivery", "event_payload": {"k": "7f3a"}}
KEY = '{"k": "7f3a"}'


async def post(slack: Running, client: AsyncWebClient) -> Any:
    return await client.chat_postMessage(channel=slack.channel("general"), text="x", metadata=METADATA)


async def accepted(slack: Running) -> int:
    return int((await slack.control.journal())["accepted"].get(KEY, 0))


async def test_a_dropped_answer_hides_a_stored_message(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"method": "chat.postMessage", "fault": "drop", "times": 1})
    with pytest.raises(aiohttp.ClientError):
        await post(slack, client)
    assert await accepted(slack) == 1


async def test_the_sdks_default_retry_posts_twice(slack: Running) -> None:
    slack.server.playground.rates.enabled = False
    retrying = AsyncWebClient(
        token=slack.bot_token, base_url=slack.api_url, retry_handlers=[AsyncConnectionErrorRetryHandler()]
    )
    await slack.control.faults({"method": "chat.postMessage", "fault": "drop", "times": 2})
    with pytest.raises(aiohttp.ClientError):
        await post(slack, retrying)
    assert await accepted(slack) == 2


async def test_a_reset_leaves_nothing_behind(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"method": "chat.postMessage", "fault": "reset", "times": 1})
    with pytest.raises(aiohttp.ClientError):
        await post(slack, client)
    assert await accepted(slack) == 0
    assert (await post(slack, client))["ok"]


@pytest.mark.parametrize(
    ("fault", "told", "stored"),
    [
        ("error_500", (500, "internal_error", None), 1),
        ("internal_error", (200, "internal_error", None), 1),
        ("unavailable", (503, "service_unavailable", None), 0),
        ("rejected_500", (500, "internal_error", None), 0),
        ("rate_limited", (429, "ratelimited", "7"), 0),
    ],
)
async def test_errors_before_and_after_the_deed(
    slack: Running, client: AsyncWebClient, fault: str, told: tuple[int, str, str | None], stored: int
) -> None:
    await slack.control.faults({"method": "chat.postMessage", "fault": fault, "times": 1, "retry_after": 7})
    refused = await refusal_of(post(slack, client))
    assert (refused.status_code, refused["error"], refused.headers.get("Retry-After")) == told
    assert await accepted(slack) == stored


@pytest.mark.parametrize(("fault", "at_once"), [("late", 1), ("slow", 0)])
async def test_slow_before_and_late_after(slack: Running, client: AsyncWebClient, fault: str, at_once: int) -> None:
    await slack.control.faults({"method": "chat.postMessage", "fault": fault, "seconds": 0.4})
    started = time.monotonic()
    posting = asyncio.create_task(post(slack, client))
    await asyncio.sleep(0.15)
    assert await accepted(slack) == at_once
    assert (await posting)["ok"]
    assert time.monotonic() - started >= 0.4
    assert await accepted(slack) == 1


async def test_the_same_seed_strikes_the_same_calls(slack: Running, client: AsyncWebClient) -> None:
    async def run(seed: int) -> list[bool]:
        rule = {"method": "auth.test", "fault": "internal_error", "probability": 0.5}
        await slack.control.faults(rule, seed=seed)
        outcome = []
        for _ in range(20):
            try:
                await client.auth_test()
                outcome.append(True)
            except SlackApiError:
                outcome.append(False)
        return outcome

    first, again, other = await run(7), await run(7), await run(8)
    assert first == again
    assert first != other
    assert 3 < sum(first) < 17


async def test_a_client_that_gave_up_finds_its_message_later_all_the_same(slack: Running) -> None:
    hasty = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    await slack.control.faults({"method": "chat.postMessage", "fault": "slow", "seconds": 1.3, "times": 1})
    with pytest.raises(TimeoutError):
        await post(slack, hasty)
    assert await accepted(slack) == 0
    await asyncio.sleep(0.6)
    assert await accepted(slack) == 1


async def test_history_can_lag_behind_posting(slack: Running, client: AsyncWebClient) -> None:
    channel = slack.channel("general")
    await slack.control.settings(history_lag=60)
    sent = await post(slack, client)
    reply = await client.chat_postMessage(channel=channel, text="y", thread_ts=sent["ts"])

    async def readable() -> tuple[bool, bool]:
        history = await client.conversations_history(channel=channel)
        thread = await client.conversations_replies(channel=channel, ts=sent["ts"])
        return sent["ts"] in [m["ts"] for m in history["messages"]], reply["ts"] in [
            m["ts"] for m in thread["messages"]
        ]

    assert await readable() == (False, False)
    await slack.control.advance(61)
    assert await readable() == (True, True)


async def test_rates_can_be_counted_instead_of_refused(slack: Running) -> None:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    assert (await slack.control.settings(rate_limits="count"))["rate_limits"] == "count"
    for _ in range(3):
        assert (await post(slack, client))["ok"]
    journal = await slack.control.journal()
    assert journal["over_limit"] == {f"chat.postMessage {slack.channel('general')}": 2}
    await slack.control.settings(rate_limits=True)
    assert await error_of(post(slack, client)) == "ratelimited"


async def test_faults_end_when_told(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"fault": "internal_error"})
    assert await error_of(client.auth_test()) == "internal_error"
    assert (await slack.control.get("faults"))["rules"][0]["struck"] == 1
    await slack.control.faults()
    assert (await client.auth_test())["ok"]
    with pytest.raises(ControlError, match="unknown_fault"):
        await slack.control.faults({"fault": "earthquake"})


async def test_a_response_url_can_fail_too(slack: Running) -> None:
    app = new_app(slack)
    urls: list[str] = []

    @app.command("/app")
    async def run(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        urls.append(body["response_url"])

    async with connected(slack, app):
        await slack.control.type("camille", "general", "/app")
    await slack.control.faults({"method": "response_url", "fault": "error_500", "times": 1})
    assert (await AsyncWebhookClient(urls[0], retry_handlers=[]).send(text="said")).status_code == 500
    assert "said" in await slack.control.seen("camille", "general")


async def test_the_journal_keeps_calls_in_order_with_their_outcome(slack: Running, client: AsyncWebClient) -> None:
    await client.auth_test()
    await error_of(client.chat_postMessage(channel="C00000000", text="x"))
    entries = (await slack.control.journal())["entries"]
    assert [(e["method"], e["ok"], e["error"]) for e in entries] == [
        ("auth.test", True, None),
        ("chat.postMessage", False, "channel_not_found"),
    ]
    assert entries[1]["arguments"]["channel"] == "C00000000"
    since = await slack.control.get("journal", since=entries[0]["number"])
    assert [e["method"] for e in since["entries"]] == ["chat.postMessage"]


async def test_the_clock_moves_forward_to_a_moment_and_back(slack: Running) -> None:
    moved = await slack.control.post("clock", to="2030-01-07T08:00:00+01:00")
    assert moved["now"].startswith("2030-01-07T07:00:00")
    assert (await slack.control.post("clock", reset=True))["offset"] == 0
    for wrong in ("soon", "2030-01-07T08:00:00"):
        with pytest.raises(ControlError, match="invalid_time"):
            await slack.control.post("clock", to=wrong)


async def test_what_is_due_runs_in_order_at_its_own_time(slack: Running, client: AsyncWebClient) -> None:
    now, general = int(slack.server.playground.clock.now()), slack.channel("general")
    for later in (300, 100, 200):
        await client.chat_scheduleMessage(channel=general, text=str(later), post_at=now + later)
    await slack.control.advance(1000)
    posted = (await slack.control.messages("camille", "general"))[-3:]
    assert [m["text"] for m in posted] == ["100", "200", "300"]
    assert [round(float(m["ts"]) - now, -1) for m in posted] == [100, 200, 300]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("type", {"as": "nobody", "channel": "general", "text": "x"}, "user_not_found"),
        ("type", {"as": "former", "channel": "general", "text": "x"}, "cannot_act"),
        ("type", {"as": "camille", "channel": "managers", "text": "x"}, "channel_not_found"),
        ("type", {"as": "guest", "channel": "general", "text": "x"}, "channel_not_found"),
        ("type", {"as": "camille", "channel": "partners", "text": "x"}, "not_in_channel"),
        ("type", {"as": "grace", "channel": "old-launch", "text": "x"}, "is_archived"),
        ("type", {"as": "camille", "channel": "general"}, "missing_field"),
        ("act", {"as": "camille", "container": {"view_id": "V1"}, "block_id": "b", "action_id": "a"}, "view_not_found"),
        ("shortcut", {"as": "camille", "callback_id": "nope"}, "shortcut_not_found"),
        ("channel", {"as": "camille", "name": "general"}, "name_taken"),
        ("sockets", {"reason": "boredom"}, "unknown_reason"),
    ],
)
async def test_wrong_control_calls_are_said_to_be_wrong(slack: Running, path: str, body: Any, code: str) -> None:
    with pytest.raises(ControlError, match=code):
        await slack.control.post(path, **body)


async def test_a_rule_can_refuse_with_any_code(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"method": "chat.postMessage", "fault": "error", "error": "is_archived", "times": 1})
    with pytest.raises(SlackApiError) as refused:
        await post(slack, client)
    assert refused.value.response["error"] == "is_archived"
    assert await accepted(slack) == 0


async def test_an_upload_can_time_out_at_a_gateway(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"method": "upload", "fault": "gateway_timeout", "times": 1})
    ticket = await client.files_getUploadURLExternal(filename="a.png", length=3)
    async with aiohttp.ClientSession() as session, session.post(ticket["upload_url"], data=b"png") as answer:
        assert answer.status == 504
    with pytest.raises(SlackApiError) as refused:
        await client.files_completeUploadExternal(files=[{"id": ticket["file_id"], "title": "a"}])
    assert refused.value.response["error"] == "file_not_found"
