"""A form's answer is its acknowledgement: within Slack's patience, whatever the work does."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.arrivals import Arrival, from_submission
from bot.listeners import submissions
from bot.listeners.submissions import Conclusion, Submissions
from bot.listeners.visit import Visit
from bot.policy import Action
from bot.tasks import Tasks
from bot.text import Text
from bot.views.message import Mistakes, View
from storage.outage import RecordsUnavailable
from storage.repositories.records import Member, Role

TEXT = Text("en")
MANAGER = Member("T1", "U1", None, "Ada", datetime(2026, 11, 20, tzinfo=UTC), role=Role.MANAGER)
BODY = {
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "view": {
        "id": "V1",
        "type": "modal",
        "private_metadata": "kept",
        "blocks": [{"type": "section", "block_id": "said"}, {"type": "input", "block_id": "amount"}],
        "state": {
            "values": {
                "amount": {"it": {"type": "plain_text_input", "value": "+10 %"}},
                "kind": {"it": {"type": "radio_buttons", "selected_option": {"value": "points"}}},
                "teams": {"it": {"type": "multi_static_select", "selected_options": [{"value": "a"}, {"value": "b"}]}},
                "day": {"it": {"type": "datepicker", "selected_date": None}},
            }
        },
    },
}
SAVED = View({"type": "modal", "title": "saved"})


class House:
    """Seats everybody as one person and keeps what was shown late."""

    def __init__(self, member: Member = MANAGER) -> None:
        self.member, self.shown, self.acks = member, [], []

    async def seat(self, _team_id: str, _user_id: str) -> tuple[Member, Text]:
        return self.member, TEXT

    def last_text(self, _user_id: str) -> Text:
        return TEXT

    async def update_modal(self, view_id: str, view: dict[str, Any]) -> None:
        self.shown.append((view_id, view))

    async def ack(self, **answer: Any) -> None:
        self.acks.append(answer)

    async def send(self, handler: Callable[[Visit], Awaitable[Conclusion]]) -> dict[str, Any]:
        listener = Submissions(self, self, Tasks()).listener("view:a.form", Action.SET_TARGET, handler)
        await listener(self.ack, BODY)
        (answer,) = self.acks
        return answer


async def saves(_visit: Visit) -> Conclusion:
    return SAVED


def test_what_is_filled_in_is_read_by_block() -> None:
    form = from_submission(BODY).form
    assert form
    assert (form.view_id, form.metadata, form.first_block) == ("V1", "kept", "amount")
    assert form.values == {"amount": ("+10 %",), "kind": ("points",), "teams": ("a", "b"), "day": ()}
    assert (form.value("amount"), form.value("day"), form.value("never asked")) == ("+10 %", "", "")


def test_the_same_form_sent_twice_has_one_key_and_another_content_another() -> None:
    view = BODY["view"] | {"state": {"values": {"amount": {"it": {"type": "plain_text_input", "value": "+20 %"}}}}}
    keys = [from_submission(body).form.key for body in (BODY, BODY, BODY | {"view": view})]
    assert keys[0] == keys[1] != keys[2]


async def test_the_outcome_takes_the_forms_place() -> None:
    assert await House().send(saves) == {"response_action": "update", "view": SAVED.json}


async def test_mistakes_stand_under_their_inputs() -> None:
    async def objects(_visit: Visit) -> Conclusion:
        return Mistakes({"amount": "no number"})

    assert await House().send(objects) == {"response_action": "errors", "errors": {"amount": "no number"}}


async def test_who_may_not_is_told_under_the_first_input_and_nothing_is_done() -> None:
    done: list[Arrival] = []

    async def saves_for(visit: Visit) -> Conclusion:
        done.append(visit.arrival)
        return SAVED

    rep = Member("T1", "U2", None, "Bo", MANAGER.synced_at, role=Role.REP)
    answer = await House(rep).send(saves_for)
    assert "managers" in answer["errors"]["amount"]
    assert done == []


@pytest.mark.parametrize(("fault", "said"), [(ValueError("never seen"), "broke"), (RecordsUnavailable(), "a minute")])
async def test_whatever_breaks_is_said_in_the_form_and_nothing_typed_is_lost(fault: Exception, said: str) -> None:
    async def breaks(_visit: Visit) -> Conclusion:
        raise fault

    answer = await House().send(breaks)
    assert answer["response_action"] == "errors"
    assert said in answer["errors"]["amount"]


async def test_work_that_outlasts_slacks_patience_goes_on_and_its_outcome_is_shown() -> None:
    async def takes_its_time(_visit: Visit) -> Conclusion:
        await asyncio.sleep(submissions.ACK_WITHIN + 0.2)
        return SAVED

    house = House()
    began = asyncio.get_running_loop().time()
    sending = asyncio.create_task(house.send(takes_its_time))
    while not house.acks:
        await asyncio.sleep(0.05)
    assert asyncio.get_running_loop().time() - began < 3
    assert "longer" in house.acks[0]["errors"]["amount"]
    await sending
    assert house.shown == [("V1", SAVED.json)]
