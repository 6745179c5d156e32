"""The whole way: a schedule, the clock passes its time, and the channel reads its digest with its picture."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from storage.repositories.digest_records import Look
from tests.bot.digests.bureau import NORD, a_digest
from tests.bot.scenarios.house import House, Shown, a_house

MONDAY_MORNING = "2026-11-23T08:02:30+01:00"


async def test_a_digest_set_for_monday_at_eight_is_read_in_the_channel_with_its_picture_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await _subscribe(house)
        camille = house.person("camille", "team-nord")
        before = await camille.shown()
        await house.slack.control.post("clock", to=MONDAY_MORNING)
        (digest,) = await camille.news(before)
        assert "Week 47: Team Nord" in digest.written
        (image,) = digest.of_kind("image")
        assert image["alt_text"]
        await house.slack.control.post("clock", advance=600)
        assert _of_week_47(await camille.shown()) == [digest.ts]
        with house.office.records.reading() as work:
            (edition,) = work.editions.of_digest(house.team_id, "D1")
        assert edition.state == "decided"
        assert [each["posted"]["receipt"] for each in edition.figures]
        assert house.slack.undocumented_errors() == []


async def _subscribe(house: House) -> None:
    """Antoine, who manages team Nord, answers for it."""
    await house.person("antoine", "team-nord").types("/kpi help")
    user_id, channel_id = house.slack.user("antoine"), house.slack.channel("team-nord")
    digest = a_digest(
        team_id=house.team_id,
        channel_id=channel_id,
        owner=user_id,
        scope=NORD,
        look=Look.PANEL,
        active_since=datetime.fromisoformat("2026-11-20T12:00:00+01:00"),
    )
    with house.office.records.writing() as work:
        work.digests.put(replace(digest, kpis=("revenue", "transformation", "leads", "cycle")))


def _of_week_47(shown: list[Shown]) -> list[str]:
    return [each.ts for each in shown if "Week 47: Team Nord" in each.written]
