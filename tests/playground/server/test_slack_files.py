"""Files: uploaded in three steps, processed after a moment, shown to who may see them."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.running import Running
from tests.playground.server.blocks_at_hand import modal, plain
from tests.playground.server.bolt_apps import connected, error_of, new_app, refusal_of, until

Json = dict[str, Any]

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"


async def uploaded(client: AsyncWebClient, *, multipart: bool = False, **options: Any) -> str:
    """Do the three steps; return the file's id."""
    step = await client.files_getUploadURLExternal(filename="chart.png", length=len(PNG), alt_txt="a chart")
    body: Any = PNG
    if multipart:
        body = aiohttp.FormData()
        body.add_field("filename", PNG, filename="chart.png", content_type="image/png")
    async with aiohttp.ClientSession() as http, http.post(step["upload_url"], data=body) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(PNG)}")
    entry = {"id": step["file_id"], "title": "Win rate"}
    done = await client.files_completeUploadExternal(files=[entry], **options)
    assert done["files"][0]["id"] == step["file_id"]
    return str(step["file_id"])


def image(file_id: str) -> Json:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "a chart"}


@pytest.mark.parametrize("multipart", [False, True])
async def test_a_file_has_no_type_until_it_is_processed(
    slack: Running, client: AsyncWebClient, *, multipart: bool
) -> None:
    file_id = await uploaded(client, multipart=multipart)
    fresh = (await client.files_info(file=file_id))["file"]
    assert (fresh["mimetype"], fresh["filetype"], fresh["shares"]) == ("", "", {})
    await slack.control.advance(1)
    ready = (await client.files_info(file=file_id))["file"]
    assert (ready["mimetype"], ready["filetype"], ready["size"]) == ("image/png", "png", len(PNG))
    assert (ready["title"], ready["alt_txt"]) == ("Win rate", "a chart")


async def test_an_image_block_on_a_fresh_file_is_refused(slack: Running, client: AsyncWebClient) -> None:
    file_id, general = await uploaded(client), slack.channel("general")
    post = {"channel": general, "text": "x", "blocks": [image(file_id)]}
    refused = await refusal_of(client.api_call("chat.postMessage", json=post))
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    await slack.control.advance(1)
    assert (await client.api_call("chat.postMessage", json=post))["ok"]
    assert (await client.files_info(file=file_id))["file"]["shares"]["public"][general]


