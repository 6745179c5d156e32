"""Slack clients for workers: the product's, and two that lack a protection."""

from collections.abc import Callable
from typing import Any

from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from tests.chaos.orders import Client, Orders
from tests.chaos.teams import TOKEN

TIMEOUT = 1  # seconds; the same for the SDK's client, so that only the protection differs
SDK_PAUSE = 0.1  # seconds before it repeats: its own half to one and a half, shortened like all other spans


class BlindClient(AsyncWebClient):
    """Reads history and sees nothing in it."""

    async def conversations_history(self, **asked: Any) -> AsyncSlackResponse:
        return _without_messages(await super().conversations_history(**asked))

    async def conversations_replies(self, **asked: Any) -> AsyncSlackResponse:
        return _without_messages(await super().conversations_replies(**asked))


def client_of(orders: Orders) -> Callable[[str], AsyncWebClient]:
    """What gives the client of a team, by its id."""
    kind = BlindClient if orders.client is Client.BLIND else AsyncWebClient
    repeating = [_as_by_default()] if orders.client is Client.SDK_DEFAULT else []

    def client(team_id: str) -> AsyncWebClient:
        return kind(token=TOKEN, base_url=orders.api_urls[team_id], timeout=TIMEOUT, retry_handlers=repeating)

    return client


def _as_by_default() -> AsyncConnectionErrorRetryHandler:
    """What the SDK gives every client that is told nothing else."""
    return AsyncConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(SDK_PAUSE))


def _without_messages(answer: AsyncSlackResponse) -> AsyncSlackResponse:
    answer.data = {"ok": True, "messages": [], "has_more": False, "response_metadata": {"next_cursor": ""}}
    return answer
