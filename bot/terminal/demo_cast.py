"""Who and where the demo's scenes are set: the workspace's people and channels by name, and an office at any hour."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.office import Office
from bot.slack_calls import call
from storage.repositories.records import Member


@cache
def script() -> Mapping[str, Any]:
    """What the scenes are made of."""
    return tomllib.loads(files(__package__).joinpath("demo_field.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Cast:
    """Members by first name, and the ids of channels by name."""

    members: Mapping[str, Member]
    channels: Mapping[str, str]


async def listed_users(client: AsyncWebClient) -> Mapping[str, str]:
    """The ids of the workspace's people by first name."""
    listed = await call(client.users_list(limit=200))
    return {each["name"]: each["id"] for each in listed["members"] if not each.get("is_bot")}


async def listed_channels(client: AsyncWebClient) -> Mapping[str, str]:
    """The ids of the channels by name."""
    listed = await call(client.conversations_list(types="public_channel,private_channel", limit=200))
    return {each["name"]: each["id"] for each in listed["channels"]}


def cast(office: Office, team_id: str, users: Mapping[str, str], channels: Mapping[str, str]) -> Cast:
    """Those of them whom the assistant knows."""
    with office.records.reading() as work:
        known = {each.user_id: each for each in work.members.of(team_id)}
    return Cast({name: known[user_id] for name, user_id in users.items() if user_id in known}, channels)


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The machine's clock as it stood a while ago."""

    ago: timedelta

    def now(self) -> datetime:
        """That instant, aware, in UTC."""
        return datetime.now(UTC) - self.ago

    def moved(self, moment: datetime) -> datetime:
        """An instant by the database's own clock, as long ago."""
        return moment - self.ago


def earlier(office: Office, ago: timedelta) -> Office:
    """The office as it was."""
    return replace(office, clock=_Earlier(ago))
