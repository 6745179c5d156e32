"""Signed requests as Slack sends them, and as others would like to."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from playground.http_delivery import signature
from tests.bot.scenarios.house import House, Shown, until

FORM = "application/x-www-form-urlencoded"
TYPES = {"command": FORM, "interaction": FORM, "event": "application/json"}


@dataclass(frozen=True)
class Letter:
    """A body and its headers."""

    body: str
    headers: dict[str, str]


@dataclass
class Postman:
    """Writes, signs and brings what a person of the workspace would have sent."""

    house: House
    url: str
    _count: int = field(default=0)

    async def brings(self, letter: Letter) -> int:
        """The status that comes back."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=letter.body.encode(), headers=letter.headers) as answer,
        ):
            return answer.status

    async def answered(self, letter: Letter) -> Any:
        """What comes back with the acknowledgement."""
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url, data=letter.body.encode(), headers=letter.headers) as answer,
        ):
            assert answer.status == 200
            return await answer.json()

    async def seen(self, letter: Letter, name: str, channel: str) -> Shown:
        """Bring it; what the person sees then."""
        person = self.house.person(name, channel)
        before = await person.shown()
        assert await self.brings(letter) == 200
        return (await person.news(before))[-1]

    def signed(self, kind: str, body: str, at: float | None = None, secret: str | None = None) -> Letter:
        stamp = str(int(time.time() if at is None else at))
        sign = signature(secret or self.house.slack.signing_secret, stamp, body)
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": sign, "Content-Type": TYPES[kind]}
        return Letter(body, headers)

    def command(self, name: str, channel: str, text: str, **other: str) -> Letter:
        slack = self.house.slack
        return self.signed(
            "command",
            urlencode(
                {
                    "command": "/kpi",
                    "text": text,
                    "team_id": self.house.team_id,
                    "user_id": slack.user(name),
                    "channel_id": slack.channel(channel),
                    "response_url": self._response_url(name, channel),
                    "trigger_id": self._fresh(),
                    **other,
                }
            ),
        )

    def action(self, name: str, channel: str, action: dict[str, Any]) -> Letter:
        slack = self.house.slack
        payload = {
            "type": "block_actions",
            "team": {"id": self.house.team_id},
            "user": {"id": slack.user(name)},
            "channel": {"id": slack.channel(channel)},
            "container": {"type": "message", "message_ts": "1.000001", "channel_id": slack.channel(channel)},
            "response_url": self._response_url(name, channel),
            "trigger_id": self._fresh(),
            "actions": [action],
        }
        return self.signed("interaction", urlencode({"payload": json.dumps(payload)}))

    def suggestion(self, name: str, action_id: str, block_id: str, typed: str) -> Letter:
        payload = {
            "type": "block_suggestion",
            "team": {"id": self.house.team_id},
            "user": {"id": self.house.slack.user(name)},
            "container": {"type": "view", "view_id": "V1"},
            "action_id": action_id,
            "block_id": block_id,
            "value": typed,
        }
        return self.signed("interaction", urlencode({"payload": json.dumps(payload)}))

    def event(self, event_id: str, event: dict[str, Any]) -> Letter:
        bot = self.house.slack.server.playground.workspace.bot.id
        return self.signed(
            "event",
            json.dumps(
                {
                    "type": "event_callback",
                    "event_id": event_id,
                    "team_id": self.house.team_id,
                    "authorizations": [{"team_id": self.house.team_id, "user_id": bot, "is_bot": True}],
                    "event": event,
                }
            ),
        )

    def _response_url(self, name: str, channel: str) -> str:
        slack = self.house.slack
        return slack.server.playground.replies.issue("commands", slack.user(name), slack.channel(channel))

    def _fresh(self) -> str:
        self._count += 1
        return f"{self._count}.{time.monotonic_ns()}"


async def settled(house: House, name: str, channel: str) -> list[Shown]:
    """What a person has before her when nothing came for a while."""
    person, seconds = house.person(name, channel), 0.4
    await asyncio.sleep(seconds)
    return await until(person.shown, lambda now: now, 0)
