"""A modal is submitted or closed: `view_submission`, `view_closed`."""

from dataclasses import dataclass, field
from typing import Any

from playground.blocks.required import missing_answers
from playground.blocks.walk import elements_of
from playground.delivery import Receipt, Status
from playground.drafts import Drafts
from playground.errors import Refusal
from playground.files import Files
from playground.interactions.actions import Actions
from playground.interactions.payloads import envelope
from playground.people import User
from playground.triggers import Triggers
from playground.views import View, Views
from playground.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a submission; `errors` by block id stand under their inputs."""

    status: str
    response_action: str | None = None
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Modals:
    """Submits and closes modals, and obeys the app's `response_action`."""

    workspace: Workspace
    views: Views
    triggers: Triggers
    actions: Actions
    drafts: Drafts
    files: Files

    async def submit(self, user: User, view: View, values: dict[str, dict[str, Json]]) -> Submitted:
        """Send what was filled in; unless the app objects, the modal closes."""
        view.form.put_all(values)
        self._hand_over_files(view)
        missing = missing_answers(view.blocks, view.form.values(view.blocks), user.language)
        if missing:
            return Submitted("incomplete", errors=missing)
        payload = envelope(self.workspace, user, "view_submission") | {
            "trigger_id": self.triggers.issue(user.id, view.id),
            "view": self.views.to_json(view),
            "response_urls": self._response_urls(user, view),
        }
        return self._conclude(view, await self.actions.send(payload))

    async def close(self, user: User, view: View, *, clear: bool) -> None:
        """Close a modal, or with `clear` all of them; the app hears of it where it asked to."""
        clear = clear or bool(view.definition.get("clear_on_close"))
        if clear:
            closed = self.views.clear(user.id)
        else:
            closed = [view]
            self.views.close(view)
        for gone in closed:
            if gone.definition.get("notify_on_close"):
                payload = envelope(self.workspace, user, "view_closed")
                payload |= {"view": self.views.to_json(gone), "is_cleared": clear}
                await self.actions.send(payload)

    def _hand_over_files(self, view: View) -> None:
        """Put whole file objects where a form names files by id, and let the app read them."""
        for block in view.blocks:
            element = block.get("element", {})
            if element.get("type") == "file_input":
                state = view.form.values([block])[block["block_id"]][element["action_id"]]
                ids = [file["id"] if isinstance(file, dict) else file for file in state["files"]]
                handed = [self.files.to_json(f) for i in ids if (f := self.files.hand_over(i))]
                view.form.put(block["block_id"], element["action_id"], {"files": handed})

    def _response_urls(self, user: User, view: View) -> list[Json]:
        """Give an address for each conversation chosen where the element asks for one."""
        values = view.form.values(view.blocks)
        found = []
        for block in view.blocks:
            for element in elements_of(block):
                state = values.get(block["block_id"], {}).get(element["action_id"], {})
                channel = state.get("selected_conversation") or state.get("selected_channel")
                if element.get("response_url_enabled") and channel:
                    url = self.actions.replies.issue("actions", user.id, channel)
                    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                    found.append(ids | {"channel_id": channel, "response_url": url})
        return found

    def _conclude(self, view: View, receipt: Receipt) -> Submitted:
        if not receipt.acked:
            return Submitted(receipt.status)
        answer = receipt.answer if isinstance(receipt.answer, dict) else {}
        action = answer.get("response_action")
        try:
            return self._obey(view, action, answer)
        except Refusal as refusal:
            return Submitted(Status.FAILED, action, {"": refusal.code})

    def _obey(self, view: View, action: str | None, answer: Json) -> Submitted:
        if action is None:
            self._close_if_open(view)
        elif action == "errors":
            return Submitted(Status.ACKED, action, answer.get("errors", {}))
        elif action == "clear":
            self.views.clear(view.user)
        elif action == "update":
            self.views.update(view, self.drafts.checked_view(answer["view"]))
        elif action == "push":
            self.views.push(view.user, self.drafts.checked_view(answer["view"]))
        else:
            raise Refusal("invalid_response_action")
        return Submitted(Status.ACKED, action)

    def _close_if_open(self, view: View) -> None:
        if view in self.views.stack(view.user):
            self.views.close(view)
