"""Web API calls: how they are written, who makes them, what they may do, how often."""

import json
import re

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.api.catalogue import BY_NAME
from playground.api.facts import FACTS
from tests.playground.running import Running
from tests.playground.server.blocks_at_hand import section
from tests.playground.server.bolt_apps import error_of, refusal_of
from tests.playground.server.conftest import client_of


def test_every_method_has_its_facts_and_every_fact_its_method() -> None:
    assert BY_NAME.keys() == FACTS.keys()


async def test_arguments_mean_the_same_in_query_form_and_json(slack: Running, client: AsyncWebClient) -> None:
    channel, blocks = slack.channel("general"), [section("Same")]
    written = {"channel": channel, "text": "Same", "blocks": json.dumps(blocks)}
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    url = f"{slack.api_url}chat.postMessage"
    async with aiohttp.ClientSession(headers=headers) as http:
        answers = [
            await http.get(url, params=written),
            await http.post(url, params=written),
            await http.post(url, data=written),
            await http.post(url, data=aiohttp.FormData(written, default_to_multipart=True)),
            await http.post(url, json=written | {"blocks": blocks}),
        ]
        bodies = [await answer.json() for answer in answers]
    messages = [body["message"] for body in bodies]
    for message in messages:
        message.pop("ts")
        message["blocks"][0].pop("block_id")
    assert messages[0]["text"] == "Same"
    assert all(message == messages[0] for message in messages)


@pytest.mark.parametrize(("written", "whole"), [("1", True), ("true", True), ("0", False), ("false", False)])
async def test_booleans_are_read_in_every_spelling(slack: Running, written: str, *, whole: bool) -> None:
    given = {"token": slack.bot_token, "users": slack.user("oliver"), "return_im": written}
    async with aiohttp.ClientSession() as http, http.post(f"{slack.api_url}conversations.open", data=given) as answer:
        opened = (await answer.json())["channel"]
    assert ("is_im" in opened) is whole


async def test_an_unknown_method_is_an_error(slack: Running, client: AsyncWebClient) -> None:
    assert await error_of(client.api_call("chat.shout")) == "unknown_method"


