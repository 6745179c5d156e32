"""`files.*`: the upload in three steps, what is known of a file, deletion."""

from dataclasses import replace

from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.blocks.layout import Surface
from playground.conversations import Conversation
from playground.errors import Refusal, bad_argument
from playground.files import File
from playground.posting import Draft

LONGEST_ALT_TEXT = 1000
MOST_CHANNELS = 100


def upload_url(pg: Playground, arguments: Arguments) -> Json:
    """Give the address to which the bytes go."""
    name = arguments.required("filename")
    length = arguments.number("length", 0)
    if length <= 0:
        raise Refusal("missing_argument")
    alt_text = arguments.text("alt_txt") or arguments.text("alt_text")
    if len(alt_text) > LONGEST_ALT_TEXT:
        raise Refusal("alt_txt_too_large")
    file_id = pg.ids.draw("F")
    file = File(file_id, name, name, pg.workspace.bot.id, int(pg.clock.now()), length, alt_text)
    ticket = pg.ids.draw("upload").lower()
    pg.files.expect(file, ticket)
    return {"upload_url": f"{pg.workspace.base_url}/upload/v1/{ticket}", "file_id": file_id}


def complete(pg: Playground, arguments: Arguments) -> Json:
    """End an upload and share the files, if a channel is named."""
    listed = arguments.nested("files")
    if not isinstance(listed, list) or not listed:
        raise bad_argument("missing required field: files")
    channels = _channels(pg, arguments)
    uploads = [_uploaded(pg, entry) for entry in listed]
    files = [pg.sharing.complete(file) for file in uploads]
    for conversation in channels:
        pg.sharing.share(conversation, pg.workspace.bot, files, _comment(pg, arguments))
    known = [pg.files.get(file.id) for file in files]
    return {"files": [pg.files.to_json(file) for file in known if file]}


def info(pg: Playground, arguments: Arguments) -> Json:
    """Describe one file; its type is empty until it is processed."""
    file = _readable(pg, arguments)
    return {"file": pg.files.to_json(file), "comments": [], "response_metadata": {"next_cursor": ""}}


def delete(pg: Playground, arguments: Arguments) -> Json:
    """Delete a file of the bot."""
    file = _readable(pg, arguments)
    if file.user != pg.workspace.bot.id:
        raise Refusal("cant_delete_file")
    pg.files.drop(file.id)
    return {}


def _channels(pg: Playground, arguments: Arguments) -> list[Conversation]:
    names = arguments.words("channels") or arguments.words("channel_id")
    if len(names) > MOST_CHANNELS:
        raise Refusal("channels_limit_exceeded")
    found = [pg.workspace.conversations.get(name) for name in names]
    bot = pg.workspace.bot.id
    if any(c is None or not c.seen_by(bot) for c in found):
        raise Refusal("channel_not_found")
    channels = [c for c in found if c]
    if any(bot not in c.members for c in channels):
        raise Refusal("not_in_channel")
    if any(c.is_archived for c in channels):
        raise Refusal("posting_to_channel_denied")
    return channels


def _uploaded(pg: Playground, entry: object) -> File:
    if not isinstance(entry, dict):
        raise bad_argument("`files` must hold objects with an id")
    file = pg.files.arrived(str(entry.get("id", "")))
    if file is None or file.completed:
        raise Refusal("file_not_found")
    return replace(file, title=str(entry.get("title") or file.name))


def _comment(pg: Playground, arguments: Arguments) -> Draft:
    """Read what is said with the files; blocks are ignored beside an initial comment, as by Slack."""
    text = arguments.text("initial_comment")
    blocks = () if text else tuple(pg.drafts.blocks(arguments, Surface.MESSAGE) or ())
    thread_ts = arguments.text("thread_ts") or None
    return Draft(text=text, blocks=blocks, thread_ts=thread_ts)


def _readable(pg: Playground, arguments: Arguments) -> File:
    file = pg.files.get(arguments.required("file", "file_not_found"))
    if file is None or not pg.files.readable_by(file, pg.workspace.bot.id):
        raise Refusal("file_not_found")
    return file


METHODS = (
    Method("files.getUploadURLExternal", upload_url),
    Method("files.completeUploadExternal", complete),
    Method("files.info", info),
    Method("files.delete", delete),
)
