"""A post office between fresh records and a playground, and what the two say happened.

The spans are those of production but for the timeout of a call; the playground's clock is moved across them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.failpoints import unharmed
from bot.delivery.post_office import PostOffice
from bot.delivery.timing import Timing
from bot.manifest import manifest
from storage.repositories.delivery_records import PICTURE, Delivery, DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.records import Member, Role, Workspace
from storage.unit_of_work import Records
from tests.grey_picture import PNG
from tests.playground.running import Running, playground

Json = dict[str, Any]

TIMING = replace(Timing(), timeout=timedelta(seconds=3))
PATIENT = replace(TIMING, timeout=timedelta(seconds=10))
SETTLED = 31  # seconds after which history shows what was posted
PERIOD = "2026-W47"


class Crash(BaseException):
    """The process dies here."""


class PlaygroundsClock:
    """The playground's time."""

    def __init__(self, slack: Running) -> None:
        self._clock = slack.server.playground.clock

    def now(self) -> datetime:
        return self.moved(datetime.now(UTC))

    def moved(self, moment: datetime) -> datetime:
        return moment + timedelta(seconds=self._clock.offset)


@dataclass
class Bench:
    """Queue, let the office work, look."""

    slack: Running
    records: Records
    office: PostOffice
    gone: list[tuple[str, str, str]] = field(default_factory=list)  # channels, as the office told of them

    @property
    def team_id(self) -> str:
        return self.slack.server.playground.workspace.team.id

    @property
    def now(self) -> datetime:
        return PlaygroundsClock(self.slack).now()

    def queue(self, said: str = "Hello", channel: str = "general", **other: Any) -> int:
        """Decide on a digest for a channel, due now."""
        place = other.pop("channel_id", None) or self.slack.channel(channel)
        kind = other.pop("kind", DeliveryKind.DIGEST)
        key = other.pop("dedup_key", f"{kind}:{self.team_id}:{place}:{said}:{PERIOD}")
        new = NewDelivery(
            dedup_key=key,
            kind=kind,
            team_id=self.team_id,
            channel_id=place,
            payload_text=other.pop("payload_text", payload(said)),
            due_at=other.pop("due_at", self.now),
            expires_at=other.pop("expires_at", self.now + timedelta(days=1)),
            **other,
        )
        with self.records.writing() as work:
            queued = work.deliveries.queue(new)
        assert queued is not None, key
        return queued

    def queue_pictured(self, said: str = "Hello", **other: Any) -> int:
        """The same with a picture."""
        return self.queue(said, payload=pictured(said), png=PNG, **other)

    def row(self, delivery_id: int) -> Delivery:
        """What the records say of a message."""
        with self.records.reading() as work:
            found = work.deliveries.get(delivery_id)
        assert found is not None
        return found

    def notices(self) -> list[Delivery]:
        """What people were told, or are to be."""
        with self.records.reading() as work:
            found = work.deliveries.recent(self.team_id, most=1000)
        return [each for each in found if each.kind is DeliveryKind.NOTICE]

    def state(self, delivery_id: int) -> DeliveryState:
        return self.row(delivery_id).state

    async def work(self) -> None:
        """Let the office do all that can be done now."""
        while await self.office.prepare_next() or await self.office.send_next() or await self.office.edit_next():
            pass

    async def later(self, seconds: float = SETTLED) -> None:
        """Some time after, let it work again."""
        await self.slack.control.advance(seconds)
        await self.work()

    async def calls(self, method: str) -> list[Json]:
        """Every request of a method that reached Slack, done or not."""
        return list((await self.slack.control.journal(method))["entries"])

    async def accepted(self, delivery_id: int) -> int:
        """How often Slack took this message, whatever it answered."""
        key = f'{{"k": "{self.row(delivery_id).slack_key}"}}'
        return int((await self.slack.control.journal())["accepted"].get(key, 0))

    def standing(self, channel: str = "general") -> list[Json]:
        """What the assistant wrote that people can read in a channel, threads included."""
        pg = self.slack.server.playground
        found = pg.workspace.conversations.get(self.slack.channel(channel))
        assert found is not None
        return [pg.posting.json.of(each, with_metadata=True) for each in found.timeline.everything() if each.bot_id]

    async def fault(self, method: str, fault: str, **more: Any) -> None:
        """Let one kind of call go wrong, once if not said otherwise; whatever went wrong before is over."""
        await self.slack.control.faults({"method": method, "fault": fault, "times": 1} | more)


@contextmanager
def a_bench(records: Records, **other: Any) -> Iterator[Bench]:
    """A workspace that installed the assistant, with an admin and an owner in the records."""
    with playground(manifest=manifest()) as slack:
        slack.server.playground.rates.enabled = False
        bench = bench_on(slack, records, **other)
        with records.writing() as work:
            work.workspaces.put(Workspace(bench.team_id, "Alto", "UBOT"))
            for name, role in (("grace", Role.ADMIN), ("nadia", Role.MANAGER)):
                locale = "fr-FR" if name == "nadia" else "en-US"
                user = slack.user(name)
                work.members.put(Member(bench.team_id, user, None, name, bench.now, role=role, locale=locale))
        yield bench
        bench.office.close()


def bench_on(
    slack: Running,
    records: Records,
    *,
    failpoint: Callable[[str], None] = unharmed,
    timing: Timing = TIMING,
    client: Callable[[Running], AsyncWebClient] | None = None,
) -> Bench:
    """Another post office for the same records and workspace."""
    gone: list[tuple[str, str, str]] = []
    made = client or once_only
    office = PostOffice(
        records,
        PlaygroundsClock(slack),
        lambda _team_id: made(slack),
        timing,
        failpoint,
        on_channel_gone=lambda *told: gone.append(told),
        senders=2,
    )
    return Bench(slack, records, office, gone)


def once_only(slack: Running) -> AsyncWebClient:
    """The product's kind of client: one request per call."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def payload(said: str) -> Json:
    return {"text": said, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": said}}]}


def pictured(said: str) -> Json:
    image = {"type": "image", "slack_file": {"id": PICTURE}, "alt_text": said}
    return {"text": said, "blocks": [*payload(said)["blocks"], image]}
