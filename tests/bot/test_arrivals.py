"""Slack's incoming payloads, read into one shape."""

import pytest

from bot.arrivals import Arrival, from_action, from_command, from_event

COMMAND = {
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "text": "conversion",
    "response_url": "https://hooks.example/1",
    "trigger_id": "1.2.3",
}
PRESS = {
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "channel": {"id": "C1"},
    "container": {"message_ts": "1.5", "channel_id": "C1"},
    "response_url": "https://hooks.example/2",
    "trigger_id": "4.5.6",
}
BOT = {"authorizations": [{"user_id": "UBOT"}], "team_id": "T1", "event_id": "Ev1"}


def event(**what: object) -> Arrival:
    return from_event(BOT | {"event": what})


def test_a_command_says_who_where_and_by_which_door_to_answer() -> None:
    arrival = from_command(COMMAND)
    assert (arrival.team_id, arrival.user_id, arrival.channel_id, arrival.text) == ("T1", "U1", "C1", "conversion")
    assert (arrival.response_url, arrival.trigger_id) == ("https://hooks.example/1", "1.2.3")
    assert not arrival.in_direct_message


def test_a_command_without_words_is_empty() -> None:
    assert from_command({**COMMAND, "text": ""}).text == ""
    assert from_command({key: value for key, value in COMMAND.items() if key != "text"}).text == ""


def test_what_slack_escaped_is_read_as_it_was_typed() -> None:
    assert from_command(COMMAND | {"text": "segment:&lt;10 &amp;amp; x&gt;"}).text == "segment:<10 &amp; x>"
    assert event(type="message", user="U1", text="a &lt; b").text == "a < b"


def test_a_button_carries_its_value_and_a_menu_its_option() -> None:
    button = from_action(PRESS | {"actions": [{"block_id": "ask:k:n", "value": "leads"}]})
    menu = from_action(PRESS | {"actions": [{"block_id": "ask:k:n", "selected_option": {"value": "last_week"}}]})
    assert (button.value, menu.value) == ("leads", "last_week")
    assert (menu.block_id, menu.message_ts, menu.channel_id) == ("ask:k:n", "1.5", "C1")


def test_a_press_on_the_home_tab_has_no_channel() -> None:
    home = {key: value for key, value in PRESS.items() if key != "channel"} | {"container": {"view_id": "V1"}}
    arrival = from_action(home | {"actions": [{}]})
    assert (arrival.channel_id, arrival.value, arrival.block_id) == (None, "", "")


def test_an_event_names_the_person_who_caused_it() -> None:
    mention = event(type="app_mention", user="U1", channel="C1", text="<@UBOT> leads", ts="1.5")
    assert (mention.user_id, mention.channel_id, mention.is_plain_message) == ("U1", "C1", True)
    assert mention.text == "leads"
    of_another = event(type="app_mention", user="U1", channel="C1", text="<@UBOT|kpi> leads <@U2>", ts="1.6")
    assert of_another.text == "leads <@U2>"
    assert event(type="member_joined_channel", user="UBOT", inviter="U2", channel="C1").user_id == "U2"
    assert event(type="member_joined_channel", user="U3", channel="C1").user_id == "U3"


@pytest.mark.parametrize("what", [{"bot_id": "B1", "user": "U1"}, {"subtype": "message_deleted"}])
def test_an_event_that_no_person_caused_names_nobody(what: dict) -> None:
    assert event(type="message", channel="D1", **what).user_id == ""


@pytest.mark.parametrize("subtype", ["message_changed", "message_deleted", "channel_join", "file_share"])
def test_edits_deletions_and_joins_are_no_plain_messages(subtype: str) -> None:
    assert not event(type="message", user="U1", subtype=subtype).is_plain_message


def test_the_assistant_knows_when_it_was_invited_itself() -> None:
    assert event(type="member_joined_channel", user="UBOT", inviter="U2").concerns_bot
    assert not event(type="member_joined_channel", user="U2").concerns_bot


def test_a_delivery_is_named_by_what_slack_never_uses_twice() -> None:
    assert from_command(COMMAND).delivery == "trigger:1.2.3"
    assert from_action(PRESS | {"actions": [{}]}).delivery == "trigger:4.5.6"
    assert event(type="message", user="U1").delivery == "event:Ev1"
    assert from_event({"team_id": "T1", "event": {"type": "message"}}).delivery == ""


def test_a_conversation_of_two_is_known_by_its_id() -> None:
    assert event(type="message", user="U1", channel="D0123").in_direct_message
    assert not event(type="message", user="U1").in_direct_message
