"""The one place where the parts are put together."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot import listeners
from bot.catalogue import AdoptedDefinitions
from bot.charts.painter import Painter
from bot.clock import Clock, FollowedClock, SystemClock
from bot.delivery.post_office import PostOffice
from bot.delivery.timing import Timing
from bot.desk import Desk
from bot.listeners.channel_events import channel_gone
from bot.listeners.counter import Counter
from bot.listeners.door import Door
from bot.messenger import Messenger
from bot.office import Office
from bot.pictures import Pictures
from bot.policy import check_registered
from bot.seating import Seating
from bot.settings import Settings
from bot.slack_calls import call, once_only_client
from bot.subcommands import SUBCOMMANDS
from bot.tasks import Tasks
from bot.text import Text
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar
from storage.ballot_keys import BallotKeys
from storage.facts.store import open_shelf
from storage.migrations import migrate
from storage.repositories.records import Workspace
from storage.unit_of_work import Records


@dataclass(frozen=True, slots=True)
class Assistant:
    """The assembled bot: what serving.py starts and closes."""

    app: AsyncApp
    client: AsyncWebClient
    office: Office
    tasks: Tasks
    painter: Painter
    messenger: Messenger
    post_office: PostOffice
    following_clock: Callable[[], AbstractAsyncContextManager[None]]

    async def introduce(self) -> Workspace:
        """Ask Slack where we are. Raises Refused where the token is not good."""
        told = await call(self.client.auth_test())
        return Workspace(told["team_id"], told["team"], told["user_id"])

    def close(self) -> None:
        """Let go of the worker process and the databases."""
        self.post_office.close()
        self.painter.close()
        self.office.records.close()


def open_office(settings: Settings, clock: Clock) -> Office:
    """The catalogue, the calendar, the databases. Makes and migrates the operational records first."""
    migrate(settings.records_url)
    return furnish(settings, clock)


def furnish(settings: Settings, clock: Clock, *, shaped: bool = True) -> Office:
    """The same without a look at the records; `shaped` says whether they were migrated."""
    records = Records(settings.records_url, shaped=shaped)
    return Office(
        definitions=AdoptedDefinitions(records, CATALOG),
        calendar=Calendar(settings.zone, settings.fiscal_year_starts),
        currency=settings.currency,
        language=settings.language,
        admins=settings.admins,
        facts=open_shelf(settings.facts_place, kept=settings.keep_publications),
        records=records,
        clock=clock,
        retention=settings.retention,
        ballot_keys=BallotKeys(settings.ballot_keys) if settings.ballot_keys else None,
    )


def assemble(settings: Settings) -> Assistant:
    """Everything but the connection; the records need not be there yet. Raises SettingMissing."""
    followed = FollowedClock(settings.clock_url) if settings.clock_url else None
    office = furnish(settings, followed or SystemClock(), shaped=False)
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    app = AsyncApp(client=client, signing_secret=settings.signing_secret)
    tasks, painter = Tasks(), Painter()
    messenger = Messenger(client)
    door = Door(app, Seating(office, client), messenger, tasks)
    listeners.register(door, Counter(Desk(office), painter, Pictures(client)))
    check_registered([*door.registered, *(f"verb:{verb.name}" for verb in SUBCOMMANDS)])
    return Assistant(
        app,
        client,
        office,
        tasks,
        painter,
        messenger,
        open_post_office(settings, office),
        followed.followed if followed else nullcontext,
    )


def open_post_office(settings: Settings, office: Office) -> PostOffice:
    """What sends; its client is its own, and repeats nothing by itself. Raises SettingMissing."""
    client = once_only_client(settings.required("slack_bot_token"), settings.slack_api_url)
    return PostOffice(
        office.records,
        office.clock,
        lambda _team_id: client,
        Timing(),
        house=Text(office.language, office.calendar),
        on_channel_gone=channel_gone(office),
        senders=settings.senders,
    )
