"""What goes to Slack: the frozen payload as it was decided, and the key by which it is found again."""

from collections.abc import Mapping
from typing import Any

from bot.views.message import Message
from storage.repositories.delivery_records import PICTURE, Claim, Delivery, Frozen, Variant

EVENT_TYPE = "kpi_delivery"

_AS_WRITTEN = {"parse": "none", "link_names": False, "unfurl_links": False, "unfurl_media": False}

_NATIVE = frozenset({"data_visualization", "data_table"})
"""Blocks that Slack draws itself, and refuses where it does not do so yet. Their figures stand in words beside them."""


def frozen(message: Message) -> Frozen:
    """A message as it is kept until it goes out."""
    return {"text": str(message.text), "blocks": message.blocks}


def to_post(claim: Claim) -> dict[str, Any]:
    """Arguments of chat.postMessage."""
    delivery = claim.delivery
    chosen = delivery.payload if delivery.variant is Variant.PICTURE else delivery.payload_text
    thread = {"thread_ts": claim.thread_ts} if claim.thread_ts else {}
    return {"channel": delivery.place, **_shown(chosen, delivery), **_AS_WRITTEN, **thread, "metadata": mark(delivery)}


def to_update(delivery: Delivery) -> dict[str, Any]:
    """Arguments of chat.update."""
    shown = _shown(delivery.edit or {}, delivery)
    return {"channel": delivery.place, "ts": delivery.slack_ts, **shown, "parse": "none", "metadata": mark(delivery)}


def may_be_plainer(payload: Frozen, delivery: Delivery) -> bool:
    """Whether it holds something that Slack draws itself and may refuse, and that would not go out already."""
    return delivery.variant is not Variant.PLAIN and any(map(_is_native, _blocks(payload)))


def mark(delivery: Delivery) -> dict[str, Any]:
    """The metadata. Everybody in the workspace can read it: a random key, and nothing else."""
    return {"event_type": EVENT_TYPE, "event_payload": {"k": delivery.slack_key}}


def is_marked(message: Mapping[str, Any], delivery: Delivery) -> bool:
    """Whether a message of history carries this delivery's key."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return metadata.get("event_type") == EVENT_TYPE and payload.get("k") == delivery.slack_key


def _shown(payload: Frozen, delivery: Delivery) -> dict[str, Any]:
    """The payload with the picture's file in its place; without what cannot be shown."""
    if "blocks" not in payload:
        return dict(payload)
    blocks = [each for each in _blocks(payload) if _can_be_shown(each, delivery)]
    return {**payload, "blocks": [_filled(each, delivery.file_id) for each in blocks]}


def _can_be_shown(block: Any, delivery: Delivery) -> bool:
    if delivery.variant is Variant.PLAIN and _is_native(block):
        return False
    return delivery.file_id is not None or not _holds_picture(block)


def _is_native(block: Any) -> bool:
    return isinstance(block, Mapping) and block.get("type") in _NATIVE


def _blocks(payload: Frozen) -> list[Any]:
    blocks = payload.get("blocks")
    return list(blocks) if isinstance(blocks, list | tuple) else []


def _holds_picture(part: Any) -> bool:
    if isinstance(part, Mapping):
        return any(map(_holds_picture, part.values()))
    return any(map(_holds_picture, part)) if isinstance(part, list) else part == PICTURE


def _filled(part: Any, file_id: str | None) -> Any:
    if isinstance(part, Mapping):
        return {key: _filled(value, file_id) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(each, file_id) for each in part]
    return file_id if part == PICTURE else part
