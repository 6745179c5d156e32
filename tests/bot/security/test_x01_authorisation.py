"""X01: every handler and every verb, asked by each of seven people. The grid is written by hand, not read off POLICY."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from bot.arrivals import Arrival
from bot.listeners import register
from bot.listeners.door import Door, Handler, Visit, Witness
from bot.listeners.submissions import Conclusion, FormHandler
from bot.listeners.suggestions import NOTHING, OfferHandler
from bot.policy import POLICY, may
from bot.subcommands import SUBCOMMANDS
from bot.tasks import Tasks
from bot.text import Text
from bot.views.message import Message, Mistakes, Offer
from storage.repositories.records import Member, Role

Json = dict[str, Any]
Listener = Callable[..., Awaitable[None]]

NOBODY = Member("T1", "U0", "nobody@acme.example", "Nobody", datetime(2026, 11, 22, tzinfo=UTC))
ADMIN = replace(NOBODY, user_id="U4", role=Role.ADMIN)
PEOPLE = MappingProxyType(
    {
        "rep": replace(NOBODY, user_id="U1", role=Role.REP, rep="ada", team="Nord"),
        "own manager": replace(NOBODY, user_id="U2", role=Role.MANAGER, manages=("Nord",), reports=("ada",)),
        "other manager": replace(NOBODY, user_id="U3", role=Role.MANAGER, manages=("Sud",), reports=("cy",)),
        "admin": ADMIN,
        "stranger": replace(NOBODY, user_id="U5"),
        "deactivated": replace(ADMIN, user_id="U6", active=False),
        "other workspace": replace(ADMIN, user_id="U7", outsider=True),
    }
)
SELLERS = frozenset({"rep", "own manager", "other manager", "admin"})
WHO_LEADS = SELLERS - {"rep"}
ALL_HERE = SELLERS | {"stranger"}

GRID = (
    (
        ALL_HERE,
        """
        command:/kpi event:app_mention event:message.im event:app_home_opened event:member_joined_channel
        event:member_left_channel event:channel_left event:group_left event:channel_archive event:group_archive
        event:channel_shared verb:help
        verb:privacy verb:mydata action:privacy.mine
        """,
    ),
    (
        SELLERS,
        """
        verb:ask verb:target verb:digest verb:alert verb:replay verb:history verb:why verb:propose verb:voice
        verb:feedback verb:poll
        action:help.example action:ask.period action:ask.by action:ask.definition action:ask.picture action:ask.share
        action:ask.why action:why.by action:why.picture action:why.share
        action:digest.look action:digest.why
        action:alert.ack action:alert.snooze action:alert.assign action:alert.look action:alert.why
        shortcut:feedback.say shortcut:feedback.quote action:feedback.open action:feedback.change view:feedback.say
        action:proposal.open action:proposal.change options:proposal.change view:proposal.set action:proposal.second action:proposal.look
        action:proposal.edit action:proposal.withdraw view:proposal.leave
        action:poll.vote view:poll.cast action:poll.names
        action:voice.page.before action:voice.page.after
        """,
    ),
    (frozenset({"admin"}), "verb:erase action:privacy.erase view:privacy.erase"),
    (
        WHO_LEADS,
        """
        verb:deliveries verb:review action:delivery.again
        action:target.open action:target.edit action:target.remove action:target.change view:target.set
        action:digest.open action:digest.edit action:digest.pause action:digest.send action:digest.resume
        action:digest.delete action:digest.change action:digest.preview view:digest.set
        action:alert.open action:alert.edit action:alert.delete action:alert.again action:alert.resume
        action:alert.change view:alert.set
        action:poll.open action:poll.from_proposal action:poll.on_kpi action:poll.change action:poll.more
        action:poll.fewer action:poll.preview view:poll.set action:poll.close
        action:poll.confirm view:poll.adopt action:poll.aside view:poll.reject
        action:voice.look action:voice.here view:voice.place
        action:triage.ack action:triage.plan action:triage.done action:triage.decline action:triage.answer
        action:triage.theme action:triage.merge
        view:triage.plan view:triage.done view:triage.decline view:triage.answer view:triage.theme view:triage.merge
        """,
    ),
)
LET_IN = MappingProxyType({handler: people for people, handlers in GRID for handler in handlers.split()})


class Hall:
    """Stands for Bolt, the seats and the messenger around a real door; notes who is let in and who is answered."""

    def __init__(self) -> None:
        self.member = NOBODY
        self.listeners: dict[str, Listener] = {}
        self.entered: list[str] = []
        self.answered: list[object] = []
        self.door = Unfurnished(self)

    def _doorway(self, _constraint: object) -> Callable[[Listener], None]:
        def keep(listener: Listener) -> None:
            self.listeners[self.door.registered[-1]] = listener

        return keep

    command = action = shortcut = view = options = event = _doorway

    async def seat(self, _team_id: str, _user_id: str) -> tuple[Member, Text]:
        return self.member, self.last_text("")

    def last_text(self, _user_id: str) -> Text:
        return Text("en")

    async def first_time(self, _delivery: str) -> bool:
        return True

    async def reply(self, _arrival: Arrival, message: Message, *, replace: bool = False) -> None:
        assert not replace
        self.answered.append(message)

    async def ack(self, **answer: object) -> None:
        self.answered += [answer] if answer else []

    async def knock(self, handler: str, member: Member) -> tuple[int, int]:
        """How often a person who comes to a handler is let in, and how often answered at the door."""
        self.member, self.entered, self.answered = member, [], []
        await self.listeners[handler](self.ack, arriving(handler, member))
        return len(self.entered), len(self.answered)


class Unfurnished(Door):
    """The door with nothing behind it: each handler only notes who came in."""

    def __init__(self, hall: Hall) -> None:
        super().__init__(hall, hall, hall, Tasks())  # type: ignore[arg-type]
        self._hall = hall

    async def _enter(self, visit: Visit) -> None:
        self._hall.entered.append(visit.member.user_id)

    async def _enter_form(self, visit: Visit) -> Conclusion:
        await self._enter(visit)
        return Mistakes({})

    async def _enter_menu(self, visit: Visit) -> Offer:
        await self._enter(visit)
        return NOTHING

    def command(self, name: str, _handler: Handler) -> None:
        super().command(name, self._enter)

    def action(self, action_id: str, _handler: Handler) -> None:
        super().action(action_id, self._enter)

    def change(self, action_id: str, _handler: Handler) -> None:
        super().change(action_id, self._enter)

    def shortcut(self, callback_id: str, _handler: Handler) -> None:
        super().shortcut(callback_id, self._enter)

    def view(self, callback_id: str, _handler: FormHandler) -> None:
        super().view(callback_id, self._enter_form)

    def options(self, action_id: str, _handler: OfferHandler) -> None:
        super().options(action_id, self._enter_menu)

    def event(self, name: str, constraint: str | dict[str, Any], _handler: Handler) -> None:
        super().event(name, constraint, self._enter)

    def news(self, name: str, constraint: str, _witness: Witness, then: Handler | None = None) -> None:
        super().event(name, constraint, self._enter)


def arriving(handler: str, member: Member) -> Json:
    """What Slack sends to a handler of this kind."""
    who: Json = {"team": {"id": "T1"}, "user": {"id": member.user_id}, "channel": {"id": "C1"}, "trigger_id": "t"}
    return who | {
        "team_id": "T1",
        "user_id": member.user_id,
        "channel_id": "C1",
        "response_url": "http://127.0.0.1:9/",
        "event": {"user": member.user_id, "channel": "C1"},
        "block_id": "values1::leads.source",
        "actions": [{"action_id": handler, "value": "x"}],
        "view": {"type": "modal", "id": "V1", "blocks": []},
    }


@pytest.fixture(scope="module")
def hall() -> Hall:
    hall = Hall()
    register(hall.door, None)  # type: ignore[arg-type]
    return hall


def test_x01_the_grid_has_every_handler_and_every_verb_once(hall: Hall) -> None:
    written = [handler for _, handlers in GRID for handler in handlers.split()]
    assert sorted(written) == sorted([*hall.door.registered, *(f"verb:{verb.name}" for verb in SUBCOMMANDS)])


async def test_x01_every_handler_lets_in_whom_the_grid_names_and_tells_all_others(hall: Hall) -> None:
    cells = 0
    for handler in hall.door.registered:
        for who, member in PEOPLE.items():
            entered, answered = await hall.knock(handler, member)
            assert entered == (who in LET_IN[handler]), (handler, who)
            assert entered or answered == 1, (handler, who)
            cells += 1
    assert cells == 7 * len(hall.listeners)


@pytest.mark.parametrize("who", PEOPLE)
def test_x01_every_verb_serves_whom_the_grid_names(who: str) -> None:
    for verb in SUBCOMMANDS:
        name = f"verb:{verb.name}"
        assert may(PEOPLE[who], POLICY[name]).allowed == (who in LET_IN[name]), name


def test_x01_control_an_action_that_is_open_to_one_role_more_is_seen(hall: Hall) -> None:
    handler = "action:target.remove"
    wider = dict(LET_IN) | {handler: SELLERS}
    assert [
        who for who, member in PEOPLE.items() if may(member, POLICY[handler]).allowed != (who in wider[handler])
    ] == ["rep"]
    with pytest.raises(KeyError):
        hall.door.action("unheard.of", hall.door._enter)
