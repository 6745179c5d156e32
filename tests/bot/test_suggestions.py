"""A menu that is filled while one types is answered within Slack's patience, and never by a silence."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.arrivals import from_suggestion
from bot.listeners import suggestions
from bot.listeners.suggestions import NOTHING, OfferHandler, Suggestions
from bot.listeners.visit import Visit
from bot.policy import Action
from bot.tasks import Tasks
from bot.text import Text
from bot.views.message import Offer
from bot.views.proposals.form_values import values_of
from storage.outage import RecordsUnavailable
from storage.repositories.records import Member, Role

REP = Member("T1", "U1", None, "Ada", datetime(2026, 11, 20, tzinfo=UTC), role=Role.REP)
BODY = {
    "type": "block_suggestion",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "action_id": "proposal.change",
    "block_id": "values1::leads.source",
    "value": "we",
}
FOUND = Offer({"options": [{"text": {"type": "plain_text", "text": "web"}, "value": "=web"}]})


class House:
    """Seats everybody as one person and keeps the acknowledgements."""

    def __init__(self, member: Member = REP, locale: str = "en") -> None:
        self.member, self.text, self.acks = member, Text(locale), []

    async def seat(self, _team_id: str, _user_id: str) -> tuple[Member, Text]:
        return self.member, self.text

    def last_text(self, _user_id: str) -> Text:
        return self.text

    async def ack(self, **answer: Any) -> None:
        self.acks.append(answer)

    async def asks(self, handler: OfferHandler) -> dict[str, Any]:
        listener = Suggestions(self, self, Tasks()).listener("options:a", Action.PROPOSE, handler)  # type: ignore[arg-type]
        await listener(self.ack, BODY)
        (answer,) = self.acks
        return answer


async def finds(visit: Visit) -> Offer:
    assert (visit.arrival.text, visit.arrival.block_id) == ("we", "values1::leads.source")
    return FOUND


async def breaks(_visit: Visit) -> Offer:
    raise RecordsUnavailable


def told(answer: dict[str, Any]) -> str:
    (option,) = answer["options"]
    assert values_of([option["value"]], ()) == ()
    assert len(option["text"]["text"]) <= 75
    return str(option["text"]["text"])


def test_what_arrives_is_what_was_typed_and_where() -> None:
    arrival = from_suggestion(BODY)
    assert (arrival.team_id, arrival.user_id, arrival.text, arrival.form) == ("T1", "U1", "we", None)


async def test_what_is_found_is_the_acknowledgement() -> None:
    assert await House().asks(finds) == FOUND.json


@pytest.mark.parametrize("role", [Role.NONE])
async def test_who_may_not_is_offered_nothing(role: Role) -> None:
    stranger = Member("T1", "U2", None, "Bo", REP.synced_at, role=role)
    assert await House(stranger).asks(finds) == NOTHING.json


@pytest.mark.parametrize(("locale", "said"), [("en", "try again in a moment"), ("fr", "Réessayez dans un instant")])
async def test_what_breaks_says_so_and_stands_for_no_value(locale: str, said: str) -> None:
    assert said in told(await House(locale=locale).asks(breaks))


@pytest.mark.parametrize(("locale", "said"), [("en", "Still reading your data"), ("fr", "Lecture de vos données")])
async def test_what_takes_longer_than_slack_waits_says_so_and_is_looked_up_to_its_end(locale: str, said: str) -> None:
    house, ended = House(locale=locale), []

    async def slow(_visit: Visit) -> Offer:
        while not house.acks:
            await asyncio.sleep(0.05)
        ended.append(True)
        return FOUND

    assert said in told(await house.asks(slow))
    assert ended == [True]
    assert suggestions.ACK_WITHIN < 3
