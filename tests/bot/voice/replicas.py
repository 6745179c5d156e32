"""Two replicas of the assistant behind signed HTTP on the same records, and forms that people send to them."""

import json
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
from sqlalchemy import create_engine, select

from bot.serving import Duty, serving
from bot.subcommands.feedback import shown
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.know_member import recall_member
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_slip import Slip
from storage.models import Base, FeedbackRow
from tests.bot.scenarios.house import House, a_workspace, own_office, settings_for
from tests.bot.scenarios.postman import Letter, Postman

Json = dict[str, Any]
_views = count(1)
_FOR_EVER = timedelta(days=9999)
_PRESSES = 3


@dataclass(frozen=True)
class Replicas:
    """The house, and a postman to each of its replicas."""

    house: House
    postmen: tuple[Postman, ...]
    session: aiohttp.ClientSession

    def form(self, name: str, draft: SayDraft, slip: Slip) -> Json:
        """What Slack would send of the form as the assistant draws it for her, with a draft in it."""
        office = self.house.office
        member = recall_member(office, self.house.team_id, self.house.slack.user(name), _FOR_EVER)
        assert member
        view = shown(draft, slip, Request(member, Text("en", office.calendar)), office).json
        blocks = [block for block in view["blocks"] if block["type"] == "input"]
        return {
            "type": "view_submission",
            "team": {"id": self.house.team_id},
            "user": {"id": member.user_id},
            "trigger_id": f"{next(_views)}.1",
            "view": view | {"id": f"V{next(_views):09}", "state": {"values": _filled(blocks)}},
        }

    async def send(self, payload: Json, replica: int = 0) -> Json:
        """What a replica answers; who is told of trouble connecting presses once more."""
        url = self.postmen[replica % len(self.postmen)].url
        for _ in range(_PRESSES):
            letter = self.letter(payload)
            async with self.session.post(url, data=letter.body.encode(), headers=letter.headers) as answer:
                if answer.status == 200:
                    return json.loads(await answer.text() or "{}")
        raise AssertionError(f"not acknowledged: {answer.status}")

    def letter(self, payload: Json) -> Letter:
        """Signed now, as Slack signs what it delivers again."""
        return self.postmen[0].signed("interaction", urlencode({"payload": json.dumps(payload)}))

    def kept(self) -> list[Json]:
        return self.rows(FeedbackRow)

    def rows(self, model: type[Base]) -> list[Json]:
        """A table as it is in the database."""
        engine = create_engine(self.house.settings.records_url)
        with engine.connect() as connection:
            found = [dict(row._mapping) for row in connection.execute(select(model.__table__))]
        engine.dispose()
        return found


@asynccontextmanager
async def two_replicas(home: Path, database_url: str, *names: str) -> AsyncIterator[Replicas]:
    """Served as long as the block lasts; the people named were met before."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = [each.getsockname()[1] for each in (one, other)]
    urls = [f"http://127.0.0.1:{port}/slack/events" for port in ports]
    async with a_workspace(request_url=urls[0]) as slack, AsyncExitStack() as stack:
        settings = [settings_for(slack, home, PORT=port, DATABASE_URL=database_url) for port in ports]
        for each in settings:
            await stack.enter_async_context(serving(each, "http", Duty.INTAKE))
        house = House(slack, settings[0], own_office(settings[0]))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        for name in names:
            await house.person(name, "general").types("/kpi help")
        yield Replicas(house, tuple(Postman(house, url) for url in urls), session)
        house.office.records.close()


def _filled(blocks: list[Json]) -> Mapping[str, Json]:
    """The state of a form that nobody touched after it was filled in."""
    return {block["block_id"]: {block["element"]["action_id"]: _state(block["element"])} for block in blocks}


def _state(element: Json) -> Json:
    initial = {"plain_text_input": ("value", "initial_value")}
    name, source = initial.get(element["type"], ("selected_option", "initial_option"))
    return {"type": element["type"], name: element.get(source)}
