"""A workspace with the assistant in it, and people who act there and look at what they get."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.manifest import manifest
from bot.office import Office
from bot.serving import serving
from bot.settings import Settings
from bot.wiring import open_office
from tests.bot.scenarios.alto import NOON, alto, workspace
from tests.playground.running import Running, playground

Json = dict[str, Any]

PATIENCE = 90.0  # seconds: on a busy machine drawing steps back behind everything else
UNHURRIED = 30.0  # seconds for an acknowledgement
_WORDS = ("text", "alt_text", "title", "caption", "label", "name", "x_label", "y_label")


@dataclass(frozen=True)
class Shown:
    """A message as a person has it before her."""

    json: Json

    @property
    def ts(self) -> str:
        return str(self.json["ts"])

    @property
    def text(self) -> str:
        """What notifications and screen readers get."""
        return spaced(self.json["text"])

    @property
    def blocks(self) -> list[Json]:
        return list(self.json.get("blocks", ()))

    @property
    def is_private(self) -> bool:
        return bool(self.json["is_ephemeral"])

    @property
    def strings(self) -> list[str]:
        """Every string that can be read in it."""
        return [self.text, *_strings(self.blocks)]

    @property
    def written(self) -> str:
        """All of it in one text."""
        return "\n".join(self.strings)

    def of_kind(self, kind: str) -> list[Json]:
        """The blocks of one type."""
        return [block for block in self.blocks if block["type"] == kind]

    def elements(self, action_id: str) -> list[tuple[str, Json]]:
        """Buttons and menus with this id, each with the id of its block."""
        return [(b["block_id"], e) for b in self.blocks for e in _elements(b) if e.get("action_id") == action_id]

    @property
    def runs(self) -> list[str]:
        """The commands that buttons offer to run."""
        return [element["value"] for _, element in self.elements("help.example")]


def spaced(words: str) -> str:
    """The words with ordinary blanks where French has those that do not break."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def words_of(part: Any) -> str:
    """All that can be read in a part of what Slack shows, line by line."""
    return "\n".join(_strings(part))


