"""Feedback from wherever one reads: typed, from a card, a digest's row, a shortcut, a message; kept, or held in the form."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import create_engine, text

from bot.jobs.releasing import release_said
from bot.text import Text
from bot.views.kit import actions
from bot.views.voice.give import feedback_button
from storage.repositories.voice_records import Feedback, FeedbackKind
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: what is said is read by others."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_form_open(house: House) -> None:
    for name in ("oliver", "camille", "antoine", "solene"):
        house.slack.server.playground.views.clear(house.slack.user(name))


def said(house: House, name: str) -> list[Feedback]:
    with house.office.records.reading() as work:
        return list(work.feedback.of_author(house.team_id, house.slack.user(name)))


def typed(value: str) -> Json:
    return {"value": value}


def held(each: Form, part: str) -> Any:
    """What stands in an input."""
    state = each.state(part)
    option = state.get("selected_option")
    return option["value"] if option else state.get("value")


async def shortcut(person: Person, callback_id: str, **on: str) -> Form:
    """Choose a shortcut of Slack's menus; the form that opens."""
    await person.slack.control.post("shortcut", callback_id=callback_id, **on, **{"as": person.name})
    return await form(person, is_filled)


async def test_typed_words_are_in_the_form_and_what_is_sent_is_kept_and_thanked_for(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    opened = await opens(oliver, "/kpi feedback the <CRM> & I disagree, ask @grace")
    assert held(opened, "body").startswith("the <CRM> & I disagree, ask @")
    assert "The managers of team London read it at once, with your name." in opened.words
    answer = await opened.submits(
        kind=opened.option("kind", "tool"), account=typed("Acme & Co"), stage=opened.option("stage", "Demo")
    )
    assert answer["response_action"] == "update"
    assert "the &lt;CRM&gt; &amp; I disagree" in await oliver.modal("Thank you, it is kept")
    (kept,) = said(house, "oliver")
    assert kept.kind is FeedbackKind.TOOL
    assert (kept.team, dict(kept.about)) == ("London", {"account": "Acme & Co", "stage": "Demo"})


async def test_the_stages_to_choose_from_stand_in_the_order_of_the_sale(house: House) -> None:
    opened = await opens(house.person("oliver", "team-london"), "/kpi feedback")
    assert opened.options("stage") == ["Discovery", "Demo", "Proposal", "Negotiation", "Closed Won", "Closed Lost"]


async def test_the_button_under_an_answer_knows_what_it_is_about(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi transformation Q3 2026 segment:Retail")
    await oliver.only_presses(card, "feedback.open")
    opened = await form(oliver, is_filled)
    assert [held(opened, part) for part in ("kpi", "period", "segment")] == ["transformation", "Q3 2026", "Retail"]
    assert held(opened, "body") is None


async def test_the_button_under_a_digest_knows_its_week(house: House) -> None:
    oliver, client = house.person("oliver", "team-london"), AsyncWebClient(house.slack.bot_token, house.slack.api_url)
    row = actions("digest:D1:2026-W46", feedback_button(Text("en")))
    before = await oliver.shown()
    await client.chat_postMessage(channel=house.slack.channel("team-london"), text="Week 46", blocks=[row.json])
    (digest,) = await oliver.news(before)
    await oliver.only_presses(digest, "feedback.open")
    opened = await form(oliver, is_filled)
    assert [held(opened, part) for part in ("kpi", "period")] == [None, "2026-W46"]


async def test_the_button_on_the_home_tab_opens_an_empty_form_and_strangers_have_none(house: House) -> None:
    for name, shown in (("oliver", True), ("solene", False)):

        async def home(name: str = name) -> list[Json]:
            return [view for view in [(await house.slack.control.post("home", **{"as": name}))["view"]] if view]

        assert ("feedback.open" in str(await until(home, lambda views: views))) is shown


async def test_without_a_name_the_form_says_what_can_be_promised_and_keeps_what_was_typed(house: House) -> None:
    camille = house.person("camille", "team-nord")
    opened = await opens(camille, "/kpi avis")
    assert "avec votre nom" in opened.said("promise")
    place, block = {"view_id": opened.view["id"]}, opened.block_id("body")
    house.slack.server.playground.views.find(place["view_id"]).form.put(
        block, "feedback.change", {"type": "plain_text_input", "value": "Les contrats attendent."}
    )
    unnamed = await opened.chooses("name", "anonymous", holds="vous recevez un code")
    assert held(unnamed, "body") == "Les contrats attendent."
    answer = await unnamed.submits(kind=unnamed.option("kind", "friction"))
    assert answer["response_action"] == "update"
    assert "Votre code" in await camille.modal("Merci, c’est conservé")
    assert said(house, "camille") == []


async def test_the_shortcut_opens_the_form_anywhere(house: House) -> None:
    opened = await shortcut(house.person("oliver"), "feedback.say")
    assert held(opened, "body") is None
    answer = await opened.submits(kind=opened.option("kind", "market"), body=typed("Two rivals merged."))
    assert answer["response_action"] == "update"
    assert said(house, "oliver")[-1].body == "Two rivals merged."


async def test_the_shortcut_on_a_message_quotes_it_only_where_the_assistant_is(house: House) -> None:
    oliver, slack = house.person("oliver", "team-london"), house.slack
    sent = await slack.control.type("grace", "team-london", "Acme wants <b>invoices</b>\nby mail")
    opened = await shortcut(oliver, "feedback.quote", channel="team-london", ts=sent["ts"])
    assert held(opened, "body") == "> Acme wants <b>invoices</b>\n> by mail\n\n"
    slack.server.playground.views.clear(slack.user("oliver"))

    await slack.control.post("channel", name="among-us", is_private=True, **{"as": "oliver"})
    secret = await slack.control.type("oliver", "among-us", "between us")
    unread = await shortcut(oliver, "feedback.quote", channel="among-us", ts=secret["ts"])
    assert held(unread, "body") is None
    assert "I am not in that conversation" in unread.words


async def test_four_anonymous_ones_wait_and_the_fifth_lets_all_be_read(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    for number in range(5):
        assert await whispers(house) == set()
        opened = await opens(oliver, f"/kpi feedback whisper {number}")
        unnamed = await opened.chooses("name", "anonymous", holds="you get a code")
        assert (await unnamed.submits(kind=unnamed.option("kind", "other")))["response_action"] == "update"
        house.slack.server.playground.views.clear(house.slack.user("oliver"))
    assert await whispers(house) == {f"whisper {number}" for number in range(5)}


async def whispers(house: House) -> set[str]:
    """What can be read of it after the next tick."""
    await asyncio.to_thread(release_said, house.office)
    with house.office.records.reading() as work:
        read = work.triage.in_hand(house.team_id)
    return {each.body for each in read if each.anonymous}


async def test_a_stranger_is_told_why_not(house: House) -> None:
    answer = await house.person("solene").types("/kpi avis bonjour")
    assert "équipe commerciale" in answer.written


async def test_where_the_records_refuse_the_form_stays_with_the_reason_and_sending_it_again_keeps_it(
    house: House,
) -> None:
    oliver = house.person("oliver", "team-london")
    opened = await opens(oliver, "/kpi feedback it must not be lost")
    before, kind = len(said(house, "oliver")), opened.option("kind", "tool")
    with refusing(house):
        answer = await opened.submits(kind=kind)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["kind"]
    again = await form(oliver, is_filled)
    assert held(again, "body") == "it must not be lost"
    assert (await again.submits(kind=kind))["response_action"] == "update"
    assert len(said(house, "oliver")) == before + 1


class refusing:  # noqa: N801 - read as a word: with refusing(house)
    """The table is away for a while."""

    def __init__(self, house: House) -> None:
        self._engine = create_engine(house.settings.records_url)

    def __enter__(self) -> None:
        self._rename("feedback", "feedback_away")

    def __exit__(self, *_: object) -> None:
        self._rename("feedback_away", "feedback")
        self._engine.dispose()

    def _rename(self, old: str, new: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))
