"""Share here looks at who reads the channel: figures stay among people of the company."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.policy import Reason
from bot.serving import serving
from bot.text import Text
from bot.views import denials
from tests.bot.scenarios.alto import workspace
from tests.bot.scenarios.house import House, Person, Shown, a_workspace, own_office, settings_for

pytestmark = pytest.mark.asyncio(loop_scope="module")

ENGLISH = Text("en")
GETTING_TO_KNOW = denials.not_allowed(ENGLISH, Reason.AUDIENCE_UNKNOWN).text
CROWD = 110  # more than are learnt of for one share


def crowded() -> dict[str, Any]:
    """Alto with a guest in London's channel, somebody who left in Berlin's, and a crowd in a channel of its own."""
    described = workspace()
    crowd = [
        {"name": f"clerk{n}", "real_name": f"Clerk {n}", "email": f"clerk{n}@alto.example", "title": "Finance"}
        for n in range(CROWD)
    ]
    agency = {
        "name": "agency",
        "real_name": "An Agency",
        "email": "a@agency.example",
        "title": "",
        "is_restricted": True,
    }
    gone = agency | {"name": "formerly", "email": "b@agency.example", "deleted": True}
    described["users"] += [*crowd, agency, gone]
    members = ["oliver", *(each["name"] for each in crowd)]
    for name, of in (("crowd", members), ("with-agency", ["oliver", "agency"]), ("quiet", ["oliver", "formerly"])):
        channel = {"topic": "", "is_private": False, "is_archived": False, "bot": True, "messages": []}
        described["channels"].append(channel | {"name": name, "members": of})
    return described


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    async with a_workspace(crowded()) as slack:
        settings = settings_for(slack, tmp_path_factory.mktemp("home"))
        async with serving(settings, "socket"):
            yield House(slack, settings, own_office(settings))


async def goes_out(person: Person, card: Shown) -> bool:
    """Press Share here: whether everybody in the channel gets the figure."""
    before = await person.shown()
    await person.only_presses(card, "ask.share")
    return [each.is_private for each in await person.news(before, many=2)].count(False) == 1


async def calls(house: House, method: str) -> int:
    """How often the assistant called a method."""
    return len((await house.slack.control.get("journal", method=method))["entries"])


async def test_where_a_guest_reads_nothing_is_shared_and_the_reason_is_told(house: House) -> None:
    oliver = house.person("oliver", "with-agency")
    told = await oliver.presses(await oliver.types("/kpi leads 2025"), "ask.share")
    assert told.is_private
    assert told.text == denials.not_allowed(ENGLISH, Reason.GUEST_READS).text
    assert await calls(house, "chat.postMessage") == 0


async def test_as_soon_as_the_guest_has_left_the_channel_the_figure_is_shared(house: House) -> None:
    oliver = house.person("oliver", "with-agency")
    card = await oliver.types("/kpi leads 2024")
    await house.slack.control.post("kick", channel="with-agency", user="agency", **{"as": "oliver"})
    assert await goes_out(oliver, card)


async def test_a_closed_account_in_the_channel_holds_nothing_up(house: House) -> None:
    oliver = house.person("oliver", "quiet")
    card = await oliver.types("/kpi leads 2024")
    assert await goes_out(oliver, card)


async def test_a_crowd_is_got_to_know_first_and_known_afterwards(house: House) -> None:
    oliver = house.person("oliver", "crowd")
    card = await oliver.types("/kpi leads 2024")
    asked = await calls(house, "users.info")
    assert (await oliver.presses(card, "ask.share")).text == GETTING_TO_KNOW
    assert await calls(house, "users.info") == asked + 100
    assert await goes_out(oliver, card)
    asked, listed = await calls(house, "users.info"), await calls(house, "conversations.members")
    again = await oliver.types("/kpi leads 2023")
    assert await goes_out(oliver, again)
    assert await calls(house, "users.info") == asked, "everybody is known"
    assert await calls(house, "conversations.members") == listed + 1


async def test_while_slack_does_not_say_who_somebody_is_nothing_is_shared(house: House) -> None:
    await house.slack.control.post("invite", channel="quiet", user="camille", **{"as": "oliver"})
    oliver = house.person("oliver", "quiet")
    card = await oliver.types("/kpi leads 2023")
    await house.slack.control.faults({"method": "users.info", "fault": "rate_limited"})
    assert (await oliver.presses(card, "ask.share")).text == GETTING_TO_KNOW
    await house.slack.control.faults()
    assert await goes_out(oliver, card)


async def test_an_answer_that_slack_takes_no_more_for_now_comes_a_moment_later(house: House) -> None:
    await house.slack.control.faults({"method": "chat.postMessage", "fault": "rate_limited", "times": 2})
    workspace = house.slack.server.playground.workspace
    conversation = workspace.conversations.direct(house.slack.user("oliver"), workspace.bot.id)
    oliver = house.person("oliver", conversation.id)
    card = await oliver.types("leads 2024")
    assert card.of_kind("header")
    await house.slack.control.faults()
