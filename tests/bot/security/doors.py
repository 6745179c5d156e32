"""The assistant as it is wired, behind signed requests and before a Slack that keeps what it is told.

What somebody presses or sends is written as Slack writes it, signed, and goes through Bolt to the handler.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlencode

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.settings import Settings
from bot.tasks import Tasks
from bot.wiring import Assistant, assemble
from storage.migrations import migrate
from storage.repositories.records import Member
from tests.bot.picky_slack import PickySlack, picky_slack
from tests.bot.scenarios.alto import alto

Json = dict[str, Any]

SECRET = "the-signing-secret"
CHANNEL = "C000000001"
_WAITS = "One moment"
_TOO_LATE = 404  # what Bolt says of a handler that did not acknowledge within three seconds, as of none at all
_PRESSES = 4
_PATIENCE = 100.0  # seconds: drawing steps back behind all else that goes on


@dataclass
class Doors:
    """The way in to an assistant, and what came out for whom."""

    app: AsyncApp
    tasks: Tasks
    slack: PickySlack
    acks: list[Json] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    async def knocks(self, handler: str, body: Json) -> None:
        """Bring one arrival, and wait until all that follows from it is done; where Bolt gave up waiting, once more."""
        for _ in range(_PRESSES):
            answer = await self._knocks(handler, body)
            await self.tasks.drain(_PATIENCE)
            if answer.status != _TOO_LATE:
                break
        assert answer.status == 200, (handler, answer.body)
        if answer.body:
            self.acks.append(json.loads(answer.body))

    async def _knocks(self, handler: str, body: Json) -> BoltResponse:
        stamped = urlencode({"payload": json.dumps(body | {"trigger_id": f"{next(self._numbers)}.1"})})
        if handler.startswith("event:"):
            stamped = json.dumps(body | {"event_id": f"Ev{next(self._numbers)}"})
        stamp = str(int(time()))
        signed = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=stamped)
        kind = "application/json" if handler.startswith("event:") else "application/x-www-form-urlencoded"
        return await self.app.async_dispatch(
            AsyncBoltRequest(
                body=stamped,
                headers={
                    "x-slack-request-timestamp": [stamp],
                    "x-slack-signature": [signed or ""],
                    "content-type": [kind],
                },
            )
        )

    def told(self) -> list[Json]:
        """What came out since it was asked last, but for forms that only say that they are being filled."""
        out = [*self.acks, *(body for method, body in self.slack.taken if method in _SAYING)]
        self.acks.clear()
        self.slack.taken.clear()
        return [each for each in out if _WAITS not in words_of(each)]

    def view(self) -> Json:
        """The form that was shown last."""
        shown = [body["view"] for method, body in self.slack.taken if method.startswith("views.")]
        self.told()
        view = shown[-1]
        return dict(json.loads(view) if isinstance(view, str) else view)


_SAYING = frozenset(
    {"response_url", "chat.postEphemeral", "chat.postMessage", "views.open", "views.update", "views.publish"}
)


def words_of(part: Any) -> str:
    """All strings in what was sent, as people read them."""
    return "\n".join(_strings(part)).replace("\u00a0", " ").replace("\u202f", " ")


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        if part.startswith(("{", "[{")):
            yield from _strings(json.loads(part))
        else:
            yield part
    elif isinstance(part, Mapping):
        for each in part.values():
            yield from _strings(each)
    elif isinstance(part, list):
        for each in part:
            yield from _strings(each)


@asynccontextmanager
async def doors_of(home: Path, url: str) -> AsyncIterator[tuple[Doors, Assistant]]:
    """An assistant with the sample's facts and empty records."""
    migrate(url)
    async with picky_slack() as slack:
        slack.answers = _ANSWERS
        slack.errors = {"files.getUploadURLExternal": "internal_error"}  # answers go out without pictures
        settings = Settings(
            _env_file=None,
            KPI_HOME=home,
            DATABASE_URL=url,
            FACTS_URL=str(alto().facts),
            SLACK_API_URL=f"{slack.url}api/",
            SLACK_BOT_TOKEN="xoxb-doors",
            SLACK_SIGNING_SECRET=SECRET,
        )
        assistant = assemble(settings)
        yield Doors(assistant.app, assistant.tasks, slack), assistant
        assistant.close()


