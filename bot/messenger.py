"""The only departure to Slack. Everything is tried once: a repeated POST could be a second message.

Where Slack refuses a block, the same content goes out plainer (views/degrade.py), down to its text.
"""

from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.arrivals import Arrival
from bot.views.degrade import variants
from bot.views.message import Message

log = structlog.get_logger()

_TIMEOUT = 10  # seconds
_OK = 200
_LITERAL = {"parse": "none", "link_names": False}
_QUIET = {"unfurl_links": False, "unfurl_media": False}


@dataclass
class CannotPost(Exception):
    """Slack would not take a message there: `error` is Slack's own code."""

    error: str


def posting_client(token: str, base_url: str) -> AsyncWebClient:
    """A client that never repeats a request."""
    return AsyncWebClient(token=token, base_url=base_url, timeout=_TIMEOUT, retry_handlers=[])


class Messenger:
    """Sends messages, opens modals, publishes the Home tab."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def reply(self, arrival: Arrival, message: Message, *, replace: bool = False) -> None:
        """Answer the person privately, by the door she came in if it still opens; once."""
        if arrival.response_url and await self._respond(arrival.response_url, message, replace=replace):
            return
        if arrival.channel_id is None or arrival.in_direct_message:
            await self.post(arrival.channel_id or await self.direct_message(arrival.user_id), message)
            return
        to = {"channel": arrival.channel_id, "user": arrival.user_id}
        await self._send("chat.postEphemeral", message, to)

    async def post(self, channel_id: str, message: Message) -> str:
        """Post for all in a channel; gives the message's ts. Raises CannotPost."""
        return await self._send("chat.postMessage", message, {"channel": channel_id, **_QUIET})

    async def direct_message(self, user_id: str) -> str:
        """The conversation between the assistant and this person."""
        opened = await self._call("conversations.open", {"users": user_id})
        return str(opened["channel"]["id"])

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> str:
        """Open a modal; gives the view's id."""
        opened = await self._call("views.open", {"trigger_id": trigger_id, "view": view})
        return str(opened["view"]["id"])

    async def update_modal(self, view_id: str, view: dict[str, Any]) -> None:
        """Fill or refill an open modal."""
        await self._call("views.update", {"view_id": view_id, "view": view})

    async def publish_home(self, user_id: str, view: dict[str, Any]) -> None:
        """Show this Home tab to this person."""
        await self._call("views.publish", {"user_id": user_id, "view": view})

    async def _respond(self, url: str, message: Message, *, replace: bool) -> bool:
        webhook = AsyncWebhookClient(url, timeout=_TIMEOUT, retry_handlers=[])
        for variant in variants(message):
            answer = await webhook.send_dict(
                {
                    "text": variant.text,
                    "blocks": list(variant.blocks),
                    "replace_original": replace,
                    "response_type": "ephemeral",
                }
            )
            if answer.status_code == _OK:
                return True
            if "invalid_blocks" not in answer.body:
                break
            log.warning("block_refused", door="response_url", body=answer.body[:300])
        log.warning("response_url_closed", status=answer.status_code)
        return False

    async def _send(self, method: str, message: Message, to: dict[str, Any]) -> str:
        last = "invalid_blocks"
        for variant in variants(message):
            try:
                sent = await self._call(
                    method, {**to, "text": variant.text, "blocks": list(variant.blocks), **_LITERAL}
                )
            except CannotPost as refusal:
                last = refusal.error
                if last not in {"invalid_blocks", "msg_blocks_too_long"}:
                    raise
                log.warning("block_refused", door=method, error=last)
            else:
                return str(sent.get("ts") or sent.get("message_ts"))
        raise CannotPost(last)

    async def _call(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        try:
            return dict((await self._client.api_call(method, json=arguments)).data)
        except SlackApiError as error:
            raise CannotPost(str(error.response.get("error", "unknown"))) from error
