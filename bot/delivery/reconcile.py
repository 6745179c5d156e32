"""Whether a message is out: it is looked for in the channel, or in its thread, by our own bot and by its key."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.gear import Failed, Gear
from bot.delivery.letter import is_marked
from bot.delivery.outcome import Outcome, Verdict
from storage.repositories.delivery_records import Claim, Delivery
from storage.repositories.paces import READ_CHANNEL, READ_THREAD

log = structlog.stdlib.get_logger(__name__)

Json = dict[str, Any]

DELETE = "chat.delete"

_PAGE = 200  # messages; Slack takes up to 999 and recommends no more than this
_LASTING = frozenset({"channel_is_limited_access", "thread_not_found", "method_not_supported_for_channel_type"})

_KEPT = frozenset({"cant_delete_message", "compliance_exports_prevent_deletion"})
"""Refusals of a deletion beyond those of any call: the message stays, whoever asks."""


class Postmarks:
    """Finds the messages that carry a delivery's key."""

    def __init__(self, gear: Gear) -> None:
        self._gear = gear
        self._bots: dict[str, str] = {}

    async def find(self, claim: Claim, between_pages: Callable[[], Awaitable[None]]) -> list[str]:
        """The ts of each, oldest first: none only where all pages were read. Raises Failed."""
        bot_id = await self._bot_id(claim.delivery.team_id)
        method = READ_THREAD if claim.thread_ts else READ_CHANNEL
        found: list[str] = []
        cursor: str | None = None
        while cursor != "":
            request = partial(_page, claim, self._oldest(claim), cursor)
            page = await self._gear.ask(claim.delivery.team_id, method, request)
            found += [str(each["ts"]) for each in page["messages"] if _is_ours(each, bot_id, claim)]
            cursor = str((page.get("response_metadata") or {}).get("next_cursor") or "")
            if cursor:
                await between_pages()
        return sorted(set(found), key=float)

    async def take_back(self, delivery: Delivery, slack_ts: str) -> bool:
        """Delete a message beside the one that counts; False where it may still be there and another try may help."""
        try:
            await self._gear.ask(
                delivery.team_id, DELETE, lambda client: client.chat_delete(channel=delivery.place, ts=slack_ts)
            )
        except Failed as failed:
            if failed.outcome.error != "message_not_found":
                log.warning("double_not_deleted", id=delivery.id, error=failed.outcome.error)
                return failed.outcome.verdict is Verdict.REFUSED or failed.outcome.error in _KEPT
        return True

    async def _bot_id(self, team_id: str) -> str:
        if team_id not in self._bots:
            told = await self._gear.ask(team_id, "auth.test", AsyncWebClient.auth_test)
            self._bots[team_id] = str(told["bot_id"])
        return self._bots[team_id]

    def _oldest(self, claim: Claim) -> str:
        first = claim.delivery.first_attempt_at or claim.delivery.due_at
        return f"{(first - self._gear.timing.look_back).timestamp():.6f}"


def is_unreadable_for_good(outcome: Outcome) -> bool:
    """Whether looking again would be refused again."""
    return outcome.verdict is Verdict.REFUSED or outcome.error in _LASTING


async def no_pause() -> None:
    """Nothing is held that would have to be renewed between two pages."""


async def _page(claim: Claim, oldest: str, cursor: str | None, client: AsyncWebClient) -> Any:
    wanted: Json = {"channel": claim.delivery.place, "oldest": oldest, "limit": _PAGE, "cursor": cursor}
    if claim.thread_ts:
        return await client.conversations_replies(ts=claim.thread_ts, include_all_metadata=True, **wanted)
    return await client.conversations_history(include_all_metadata=True, **wanted)


def _is_ours(message: Json, bot_id: str, claim: Claim) -> bool:
    return message.get("bot_id") == bot_id and is_marked(message, claim.delivery)
