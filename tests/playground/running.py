"""A playground for tests: serve a workspace in this process, act in it, read what happened.

with playground() as slack:
    await slack.control.type("camille", "general", "/kpi conversion")
"""

import asyncio
import json
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.seed import read_json
from playground.server import Server, prepare

Json = dict[str, Any]


class ControlError(Exception):
    """A control call that was refused; `code` as in docs/playground.md."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Control:
    """Acts through `/_control`; every call runs in a thread, so that a bot in the test's loop can answer."""

    url: str

    async def get(self, path: str, **query: Any) -> Json:
        """Read something, e.g. `get("workspace", **{"as": "camille"})`."""
        return await asyncio.to_thread(self._call, "GET", path, query)

    async def post(self, path: str, **body: Any) -> Json:
        """Do something."""
        return await asyncio.to_thread(self._call, "POST", path, body)

    async def type(self, who: str, channel: str, text: str, thread_ts: str = "") -> Json:
        """Type a line in the composer: a message or a slash command."""
        return await self.post("type", channel=channel, text=text, thread_ts=thread_ts, **{"as": who})

    async def act(self, who: str, container: Json, block_id: str, action_id: str, value: Json | None = None) -> Json:
        """Press or choose in a message (`{"channel", "ts"}`) or a view (`{"view_id"}`)."""
        body = {"as": who, "container": container, "block_id": block_id, "action_id": action_id}
        return await self.post("act", **body, value=value or {})

    async def submit(self, who: str, view_id: str, values: Json) -> Json:
        """Submit a modal."""
        return await self.post("view/submit", view_id=view_id, values=values, **{"as": who})

    async def views(self, who: str) -> list[Json]:
        """Return the open modals, bottom first."""
        return list((await self.get("views", **{"as": who}))["views"])

    async def messages(self, who: str, channel: str, thread_ts: str = "") -> list[Json]:
        """Return the messages everybody sees, oldest first."""
        query = {"as": who, "channel": channel, "thread_ts": thread_ts}
        return list((await self.get("messages", **query))["messages"])

    async def shown(self, who: str, channel: str) -> list[Json]:
        """Return all messages this person was shown, ephemeral ones included, oldest first."""
        query = {"as": who, "channel": channel, "ephemeral": "true"}
        return list((await self.get("messages", **query))["messages"])

    async def seen(self, who: str, channel: str, since: str = "") -> str:
        """Return the conversation as plain text, ephemeral messages included."""
        return str((await self.get("seen", channel=channel, since=since, **{"as": who}))["text"])

    async def upload(self, who: str, channel: str, name: str, content: bytes) -> Json:
        """Share a file as a person; without a channel it is kept for a form."""
        fields = {"as": who, **({"channel": channel} if channel else {})}
        return (await asyncio.to_thread(self._send_file, fields, name, content))["file"]

    async def advance(self, seconds: float) -> Json:
        """Move the clock forward; what is due on the way has been done afterwards."""
        return await self.post("clock", advance=seconds)

    async def faults(self, *rules: Json, seed: int = 0) -> None:
        """Replace the faults in force."""
        await self.post("faults", rules=list(rules), seed=seed)

    async def settings(self, **changed: Any) -> Json:
        """Change settings: rate_limits, burst, per_minute, scopes, file_delay, private_files …"""
        return await self.post("settings", **changed)

    async def journal(self, method: str = "") -> Json:
        """Return the journal: `entries` and `accepted`."""
        return await self.get("journal", method=method)

    def _call(self, verb: str, path: str, given: Json) -> Json:
        address, body = f"{self.url}/_control/{path}", None
        if verb == "GET":
            address += "?" + urllib.parse.urlencode(given)
        else:
            body = json.dumps(given).encode()
        return self._open(urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=verb))

    def _send_file(self, fields: dict[str, str], name: str, content: bytes) -> Json:
        boundary = "----playground"
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
        ]
        disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        head = "".join(parts) + f"--{boundary}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n"
        body = head.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self._open(urllib.request.Request(f"{self.url}/_control/upload", body, headers))

    def _open(self, request: urllib.request.Request) -> Json:
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return json.load(response)
        except urllib.error.HTTPError as refused:
            told = json.load(refused)
            raise ControlError(told["error"], told["message"]) from None


@dataclass(frozen=True, slots=True)
class Running:
    """A playground that is being served."""

    server: Server
    control: Control

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` is set to."""
        return f"{self.url}/api/"

    @property
    def bot_token(self) -> str:
        return self.server.playground.workspace.app.bot_token

    @property
    def app_token(self) -> str:
        return self.server.playground.workspace.app.app_token

    @property
    def signing_secret(self) -> str:
        return self.server.playground.workspace.app.signing_secret

    def user(self, name: str) -> str:
        """Return the id of the person with this name."""
        found = self.server.playground.workspace.people.find(name)
        assert found is not None, name
        return found.id

    def channel(self, name: str) -> str:
        """Return the id of the channel with this name."""
        found = self.server.playground.workspace.conversations.named(name)
        assert found is not None, name
        return found.id

    def undocumented_errors(self) -> list[str]:
        """Return errors the server gave that Slack's pages do not list for the method."""
        entries = self.server.playground.journal.to_json()["entries"]
        return [f"{e['method']}: {e['error']}" for e in entries if not e.get("documented", True)]


@contextmanager
def playground(workspace: Json | None = None, manifest: Json | None = None) -> Iterator[Running]:
    """Serve a workspace on a free port, in a thread, as long as the block lasts."""
    folder = tempfile.TemporaryDirectory(prefix="playground-")
    described = workspace or read_json(None, "workspace.json")
    server = prepare(described, manifest or read_json(None, "manifest.json"), Path(folder.name))

    def serve() -> None:
        with folder:
            asyncio.run(server.serve())

    thread = threading.Thread(target=serve, name="playground")
    thread.start()
    _until_started(server, thread)
    try:
        yield Running(server, Control(server.url))
    finally:
        server.stop()  # it ends and tidies up in its own time: no test waits for that


def _until_started(server: Server, thread: threading.Thread) -> None:
    pause = threading.Event()
    while not server.uvicorn.started:
        assert thread.is_alive(), "the playground did not start"
        pause.wait(0.005)
