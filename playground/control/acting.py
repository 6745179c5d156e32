"""What a person does."""

import asyncio

from playground.commands import with_entities
from playground.control.ask import Ask, Json
from playground.control.looking import home_view
from playground.conversations import Conversation, Kind, conversation_for
from playground.errors import Misuse
from playground.files import File
from playground.ids import stamp
from playground.posting import Draft


async def type_text(ask: Ask) -> Json:
    """Do what the composer does with a line: run a command, or post a message."""
    conversation, text = ask.channel(), ask.text("text").strip()
    thread_ts = ask.text("thread_ts", "")
    if text.startswith("/"):
        return {"kind": "command", "status": await _command(ask, conversation, text, thread_ts)}
    _refuse_closed(ask, conversation)
    if not text:
        raise Misuse("no_text", "there is nothing to post")
    draft = Draft(with_entities(ask.pg.workspace, text), thread_ts=thread_ts or None)
    message = ask.pg.posting.post(conversation, ask.actor, draft)
    return {"kind": "message", "ts": message.ts}


async def _command(ask: Ask, conversation: Conversation, line: str, thread_ts: str) -> str:
    name, _, rest = line.partition(" ")
    if name == "/invite":
        _refuse_closed(ask, conversation)
        for word in rest.split():
            person = ask.pg.workspace.people.find(word)
            if person is None:
                raise Misuse("user_not_found", f"nobody here is called {word}")
            ask.pg.membership.join(conversation, person.id, ask.actor.id)
        return "acked"
    return await ask.pg.commands.run(ask.actor, conversation, line, in_thread=bool(thread_ts))


async def act(ask: Ask) -> Json:
    """Press a button, choose from a menu."""
    place = ask.pg.actions.place(ask.actor, ask.json("container"))
    place.form.put_all(ask.json("values"))
    receipt = await ask.pg.actions.act(ask.actor, place, ask.text("block_id"), ask.text("action_id"), ask.json("value"))
    if not receipt.acked and place.conversation:
        ask.pg.notices.give(ask.actor, place.conversation, receipt.status)
    return {"status": receipt.status}


async def options(ask: Ask) -> Json:
    """Ask for the suggestions of an external select."""
    place = ask.pg.actions.place(ask.actor, ask.json("container"))
    receipt = await ask.pg.actions.suggest(
        ask.actor, place, ask.text("block_id"), ask.text("action_id"), ask.text("value", "")
    )
    answer = receipt.answer if isinstance(receipt.answer, dict) else {}
    found = {name: answer.get(name, []) for name in ("options", "option_groups")}
    return {"status": receipt.status, **found}


async def submit(ask: Ask) -> Json:
    """Submit a modal."""
    submitted = await ask.pg.modals.submit(ask.actor, ask.modal(), ask.json("values"))
    return {
        "status": submitted.status,
        "response_action": submitted.response_action,
        "errors": submitted.errors,
    }


async def close(ask: Ask) -> Json:
    """Close a modal, or all of them."""
    await ask.pg.modals.close(ask.actor, ask.modal(), clear=ask.flag("clear"))
    return {}


async def shortcut(ask: Ask) -> Json:
    """Run a shortcut."""
    wanted = ask.text("callback_id")
    found = ask.pg.workspace.manifest.shortcut(wanted)
    if found is None:
        raise Misuse("shortcut_not_found", f"the app has no shortcut {wanted}")
    if found.kind == "global":
        receipt = await ask.pg.shortcuts.run(ask.actor, found)
    else:
        conversation = ask.channel()
        receipt = await ask.pg.shortcuts.run_on(ask.actor, found, conversation, ask.message(conversation))
    return {"status": receipt.status}


async def home(ask: Ask) -> Json:
    """Open the app's Home or Messages tab: the app hears of it, the stored view is shown."""
    tab, pg = ask.text("tab", "home"), ask.pg
    view = home_view(ask) if tab == "home" else None
    direct = pg.workspace.direct(ask.actor.id, pg.workspace.bot.id, int(pg.clock.now()))
    event = {
        "type": "app_home_opened", "user": ask.actor.id, "channel": direct.id, "tab": tab,
        "event_ts": stamp(int(pg.clock.now() * 1_000_000)),
    }  # fmt: skip
    pg.events.emit("app_home_opened", event | ({"view": view} if view else {}))
    return {"view": view}


async def upload(ask: Ask) -> Json:
    """Share a file of a person's; without a channel it is only kept, for the file input of a form."""
    pg, named = ask.pg, ask.given.get("file")
    if not isinstance(named, tuple):
        raise Misuse("missing_field", "`file` is missing: send it as multipart/form-data")
    name, content = named
    conversation = ask.channel() if "channel" in ask.given else None
    if conversation is not None:
        _refuse_closed(ask, conversation)
    file = File(pg.ids.draw("F"), name, name, ask.actor.id, int(pg.clock.now()), len(content))
    await asyncio.to_thread(pg.files.path(file.id).write_bytes, content)
    kept = pg.sharing.complete(file, at_once=True)
    if conversation is not None:
        thread_ts = ask.text("thread_ts", "") or None
        draft = Draft(ask.text("text", ""), subtype="file_share", thread_ts=thread_ts)
        pg.sharing.share(conversation, ask.actor, [kept], draft)
    return {"file": pg.files.to_json(pg.files.get(file.id) or kept)}


async def invite(ask: Ask) -> Json:
    """Bring somebody into a channel."""
    conversation = ask.channel()
    _refuse_closed(ask, conversation)
    ask.pg.membership.join(conversation, ask.user("user").id, ask.actor.id)
    return {}


async def kick(ask: Ask) -> Json:
    """Take somebody out of a channel."""
    by = ask.actor.id if "as" in ask.given else None
    ask.pg.membership.leave(ask.channel(), ask.user("user").id, by)
    return {}


async def channel(ask: Ask) -> Json:
    """Create a channel, or archive one and bring it back."""
    if "channel" in ask.given:
        return _archive(ask)
    name = ask.text("name")
    if ask.pg.workspace.conversations.named(name):
        raise Misuse("name_taken", f"there is a channel {name} already")
    made = ask.pg.membership.create(name, ask.actor.id, private=ask.flag("is_private"))
    if ask.flag("is_archived"):
        ask.pg.membership.archive(made, ask.actor.id, archived=True)
    return {"conversation": conversation_for(ask.actor, made)}


def _archive(ask: Ask) -> Json:
    wanted, workspace = ask.text("channel"), ask.pg.workspace
    found = workspace.conversations.get(wanted) or workspace.conversations.named(wanted)
    if found is None or found.kind is Kind.IM:
        raise Misuse("channel_not_found", f"no channel {wanted}")
    by = ask.actor if "as" in ask.given else workspace.people.find(found.creator) or workspace.bot
    ask.pg.membership.archive(found, by.id, archived=ask.flag("is_archived"))
    return {"conversation": conversation_for(by, found)}


def _refuse_closed(ask: Ask, conversation: Conversation) -> None:
    if conversation.is_archived:
        raise Misuse("is_archived", f"#{conversation.name} is archived")
    if ask.actor.id not in conversation.members:
        raise Misuse("not_in_channel", f"{ask.actor.name} is not in #{conversation.name}")
