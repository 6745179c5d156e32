"""Messages: posted, whispered, changed, deleted, read back, marked, scheduled."""

import re

from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.running import Running
from tests.playground.server.blocks_at_hand import actions, button, section
from tests.playground.server.bolt_apps import error_of

METADATA = {"event_type": "delivery", "event_payload": {"k": "7f3a"}}


async def test_times_are_unique_and_rise_with_six_decimals(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    times = [(await client.chat_postMessage(channel=general, text=str(n)))["ts"] for n in range(30)]
    assert all(re.fullmatch(r"\d{10}\.\d{6}", ts) for ts in times)
    assert times == sorted(set(times))


async def test_times_rise_even_when_the_clock_goes_back(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.advance(3600)
    later = (await client.chat_postMessage(channel=slack.channel("general"), text="later"))["ts"]
    await slack.control.post("clock", reset=True)
    now = (await client.chat_postMessage(channel=slack.channel("general"), text="now"))["ts"]
    assert now > later


async def test_missing_ids_of_blocks_are_made_and_echoed(slack: Running, client: AsyncWebClient) -> None:
    unnamed = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}
    blocks = [{"type": "actions", "elements": [unnamed, unnamed]}, section(block_id="mine")]
    answer = await client.chat_postMessage(channel=slack.channel("general"), text="x", blocks=blocks)
    row, named = answer["message"]["blocks"]
    assert row["block_id"]
    assert len({element["action_id"] for element in row["elements"]}) == 2
    assert named["block_id"] == "mine"


async def test_a_message_needs_something_to_say(slack: Running, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.postMessage", json={"channel": slack.channel("general")})) == "no_text"


async def test_where_the_bot_may_post(slack: Running, client: AsyncWebClient) -> None:
    async def posted_in(channel: str) -> str:
        return await error_of(client.chat_postMessage(channel=channel, text="x"))

    assert await posted_in("C00000000") == "channel_not_found"
    assert await posted_in(slack.channel("managers")) == "channel_not_found", "a private channel of others"
    assert await posted_in(slack.channel("partners")) == "not_in_channel"
    assert await posted_in(slack.channel("old-launch")) == "is_archived"
    direct = await client.chat_postMessage(channel=slack.user("camille"), text="to you alone")
    assert direct["channel"].startswith("D")


async def test_an_update_without_blocks_drops_them_if_it_has_a_text(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    posted = await client.chat_postMessage(channel=general, text="old", blocks=[section()], metadata=METADATA)
    ts = posted["ts"]
    kept = await client.api_call("chat.update", json={"channel": general, "ts": ts, "metadata": METADATA})
    assert kept["message"]["blocks"]
    assert "edited" not in kept["message"]
    dropped = await client.chat_update(channel=general, ts=ts, text="new")
    assert "blocks" not in dropped["message"]
    assert dropped["message"]["edited"]["user"] == posted["message"]["user"]


async def test_metadata_is_kept_replaced_and_removed_by_updates(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    ts = (await client.chat_postMessage(channel=general, text="x", metadata=METADATA))["ts"]

    async def stored() -> object:
        told = await client.conversations_history(channel=general, limit=1, include_all_metadata=True)
        return told["messages"][0].get("metadata")

    await client.chat_update(channel=general, ts=ts, text="y")
    assert await stored() == METADATA
    other = METADATA | {"event_payload": {"k": "other"}}
    await client.chat_update(channel=general, ts=ts, text="y", metadata=other)
    assert await stored() == other
    await client.chat_update(channel=general, ts=ts, text="y", metadata={})
    assert await stored() is None


async def test_history_hides_metadata_unless_asked(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    await client.chat_postMessage(channel=general, text="x", metadata=METADATA)
    plain = await client.conversations_history(channel=general, limit=1)
    assert "metadata" not in plain["messages"][0]
    asked = await client.conversations_history(channel=general, limit=1, include_all_metadata=True)
    assert asked["messages"][0]["metadata"] == METADATA


async def test_malformed_metadata_is_refused(slack: Running, client: AsyncWebClient) -> None:
    call = {"channel": slack.channel("general"), "text": "x"}
    bad_json = client.api_call("chat.postMessage", data=call | {"metadata": "{"})
    assert await error_of(bad_json) == "invalid_metadata_format"
    no_type = client.api_call("chat.postMessage", json=call | {"metadata": {"event_payload": {}}})
    assert await error_of(no_type) == "invalid_metadata_schema"


async def test_what_cannot_be_updated(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    typed = await slack.control.type("camille", "general", "mine")
    assert await error_of(client.chat_update(channel=general, ts=typed["ts"], text="x")) == "cant_update_message"
    assert await error_of(client.chat_update(channel=general, ts="1.000000", text="x")) == "message_not_found"
    assert await error_of(client.chat_delete(channel=general, ts=typed["ts"])) == "cant_delete_message"
    whispered = await client.chat_postEphemeral(channel=general, user=slack.user("camille"), text="psst")
    update = client.chat_update(channel=general, ts=whispered["message_ts"], text="x")
    assert await error_of(update) == "message_not_found"
    posted = await client.chat_postMessage(channel=general, text="x")
    assert await error_of(client.chat_update(channel=general, ts=posted["ts"], text="x" * 4001)) == "msg_too_long"
    assert (await client.chat_update(channel=general, ts=posted["ts"], text="x" * 4000))["ok"]


async def test_an_ephemeral_message_is_for_one_person_and_not_for_ever(slack: Running, client: AsyncWebClient) -> None:
    general, camille = slack.channel("general"), slack.user("camille")
    await client.chat_postEphemeral(channel=general, user=camille, text="only you")
    assert "only you" in await slack.control.seen("camille", "general")
    assert "only you" not in await slack.control.seen("oliver", "general")
    assert all(m["text"] != "only you" for m in await slack.control.messages("camille", "general")), "gone on reload"
    history = (await client.conversations_history(channel=general))["messages"]
    assert all(m["text"] != "only you" for m in history)


async def test_an_ephemeral_message_needs_its_reader_in_the_channel(slack: Running, client: AsyncWebClient) -> None:
    stranger = client.chat_postEphemeral(channel=slack.channel("team-nord"), user=slack.user("oliver"), text="x")
    assert await error_of(stranger) == "user_not_in_channel"


async def test_a_deleted_message_is_gone(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    ts = (await client.chat_postMessage(channel=general, text="soon gone"))["ts"]
    await client.chat_delete(channel=general, ts=ts)
    assert "soon gone" not in await slack.control.seen("camille", "general")
    assert await error_of(client.chat_delete(channel=general, ts=ts)) == "message_not_found"


async def test_threads_stay_out_of_the_channel_and_are_counted(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    parent = (await client.chat_postMessage(channel=general, text="parent"))["ts"]
    reply = await slack.control.type("camille", "general", "a reply", thread_ts=parent)
    below = await client.chat_postMessage(channel=general, text="below a reply", thread_ts=reply["ts"])
    assert below["message"]["thread_ts"] == parent
    await client.chat_postMessage(channel=general, text="for all", thread_ts=parent, reply_broadcast=True)
    history = (await client.conversations_history(channel=general))["messages"]
    assert [m["text"] for m in history[:2]] == ["for all", "parent"]
    assert (history[1]["reply_count"], history[0]["subtype"]) == (3, "thread_broadcast")
    thread = (await client.conversations_replies(channel=general, ts=reply["ts"]))["messages"]
    assert [m["text"] for m in thread] == ["parent", "a reply", "below a reply", "for all"]
    assert await error_of(client.conversations_replies(channel=general, ts="1.000000")) == "thread_not_found"


async def test_history_is_cut_by_time_and_turned_by_pages(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    times = [(await client.chat_postMessage(channel=general, text=str(n)))["ts"] for n in range(5)]
    between = await client.conversations_history(channel=general, oldest=times[1], latest=times[3])
    assert [m["text"] for m in between["messages"]] == ["2"]
    inclusive = await client.conversations_history(channel=general, oldest=times[1], latest=times[3], inclusive=True)
    assert [m["text"] for m in inclusive["messages"]] == ["3", "2", "1"]
    first = await client.conversations_history(channel=general, oldest=times[0], limit=3)
    assert first["has_more"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=general, oldest=times[0], limit=3, cursor=cursor)
    assert [m["text"] for m in first["messages"] + second["messages"]] == ["4", "3", "2", "1"]
    assert not second["has_more"]
    assert await error_of(client.conversations_history(channel=general, cursor="nonsense")) == "invalid_cursor"
    assert await error_of(client.conversations_history(channel=general, oldest="soon")) == "invalid_ts_oldest"


async def test_reactions_and_pins(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    ts = (await slack.control.type("camille", "general", "well done"))["ts"]
    mark = {"channel": general, "timestamp": ts}
    await client.reactions_add(name="tada", **mark)
    assert await error_of(client.reactions_add(name="tada", **mark)) == "already_reacted"
    assert (await slack.control.messages("camille", "general"))[-1]["reactions"][0]["name"] == "tada"
    await client.reactions_remove(name="tada", **mark)
    assert await error_of(client.reactions_remove(name="tada", **mark)) == "no_reaction"
    await client.pins_add(**mark)
    assert await error_of(client.pins_add(**mark)) == "already_pinned"


async def test_a_scheduled_message_comes_on_the_clock(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    at = int(slack.server.playground.clock.now()) + 600
    later = await client.chat_scheduleMessage(channel=general, text="later", post_at=at)
    waiting = (await client.chat_scheduledMessages_list())["scheduled_messages"]
    assert [entry["id"] for entry in waiting] == [later["scheduled_message_id"]]
    await slack.control.advance(590)
    assert "later" not in await slack.control.seen("camille", "general")
    await slack.control.advance(11)
    message = (await slack.control.messages("camille", "general"))[-1]
    assert message["text"] == "later"
    assert abs(float(message["ts"]) - at) < 2


async def test_a_scheduled_message_with_metadata_never_comes(slack: Running, client: AsyncWebClient) -> None:
    at = int(slack.server.playground.clock.now()) + 600
    given = {"channel": slack.channel("general"), "text": "lost", "post_at": at, "metadata": METADATA}
    assert (await client.api_call("chat.scheduleMessage", json=given))["ok"]
    await slack.control.advance(86_400)
    assert "lost" not in await slack.control.seen("camille", "general")


async def test_the_limits_of_scheduling(slack: Running, client: AsyncWebClient) -> None:
    general, now = slack.channel("general"), int(slack.server.playground.clock.now())

    async def schedule(at: int) -> object:
        return await client.chat_scheduleMessage(channel=general, text="x", post_at=at)

    assert await error_of(schedule(now - 1)) == "time_in_past"
    assert await error_of(schedule(now + 121 * 86_400)) == "time_too_far"
    for n in range(30):
        await schedule(now + 1000 + n)
    assert await error_of(schedule(now + 1031)) == "restricted_too_many"
    waiting = (await client.chat_scheduledMessages_list(channel=general))["scheduled_messages"]
    first = waiting[0]["id"]
    await client.chat_deleteScheduledMessage(channel=general, scheduled_message_id=first)
    again = client.chat_deleteScheduledMessage(channel=general, scheduled_message_id=first)
    assert await error_of(again) == "invalid_scheduled_message_id"


async def test_channels_people_join_and_bots_see(slack: Running, client: AsyncWebClient) -> None:
    names = [c["name"] for c in (await client.conversations_list(exclude_archived=True))["channels"]]
    assert names == ["general", "team-nord", "partners"]
    private = await client.conversations_list(types="private_channel")
    assert private["channels"] == []
    assert await error_of(client.conversations_list(types="secret")) == "invalid_types"
    partners = slack.channel("partners")
    assert await error_of(client.conversations_history(channel=partners)) == "not_in_channel"
    assert (await client.conversations_join(channel=partners))["channel"]["is_member"]
    assert (await client.conversations_join(channel=partners))["warning"] == "already_in_channel"
    assert (await client.conversations_history(channel=partners))["ok"]
    members = (await client.conversations_members(channel=partners))["members"]
    assert len(members) == 4


async def test_direct_messages_are_opened_once(slack: Running, client: AsyncWebClient) -> None:
    guest = slack.user("guest")
    first = await client.conversations_open(users=guest)
    second = await client.conversations_open(users=guest)
    assert first["channel"]["id"] == second["channel"]["id"]
    assert second["already_open"]
    assert await error_of(client.conversations_open(users=slack.user("former"))) == "user_disabled"
    assert await error_of(client.conversations_open(users="U00000000")) == "user_not_found"
    assert await error_of(client.api_call("conversations.open")) == "users_list_not_supplied"


async def test_a_buttons_row_is_shown_as_labels(slack: Running, client: AsyncWebClient) -> None:
    blocks = [section("*Sales* &amp; more"), actions(button())]
    await client.chat_postMessage(channel=slack.channel("general"), text="x", blocks=blocks)
    assert "Sales & more\n  [Go]" in await slack.control.seen("camille", "general")
