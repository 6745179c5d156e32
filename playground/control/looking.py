"""What a person sees."""

from playground.control.ask import Ask, Json


def workspace(ask: Ask) -> Json:
    """Everything the page needs to draw itself for one person."""
    there, me = ask.pg.workspace, ask.actor
    team = {"id": there.team.id, "name": there.team.name, "domain": there.team.domain}
    return {
        "team": team,
        "me": me.to_json(there.team.id, locale=True),
        "users": [user.to_json(there.team.id, locale=True) for user in there.people],
        "bot": there.bot.to_json(there.team.id) | {"app_id": there.app.id, "bot_id": there.app.bot_id},
        "conversations": [c.to_json(me.id) for c in there.conversations if there.sees(me, c)],
        "commands": [command.to_json() for command in there.manifest.commands],
        "shortcuts": [shortcut.to_json() for shortcut in there.manifest.shortcuts],
        "clock": clock(ask),
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
    return {"now": ask.pg.clock.now(), "offset": ask.pg.clock.offset}


def home_view(ask: Ask) -> Json | None:
    """Return the stored Home tab of who acts."""
    stored = ask.pg.views.home(ask.actor.id)
    return ask.pg.views.to_json(stored) if stored else None
