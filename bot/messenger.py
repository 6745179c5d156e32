"""The only departure to Slack. Everything is done once: tried again only where Slack takes no more for now.

Where Slack refuses a block, the same content goes out plainer (views/degrade.py), down to its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.arrivals import Arrival
from bot.slack_calls import TIMEOUT, Refused, call, patiently
from bot.views.degrade import variants
from bot.views.message import Message

log = structlog.stdlib.get_logger(__name__)

_OK = 200
_PAGE = 999  # people; Slack takes less than a thousand
_NOT_WAITING = frozenset({"not_found", "hash_conflict"})  # the person closed the modal, or it shows something newer
_TOO_RICH = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})


@dataclass(frozen=True, slots=True)
class OpenView:
    """A modal as it was opened; `hash` is another as soon as it is shown anew."""

    id: str
    hash: str


class Messenger:
    """Sends messages, opens modals, publishes the Home tab."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def reply(self, arrival: Arrival, message: Message, *, replace: bool = False) -> None:
        """Answer the person privately, by the door she came in if it still opens; once."""
        if arrival.response_url and await self._respond(arrival.response_url, message, replace=replace):
            return
        if arrival.channel_id is None or arrival.in_direct_message:
            await self.post(arrival.channel_id or await self.conversation_with(arrival.user_id), message)
            return
        await self._send("chat.postEphemeral", message, {"channel": arrival.channel_id, "user": arrival.user_id})

    async def post(self, channel_id: str, message: Message) -> str:
        """Post for all who read the conversation; gives the message's ts. Raises Refused."""
        quiet = {"unfurl_links": False, "unfurl_media": False}
        return await self._send("chat.postMessage", message, {"channel": channel_id, **quiet})

    async def send(self, user_id: str, message: Message) -> str:
        """Write to a person in her direct messages with the assistant; gives that conversation's id. Raises Refused."""
        place = await self.conversation_with(user_id)
        await self.post(place, message)
        return place

    async def is_shared_outside(self, channel_id: str) -> bool:
        """Whether people of another company read this channel (Slack Connect)."""
        return is_shared_outside(await self.channel(channel_id))

    async def channel(self, channel_id: str) -> Mapping[str, Any]:
        """A channel as Slack describes it. Raises Refused, also for a private one that the assistant is not in."""
        answer = await patiently(lambda: self._client.conversations_info(channel=channel_id))
        return dict(answer["channel"])

    async def readers(self, channel_id: str) -> tuple[str, ...]:
        """The user ids of all who are in the channel, bots among them. Raises Refused."""
        found: list[str] = []
        cursor: str | None = None
        while cursor != "":
            ask = partial(self._client.conversations_members, channel=channel_id, limit=_PAGE, cursor=cursor)
            page = await patiently(ask)
            found += page["members"]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
        return tuple(found)

    async def person(self, user_id: str) -> Mapping[str, Any]:
        """The person as Slack describes her. Raises Refused."""
        answer = await call(self._client.users_info(user=user_id, include_locale=True))
        return dict(answer["user"])

    async def open_modal(self, trigger_id: str, view: dict[str, Any]) -> str:
        """Open a modal; gives the view's id."""
        return (await self.open_view(trigger_id, view)).id

    async def open_view(self, trigger_id: str, view: dict[str, Any]) -> OpenView:
        """Open a modal; gives what it takes to fill it unless it was changed meanwhile."""
        opened = await patiently(lambda: self._client.views_open(trigger_id=trigger_id, view=view))
        return OpenView(str(opened["view"]["id"]), str(opened["view"]["hash"]))

    async def update_modal(self, view_id: str, view: dict[str, Any], unless_changed: str | None = None) -> None:
        """Fill or refill a modal that is still open, or only one that still is as `unless_changed` (a hash) says."""
        try:
            await patiently(lambda: self._client.views_update(view_id=view_id, view=view, hash=unless_changed))
        except Refused as refusal:
            if refusal.error not in _NOT_WAITING:
                raise

    async def publish_home(self, user_id: str, view: dict[str, Any]) -> None:
        """Show this Home tab to this person."""
        await patiently(lambda: self._client.views_publish(user_id=user_id, view=view))

    async def conversation_with(self, user_id: str) -> str:
        """The id of the direct messages with a person."""
        opened = await patiently(lambda: self._client.conversations_open(users=user_id))
        return str(opened["channel"]["id"])

    async def _respond(self, url: str, message: Message, *, replace: bool) -> bool:
        webhook = AsyncWebhookClient(url, timeout=TIMEOUT, retry_handlers=[])
        for variant in variants(message):
            answer = await webhook.send_dict(
                {"text": variant.text, "blocks": variant.blocks, "replace_original": replace}
            )
            if answer.status_code == _OK:
                return True
            if "invalid_blocks" not in answer.body:
                break
            log.warning("block_refused", door="response_url", answer=answer.body[:300])
        log.warning("response_url_closed", status=answer.status_code)
        return False

    async def _send(self, method: str, message: Message, to: dict[str, Any]) -> str:
        for variant in variants(message):
            body = {
                **to,
                "text": variant.text,
                "blocks": variant.blocks,
                "parse": "none",
                "link_names": False,
            }
            try:
                sent = await patiently(partial(self._client.api_call, method, json=body))
            except Refused as refusal:
                if refusal.error not in _TOO_RICH:
                    raise
                log.warning("block_refused", door=method, error=refusal.error)
            else:
                return str(sent.get("ts") or sent.get("message_ts"))
        raise Refused("invalid_blocks")


def is_shared_outside(channel: Mapping[str, Any]) -> bool:
    """Whether people of another company read this channel, as Slack describes it, or are invited to."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
