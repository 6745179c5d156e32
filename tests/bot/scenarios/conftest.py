"""One house for all stories that leave it as it was; those that break something open their own."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.logs import configure
from tests.bot.scenarios.house import House, a_house
from tests.plain_logs import plain_logs


@pytest.fixture(scope="session", autouse=True)
def _logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Logs as in production, into a file."""
    with (tmp_path_factory.mktemp("logs") / "assistant.log").open("w") as log:
        configure("DEBUG", log)
        yield
        plain_logs()
        logging.basicConfig(force=True)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []
