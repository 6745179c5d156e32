"""`conversations.*`: channels, their members, their history."""

from collections.abc import Iterable

from playground.api import lookup
from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.conversations import Conversation, Kind
from playground.errors import Refusal
from playground.messages import Message
from playground.people import User
from playground.scopes import require_for

MOST_USERS = 8


def info(pg: Playground, arguments: Arguments) -> Json:
    """Describe one conversation."""
    conversation = _readable(pg, arguments, "read")
    answer = conversation.to_json(pg.workspace.bot.id)
    if not arguments.flag("include_num_members"):
        answer.pop("num_members", None)
    return {"channel": answer}


def list_all(pg: Playground, arguments: Arguments) -> Json:
    """List the conversations the bot may know of."""
    wanted = arguments.words("types") or [Kind.PUBLIC.value]
    if not set(wanted) <= {*Kind, "mpim"}:
        raise Refusal("invalid_types")
    for kind in Kind:
        if kind in wanted:
            require_for(pg.workspace, kind, "read")
    hide_archived = arguments.flag("exclude_archived")
    bot = pg.workspace.bot.id
    found = [
        conversation.to_json(bot)
        for conversation in pg.workspace.conversations
        if conversation.kind in wanted
        and conversation.seen_by(bot)
        and not (hide_archived and conversation.is_archived)
    ]
    shown, cursor = lookup.page(found, arguments, 100)
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def members(pg: Playground, arguments: Arguments) -> Json:
    """List who is in a conversation."""
    conversation = _readable(pg, arguments, "read")
    shown, cursor = lookup.page(conversation.members, arguments, 100)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def history(pg: Playground, arguments: Arguments) -> Json:
    """Read the messages of a conversation, newest first."""
    conversation = _readable(pg, arguments, "history")
    if pg.workspace.bot.id not in conversation.members:
        raise Refusal("not_in_channel")
    oldest, latest = _bounds(arguments)
    inclusive = arguments.flag("inclusive")
    main = _readable_by_now(pg, conversation.timeline.main())
    found = [m for m in main if _within(m.ts, oldest, latest, inclusive=inclusive)]
    shown, cursor = lookup.page(found[::-1], arguments, 100)
    return {
        "messages": _shown(pg, shown, arguments),
        "has_more": bool(cursor),
        "pin_count": sum(message.pinned for message in conversation.timeline.everything()),
        "response_metadata": {"next_cursor": cursor},
    }


def replies(pg: Playground, arguments: Arguments) -> Json:
    """Read a thread, its first message first."""
    conversation = _readable(pg, arguments, "history")
    if pg.workspace.bot.id not in conversation.members:
        raise Refusal("channel_not_found")
    ts = arguments.required("ts", "thread_not_found")
    named = conversation.timeline.find(ts)
    if named is None:
        raise Refusal("thread_not_found")
    oldest, latest = _bounds(arguments)
    inclusive = arguments.flag("inclusive")
    parent, *answers = conversation.timeline.thread(named.thread_ts or named.ts)
    chosen = [m for m in _readable_by_now(pg, answers) if _within(m.ts, oldest, latest, inclusive=inclusive)]
    shown, cursor = lookup.page([parent, *chosen], arguments, 1000)
    return {
        "messages": _shown(pg, shown, arguments),
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def open_direct(pg: Playground, arguments: Arguments) -> Json:
    """Open the direct message with one person."""
    if "channel" in arguments:
        conversation = lookup.visible_channel(pg, arguments)
        if conversation.kind is not Kind.IM:
            raise Refusal("method_not_supported_for_channel_type")
        return _opened(pg, conversation, arguments, already=True)
    person = _addressee(pg, arguments)
    already = pg.workspace.conversations.direct(pg.workspace.bot.id, person.id) is not None
    conversation = pg.workspace.direct(pg.workspace.bot.id, person.id, int(pg.clock.now()))
    return _opened(pg, conversation, arguments, already=already)


def join(pg: Playground, arguments: Arguments) -> Json:
    """Enter a public channel."""
    conversation = lookup.visible_channel(pg, arguments)
    if conversation.kind is not Kind.PUBLIC:
        raise Refusal("method_not_supported_for_channel_type")
    if conversation.is_archived:
        raise Refusal("is_archived")
    already = pg.workspace.bot.id in conversation.members
    pg.membership.join(conversation, pg.workspace.bot.id)
    answer: Json = {"channel": conversation.to_json(pg.workspace.bot.id)}
    return answer | ({"warning": "already_in_channel"} if already else {})


def _readable(pg: Playground, arguments: Arguments, right: str) -> Conversation:
    conversation = lookup.visible_channel(pg, arguments)
    require_for(pg.workspace, conversation.kind, right)
    return conversation


def _bounds(arguments: Arguments) -> tuple[str, str]:
    bounds = []
    for name, default in (("oldest", "0"), ("latest", "")):
        given = arguments.text(name) or default
        if given and not given.replace(".", "", 1).isdigit():
            raise Refusal(f"invalid_ts_{name}")
        bounds.append(given)
    return bounds[0], bounds[1]


def _readable_by_now(pg: Playground, messages: Iterable[Message]) -> list[Message]:
    """Leave out what history does not show yet: it lags behind posting."""
    if not pg.workspace.history_lag:
        return list(messages)
    newest = _micros(f"{pg.clock.now() - pg.workspace.history_lag:.6f}")
    return [message for message in messages if _micros(message.ts) <= newest]


def _within(ts: str, oldest: str, latest: str, *, inclusive: bool) -> bool:
    """Compare as numbers of microseconds: a `ts` is exact, a float is not."""
    moment, low = _micros(ts), _micros(oldest)
    high = _micros(latest) if latest else None
    if inclusive:
        return moment >= low and (high is None or moment <= high)
    return moment > low and (high is None or moment < high)


def _micros(ts: str) -> int:
    whole, _, fraction = ts.partition(".")
    return int(whole or 0) * 1_000_000 + int(fraction.ljust(6, "0")[:6] or 0)


def _shown(pg: Playground, messages: list[Message], arguments: Arguments) -> list[Json]:
    metadata = arguments.flag("include_all_metadata")
    return [pg.posting.json.of(message, with_metadata=metadata) for message in messages]


def _addressee(pg: Playground, arguments: Arguments) -> User:
    named = arguments.words("users")
    if not named:
        raise Refusal("users_list_not_supplied")
    if len(named) > MOST_USERS:
        raise Refusal("too_many_users")
    if len(named) > 1:
        raise Refusal("method_not_supported_for_channel_type")  # group messages are not served
    person = pg.workspace.people.find(named[0])
    if person is None or person.id != named[0]:
        raise Refusal("user_not_found")
    if person.deleted:
        raise Refusal("user_disabled")
    return person


def _opened(pg: Playground, conversation: Conversation, arguments: Arguments, *, already: bool) -> Json:
    whole = arguments.flag("return_im")
    answer: Json = {"channel": conversation.to_json(pg.workspace.bot.id) if whole else {"id": conversation.id}}
    return answer | ({"no_op": True, "already_open": True} if already else {})


METHODS = (
    Method("conversations.info", info),
    Method("conversations.list", list_all),
    Method("conversations.members", members),
    Method("conversations.history", history),
    Method("conversations.replies", replies),
    Method("conversations.open", open_direct),
    Method("conversations.join", join),
)
