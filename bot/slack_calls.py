"""One call to Slack, made once; a refusal carries Slack's own error code."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

TIMEOUT = 10  # seconds

_UNKNOWN = "unknown_error"  # an answer that is not Slack's JSON
_UNSURE = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable", _UNKNOWN})


@dataclass
class Refused(Exception):
    """Slack answered, and the answer is no."""

    error: str

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
        raise Refused(_code(error)) from error
    return answer if isinstance(answer, dict) else {}


def _code(error: SlackApiError) -> str:
    told = getattr(error.response, "data", None)
    return str(told.get("error", _UNKNOWN)) if isinstance(told, dict) else _UNKNOWN