async def test_the_delay_of_processing_is_a_setting(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.settings(file_delay=60)
    file_id = await uploaded(client)
    await slack.control.advance(59)
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == ""
    await slack.control.advance(1)
    assert (await client.files_info(file=file_id))["file"]["mimetype"] == "image/png"


async def test_a_private_file_in_an_image_block_is_disputed(slack: Running, client: AsyncWebClient) -> None:
    general, file_id = slack.channel("general"), await uploaded(client)
    await slack.control.advance(1)
    await slack.control.settings(private_files="bot_only")
    post = {"channel": general, "text": "x", "blocks": [image(file_id)]}
    assert await error_of(client.api_call("chat.postMessage", json=post)) == "invalid_blocks"
    shared = await uploaded(client, channel_id=general)
    await slack.control.advance(1)
    assert (await client.api_call("chat.postMessage", json=post | {"blocks": [image(shared)]}))["ok"]
    await slack.control.settings(private_files="visible")
    assert (await client.api_call("chat.postMessage", json=post))["ok"]


async def test_a_file_may_be_shared_by_completing_it(slack: Running, client: AsyncWebClient) -> None:
    await uploaded(client, channel_id=slack.channel("general"), initial_comment="the week")
    (message,) = [m for m in await slack.control.messages("camille", "general") if m.get("files")]
    assert (message["text"], message["files"][0]["title"]) == ("the week", "Win rate")
    assert "[file Win rate]" in await slack.control.seen("camille", "general")


async def test_where_a_file_cannot_be_shared(slack: Running, client: AsyncWebClient) -> None:
    async def shared_in(channel: str) -> str:
        return await error_of(uploaded(client, channel_id=channel))

    assert await shared_in(slack.user("camille")) == "channel_not_found"
    assert await shared_in(slack.channel("managers")) == "channel_not_found"
    assert await shared_in(slack.channel("partners")) == "not_in_channel"
    step = await client.files_getUploadURLExternal(filename="a.png", length=4)
    without_bytes = client.files_completeUploadExternal(files=[{"id": step["file_id"], "title": "x"}])
    assert await error_of(without_bytes) == "file_not_found"
    too_long = client.files_getUploadURLExternal(filename="a.png", length=4, alt_txt="x" * 1001)
    assert await error_of(too_long) == "alt_txt_too_large"


async def test_ok_may_come_without_the_share(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.faults({"method": "files.completeUploadExternal", "fault": "unshared", "times": 1})
    await uploaded(client, channel_id=slack.channel("general"))
    assert not [m for m in await slack.control.messages("camille", "general") if m.get("files")]


async def test_bytes_need_access(slack: Running, client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    address = (await client.files_info(file=file_id))["file"]["url_private"]

    async def status(token: str = "", person: str = "") -> int:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        query = {"as": person} if person else {}
        async with aiohttp.ClientSession() as http, http.get(address, headers=headers, params=query) as answer:
            assert answer.status != 200 or await answer.read() == PNG
            return answer.status

    assert await status() == 403
    assert await status(token="xoxb-other") == 403
    assert await status(token=slack.bot_token) == 200
    assert await status(person="camille") == 403
    await slack.control.advance(1)
    await client.chat_postMessage(channel=slack.channel("team-nord"), text="x", blocks=[image(file_id)])
    assert await status(person="camille") == 200
    assert await status(person="guest") == 403


async def test_an_ephemeral_message_carries_no_file(slack: Running, client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    await slack.control.advance(1)
    whisper = client.chat_postEphemeral(
        channel=slack.channel("general"), user=slack.user("camille"), text="x", blocks=[image(file_id)]
    )
    assert await error_of(whisper) == "invalid_blocks"


async def test_a_deleted_file_is_gone(slack: Running, client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    await client.files_delete(file=file_id)
    assert await error_of(client.files_info(file=file_id)) == "file_not_found"


async def test_the_bot_reads_a_persons_file_where_it_is(slack: Running, client: AsyncWebClient) -> None:
    hidden = await slack.control.upload("nadia", "managers", "secret.csv", b"a\n")
    assert await error_of(client.files_info(file=hidden["id"])) == "file_not_found"
    told = await slack.control.upload("camille", "app", "leads.csv", b"id\n1\n")
    assert (await client.files_info(file=told["id"]))["file"]["mimetype"] == "text/csv"
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with aiohttp.ClientSession(headers=headers) as http, http.get(told["url_private"]) as answer:
        assert await answer.read() == b"id\n1\n"


async def test_a_file_put_into_a_form_arrives_whole(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack)
    submitted: list[Json] = []
    triggers: list[str] = []

    @app.command("/app")
    async def run(ack: Any, body: Json) -> None:
        await ack()
        triggers.append(body["trigger_id"])

    @app.view("form")
    async def submit(ack: Any, view: Json) -> None:
        await ack()
        submitted.append(view)

    element = {"type": "file_input", "action_id": "file"}
    block = {"type": "input", "block_id": "upload", "label": plain("File"), "element": element}
    kept = await slack.control.upload("camille", "", "deals.csv", b"id\n")
    assert await error_of(client.files_info(file=kept["id"])) == "file_not_found", "not yet the app's"
    async with connected(slack, app):
        await slack.control.type("camille", "general", "/app")
        await until(lambda: triggers)
        opened = await client.views_open(trigger_id=triggers[0], view=modal(block, callback_id="form"))
        await slack.control.submit("camille", opened["view"]["id"], {"upload": {"file": {"files": [kept["id"]]}}})
    (file,) = submitted[0]["state"]["values"]["upload"]["file"]["files"]
    assert (file["name"], file["mimetype"]) == ("deals.csv", "text/csv")
    assert (await client.files_info(file=kept["id"]))["ok"]
