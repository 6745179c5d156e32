"""X02: swapped ids through Bolt, the door and each handler that reads one: nothing is shown, nothing is written.

Each way is walked by whom the thing belongs to as well, with the same request: it is not refused to her.
"""

import json
from asyncio import gather
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from random import Random
from secrets import randbits
from typing import Any

import pytest
import pytest_asyncio
from slack_bolt.app.async_app import AsyncApp
from sqlalchemy import select

from bot.desk import notice
from bot.errors import (
    AlertGone,
    AlreadyRecovered,
    CardTooOld,
    DigestGone,
    FeedbackGone,
    NotAllowed,
    NotKept,
    PollGone,
    ProposalGone,
    TargetGone,
)
from bot.listeners.door import Door, Visit
from bot.policy import POLICY, Reason
from bot.seating import Seating
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.views.delivery_notices import nothing_to_send_again
from bot.views.message import Message
from bot.views.mrkdwn import marked
from bot.views.polls.notices import not_eligible, not_hers_to_see
from bot.wiring import Assistant
from storage.database import open_engine
from storage.models import Base
from storage.repositories.records import Member
from tests.bot.security.belongings import (
    ADMIN,
    ELSEWHERE,
    GONE,
    IDS,
    MARK,
    NORA,
    REP,
    SAID,
    SUD,
    Belongings,
    belongings,
)
from tests.bot.security.doors import SECRET, Doors, Json, changed, doors_of, pressed, submitted, words_of

SWAPS, AT_FULL_SIZE = 500, 2_000  # on each of two databases
_LATE = "Too late: the poll closed"
_SLOW = "This takes longer than usual"  # on a machine that has much to do
_BUSY = "A lot of people are asking at once"  # where its disk has
_AT_ONCE = 8
_BROKE = "Something broke"
NOBODYS = ("zz", "x' OR '1'='1", "%", "\u202e", "9" * 300, "../../x", "B1:1")
OTHERS = (SUD, REP, ELSEWHERE, GONE)
NO_MANAGER = (REP, ELSEWHERE, GONE)  # what any manager of the workspace may
NOT_HERE = (ELSEWHERE, GONE)  # what anybody of the workspace may


@dataclass(frozen=True, slots=True)
class Way:
    """A handler, what its id names, who may not go there, and whose it is.

    `block`: the id stands in the id of the block, written like this. `through`: the button that opens the form whose
    answer this is, or whose change. `quietly`: a stranger to it gets an empty form, or her own again, rather than a refusal.
    """

    handler: str
    kind: str
    others: tuple[Member, ...] = OTHERS
    hers: Member = NORA
    block: str = ""
    through: str = ""
    value: str = ""
    quietly: bool = False
    id: str = ""  # of one thing of several


def _ways(kind: str, *handlers: str, **other: Any) -> tuple[Way, ...]:
    return tuple(Way(each, kind, **other) for each in handlers)


_CARD = "ask:{}:x"

WALK: tuple[Way, ...] = (
    *_ways("question", "action:ask.period", block=_CARD, value="last_quarter"),
    *_ways("question", "action:ask.by", "action:why.by", block=_CARD, value="segment"),
    *_ways("question", "action:ask.definition", "action:ask.why", "action:why.picture", block=_CARD),
    *_ways("question", "action:ask.picture", "action:ask.share", "action:why.share", block=_CARD),
    *_ways("question", "action:feedback.open", block=_CARD, quietly=True),
    *_ways("target", "action:target.edit"),
    *_ways("target", "action:target.change", through="action:target.edit", quietly=True),
    *_ways("target", "view:target.set", through="action:target.edit", id="a2"),
    *_ways("target", "action:target.remove"),
    *_ways("receipt", "action:digest.look", "action:digest.why"),
    *_ways("digest", "action:digest.edit"),
    *_ways("digest", "action:digest.change", through="action:digest.edit", quietly=True),
    *_ways("digest", "action:digest.preview", through="action:digest.edit", others=(SUD, REP, GONE), quietly=True),
    *_ways("digest", "view:digest.set", through="action:digest.edit"),
    *_ways("digest", "action:digest.send", "action:digest.pause", "action:digest.resume", "action:digest.delete"),
    *_ways("alert", "action:alert.edit", "action:alert.again"),
    *_ways("alert", "action:alert.change", through="action:alert.edit", quietly=True),
    *_ways("delivery", "action:delivery.again"),
    *_ways("episode", "action:alert.look", "action:alert.why", "action:alert.ack", block="alert:{}:x"),
    *_ways("episode", "action:alert.assign", block="alert:{}:x", value=NORA.user_id),
    *_ways("episode", "action:alert.snooze", block="alert:{}:x", value="hour"),
    *_ways("alert", "view:alert.set", through="action:alert.edit"),
    *_ways("alert", "action:alert.resume", "action:alert.delete"),
    *_ways("feedback", "action:voice.look", "action:triage.answer", "action:triage.theme", "action:triage.plan"),
    *_ways("feedback", "view:triage.answer", through="action:triage.answer"),
    *_ways("feedback", "view:triage.theme", through="action:triage.theme"),
    *_ways("feedback", "action:triage.ack"),
    *_ways("feedback", "view:triage.plan", through="action:triage.plan"),
    *_ways("feedback", "action:triage.done", "action:triage.decline", "action:triage.merge"),
    *_ways("feedback", "view:triage.done", through="action:triage.done"),
    *_ways("feedback", "view:triage.decline", through="action:triage.decline", id=SAID[1]),
    *_ways("feedback", "view:triage.merge", through="action:triage.merge", id=SAID[2]),
    *_ways("proposal", "action:proposal.look", "action:proposal.second", others=NOT_HERE, hers=ADMIN),
    *_ways("proposal", "action:poll.from_proposal", others=NO_MANAGER, quietly=True),
    *_ways("proposal", "action:proposal.edit"),
    *_ways("proposal", "action:proposal.change", through="action:proposal.edit", quietly=True),
    *_ways("proposal", "view:proposal.set", through="action:proposal.edit"),
    *_ways("proposal", "action:proposal.withdraw"),
    *_ways("proposal", "view:proposal.leave", through="action:proposal.withdraw"),
    *_ways("poll", "action:poll.vote"),
    *_ways("poll", "view:poll.cast", through="action:poll.vote"),
    *_ways("poll", "action:poll.close"),
    *_ways("closed poll", "action:poll.names"),
    *_ways("decision", "action:poll.confirm", "action:poll.aside", others=NO_MANAGER),
    *_ways("decision", "view:poll.reject", through="action:poll.aside", others=NO_MANAGER),
    *_ways("decision", "view:poll.adopt", through="action:poll.confirm", others=NO_MANAGER, id="B3:1"),
)
"""In an order in which whoever owns the things can go all the way."""

NO_ID = frozenset(
    [
        "command:/kpi",
        "event:app_mention",
        "event:message.im",
        "event:app_home_opened",
        "event:member_joined_channel",
        "event:member_left_channel",
        "event:channel_left",
        "event:group_left",
        "event:channel_archive",
        "event:group_archive",
        "event:channel_shared",
        "action:help.example",
        "action:target.open",
        "action:digest.open",
        "action:alert.open",
        "action:proposal.open",
        "action:poll.open",
        "action:poll.on_kpi",
        "action:poll.change",
        "action:poll.more",
        "action:poll.fewer",
        "action:poll.preview",
        "view:poll.set",
        "options:proposal.change",
        "shortcut:feedback.say",
        "shortcut:feedback.quote",
        "action:feedback.change",
        "view:feedback.say",
        "action:voice.page.before",
        "action:voice.page.after",
        "action:voice.here",
        "view:voice.place",
        "action:privacy.mine",
        "action:privacy.erase",
        "view:privacy.erase",
    ]
)
"""Handlers to which nothing comes back that names a thing: words, a page, people, a team, a form of its own."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The doors, what belongs to whom behind them, and the forms that Nora opened."""

    doors: Doors
    assistant: Assistant
    url: str
    ids: Mapping[str, str]
    refusals: frozenset[str]

    def id_of(self, way: Way) -> str:
        return way.id or self.ids[way.kind]

    def swapped(self, way: Way, chance: Random) -> str:
        """Its own id mostly, for those to whom it is none of theirs; another thing's; or one that somebody made up."""
        things = [*[self.id_of(way)] * 3, *self.ids.values(), *NOBODYS]
        return chance.choice(things if way.through else [*things, ""])  # a form without one is that of a new thing

    def press(self, way: Way, handler: str, member: Member, thing: str) -> Json:
        slack = self.doors.slack
        if way.block and handler == way.handler:
            return pressed(slack, handler, member, value=way.value, block=way.block.format(thing))
        return pressed(slack, handler, member, value=thing)

    async def form(self, way: Way) -> Json:
        """The form as it opens for whose it is."""
        await self.doors.knocks(way.through, self.press(way, way.through, way.hers, self.id_of(way)))
        return self.doors.view()

    async def goes(self, way: Way, member: Member, thing: str, form: Json | None) -> None:
        """Somebody goes this way with the id of a thing."""
        if form is None:
            await self.doors.knocks(way.handler, self.press(way, way.handler, member, thing))
            return
        form = json.loads(json.dumps(form).replace(MARK, "typed")) if member != way.hers else form
        swapped = form | {"private_metadata": _swapped(form["private_metadata"], self.id_of(way), thing)}
        back = submitted(swapped, member) if way.handler.startswith("view:") else changed(swapped, way.handler, member)
        await self.doors.knocks(way.handler, back)

    def refuses(self, told: Json) -> bool:
        """Whether somebody is told no more than that it is not hers, or not there."""
        words = _plain(words_of(told))
        return any(no in words for no in self.refusals)

    def dump(self) -> str:
        """All that is kept, but for which deliveries were seen."""
        engine = open_engine(self.url)
        tables = [each for each in Base.metadata.sorted_tables if each.name != "inbound"]
        with engine.connect() as connection:
            rows = sorted(str(tuple(row)) for table in tables for row in connection.execute(select(table)))
        engine.dispose()
        return "\n".join(rows)


