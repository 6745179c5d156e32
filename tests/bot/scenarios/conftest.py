"""One house for all stories that leave it as it was; those that break something open their own."""

import logging
from collections.abc import Iterator

import pytest

from bot.logs import configure
from tests.bot.scenarios.house import House, a_house_apart
from tests.plain_logs import plain_logs


@pytest.fixture(scope="session", autouse=True)
def _logs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Logs as in production, into a file."""
    with (tmp_path_factory.mktemp("logs") / "assistant.log").open("w") as log:
        configure("DEBUG", log)
        yield
        plain_logs()
        logging.basicConfig(force=True)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house_apart(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []
