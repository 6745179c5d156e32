"""A house per module, for stories that leave it as it was; tests that break things open their own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.bot.scenarios.house import House, a_house


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []
