"""What a person sees."""

from datetime import UTC, datetime

from playground.control.ask import Ask, Json
from playground.conversations import conversation_for
from playground.workspace import Workspace


def workspace(ask: Ask) -> Json:
    """Give all that the page needs to draw itself for one person."""
    there, me = ask.pg.workspace, ask.viewer
    return {
        "team": {"id": there.team.id, "name": there.team.name, "domain": there.team.domain},
        "me": me.to_json(there.team.id, locale=True),
        "users": [user.to_json(there.team.id, locale=True) for user in there.people],
        "bot": _bot(there),
        "conversations": [conversation_for(me, c) for c in there.conversations if there.sees(me, c)],
        "commands": [command.to_json() for command in there.manifest.commands],
        "shortcuts": [shortcut.to_json() for shortcut in there.manifest.shortcuts],
        "clock": clock(ask),
    }


def _bot(there: Workspace) -> Json:
    return {
        "id": there.app.bot_id,
        "user_id": there.app.bot_user,
        "app_id": there.app.id,
        "name": there.manifest.bot_name,
        "home_tab": there.manifest.home_tab,
        "messages_tab": there.manifest.messages_tab,
    }


def messages(ask: Ask) -> Json:
    """Show the end of a conversation, or one thread; ephemeral messages only where asked for."""
    conversation = ask.channel()
    timeline = conversation.timeline
    thread = ask.text("thread_ts", "")
    found = timeline.thread(thread) if thread else list(timeline.main())
    if ask.flag("ephemeral"):
        found = sorted([*found, *timeline.ephemeral_for(ask.actor.id)], key=lambda message: message.ts)
    limit = int(ask.number("limit", 50))
    return {"messages": [ask.pg.posting.json.for_page(message) for message in found[-limit:]]}


def views(ask: Ask) -> Json:
    """Show the open modals, bottom first."""
    return {"views": [ask.pg.views.to_json(view) for view in ask.pg.views.stack(ask.actor.id)]}


def seen(ask: Ask) -> Json:
    """Show a conversation as plain text, ephemeral messages and notices included."""
    return {"text": ask.pg.transcript.write(ask.actor, ask.channel(), ask.text("since", ""))}


def clock(ask: Ask) -> Json:
    """Tell the time of the workspace."""
    now = datetime.fromtimestamp(ask.pg.clock.now(), UTC)
    return {"now": now.isoformat(timespec="milliseconds"), "offset": round(ask.pg.clock.offset, 3)}


def home_view(ask: Ask) -> Json | None:
    """Return the stored Home tab of who acts."""
    stored = ask.pg.views.home(ask.actor.id)
    return ask.pg.views.to_json(stored) if stored else None