async def test_tokens_are_checked(slack: Running) -> None:
    assert await error_of(client_of(slack, "xoxb-someone-else").auth_test()) == "invalid_auth"
    assert await error_of(client_of(slack, slack.app_token).auth_test()) == "not_allowed_token_type"
    assert await error_of(client_of(slack).apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"
    async with aiohttp.ClientSession() as http, http.post(f"{slack.api_url}auth.test") as answer:
        assert (await answer.json())["error"] == "not_authed"


async def test_the_app_learns_its_names_and_scopes(slack: Running, client: AsyncWebClient) -> None:
    told = await client.auth_test()
    assert told["team"] == "Alto"
    assert re.fullmatch(r"T[A-Z0-9]{8,}", told["team_id"])
    assert re.fullmatch(r"U[A-Z0-9]{8,}", told["user_id"])
    assert re.fullmatch(r"B[A-Z0-9]{8,}", told["bot_id"])
    assert "chat:write" in told.headers["x-oauth-scopes"].split(",")


async def test_ids_have_slacks_shapes(slack: Running, client: AsyncWebClient) -> None:
    channels = (await client.conversations_list(types="public_channel,private_channel,im"))["channels"]
    people = (await client.users_list())["members"]
    assert all(re.fullmatch(r"[CD][A-Z0-9]{8,}", channel["id"]) for channel in channels)
    assert all(re.fullmatch(r"U[A-Z0-9]{8,}", person["id"]) for person in people)


async def test_a_missing_scope_is_named_with_what_there_is(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.settings(scopes=["channels:read", "im:history"])
    general = slack.channel("general")
    refusal = await refusal_of(client.chat_postMessage(channel=general, text="x"))
    assert (refusal["error"], refusal["needed"], refusal["provided"]) == (
        "missing_scope",
        "chat:write",
        "channels:read,im:history",
    )
    assert (await client.conversations_info(channel=general))["ok"]
    history = await refusal_of(client.conversations_history(channel=general))
    assert (history["error"], history["needed"]) == ("missing_scope", "channels:history")


async def test_every_method_that_needs_a_scope_refuses_without_it(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.settings(scopes=["commands"])
    for name, facts in FACTS.items():
        if facts.scopes:
            assert await error_of(client.api_call(name)) == "missing_scope", name


async def test_addresses_need_their_own_scope(slack: Running, client: AsyncWebClient) -> None:
    camille = slack.user("camille")
    assert (await client.users_info(user=camille))["user"]["profile"]["email"] == "camille@alto.example"
    await slack.control.settings(scopes=["users:read"])
    assert "email" not in (await client.users_info(user=camille))["user"]["profile"]
    assert await error_of(client.users_lookupByEmail(email="camille@alto.example")) == "missing_scope"


async def test_people_have_language_zone_and_standing(slack: Running, client: AsyncWebClient) -> None:
    camille = (await client.users_info(user=slack.user("camille"), include_locale=True))["user"]
    assert (camille["locale"], camille["tz"], camille["is_admin"]) == ("fr-FR", "Europe/Paris", False)
    assert "locale" not in (await client.users_info(user=slack.user("camille")))["user"]
    people = {person["name"]: person for person in (await client.users_list())["members"]}
    assert people["guest"]["is_restricted"]
    assert people["former"]["deleted"]
    assert people["app"]["is_bot"]
    found = await client.users_lookupByEmail(email="Nadia@ALTO.example")
    assert found["user"]["id"] == slack.user("nadia")
    assert await error_of(client.users_lookupByEmail(email="flore@alto.example")) == "users_not_found"
    assert await error_of(client.users_info(user="U00000000")) == "user_not_found"


async def test_the_call_after_the_last_of_a_minute_waits(slack: Running) -> None:
    client = client_of(slack)
    for _ in range(20):
        await client.users_list()
    refused = await refusal_of(client.users_list())
    assert (refused.status_code, refused["error"]) == (429, "ratelimited")
    wait = int(refused.headers["Retry-After"])
    assert 40 <= wait <= 60
    assert (await client.users_info(user=slack.user("camille")))["ok"], "another method has its own count"
    await slack.control.advance(wait - 20)
    assert await error_of(client.users_list()) == "ratelimited"
    await slack.control.advance(20)
    assert (await client.users_list())["ok"]


async def test_one_post_a_second_in_a_channel(slack: Running) -> None:
    client, general, nord = client_of(slack), slack.channel("general"), slack.channel("team-nord")
    await client.chat_postMessage(channel=general, text="first")
    refused = await refusal_of(client.chat_postMessage(channel=general, text="second"))
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    assert (await client.chat_postMessage(channel=nord, text="elsewhere"))["ok"]
    await slack.control.advance(1)
    assert (await client.chat_postMessage(channel=general, text="second"))["ok"]
    await slack.control.settings(burst=3)
    await slack.control.advance(1)
    for _ in range(3):
        await client.chat_postMessage(channel=general, text="burst")
    assert await error_of(client.chat_postMessage(channel=general, text="too much")) == "ratelimited"


async def test_a_methods_limit_can_be_set(slack: Running) -> None:
    client = client_of(slack)
    await slack.control.settings(per_minute={"conversations.history": 1})
    await client.conversations_history(channel=slack.channel("general"))
    assert await error_of(client.conversations_history(channel=slack.channel("general"))) == "ratelimited"


async def test_secrets_stay_out_of_the_journal(slack: Running) -> None:
    given = {"token": slack.bot_token, "channel": slack.channel("general"), "text": "x"}
    async with aiohttp.ClientSession() as http:
        await http.post(f"{slack.api_url}chat.postMessage", data=given)
    assert slack.bot_token not in json.dumps(await slack.control.journal())