def _elements(block: Json) -> list[Json]:
    return [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else ())]


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _strings(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key in _WORDS and isinstance(value, str):
                yield spaced(value)
            else:
                yield from _strings(value)


@dataclass(frozen=True)
class Person:
    """Somebody of the workspace, in a channel."""

    name: str
    channel: str
    slack: Running

    async def shown(self) -> list[Shown]:
        """All messages before her, private ones included, oldest first."""
        query = {"as": self.name, "channel": self.channel, "ephemeral": "true", "limit": 1000}
        return [Shown(each) for each in (await self.slack.control.get("messages", **query))["messages"]]

    async def types(self, text: str) -> Shown:
        """What comes back when she types something."""
        before = await self.shown()
        typed = await self.slack.control.type(self.name, self.channel, text)
        assert typed["kind"] == "message" or typed["status"] == "acked", typed
        mine = [typed["ts"]] if typed["kind"] == "message" else []
        return (await self.news(before, without=mine))[-1]

    async def presses(self, card: Shown, action_id: str, chosen: str | None = None, nth: int = 0) -> Shown:
        """What changes, or comes, when she presses a button or chooses an option of a menu."""
        before = await self.shown()
        await self.only_presses(card, action_id, chosen, nth)
        return (await self.news(before))[-1]

    async def only_presses(self, card: Shown, action_id: str, chosen: str | None = None, nth: int = 0) -> None:
        """Press without waiting for what comes of it."""
        block_id, element = card.elements(action_id)[nth]
        value: Json = {}
        if chosen is not None:
            value = {"selected_option": next(each for each in element["options"] if each["value"] == chosen)}
        place = {"channel": self.channel, "ts": card.ts}
        pressed = await self.slack.control.act(self.name, place, block_id, action_id, value)
        assert pressed["status"] == "acked", pressed

    async def news(self, before: Sequence[Shown], *, many: int = 1, without: Sequence[str] = ()) -> list[Shown]:
        """The messages that are new or changed since, as soon as there are so many."""
        known = {each.ts: each.json for each in before}
        return await until(
            self.shown,
            lambda now: [each for each in now if known.get(each.ts) != each.json and each.ts not in without],
            many,
        )

    async def modal(self, holds: str) -> str:
        """The text of the modal on her screen as soon as it says this."""
        views = await until(
            lambda: self.slack.control.views(self.name),
            lambda views: [words_of(view) for view in views if holds in words_of(view)],
        )
        return views[-1]

    def elsewhere(self, channel: str) -> "Person":
        """The same person in another channel."""
        return Person(self.name, channel, self.slack)


async def until(look: Callable[[], Awaitable[Any]], found: Callable[[Any], list[Any]], many: int = 1) -> list[Any]:
    """What is found as soon as there is so much of it; looks less and less often."""
    pause = 0.01
    async with asyncio.timeout(PATIENCE):
        while len(seen := found(await look())) < many:
            await asyncio.sleep(pause)
            pause = min(pause * 1.2, 0.3)
    return seen


@dataclass(frozen=True)
class House:
    """The workspace, the settings of its assistant, and an office of our own onto the same records and facts."""

    slack: Running
    settings: Settings
    office: Office = field(repr=False)

    def person(self, name: str, channel: str = "general") -> Person:
        """Somebody, somewhere."""
        return Person(name, channel, self.slack)

    @property
    def team_id(self) -> str:
        return self.slack.server.playground.workspace.team.id


def settings_for(slack: Running, home: Path, **other: Any) -> Settings:
    """Settings that point at the playground, free of the environment."""
    return Settings(
        _env_file=None,
        KPI_HOME=home,
        DATABASE_URL=other.pop("DATABASE_URL", None),
        FACTS_URL=other.pop("FACTS_URL", str(alto().facts)),
        SLACK_API_URL=other.pop("SLACK_API_URL", slack.api_url),
        SLACK_BOT_TOKEN=slack.bot_token,
        SLACK_APP_TOKEN=slack.app_token,
        SLACK_SIGNING_SECRET=slack.signing_secret,
        KPI_CLOCK_URL=f"{slack.url}/_control/clock",
        **other,
    )


@asynccontextmanager
async def a_workspace(described: Json | None = None, request_url: str | None = None) -> AsyncIterator[Running]:
    """The playground at noon of the sample's day, files ready at once, no limits of rate, nobody hurried.

    That the assistant acknowledges within Slack's three seconds is measured where nothing else runs beside it.
    """
    with playground(described or workspace(), manifest(request_url)) as slack:
        await slack.control.post("clock", to=NOON)
        await slack.control.settings(rate_limits=False, file_delay=0, patience=UNHURRIED)
        yield slack


@asynccontextmanager
async def a_house(home: Path, **other: Any) -> AsyncIterator[House]:
    """A workspace with the assistant connected over Socket Mode."""
    async with a_workspace() as slack:
        settings = settings_for(slack, home, **other)
        async with serving(settings, "socket"):
            yield House(slack, settings, own_office(settings))


@contextmanager
def a_house_apart(home: Path) -> Iterator[House]:
    """A house whose assistant has a thread and a loop of its own.

    It answers the workspace's pings, and so stays connected, while tests that know nothing of it run for minutes.
    """
    opened, closing = Future[House](), threading.Event()

    async def live() -> None:
        async with a_house(home) as house:
            opened.set_result(house)
            await asyncio.to_thread(closing.wait)

    def lives() -> None:
        try:
            asyncio.run(live())
        except BaseException as broken:
            if opened.done():
                raise
            opened.set_exception(broken)

    thread = threading.Thread(target=lives, name="assistant")
    thread.start()
    try:
        yield opened.result()
    finally:
        closing.set()
        thread.join()


def own_office(settings: Settings) -> Office:
    """An office beside the assistant's, for looking things up."""
    from bot.clock import SystemClock

    return open_office(settings, SystemClock())
