"""The log is for operators: what happened, never whose figures, and no secret."""

import io
import logging
import re
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy.exc import IntegrityError

from bot.last_resort import apart, guard, nobody
from bot.logs import configure


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written, before = io.StringIO(), structlog.get_config()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    configure("DEBUG", written)
    yield written
    structlog.configure(**before)
    root.handlers, root.level = handlers, level


SECRETS = (
    "xoxb-123-abc",
    "xoxp-9",
    "xapp-1-A0-2-ff",
    "v0=" + "ab" * 32,
    "camille.roy@alto.example",
    "o'neil+sales@sub.alto.example",
)


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("logger", ["bot.somewhere", "slack_sdk.web", "aiohttp.server"])
def test_secrets_and_addresses_are_taken_out_of_every_line(log: io.StringIO, logger: str, secret: str) -> None:
    logging.getLogger(logger).warning("it is %s here", secret)
    structlog.stdlib.get_logger(logger).warning("event", told=f"and {secret} there")
    assert log.getvalue().count("\n") == 2
    assert secret.removeprefix("o'") not in log.getvalue()


async def test_a_row_whose_words_go_on_over_several_lines_is_not_logged_either(log: io.StringIO) -> None:
    row = {"body": "\n\n".join(f"zebra{number}\ngiraffe{number}" for number in range(3))}
    with apart("tick"):
        cause = ValueError(f"refused\nDETAIL:  Failing row contains (T1, {row['body']}).")
        raise IntegrityError("INSERT INTO feedback VALUES (:body)", row, cause)
    assert "IntegrityError" in log.getvalue()
    assert "INSERT INTO feedback" in log.getvalue()
    assert not re.search(r"(zebra|giraffe)\d", log.getvalue())


async def test_an_unexpected_error_is_logged_once_with_the_reference_and_without_the_rows_values(
    log: io.StringIO,
) -> None:
    told: list[str] = []

    async def tell(reference: str) -> None:
        told.append(reference)

    row = {"name": "Camille Roy", "email": "camille.roy@alto.example"}
    async with guard("command:/kpi", tell):
        cause = ValueError("duplicate key\nDETAIL:  Key (name)=(Camille Roy) already exists.")
        raise IntegrityError("INSERT INTO members VALUES (:name, :email)", row, cause)
    assert log.getvalue().count(told[0]) == 1
    assert "IntegrityError" in log.getvalue()
    assert "test_logs.py" in log.getvalue(), "the way to it stays"
    assert "Camille" not in log.getvalue()
    assert "camille" not in log.getvalue()


async def test_a_failure_while_telling_is_logged_too_and_leaves_nobody_hanging(log: io.StringIO) -> None:
    async def tell(_reference: str) -> None:
        raise ConnectionError("Slack is away")

    async with guard("action:ask.share", tell):
        raise ZeroDivisionError
    assert "ZeroDivisionError" in log.getvalue()
    assert "Slack is away" in log.getvalue()


async def test_nothing_is_said_of_what_went_well(log: io.StringIO) -> None:
    async with guard("event:app_mention", nobody):
        pass
    assert log.getvalue() == ""


def test_libraries_are_quiet_even_when_we_are_talkative(log: io.StringIO) -> None:
    """At DEBUG, Slack's own client writes whole messages."""
    logging.getLogger("slack_sdk").debug("the body of a message")
    logging.getLogger("slack_bolt").info("the body of a message")
    logging.getLogger("bot.messenger").debug("ours")
    assert "body" not in log.getvalue()
    assert "ours" in log.getvalue()
