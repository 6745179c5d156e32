"""One control call: who acts, on what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from playground.assembly import Playground
from playground.conversations import Conversation
from playground.errors import Misuse
from playground.messages import Message
from playground.people import User
from playground.views import View

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ask:
    """The playground and what was asked of it."""

    pg: Playground
    given: Mapping[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        """Return a string; without a default it must be there."""
        value = self.given.get(name, default)
        if value is None:
            raise Misuse("missing_field", f"`{name}` is missing")
        return str(value)

    def json(self, name: str) -> Json:
        """Return an object; empty where absent."""
        value = self.given.get(name) or {}
        if not isinstance(value, dict):
            raise Misuse("not_an_object", f"`{name}` must be an object")
        return value

    def number(self, name: str, default: float) -> float:
        """Return a number."""
        try:
            return float(self.given.get(name, default))
        except (TypeError, ValueError):
            raise Misuse("not_a_number", f"`{name}` must be a number") from None

    def flag(self, name: str) -> bool:
        """Return a boolean; query strings write it as `1` or `true`."""
        return self.given.get(name) in (True, "1", "true")

    @property
    def actor(self) -> User:
        """Return the person who acts: active, and no app."""
        user = self.user("as")
        if user.deleted or user.is_bot:
            raise Misuse("cannot_act", f"{user.name} is {'an app' if user.is_bot else 'deactivated'}")
        return user

    @property
    def viewer(self) -> User:
        """Return who looks: the person named, else the first of the workspace who could act."""
        if self.text("as", ""):
            return self.actor
        return next(user for user in self.pg.workspace.people if not (user.deleted or user.is_bot))

    def user(self, name: str) -> User:
        """Return a member named by id or by name."""
        wanted = self.text(name)
        found = self.pg.workspace.people.find(wanted)
        if found is None:
            raise Misuse("user_not_found", f"nobody here is called {wanted}")
        return found

    def channel(self, name: str = "channel") -> Conversation:
        """Return a conversation named by id or by name, seen by who acts; a person's name is her DM."""
        wanted, actor = self.text(name), self.actor
        conversations = self.pg.workspace.conversations
        found = conversations.get(wanted) or conversations.named(wanted)
        person = self.pg.workspace.people.find(wanted) if found is None else None
        if person is not None:
            found = self.pg.workspace.direct(actor.id, person.id, int(self.pg.clock.now()))
        if found is None or not self.pg.workspace.sees(actor, found):
            raise Misuse("channel_not_found", f"{actor.name} sees no conversation {wanted}")
        return found

    def message(self, conversation: Conversation) -> Message:
        """Return the message at `ts`."""
        found = conversation.timeline.find(self.text("ts"))
        if found is None:
            raise Misuse("message_not_found", f"no message {self.text('ts')}")
        return found

    def modal(self) -> View:
        """Return the open modal `view_id` of who acts."""
        wanted = self.text("view_id")
        found = next((view for view in self.pg.views.stack(self.actor.id) if view.id == wanted), None)
        if found is None:
            raise Misuse("view_not_found", f"{self.actor.name} has no open modal {wanted}")
        return found


async def read(request: Request, pg: Playground) -> Ask:
    """Read query string and body of a control call."""
    given: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("multipart/form-data"):
        form = await request.form()
        for name, value in form.items():
            given[name] = (value.filename, await value.read()) if isinstance(value, UploadFile) else value
    elif request.method != "GET" and await request.body():
        try:
            body = await request.json()
        except ValueError:
            raise Misuse("invalid_json", "the body is not JSON") from None
        if not isinstance(body, dict):
            raise Misuse("not_an_object", "the body must be a JSON object")
        given |= body
    return Ask(pg, given)
