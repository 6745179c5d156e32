"""The manifest asks for what the code uses, no more, and answers on the right way in."""

from bot.listeners import register
from bot.manifest import SCOPES, manifest
from playground.manifest import Manifest


def test_socket_mode_needs_no_address() -> None:
    told = manifest()
    assert told["settings"]["socket_mode_enabled"] is True
    assert "http" not in str(told)


def test_signed_http_names_one_address_everywhere() -> None:
    url = "https://kpi.example/slack/events"
    told = manifest(url)
    assert told["settings"]["socket_mode_enabled"] is False
    assert told["settings"]["event_subscriptions"]["request_url"] == url
    assert told["settings"]["interactivity"]["request_url"] == url
    assert told["settings"]["interactivity"]["message_menu_options_url"] == url
    assert [command["url"] for command in told["features"]["slash_commands"]] == [url]


def test_it_keeps_to_slacks_limits() -> None:
    told = manifest()
    assert len(told["display_information"]["name"]) <= 35
    assert len(told["display_information"]["description"]) <= 140
    for command in told["features"]["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in told["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_it_asks_for_no_scope_that_reaches_further_than_needed() -> None:
    asked = set(manifest()["oauth_config"]["scopes"]["bot"])
    assert asked == set(SCOPES)
    assert not asked & {"chat:write.public", "mpim:history", "channels:join", "admin", "users:write"}
    assert all(SCOPES.values())


def test_the_playground_is_installed_from_the_same_text() -> None:
    read = Manifest.from_json(manifest())
    assert read.socket_mode
    assert [command.command for command in read.commands] == ["/kpi"]


def test_every_event_and_shortcut_has_a_handler_and_every_handler_what_it_waits_for() -> None:
    heard: list[str] = []
    pressed: list[str] = []

    class Listening:
        """Stands at the door's place and writes down what is registered."""

        def command(self, *_: object) -> None: ...

        def action(self, *_: object) -> None: ...

        def change(self, *_: object) -> None: ...

        def shortcut(self, callback_id: str, *_: object) -> None:
            pressed.append(callback_id)

        def options(self, *_: object) -> None: ...

        def view(self, *_: object) -> None: ...

        def event(self, name: str, *_: object) -> None:
            heard.append(name)

        def news(self, name: str, *_: object, **__: object) -> None:
            heard.append(name)

    register(Listening(), None)
    assert sorted(heard) == sorted(manifest()["settings"]["event_subscriptions"]["bot_events"])
    assert sorted(pressed) == sorted(each["callback_id"] for each in manifest()["features"]["shortcuts"])
