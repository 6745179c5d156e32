"""The digests that the sample company's teams have set up for their channels, written as if their managers had."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import SystemClock
from bot.office import Office
from bot.settings import Settings
from bot.slack_calls import call, once_only_client
from bot.text import Language
from bot.use_cases.know_member import SlackUser, know_member
from bot.wiring import open_office
from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.repositories.digest_records import Digest, DigestState, Look, Schedule
from storage.repositories.records import Member
from storage.sample_crm import company

KPIS = ("revenue", "transformation", "leads", "qualified-leads", "cycle")
FRESHER_THAN = 12  # hours: the nightly import at five is in time for eight o'clock

Json = Mapping[str, Any]


async def subscribe_teams(settings: Settings, team_id: str) -> None:
    """Subscribe each team's channel, in its manager's language; a second start finds them subscribed."""
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    users, channels = await _listed(client)
    await asyncio.to_thread(_subscribe_all, settings, team_id, users, channels)


async def _listed(client: AsyncWebClient) -> tuple[Sequence[Json], Sequence[Json]]:
    users = (await call(client.users_list(limit=200, include_locale=True)))["members"]
    channels = (await call(client.conversations_list(types="public_channel,private_channel", limit=200)))["channels"]
    return [each for each in users if not each.get("is_bot")], channels


def _subscribe_all(settings: Settings, team_id: str, users: Sequence[Json], channels: Sequence[Json]) -> None:
    office = open_office(settings, SystemClock())
    members = [know_member(office, team_id, SlackUser.read(each)) for each in users]
    with office.records.writing() as work:
        for digest in _digests(office, members, {each["name"]: each["id"] for each in channels}):
            if work.digests.for_scope(digest.team_id, digest.channel_id, digest.scope) is None:
                work.digests.put(digest)
    office.records.close()


def _digests(office: Office, members: Sequence[Member], channels: Mapping[str, str]) -> Iterator[Digest]:
    for team in company().teams:
        managers = [each for each in members if each.active and team.name in each.manages]
        manager = min(managers, key=lambda each: len(each.manages), default=None)  # not the director
        channel_id = channels.get(f"team-{team.name.lower()}")
        if manager and channel_id:
            yield _digest(team.name, manager, channel_id, office)


def _digest(team: str, manager: Member, channel_id: str, office: Office) -> Digest:
    """Every Monday at eight, on the manager's own clocks."""
    now = office.clock.now()
    return Digest(
        team_id=manager.team_id,
        id=f"demo-{team.lower()}",
        channel_id=channel_id,
        owner=manager.user_id,
        scope=Scope(Level.TEAM, team),
        kpis=KPIS,
        schedule=Schedule(office.calendar.zone),
        language=Language.of(manager.locale or office.language),
        compare=Compare.PREVIOUS,
        fresher_than=FRESHER_THAN,
        look=Look.PANEL,
        state=DigestState.ACTIVE,
        reason=None,
        active_since=now,
        created_at=now,
        changed_at=now,
    )
