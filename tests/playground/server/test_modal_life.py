"""Modals: opened within three seconds of a click, stacked three high, submitted, changed, closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from playground.seed import read_json
from tests.playground.running import Running, playground
from tests.playground.server.blocks_at_hand import actions, button, home, modal, plain, section, select, text_input
from tests.playground.server.bolt_apps import connected, error_of, new_app, refusal_of
from tests.playground.server.conftest import client_of

Json = dict[str, Any]


class Form:
    """An app whose `/app` hands its trigger over, and which answers submissions as told."""

    def __init__(self, app: AsyncApp) -> None:
        self.triggers: list[str] = []
        self.submitted: list[Json] = []
        self.closed: list[Json] = []
        self.pressed: list[Json] = []
        self.answer: Json = {}
        app.command("/app")(self.run)
        app.view("form")(self.submit)
        app.view_closed("form")(self.close)
        app.action("go")(self.press)

    async def run(self, ack: Any, body: Json) -> None:
        await ack()
        self.triggers.append(body["trigger_id"])

    async def submit(self, ack: Any, body: Json) -> None:
        self.submitted.append(body)
        await ack(**self.answer)

    async def close(self, ack: Any, body: Json) -> None:
        await ack()
        self.closed.append(body)

    async def press(self, ack: Any, body: Json) -> None:
        await ack()
        self.pressed.append(body)


@asynccontextmanager
async def form_app(slack: Running) -> AsyncIterator[Form]:
    app = new_app(slack)
    form = Form(app)
    async with connected(slack, app):
        yield form


async def trigger(slack: Running, form: Form) -> str:
    await slack.control.type("camille", "general", "/app")
    return form.triggers[-1]


def view(*blocks: Json, **more: Any) -> Json:
    return modal(*(blocks or (text_input(),)), callback_id="form", **more)


TYPED = {"name": {"typed": {"value": "Jeanne"}}}


async def opened(slack: Running, client: AsyncWebClient, form: Form, shown: Json | None = None) -> Json:
    answer = await client.views_open(trigger_id=await trigger(slack, form), view=shown or view())
    return dict(answer["view"])


async def test_a_trigger_opens_one_modal_within_three_seconds_or_what_the_settings_say(
    slack: Running, client: AsyncWebClient
) -> None:
    async with form_app(slack) as form:
        used = await trigger(slack, form)
        await client.views_open(trigger_id=used, view=view())
        assert await error_of(client.views_open(trigger_id=used, view=view())) == "exchanged_trigger_id"
        late = await trigger(slack, form)
        await slack.control.advance(3)
        assert await error_of(client.views_open(trigger_id=late, view=view())) == "expired_trigger_id"
        await slack.control.settings(patience=20)
        unhurried = await trigger(slack, form)
        await slack.control.advance(15)
        assert (await client.views_open(trigger_id=unhurried, view=view()))["ok"]
        assert await error_of(client.views_open(trigger_id="1.2.x", view=view())) == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_as_it_was(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        fresh = await trigger(slack, form)
        refused = await refusal_of(client.views_open(trigger_id=fresh, view=modal(title="x" * 25)))
        assert refused["error"] == "invalid_arguments"
        message = "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
        assert refused["response_metadata"]["messages"] == [message]
        assert (await client.views_open(trigger_id=fresh, view=view()))["ok"]


async def test_what_was_typed_arrives_with_the_submission(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(private_metadata="route"))
        ended = await slack.control.submit("camille", shown["id"], TYPED)
    assert ended == {"ok": True, "status": "acked", "response_action": None, "errors": {}}
    (body,) = form.submitted
    told = body["view"]
    assert told["state"]["values"] == {"name": {"typed": {"type": "plain_text_input", "value": "Jeanne"}}}
    assert (told["id"], told["hash"], told["private_metadata"]) == (shown["id"], shown["hash"], "route")
    assert (told["root_view_id"], told["previous_view_id"]) == (shown["id"], None)
    assert await slack.control.views("camille") == []


async def test_errors_keep_the_modal_and_what_was_typed(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        form.answer = {"response_action": "errors", "errors": {"name": "Too common"}}
        shown = await opened(slack, client, form)
        ended = await slack.control.submit("camille", shown["id"], TYPED)
        (still,) = await slack.control.views("camille")
    assert (ended["response_action"], ended["errors"]) == ("errors", {"name": "Too common"})
    assert still["state"]["values"]["name"]["typed"]["value"] == "Jeanne"


async def test_required_inputs_are_asked_for_without_the_app(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        blocks = (text_input(), text_input("short", min_length=3), {**text_input("free"), "optional": True})
        shown = await opened(slack, client, form, view(*blocks))
        values = {"short": {"typed": {"value": "ab"}}}
        ended = await slack.control.submit("camille", shown["id"], values)
    assert ended["status"] == "incomplete"
    assert ended["errors"].keys() == {"name", "short"}
    assert ended["errors"]["name"] == "Veuillez remplir ce champ obligatoire."
    assert form.submitted == []


async def test_the_acknowledgement_updates_pushes_and_clears(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form)
        form.answer = {"response_action": "update", "view": view(text_input(), title="Second")}
        await slack.control.submit("camille", shown["id"], TYPED)
        (updated,) = await slack.control.views("camille")
        assert (updated["id"], updated["title"]["text"]) == (shown["id"], "Second")
        assert updated["hash"] != shown["hash"]
        form.answer = {"response_action": "push", "view": view(title="Third")}
        await slack.control.submit("camille", shown["id"], TYPED)
        bottom, top = await slack.control.views("camille")
        assert (top["previous_view_id"], top["root_view_id"]) == (bottom["id"], bottom["id"])
        form.answer = {"response_action": "clear"}
        await slack.control.submit("camille", top["id"], TYPED)
        assert await slack.control.views("camille") == []


async def test_a_plain_acknowledgement_closes_only_the_top(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form)
        form.answer = {"response_action": "push", "view": view(title="Second")}
        await slack.control.submit("camille", shown["id"], TYPED)
        form.answer = {}
        top = (await slack.control.views("camille"))[-1]
        await slack.control.submit("camille", top["id"], TYPED)
        assert [left["id"] for left in await slack.control.views("camille")] == [shown["id"]]


async def test_the_fourth_view_is_one_too_many(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(actions(button())))
        for height in (2, 3, 4):
            await slack.control.act("camille", {"view_id": shown["id"]}, "row", "go")
            push = client.views_push(trigger_id=form.pressed[-1]["trigger_id"], view=view(actions(button())))
            if height == 4:
                assert await error_of(push) == "push_limit_reached"
            else:
                shown = (await push)["view"]
        assert len(await slack.control.views("camille")) == 3


async def test_only_a_click_in_a_modal_can_push(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        outside = await trigger(slack, form)
        assert await error_of(client.views_push(trigger_id=outside, view=view())) == "not_found"


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(text_input(), text_input("gone"), actions(button())))
        typed = {**TYPED, "gone": {"typed": {"value": "dropped"}}}
        place = {"view_id": shown["id"]}
        await slack.control.post(
            "act", container=place, block_id="row", action_id="go", values=typed, **{"as": "camille"}
        )
        assert form.pressed[0]["view"]["state"]["values"]["gone"]["typed"]["value"] == "dropped"
        new = view(text_input(), text_input("other"))
        updated = (await client.views_update(view_id=shown["id"], view=new))["view"]
        assert updated["state"]["values"]["name"]["typed"]["value"] == "Jeanne"
        again = (await client.views_update(view_id=shown["id"], view=view(text_input(), text_input("gone"))))["view"]
        assert again["state"]["values"]["gone"]["typed"]["value"] is None


async def test_a_stale_hash_is_a_conflict(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form)
        first = (await client.views_update(view_id=shown["id"], hash=shown["hash"], view=view()))["view"]
        stale = client.views_update(view_id=shown["id"], hash=shown["hash"], view=view())
        assert await error_of(stale) == "hash_conflict"
        assert (await client.views_update(view_id=shown["id"], hash=first["hash"], view=view()))["ok"]


async def test_views_are_found_by_external_id_which_is_taken_once(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        await opened(slack, client, form, view(external_id="mine"))
        assert (await client.views_update(external_id="mine", view=view(title="Found", external_id="mine")))["ok"]
        taken = client.views_open(trigger_id=await trigger(slack, form), view=view(external_id="mine"))
        assert await error_of(taken) == "duplicate_external_id"
        assert await error_of(client.views_update(view_id="V00000000", view=view())) == "not_found"


async def test_a_view_over_250_kb_is_too_large(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        big = view(*(section("x" * 2900) for _ in range(90)))
        assert await error_of(client.views_open(trigger_id=await trigger(slack, form), view=big)) == "view_too_large"


async def test_closing_is_told_only_where_it_was_asked_for(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        for notify in (False, True):
            shown = await opened(slack, client, form, view(notify_on_close=notify))
            await slack.control.post("view/close", view_id=shown["id"], **{"as": "camille"})
            assert await slack.control.views("camille") == []
            assert len(form.closed) == notify
    assert form.closed[0]["is_cleared"] is False


async def test_a_view_that_clears_on_close_takes_all_with_it(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(notify_on_close=True))
        form.answer = {"response_action": "push", "view": view(clear_on_close=True, notify_on_close=True)}
        await slack.control.submit("camille", shown["id"], TYPED)
        top = (await slack.control.views("camille"))[-1]
        await slack.control.post("view/close", view_id=top["id"], **{"as": "camille"})
        assert await slack.control.views("camille") == []
        assert [told["is_cleared"] for told in form.closed] == [True, True]


async def test_a_submission_that_times_out_leaves_the_modal_open(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack)
    form = Form(app)

    @app.view("slow")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(4)
        await ack()

    async with connected(slack, app):
        answer = await client.views_open(trigger_id=await trigger(slack, form), view=view() | {"callback_id": "slow"})
        ended = await slack.control.submit("camille", answer["view"]["id"], TYPED)
        (still,) = await slack.control.views("camille")
    assert ended["status"] == "operation_timeout"
    assert still["state"]["values"]["name"]["typed"]["value"] == "Jeanne"


async def test_every_input_has_the_state_slack_gives_it(slack: Running, client: AsyncWebClient) -> None:
    def asked(block_id: str, element: Json) -> Json:
        return {"type": "input", "block_id": block_id, "optional": True, "label": plain("L"), "element": element}

    chosen = {"text": {"type": "plain_text", "text": "a"}, "value": "a"}
    options = {"options": [chosen]}
    kinds: dict[str, tuple[Json, Any, Any]] = {
        "plain_text_input": ({}, "value", "x"),
        "email_text_input": ({}, "value", "a@b.example"),
        "url_text_input": ({}, "value", "https://b.example"),
        "number_input": ({"is_decimal_allowed": False}, "value", "3"),
        "static_select": (options, "selected_option", chosen),
        "users_select": ({}, "selected_user", "U1"),
        "conversations_select": ({}, "selected_conversation", "C1"),
        "channels_select": ({}, "selected_channel", "C1"),
        "multi_static_select": (options, "selected_options", [chosen]),
        "multi_users_select": ({}, "selected_users", ["U1"]),
        "multi_conversations_select": ({}, "selected_conversations", ["C1"]),
        "checkboxes": (options, "selected_options", [chosen]),
        "radio_buttons": (options, "selected_option", chosen),
        "datepicker": ({}, "selected_date", "2026-11-30"),
        "timepicker": ({}, "selected_time", "08:00"),
        "datetimepicker": ({}, "selected_date_time", 1_800_000_000),
    }
    blocks = [asked(kind, {"type": kind, "action_id": "a", **more}) for kind, (more, _, _) in kinds.items()]
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(*blocks))
        empty = shown["state"]["values"]
        await slack.control.submit(
            "camille", shown["id"], {kind: {"a": {key: value}} for kind, (_, key, value) in kinds.items()}
        )
    values = form.submitted[0]["view"]["state"]["values"]
    for kind, (_, key, value) in kinds.items():
        nothing = [] if isinstance(value, list) else None
        assert empty[kind]["a"] == {"type": kind, key: nothing}
        assert values[kind]["a"] == {"type": kind, key: value}


async def test_a_conversation_may_be_the_one_the_modal_was_opened_from(slack: Running, client: AsyncWebClient) -> None:
    element = {
        "type": "conversations_select",
        "action_id": "where",
        "default_to_current_conversation": True,
        "response_url_enabled": True,
    }
    block = {"type": "input", "block_id": "place", "label": plain("Where"), "element": element}
    general = slack.channel("general")
    async with form_app(slack) as form:
        shown = await opened(slack, client, form, view(block))
        assert shown["state"]["values"]["place"]["where"]["selected_conversation"] == general
        await slack.control.submit("camille", shown["id"], {})
    (url,) = form.submitted[0]["response_urls"]
    assert (url["block_id"], url["action_id"], url["channel_id"]) == ("place", "where", general)


async def test_an_external_select_asks_the_app(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack)
    form = Form(app)

    @app.options("find")
    async def find(ack: Any, payload: Json) -> None:
        await ack(options=[{"text": plain(payload["value"]), "value": "1"}])

    element = {"type": "external_select", "action_id": "find"}
    async with connected(slack, app):
        block = {"type": "input", "block_id": "b", "label": plain("Who"), "element": element}
        shown = await opened(slack, client, form, view(block))
        found = await slack.control.post(
            "options", container={"view_id": shown["id"]}, block_id="b", action_id="find", value="jea",
            **{"as": "camille"},
        )  # fmt: skip
    assert found["options"] == [{"text": plain("jea"), "value": "1"}]


async def test_the_home_tab_is_stored_and_shown_again(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack)
    told: list[Json] = []

    @app.event("app_home_opened")
    async def opened_home(event: Json) -> None:
        told.append(event)

    camille = slack.user("camille")
    async with connected(slack, app):
        assert (await slack.control.post("home", **{"as": "camille"}))["view"] is None
        published = await client.views_publish(user_id=camille, view=home(section("figures")))
        again = await slack.control.post("home", **{"as": "camille"})
        await slack.control.post("home", tab="messages", **{"as": "camille"})
        await asyncio.sleep(0.1)
    assert again["view"]["hash"] == published["view"]["hash"]
    assert [event["tab"] for event in told] == ["home", "home", "messages"]
    assert ["view" in event for event in told] == [False, True, False]
    assert told[0]["channel"].startswith("D")
    stale = client.views_publish(user_id=camille, view=home(), hash="old")
    assert await error_of(stale) == "hash_conflict"


async def test_a_home_tab_that_is_switched_off_cannot_be_published() -> None:
    manifest = read_json(None, "manifest.json")
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    with playground(manifest=manifest) as slack:
        publish = client_of(slack).views_publish(user_id=slack.user("camille"), view=home())
        assert await error_of(publish) == "not_enabled"


async def test_shortcuts_alone_and_on_a_message(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack)
    told: list[Json] = []

    @app.shortcut("ask")
    @app.shortcut("tell")
    async def run(ack: Any, body: Json) -> None:
        await ack()
        told.append(body)

    typed = await slack.control.type("oliver", "general", "look")
    async with connected(slack, app):
        await slack.control.post("shortcut", callback_id="ask", **{"as": "camille"})
        await slack.control.post("shortcut", callback_id="tell", channel="general", ts=typed["ts"], **{"as": "camille"})
    alone, on_message = told
    assert (alone["type"], on_message["type"]) == ("shortcut", "message_action")
    assert on_message["message"]["text"] == "look"
    assert on_message["message_ts"] == typed["ts"]
    assert (await client.views_open(trigger_id=on_message["trigger_id"], view=view()))["ok"]


async def test_a_select_in_a_message_keeps_its_choice_for_its_person(slack: Running, client: AsyncWebClient) -> None:
    async with form_app(slack) as form:
        row = actions(button(), select("a", "b"))
        posted = await client.chat_postMessage(channel=slack.channel("general"), text="x", blocks=[row])
        place = {"channel": "general", "ts": posted["ts"]}
        choice = {"selected_option": row["elements"][1]["options"][1]}
        await slack.control.post(
            "act", container=place, block_id="row", action_id="go", values={"row": {"pick": choice}},
            **{"as": "camille"},
        )  # fmt: skip
        await slack.control.act("oliver", place, "row", "go")
    by_camille, by_oliver = (body["state"]["values"]["row"]["pick"]["selected_option"] for body in form.pressed)
    assert by_camille["value"] == "b"
    assert by_oliver is None
