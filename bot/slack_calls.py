"""One call to Slack, made once; a refusal carries Slack's own error code."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

TIMEOUT = 10  # seconds


@dataclass
class Refused(Exception):
    """Slack answered, and the answer is no."""

    error: str


def once_only_client(token: str, base_url: str) -> AsyncWebClient:
    """A client that never repeats a request by itself: a repeated POST could be a second message."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=TIMEOUT, retry_handlers=[])


async def call(request: Awaitable[AsyncSlackResponse]) -> dict[str, Any]:
    """Slack's answer. Raises Refused."""
    try:
        answer = (await request).data
    except SlackApiError as error:
        raise Refused(str(error.response.get("error", "unknown"))) from error
    return answer if isinstance(answer, dict) else {}
