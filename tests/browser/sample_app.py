"""A small Bolt app for the page to talk to: commands, menus, modals and a Home tab."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Queue
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.browser.blocks_to_show import button, option, plain, section, text_input
from tests.playground.running import Running

Json = dict[str, Any]

SLASH_COMMANDS = [
    {"command": "/figure", "description": "Ask for a figure", "usage_hint": "north last week"},
    {"command": "/form", "description": "Write a note", "usage_hint": ""},
    {"command": "/late", "description": "Never answers", "usage_hint": ""},
    {"command": "/every", "description": "Every kind of input", "usage_hint": ""},
]
SHORTCUTS = [{"name": "Write a note", "type": "global", "callback_id": "note", "description": "Opens the form"}]


def manifest(base: Json) -> Json:
    """The default manifest with this app's commands and shortcuts; of events it hears only those it answers."""
    features = base["features"] | {"slash_commands": SLASH_COMMANDS, "shortcuts": SHORTCUTS}
    settings = base["settings"] | {"event_subscriptions": {"bot_events": ["app_home_opened"]}}
    return base | {"features": features, "settings": settings}


@dataclass(frozen=True)
class Connected:
    """The app at work: a client that posts as the app, and the `state.values` of its last long forms."""

    client: WebClient
    submitted: Queue[Json] = field(default_factory=Queue)


@contextmanager
def connected(slack: Running) -> Iterator[Connected]:
    """Run the app against a playground."""
    there = Connected(WebClient(token=slack.bot_token, base_url=slack.api_url))
    app = App(client=there.client, signing_secret=slack.signing_secret)
    _figures(app)
    _forms(app)
    _every_input(app, there.submitted)
    _home(app)
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    try:
        yield there
    finally:
        handler.close()


def figure_card(team: str) -> list[Json]:
    teams = {"type": "static_select", "action_id": "team", "options": [option(t) for t in ("North", "South", "West")]}
    teams |= {"initial_option": option(team), "placeholder": plain("Team")}
    sure = {
        "title": plain("Show it?"),
        "text": plain("Everybody will see."),
        "confirm": plain("Show it"),
        "deny": plain("No"),
    }
    row = {
        "type": "actions",
        "block_id": f"row-{team}-{time.time_ns()}",
        "elements": [
            teams,
            button("share", "Show everybody", confirm=sure),
            button("throw", "Throw away", confirm=sure | {"style": "danger"}),
        ],
    }
    return [section(f"*Figure of {team}*"), row]


def _figures(app: App) -> None:
    @app.command("/figure")
    def figure(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="The figure", blocks=figure_card("North"))

    @app.action("team")
    def redraw(ack: Ack, respond: Respond, action: Json) -> None:
        ack()
        chosen = action["selected_option"]["text"]["text"]
        respond(text="The figure", blocks=figure_card(chosen), replace_original=True)

    @app.action("share")
    def share(ack: Ack, respond: Respond) -> None:
        ack()
        respond(text="Shared by a press", response_type="in_channel", replace_original=False)

    @app.command("/late")
    def late() -> None:
        """Let Slack's three seconds pass."""


def form() -> Json:
    kinds = {
        "type": "static_select",
        "action_id": "kind",
        "placeholder": plain("Choose"),
        "options": [option("Price"), option("Delivery")],
    }
    return {
        "type": "modal", "callback_id": "note", "title": plain("A note"), "submit": plain("Hand in"), "close": plain("Leave"),
        "blocks": [
            text_input("note", "What did you hear?"),
            {"type": "input", "block_id": "kind", "label": plain("Kind"), "element": kinds},
            {"type": "actions", "block_id": "more", "elements": [button("deeper", "Look deeper"), button("again", "Draw again")]},
        ],
    }  # fmt: skip


def _forms(app: App) -> None:
    def opened(ack: Ack, client: WebClient, body: Json) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=form())

    app.command("/form")(opened)
    app.shortcut("note")(opened)

    @app.action("deeper")
    def deeper(ack: Ack, client: WebClient, body: Json) -> None:
        ack()
        view = {"type": "modal", "title": plain("Deeper"), "blocks": [section("Nothing *below*.")]}
        client.views_push(trigger_id=body["trigger_id"], view=view)

    @app.action("again")
    def again(ack: Ack, client: WebClient, body: Json) -> None:
        ack()
        fresh = form() | {"blocks": [section("Drawn again"), *form()["blocks"]]}
        client.views_update(view_id=body["view"]["id"], view=fresh)

    @app.view("note")
    def submitted(ack: Ack, client: WebClient, view: Json, body: Json) -> None:
        values = view["state"]["values"]
        text = values["note"]["typed"]["value"]
        if text == "nothing":
            ack(response_action="errors", errors={"note": "Say a little more."})
            return
        ack()
        kind = values["kind"]["kind"]["selected_option"]["text"]["text"]
        client.chat_postMessage(channel=body["user"]["id"], text=f"Noted: {text} ({kind})")


def every_input() -> Json:
    """A modal with one input of each kind; block ids say which."""
    kinds: dict[str, Json] = {
        "plain_text_input": {},
        "number_input": {"is_decimal_allowed": True},
        "email_text_input": {},
        "url_text_input": {},
        "static_select": {"option_groups": [{"label": plain("Warm"), "options": [option("Red"), option("Amber")]}]},
        "multi_static_select": {"options": [option("Price"), option("Delivery")]},
        "external_select": {"min_query_length": 2},
        "users_select": {},
        "multi_users_select": {},
        "conversations_select": {},
        "channels_select": {},
        "datepicker": {"initial_date": "2026-11-12"},
        "timepicker": {},
        "datetimepicker": {},
        "checkboxes": {"options": [option("One"), option("Two")]},
        "radio_buttons": {"options": [option("Keep"), option("Drop")]},
        "file_input": {},
    }
    blocks = [
        {"type": "input", "block_id": kind, "label": plain(kind), "element": {"type": kind, "action_id": "it", **more}}
        for kind, more in kinds.items()
    ]
    return {
        "type": "modal",
        "callback_id": "every",
        "external_id": "every",
        "title": plain("Everything"),
        "submit": plain("Hand in"),
        "blocks": blocks,
    }


def _every_input(app: App, submitted: Queue[Json]) -> None:
    @app.command("/every")
    def opened(ack: Ack, client: WebClient, body: Json) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=every_input())

    @app.options("it")
    def suggest(ack: Ack, payload: Json) -> None:
        names = ("Acme", "Adélie", "Bastide")
        ack(options=[option(name) for name in names if name.lower().startswith(payload["value"])])

    @app.view("every")
    def taken(ack: Ack, view: Json) -> None:
        ack()
        submitted.put(view["state"]["values"])


def _home(app: App) -> None:
    @app.event("app_home_opened")
    def opened(event: Json, client: WebClient) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=_home_view("never"))

    @app.action("count")
    def pressed(ack: Ack, client: WebClient, body: Json) -> None:
        ack()
        client.views_publish(user_id=body["user"]["id"], view=_home_view("once"))


def _home_view(pressed: str) -> Json:
    row = {"type": "actions", "block_id": "home", "elements": [button("count", "Press me")]}
    return {
        "type": "home",
        "blocks": [{"type": "header", "text": plain("The week")}, section(f"Pressed: {pressed}"), row],
    }
