"""Many people ask in the same moment: all are acknowledged and answered, and nothing heavy runs on the event loop."""

import asyncio
import gc
import time
from pathlib import Path

from bot.serving import forgo_looking_through_what_stays
from tests.bot.scenarios.house import House, Person, a_house
from tests.inbound.loop_watch import heavy, stretches

REPS = {
    "camille": "team-nord",
    "nolwenn": "team-ouest",
    "magali": "team-sud",
    "anais": "team-bruxelles",
    "oliver": "team-london",
    "megan": "team-manchester",
}
COMMANDS = (
    "conversion",
    "cycle this year by segment",
    "revenue last quarter by product",
    "retention",
    "leads by source",
)
TWENTY = 20


async def test_twenty_commands_at_once_are_acknowledged_answered_and_computed_beside_the_loop(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        forgo_looking_through_what_stays()
        people = [house.person(name, channel) for name, channel in REPS.items()]
        before = {person.name: await person.shown() for person in people}
        asked = [(people[n % len(people)], COMMANDS[n % len(COMMANDS)]) for n in range(TWENTY)]
        async with stretches() as seen:
            waits = await asyncio.gather(*(_acked_after(house, *each) for each in asked))
            for person in people:
                many = sum(who is person for who, _ in asked)
                cards = await person.news(before[person.name], many=many)
                assert all(card.of_kind("header") for card in cards)
        gc.unfreeze()
    assert len(waits) == TWENTY
    assert max(waits) < 3.0
    assert heavy(seen) == []


async def _acked_after(house: House, person: Person, command: str) -> float:
    began = time.monotonic()
    typed = await house.slack.control.type(person.name, person.channel, f"/kpi {command}")
    assert typed["status"] == "acked"
    return time.monotonic() - began
