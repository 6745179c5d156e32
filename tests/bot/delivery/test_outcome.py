"""What a call to Slack came to, row for row as the protocol's table has it."""

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.delivery.outcome import REFUSALS, Outcome, Verdict, outcome_of

KEY = ConnectionKey("slack.com", 443, True, True, None, None, None)


def answered(status: int, data: object, headers: dict[str, str] | None = None) -> SlackApiError:
    response = AsyncSlackResponse(
        client=AsyncWebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data=data,  # type: ignore[arg-type]
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


def refused(code: str) -> SlackApiError:
    return answered(200, {"ok": False, "error": code})


@pytest.mark.parametrize(
    "failure",
    [
        aiohttp.ClientConnectorError(KEY, OSError("no route")),
        aiohttp.ClientConnectorDNSError(KEY, OSError("no such name")),
        aiohttp.ClientConnectorSSLError(KEY, OSError("bad handshake")),
    ],
)
def test_what_never_reached_slack_was_surely_not_posted(failure: aiohttp.ClientError) -> None:
    assert outcome_of(failure).verdict is Verdict.UNTOUCHED


@pytest.mark.parametrize(("header", "seconds"), [("30", 30.0), ("0", 0.0), ("", 1.0), ("soon", 1.0)])
def test_too_many_requests_says_when_to_come_again(header: str, seconds: float) -> None:
    failure = answered(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": header})
    assert outcome_of(failure) == Outcome(Verdict.LIMITED, "ratelimited", seconds)


@pytest.mark.parametrize("code", ["rate_limited", "message_limit_exceeded"])
def test_a_limit_told_without_a_status_is_a_limit_all_the_same(code: str) -> None:
    assert outcome_of(refused(code)) == Outcome(Verdict.LIMITED, code, 1.0)


@pytest.mark.parametrize(
    "code",
    [
        "channel_not_found",
        "is_archived",
        "not_in_channel",
        "restricted_action",
        "invalid_blocks",
        "msg_too_long",
        "token_revoked",
        "account_inactive",
        "missing_scope",
    ],
)
def test_a_no_that_stays_is_a_refusal(code: str) -> None:
    assert outcome_of(refused(code)) == Outcome(Verdict.REFUSED, code)


@pytest.mark.parametrize("code", ["internal_error", "fatal_error", "request_timeout", "a_code_of_next_year"])
def test_what_slack_does_not_know_itself_may_have_been_posted(code: str) -> None:
    assert code not in REFUSALS
    assert outcome_of(refused(code)) == Outcome(Verdict.UNKNOWN, code)


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("data", [{"ok": False, "error": "is_archived"}, "Bad Gateway", None])
def test_a_server_in_trouble_proves_nothing_whatever_it_writes(status: int, data: object) -> None:
    assert outcome_of(answered(status, data)).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "failure",
    [
        TimeoutError(),
        aiohttp.ServerDisconnectedError(),
        aiohttp.ClientOSError(104, "reset by peer"),
        aiohttp.ServerTimeoutError(),
        aiohttp.ClientPayloadError("cut short"),
        ValueError("not JSON"),
        AttributeError("not an object"),
        answered(200, "<html>sign in to the wifi</html>"),
    ],
)
def test_an_answer_that_is_late_lost_or_unreadable_may_hide_a_post(failure: Exception) -> None:
    assert outcome_of(failure).verdict is Verdict.UNKNOWN
