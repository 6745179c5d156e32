"""What is registered, what the policy lists and what messages carry is the same."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.listeners import register
from bot.listeners.door import Door
from bot.policy import POLICY, PolicyGap, check_registered
from bot.slack_calls import once_only_client
from bot.subcommands import SUBCOMMANDS
from bot.views.examples import EXAMPLES, VIEWS
from bot.views.message import Message, View


def action_ids(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "action_id" in part:
            yield part["action_id"]
        for value in part.values():
            yield from action_ids(value)
    elif isinstance(part, list):
        for each in part:
            yield from action_ids(each)


async def test_every_handler_and_every_verb_has_its_row_and_every_row_its_handler() -> None:
    door = Door(AsyncApp(client=once_only_client("xoxb-1", "http://127.0.0.1:9/")), None, None, None)
    register(door, None)
    handlers = [*door.registered, *(f"verb:{verb.name}" for verb in SUBCOMMANDS)]
    check_registered(handlers)
    assert sorted(handlers) == sorted(POLICY)


async def test_an_id_without_a_row_cannot_be_registered() -> None:
    door = Door(AsyncApp(client=once_only_client("xoxb-1", "http://127.0.0.1:9/")), None, None, None)
    with pytest.raises(KeyError):
        door.action("unheard.of", None)


def test_a_handler_without_a_policy_and_a_policy_without_a_handler_stop_the_start() -> None:
    with pytest.raises(PolicyGap) as gap:
        check_registered([*list(POLICY)[1:], "action:unheard.of"])
    assert gap.value.without_policy == ("action:unheard.of",)
    assert gap.value.without_handler == (next(iter(POLICY)),)


@pytest.mark.parametrize("example", [*EXAMPLES.values(), *VIEWS.values()], ids=[*EXAMPLES, *VIEWS])
def test_every_button_of_every_message_has_a_handler(example: Message | View) -> None:
    told = example.blocks if isinstance(example, Message) else example.json
    assert {f"action:{each}" for each in action_ids(told)} <= POLICY.keys()


def test_the_examples_carry_every_action_of_the_policy() -> None:
    carried = {
        f"action:{each}"
        for example in (*EXAMPLES.values(), *VIEWS.values())
        for each in action_ids(example.blocks if isinstance(example, Message) else example.json)
    }
    assert carried == {row for row in POLICY if row.startswith("action:")}
