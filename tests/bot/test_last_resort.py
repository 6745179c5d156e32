"""The last resort logs what nothing else caught, and tells the person under which reference."""

import pytest
from structlog.testing import capture_logs

from bot.last_resort import behind_the_scenes, guard
from bot.slack_calls import Refused
from storage.outage import RecordsBusy, RecordsUnavailable

pytestmark = pytest.mark.asyncio


async def logged(error: Exception) -> tuple[dict[str, object], str]:
    """The line of the log, and the reference that the person was told."""
    told: list[str] = []

    async def tell(reference: str) -> None:
        told.append(reference)

    with capture_logs() as lines:
        async with guard("command:/kpi", tell):
            raise error
    (line,), (reference,) = lines, told
    return dict(line), reference


async def test_what_slack_refuses_is_one_line_without_a_traceback() -> None:
    line, reference = await logged(Refused("ratelimited", 60))
    assert (line["event"], line["error"], line["reference"]) == ("slack_refused", "ratelimited", reference)
    assert "exc_info" not in line


async def test_what_nobody_foresaw_is_logged_with_where_it_happened() -> None:
    error = ZeroDivisionError()
    line, reference = await logged(error)
    assert (line["event"], line["exc_info"], line["reference"]) == ("unexpected", error, reference)


@pytest.mark.parametrize(
    ("error", "level", "event"),
    [
        (RecordsBusy(), "info", "records_busy"),
        (RecordsUnavailable(), "warning", "records_away"),
        (ZeroDivisionError(), "error", "unexpected"),
    ],
)
async def test_to_miss_the_records_behind_the_scenes_is_no_error(error: Exception, level: str, event: str) -> None:
    with capture_logs() as lines:
        async with behind_the_scenes("tick:close polls"):
            raise error
    (line,) = lines
    assert (line["log_level"], line["event"], line["where"]) == (level, event, "tick:close polls")
    assert ("exc_info" in line) is (event == "unexpected")
