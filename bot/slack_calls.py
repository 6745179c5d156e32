"""One call to Slack, made once, or again where Slack surely did nothing; a refusal carries its own error code."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

TIMEOUT = 10  # seconds

LONGEST_WAIT = 30.0  # seconds that somebody is let wait because Slack takes no more for now
_WAITS = 2

_UNKNOWN = "unknown_error"  # an answer that is not Slack's JSON
_UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable", _UNKNOWN})


@dataclass
class Refused(Exception):
    """Slack answered, and the answer is no. `retry_after`: seconds until it takes such a call again."""

    error: str
    retry_after: float | None = None

    @property
    def unsure(self) -> bool:
        """Whether it may have been done all the same: Slack says so itself of some of its errors."""
        return self.error in _UNSURE


def once_only_client(token: str, base_url: str) -> AsyncWebClient:
    """A client that never repeats a request by itself: a repeated POST could be a second message."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])


async def call(request: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """Slack's answer. Raises Refused."""
    try:
        answer = (await request).data
    except SlackApiError as error:
        raise Refused(_code(error), _retry_after(error)) from error
    return answer if isinstance(answer, dict) else {}


async def patiently(request: Callable[[], Awaitable[AsyncSlackResponse]]) -> dict[str, Any]:
    """Slack's answer, waited for where it takes no more for now: such a call surely did nothing. Raises Refused."""
    for _ in range(_WAITS):
        try:
            return await call(request())
        except Refused as refusal:
            if refusal.retry_after is None or refusal.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(refusal.retry_after)
    return await call(request())


def _code(error: SlackApiError) -> str:
    told = getattr(error.response, "data", None)
    return str(told.get("error", _UNKNOWN)) if isinstance(told, dict) else _UNKNOWN


def _retry_after(error: SlackApiError) -> float | None:
    """How long to wait after HTTP 429; None of any other refusal."""
    if getattr(error.response, "status_code", None) != HTTPStatus.TOO_MANY_REQUESTS:
        return None
    told = str(error.response.headers.get("Retry-After", ""))
    return float(told) if told.isdecimal() else 1.0
