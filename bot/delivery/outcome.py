"""What a call to Slack came to: a table without side effects.

the answer came too late, not at all, unreadable, or says that Slack itself does not know   → UNKNOWN
no connection was made; Slack takes no more for now                                         → UNTOUCHED, LIMITED
Slack says no, and will say so again                                                        → REFUSED
"""

from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus

import aiohttp
from slack_sdk.errors import SlackApiError

UNREADABLE = "unreadable_answer"

REFUSALS = frozenset(
    {
        *("channel_not_found", "is_archived", "not_in_channel", "team_not_found", "messages_tab_disabled"),
        *("user_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot"),
        *("restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
        *("restricted_action_non_threadable_channel", "restricted_action_thread_locked", "cannot_reply_to_message"),
        *("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"),
        *("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app"),
        *("invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive", "missing_scope"),
        *("not_allowed_token_type", "no_permission", "access_denied", "team_access_not_granted", "ekm_access_denied"),
        *("org_login_required", "invalid_arguments", "invalid_charset", "invalid_json"),
    }
)
"""Errors with which Slack surely did nothing, and would do nothing the next time."""

GONE = frozenset({"channel_not_found", "is_archived", "not_in_channel"})
"""Refusals of a channel in which nothing can be written any more."""

_LIMITED = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})

FAILURES = (SlackApiError, aiohttp.ClientError, TimeoutError, OSError, ValueError, AttributeError)
"""What a call may raise; the last two by answers that are neither JSON nor an object."""


class Verdict(StrEnum):
    """What is known of a call that gave no answer to work with."""

    UNTOUCHED = "untouched"  # surely not done: it never got there
    LIMITED = "limited"  # surely not done: Slack takes no more for now
    REFUSED = "refused"  # surely not done, and never will be
    UNKNOWN = "unknown"  # it may have been done


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, Slack's word or the failure's name, and when Slack takes such a call again, in seconds."""

    verdict: Verdict
    error: str
    retry_after: float | None = None


def outcome_of(failure: BaseException) -> Outcome:
    """Judge what a call raised."""
    if isinstance(failure, SlackApiError):
        return _of_answer(failure)
    if isinstance(failure, aiohttp.ClientConnectorError):
        return Outcome(Verdict.UNTOUCHED, type(failure).__name__)
    return Outcome(Verdict.UNKNOWN, type(failure).__name__)


def _of_answer(failure: SlackApiError) -> Outcome:
    """By HTTP status first: what a server in trouble writes into its answer proves nothing."""
    told = getattr(failure.response, "data", None)
    error = str(told.get("error", UNREADABLE)) if isinstance(told, dict) else UNREADABLE
    status = getattr(failure.response, "status_code", None)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.OK and error in _LIMITED):
        return Outcome(Verdict.LIMITED, error, _retry_after(failure))
    if status == HTTPStatus.OK and error in REFUSALS:
        return Outcome(Verdict.REFUSED, error)
    return Outcome(Verdict.UNKNOWN, error)


def _retry_after(failure: SlackApiError) -> float:
    told = str(failure.response.headers.get("Retry-After", ""))
    return float(told) if told.isdecimal() else 1.0
