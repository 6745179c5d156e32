"""D04: four clocks look at the same schedules at the same time, through a week in which zones leave summer time."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import distinct, func, select, text

from storage.database import WRITING
from storage.models import DeliveryRow, EditionRow
from storage.repositories.digest_records import Digest, Look, Schedule
from storage.repositories.records import Member, Role
from tests.bot.scenarios.alto import alto
from tests.chaos.scene import Scene, Stage
from tests.chaos.tickers import run_tickers
from tests.digests import a_digest

TICKERS, SCHEDULES, DAYS = 4, 200, 7
FIRST = datetime(2026, 10, 22, tzinfo=UTC)
HOURS = tuple(FIRST + timedelta(hours=number) for number in range(DAYS * 24 + 1))
QUARTERS = tuple(FIRST + timedelta(minutes=15 * number) for number in range(DAYS * 96 + 1))
ZONES = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
ENOUGH = 25  # of these hours show what is missing without the key
WITHIN = 240.0

# The same table without what makes a row unique: the control.
_BARE = (
    "CREATE TABLE bare AS SELECT * FROM editions WHERE 1 = 0",
    "DROP TABLE editions",
    "ALTER TABLE bare RENAME TO editions",
)


def digests(team_id: str, chance: Random) -> Iterator[Digest]:
    """Weekly digests at any quarter of an hour in any zone."""
    for number in range(SCHEDULES):
        at = time(chance.randrange(24), chance.randrange(0, 60, 15))
        schedule = Schedule(chance.choice(ZONES), chance.randint(1, 7), at)
        yield a_digest(
            team_id=team_id,
            id=f"s{number}",
            channel_id=f"C{number:06}",
            owner="UOWNER",
            kpis=("conversion",),
            schedule=schedule,
            look=Look.WORDS,
            active_since=FIRST,
        )


def expected(planned: Sequence[Digest]) -> set[tuple[str, str]]:
    """Which digest tells of which week, found by looking at the clocks of each zone every quarter of an hour."""
    found = set()
    for instant in QUARTERS:
        for digest in planned:
            wall = instant.astimezone(ZoneInfo(digest.schedule.zone))
            if (wall.isoweekday(), wall.time()) == (digest.schedule.weekday, digest.schedule.at):
                year, week, _ = (wall.date() - timedelta(weeks=1)).isocalendar()
                found.add((digest.id, f"{year}-W{week:02}"))
    return found


def seat(scene: Scene, planned: Sequence[Digest]) -> None:
    """Write down the digests and who answers for them."""
    (team,) = scene.teams
    with scene.records.writing() as work:
        work.members.put(Member(team.id, "UOWNER", None, "Owner", FIRST, role=Role.ADMIN))
        for digest in planned:
            work.digests.put(digest)


async def let_tick(scene: Scene, hours: Sequence[datetime] = HOURS) -> None:
    """Let all tickers go through the week, or through its first hours."""
    codes = await run_tickers(TICKERS, scene.fleet.orders.records_url, str(alto().facts), hours, WITHIN)
    assert codes == [0] * TICKERS


@pytest.mark.chaos
async def test_d04_four_clocks_decide_each_week_of_each_digest_once(stage: Stage) -> None:
    async with stage.scene(channels=1) as scene:
        planned = list(digests(scene.teams[0].id, stage.chance))
        seat(scene, planned)
        await let_tick(scene)
        editions = [
            (str(digest), str(period)) for digest, period in scene.ask(select(EditionRow.digest_id, EditionRow.period))
        ]
        queued = scene.count(DeliveryRow.kind == "digest")
        wanted = expected(planned)
        remarks = f"{TICKERS} tickers, {len(wanted)} expected, {queued} queued"
        stage.tell(
            scene.plain_line("D04", SCHEDULES, len(editions) - len(wanted), len(wanted - set(editions)), remarks)
        )
    assert sorted(editions) == sorted(wanted)
    assert queued == len(wanted)
    assert scene.states() == {"pending": len(wanted)}


@pytest.mark.chaos
async def test_d04_without_the_unique_key_there_are_more(stage: Stage) -> None:
    async with stage.scene(channels=1) as scene:
        with scene.engine.execution_options(**WRITING).begin() as connection:
            for statement in _BARE:
                connection.execute(text(statement))
        planned = list(digests(scene.teams[0].id, stage.chance))
        seat(scene, planned)
        await let_tick(scene, HOURS[:ENOUGH])
        editions = scene.ask(select(func.count()).select_from(EditionRow))[0][0]
        extra = editions - scene.ask(select(func.count(distinct(EditionRow.digest_id))))[0][0]
        stage.tell(scene.plain_line("D04 without key", SCHEDULES, extra, 0, f"{editions} editions"))
    assert extra > 0
