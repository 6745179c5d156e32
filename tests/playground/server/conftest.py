"""A workspace per test; afterwards no error may have been answered that Slack's pages do not list."""

from collections.abc import Iterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.running import Running, playground


@pytest.fixture
def slack() -> Iterator[Running]:
    with playground() as running:
        yield running
        assert running.undocumented_errors() == []


@pytest.fixture
def client(slack: Running) -> AsyncWebClient:
    """The bot's own client, with rate limits out of the way."""
    slack.server.playground.rates.enabled = False
    return client_of(slack)


def client_of(slack: Running, token: str | None = None) -> AsyncWebClient:
    return AsyncWebClient(token=token or slack.bot_token, base_url=slack.api_url, retry_handlers=[])