def _swapped(metadata: str, thing: str, other: str) -> str:
    """What a form carries, with another id in it."""
    return metadata.replace(json.dumps(thing), json.dumps(other)) if metadata.startswith("[") else other


@pytest_asyncio.fixture
async def walk(tmp_path: Path, database_url: str) -> AsyncIterator[Walk]:
    async with doors_of(tmp_path, database_url) as (doors, assistant):
        office = assistant.office
        office.records.shaped = True
        made: Belongings = belongings(office, database_url)
        ids = IDS | {"episode": made.episode, "delivery": made.delivery, "closed poll": "B2"}
        yield Walk(doors, assistant, database_url, ids, refusals(assistant))


def refusals(assistant: Assistant) -> frozenset[str]:
    """Every sentence by which somebody is told that a thing is not hers, or not there, or that it takes longer."""
    office = assistant.office
    request = Request(NORA, Text("en", office.calendar))
    errors = [
        *(NotAllowed(reason, about) for reason in Reason for about in (None, "Nord")),
        *(TargetGone(), DigestGone(), AlertGone(), FeedbackGone(), PollGone(), NotKept(), CardTooOld()),
        *(AlreadyRecovered(), ProposalGone(None)),
    ]
    told = [notice(error, request, office.catalog) for error in errors]
    told += [each(request.text) for each in (nothing_to_send_again, not_eligible, not_hers_to_see)]
    return frozenset({_LATE, _SLOW, _BUSY, *(_plain(each.reading).splitlines()[0] for each in told)})


def _plain(words: str) -> str:
    """Without the marks that Slack reads."""
    return unescape(words_of(words)).translate(dict.fromkeys(map(ord, "*`")))


def test_x02_every_handler_is_walked_or_has_nothing_to_be_swapped() -> None:
    walked = {each.handler for each in WALK}
    assert walked | NO_ID == {handler for handler in POLICY if not handler.startswith("verb:")}
    assert not walked & NO_ID


@pytest.mark.parametrize("swaps", [SWAPS, pytest.param(AT_FULL_SIZE, marks=pytest.mark.chaos)])
async def test_x02_swapped_ids_show_nothing_and_write_nothing(walk: Walk, swaps: int) -> None:
    seed = randbits(32)
    print(f"seed {seed}")  # noqa: T201 - to run it again
    chance = Random(seed)
    forms = {way: await walk.form(way) if way.through else None for way in WALK}
    before = walk.dump()
    rounds = swaps // len(WALK) + 1
    for way in WALK:
        others = [chance.choice(way.others) for _ in range(rounds)]
        things = [chance.choice([walk.id_of(way)] * 3 + [*walk.ids.values(), *NOBODYS]) for _ in range(rounds)]
        pairs = list(zip(others, things, strict=True))
        for start in range(0, rounds, _AT_ONCE):
            await gather(*(walk.goes(way, *each, forms[way]) for each in pairs[start : start + _AT_ONCE]))
        told = walk.doors.told()
        assert len(told) >= rounds, way.handler
        assert [each for each in told if not (walk.refuses(each) or (way.quietly and "view" in each))] == [], (
            way.handler
        )
        assert MARK not in words_of(told), way.handler
    assert rounds * len(WALK) >= swaps
    assert walk.dump() == before


async def test_x02_control_whose_it_is_goes_all_the_way(walk: Walk) -> None:
    written = set()
    for way in WALK:
        before, form = walk.dump(), await walk.form(way) if way.through else None
        await walk.goes(way, way.hers, walk.id_of(way), form)
        told = walk.doors.told()
        assert told, way.handler
        refused = [each for each in told if walk.refuses(each) or _BROKE in words_of(each)]
        assert [each for each in refused if _SLOW not in words_of(each)] == [], way.handler
        written |= {way.handler} if walk.dump() != before else set()
    assert len(written) > len(WALK) // 3


async def test_x02_control_a_handler_that_asks_no_right_is_found(walk: Walk) -> None:
    app, office = AsyncApp(client=walk.assistant.client, signing_secret=SECRET), walk.assistant.office
    door = Door(app, Seating(office, walk.assistant.client), walk.assistant.messenger, walk.doors.tasks)

    async def trusting(visit: Visit) -> None:
        with office.records.reading() as work:
            found = work.feedback.get("T1", visit.arrival.value)
        await visit.reply(Message(marked(found.body if found else "There is none."), ()))

    door.action("voice.look", trusting)
    careless = replace(walk, doors=Doors(app, walk.doors.tasks, walk.doors.slack))
    (way,) = (each for each in WALK if each.handler == "action:voice.look")
    await careless.goes(way, SUD, walk.id_of(way), None)
    told = careless.doors.told()
    assert MARK in words_of(told)
    assert not any(walk.refuses(each) for each in told)
