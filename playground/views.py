"""Modals, stacked three high, and Home tabs."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from playground.blocks.state import FormState
from playground.clock import Clock
from playground.errors import Refusal
from playground.ids import Ids
from playground.stream import Stream
from playground.workspace import Workspace

Json = dict[str, Any]

STACK_HEIGHT = 3


@dataclass(slots=True)
class View:
    """A modal or a Home tab of one person; `form` keeps what she has filled in."""

    id: str
    user: str
    definition: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    form: FormState = field(default_factory=FormState)

    @property
    def external_id(self) -> str:
        """Return the id the app gave it, if any."""
        return str(self.definition.get("external_id") or "")

    @property
    def blocks(self) -> list[Json]:
        """Return its blocks."""
        return list(self.definition["blocks"])


class Views:
    """Every open modal and every stored Home tab."""

    def __init__(self, workspace: Workspace, clock: Clock, ids: Ids, stream: Stream) -> None:
        self._workspace = workspace
        self._clock = clock
        self._ids = ids
        self._stream = stream
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """Return a person's open modals, bottom first."""
        return self._stacks.get(user, [])

    def home(self, user: str) -> View | None:
        """Return a person's stored Home tab."""
        return self._homes.get(user)

    def find(self, view_id: str = "", external_id: str = "") -> View | None:
        """Return the view with this id, or with this external id."""
        for view in self._all():
            if view.id == view_id or (external_id and view.external_id == external_id):
                return view
        return None

    def open(self, user: str, definition: Json, channel: str | None = None) -> View:
        """Open a modal as the only one of its person; `channel` is where she clicked."""
        self._refuse_taken_id(definition)
        view = self._new(user, definition)
        view.form.start_in(channel, view.blocks)
        self._stacks[user] = [view]
        self._tell("view_opened", view)
        return view

    def push(self, user: str, definition: Json) -> View:
        """Open a modal on top of the others."""
        stack = self._stacks.get(user)
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= STACK_HEIGHT:
            raise Refusal("push_limit_reached")
        self._refuse_taken_id(definition)
        view = self._new(user, definition)
        view.root_id, view.previous_id = stack[0].id, stack[-1].id
        stack.append(view)
        self._tell("view_opened", view)
        return view

    def update(self, view: View, definition: Json, expected_hash: str = "") -> View:
        """Show a view anew; what was typed stays where the ids stayed."""
        if expected_hash and expected_hash != view.hash:
            raise Refusal("hash_conflict")
        self._refuse_taken_id(definition, view)
        view.form.keep_only(view.blocks, definition["blocks"])
        view.definition, view.hash = definition, self._hash()
        self._tell("view_updated", view)
        return view

    def publish(self, user: str, definition: Json, expected_hash: str = "") -> View:
        """Store a person's Home tab and show it."""
        home = self._homes.get(user)
        if expected_hash and (home is None or expected_hash != home.hash):
            raise Refusal("hash_conflict")
        self._refuse_taken_id(definition, home)
        if home is None:
            home = self._homes[user] = self._new(user, definition)
        else:
            home.form.keep_only(home.blocks, definition["blocks"])
            home.definition, home.hash = definition, self._hash()
        self._stream.tell_one(user, "home", {"view": self.to_json(home)})
        return home

    def close(self, view: View) -> None:
        """Close a modal and those above it."""
        stack = self.stack(view.user)
        del stack[stack.index(view) :]
        self._tell_closed(view)

    def clear(self, user: str) -> list[View]:
        """Close all modals of a person; return them."""
        closed, self._stacks[user] = self.stack(user), []
        for view in reversed(closed):
            self._tell_closed(view)
        return closed

    def to_json(self, view: View) -> Json:
        """Return Slack's view object, with the state as it is now."""
        definition, app = view.definition, self._workspace.app
        return {
            "id": view.id, "team_id": self._workspace.team.id, "type": definition["type"],
            **{key: definition.get(key) for key in ("title", "close", "submit")},
            "blocks": definition["blocks"],
            "private_metadata": definition.get("private_metadata", ""),
            "callback_id": definition.get("callback_id", ""), "external_id": view.external_id,
            "state": {"values": view.form.values(view.blocks)}, "hash": view.hash,
            "clear_on_close": definition.get("clear_on_close", False),
            "notify_on_close": definition.get("notify_on_close", False),
            "root_view_id": view.root_id, "previous_view_id": view.previous_id,
            "app_id": app.id, "app_installed_team_id": self._workspace.team.id, "bot_id": app.bot_id,
        }  # fmt: skip

    def _all(self) -> list[View]:
        stacked = [view for stack in self._stacks.values() for view in stack]
        return [*stacked, *self._homes.values()]

    def _new(self, user: str, definition: Json) -> View:
        view_id = self._ids.draw("V")
        return View(view_id, user, definition, self._hash(), view_id)

    def _hash(self) -> str:
        return f"{int(self._clock.now())}.{secrets.token_hex(4)}"

    def _refuse_taken_id(self, definition: Json, itself: View | None = None) -> None:
        taken = self.find(external_id=definition.get("external_id") or "")
        if taken is not None and taken is not itself:
            raise Refusal("duplicate_external_id")

    def _tell(self, kind: str, view: View) -> None:
        stack = [shown.id for shown in self.stack(view.user)]
        told = {"view": self.to_json(view), "root_id": view.root_id, "stack": stack}
        self._stream.tell_one(view.user, kind, told)

    def _tell_closed(self, view: View) -> None:
        stack = [shown.id for shown in self.stack(view.user) if shown is not view]
        self._stream.tell_one(view.user, "view_closed", {"view_id": view.id, "stack": stack})