_ANSWERS: dict[str, Json] = {
    "auth.test": {"team_id": "T1", "team": "Alto", "user_id": "UBOT", "bot_id": "BBOT", "url": "https://alto.example/"},
    "views.open": {"view": {"id": "V1", "hash": "h"}},
    "views.update": {"view": {"id": "V1", "hash": "h"}},
    "conversations.info": {"channel": {"id": CHANNEL, "name": "nord", "is_member": True}},
    "conversations.members": {"members": []},
    "users.info": {"user": {"id": "U0SOMEBODY", "team_id": "T9"}},
    "conversations.open": {"channel": {"id": "D000000001"}},
}


def pressed(slack: PickySlack, handler: str, member: Member, *, value: str = "", block: str = "b") -> Json:
    """A button of a message, as it comes back from whoever pressed it."""
    action_id = handler.removeprefix("action:")
    return _by(member) | {
        "type": "block_actions",
        "channel": {"id": CHANNEL},
        "container": {"type": "message", "message_ts": "1.000001", "channel_id": CHANNEL},
        "response_url": slack.response_url,
        "actions": [{"type": "button", "action_id": action_id, "block_id": block, "value": value, "action_ts": "1.1"}],
    }


def changed(view: Json, handler: str, member: Member) -> Json:
    """Something of a form was changed: the form comes back with it."""
    action_id = handler.removeprefix("action:")
    return _by(member) | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": "V1"},
        "view": _sent(view),
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": "", "action_ts": "1.1"}],
    }


def submitted(view: Json, member: Member) -> Json:
    """A form that was sent, filled in as it was drawn, and as the hurried would where it was not."""
    return _by(member) | {"type": "view_submission", "view": _sent(view)}


def _by(member: Member) -> Json:
    return {
        "team": {"id": member.team_id},
        "user": {"id": member.user_id, "team_id": member.team_id},
        "api_app_id": "A1",
        "token": "t",
    }


def _sent(view: Json) -> Json:
    return view | {"id": "V1", "hash": "h", "state": {"values": dict(_filled(view["blocks"]))}}


def _filled(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    for block in blocks:
        elements = [block.get("element"), block.get("accessory"), *block.get("elements", ())]
        states = {
            each["action_id"]: _state(each, optional=block.get("optional", True))
            for each in elements
            if isinstance(each, dict) and "action_id" in each and each["type"] != "button"
        }
        if states:
            yield block["block_id"], states


_TYPED = {"plain_text_input": "because", "number_input": "5", "datepicker": "2027-03-01", "timepicker": "08:00"}
_KEYS = {
    "plain_text_input": ("initial_value", "value"),
    "number_input": ("initial_value", "value"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "static_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "external_select": ("initial_option", "selected_option"),
    "multi_static_select": ("initial_options", "selected_options"),
    "multi_external_select": ("initial_options", "selected_options"),
    "checkboxes": ("initial_options", "selected_options"),
    "users_select": ("initial_user", "selected_user"),
    "multi_users_select": ("initial_users", "selected_users"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
    "channels_select": ("initial_channel", "selected_channel"),
}


def _state(element: Json, *, optional: bool) -> Json:
    """How Slack tells what an element holds; a required one that holds nothing gets the first best."""
    kind = element["type"]
    initial, key = _KEYS[kind]
    return {"type": kind, key: element.get(initial, None if optional else _best(element))}


def _best(element: Json) -> Any:
    kind = element["type"]
    if kind in _TYPED:
        return _TYPED[kind]
    if "option" in _KEYS[kind][1]:
        options = element.get("options") or element["option_groups"][0]["options"]
        return options[:1] if "options" in _KEYS[kind][1] else options[0]
    return CHANNEL if kind in {"conversations_select", "channels_select"} else None
