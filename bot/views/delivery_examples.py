"""Every notice of a message that did not come."""

from datetime import UTC, datetime

from bot.text import Text
from bot.views.delivery_notices import (
    Trouble,
    nothing_to_send_again,
    sent_again,
    sent_again_before,
    trouble_notice,
)
from bot.views.message import Message
from storage.repositories.delivery_records import Delivery, DeliveryKind, DeliveryState, Variant

_NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
_REASONS = (
    *("is_archived", "channel_not_found", "not_in_channel", "restricted_action"),
    *("token_revoked", "msg_too_long", "metadata_too_large"),
)


def delivery_messages(text: Text) -> dict[str, Message]:
    """By kind, by end, and by Slack's word."""
    unsure = DeliveryState.UNCONFIRMED
    return {
        **{f"{kind} missed": _told(kind, DeliveryState.MISSED, "too_late", text) for kind in DeliveryKind},
        **{f"{kind} unconfirmed": _told(kind, unsure, "missing_scope", text) for kind in DeliveryKind},
        **{f"digest dead: {why}": _told(DeliveryKind.DIGEST, DeliveryState.DEAD, why, text) for why in _REASONS},
        "sent again": sent_again(text),
        "sent again before": sent_again_before(text),
        "nothing to send again": nothing_to_send_again(text),
    }


def _told(kind: DeliveryKind, state: DeliveryState, reason: str, text: Text) -> Message:
    return trouble_notice(Trouble(_a_delivery(kind), state, reason), text)


def _a_delivery(kind: DeliveryKind) -> Delivery:
    return Delivery(
        id=17,
        dedup_key=f"{kind}:T1:C0EXAMPLE:s1:2026-W47",
        kind=kind,
        team_id="T1",
        channel_id="C0EXAMPLE",
        conversation_id=None,
        root_id=None,
        slack_key="7f3a",
        payload={},
        payload_text={"text": "x"},
        variant=Variant.TEXT,
        state=DeliveryState.SENDING,
        reason=None,
        worker=None,
        lease_until=None,
        fence=1,
        attempts=1,
        maybe_posted=False,
        due_at=_NOW,
        not_before=_NOW,
        expires_at=_NOW,
        first_attempt_at=_NOW,
        finished_at=None,
        sweep_at=None,
        swept=0,
        slack_ts=None,
        last_error=None,
    )
