"""A click or a choice in a message or a view: `block_actions`."""

from dataclasses import dataclass, field
from typing import Any

from playground.blocks.state import SHAPES, FormState, state_of
from playground.blocks.walk import find_element
from playground.clock import Clock
from playground.conversations import Conversation
from playground.delivery import Carrier, Parcel, Receipt, Sort
from playground.errors import Misuse
from playground.ids import stamp
from playground.interactions.payloads import channel_of, envelope, message_container, view_container
from playground.journal import Delivered, Journal
from playground.messages import Message
from playground.people import User
from playground.posting import Posting
from playground.replies import Replies
from playground.triggers import Triggers
from playground.views import View, Views
from playground.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: in a message of a conversation, or in a view."""

    blocks: tuple[Json, ...]
    form: FormState
    conversation: Conversation | None = None
    message: Message | None = None
    view: View | None = None

    def element(self, block_id: str, action_id: str) -> tuple[Json, Json]:
        """Return the block and the element, or say that there is none."""
        found = find_element(self.blocks, block_id, action_id)
        if found is None:
            raise Misuse("element_not_found", f"nothing with action_id {action_id} in block {block_id}")
        return found


@dataclass(slots=True)
class Actions:
    """Sends `block_actions` and asks for the options of external selects."""

    workspace: Workspace
    clock: Clock
    views: Views
    posting: Posting
    replies: Replies
    triggers: Triggers
    carrier: Carrier
    journal: Journal
    _forms: dict[tuple[str, str, str], FormState] = field(default_factory=dict)

    async def act(self, user: User, place: Place, block_id: str, action_id: str, value: Json) -> Receipt:
        """Do what a person does with one element."""
        block, element = place.element(block_id, action_id)
        action = self._action(block, element, value)
        if element["type"] in SHAPES:
            place.form.put(block_id, action_id, state_of(element, value))
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise Misuse("does_not_dispatch", f"{action_id} sends nothing until the view is submitted")
        payload = envelope(self.workspace, user, "block_actions") | {"actions": [action]}
        return await self.send(payload | self._context(user, place))

    async def suggest(self, user: User, place: Place, block_id: str, action_id: str, typed: str) -> Receipt:
        """Ask the app for the options of an external select. What is filled in beside it does not go along."""
        place.element(block_id, action_id)
        payload = envelope(self.workspace, user, "block_suggestion")
        payload |= {"action_id": action_id, "block_id": block_id, "value": typed} | self._where(place)
        if "view" in payload:
            payload["view"] = payload["view"] | {"state": {"values": {}}}
        return await self.send(payload)

    async def send(self, payload: Json) -> Receipt:
        """Deliver an interaction once; the journal keeps how it went."""
        receipt = await self.carrier.carry(Parcel(Sort.INTERACTION, payload))
        self.journal.write(Delivered(payload["type"], payload.get("trigger_id", ""), receipt))
        return receipt

    def place(self, user: User, container: Json) -> Place:
        """Find what a person acts in: an open view of hers, or a message she can see."""
        if view_id := container.get("view_id"):
            view = self.views.find(view_id)
            if view is None or view.user != user.id:
                raise Misuse("view_not_found", f"{user.name} has no open view {view_id}")
            return Place(tuple(view.blocks), view.form, view=view)
        return self._in_message(user, str(container.get("channel")), str(container.get("ts")))

    def _in_message(self, user: User, channel: str, ts: str) -> Place:
        conversation = self.workspace.conversations.get(channel) or self.workspace.conversations.named(channel)
        if conversation is None or not self.workspace.sees(user, conversation):
            raise Misuse("channel_not_found", f"{user.name} sees no channel {channel}")
        timeline = conversation.timeline
        message = timeline.find_ephemeral(ts, user.id) or timeline.find(ts)
        if message is None:
            raise Misuse("message_not_found", f"no message {ts} in {conversation.name or conversation.id}")
        form = self._forms.setdefault((conversation.id, ts, user.id), FormState())
        return Place(message.blocks, form, conversation=conversation, message=message)

    def _context(self, user: User, place: Place) -> Json:
        view_id = place.view.id if place.view and place.view.definition["type"] == "modal" else None
        channel = place.conversation.id if place.conversation else None
        context = self._where(place) | {"trigger_id": self.triggers.issue(user.id, view_id, channel)}
        if place.conversation and place.message:
            url = self.replies.issue("actions", user.id, place.conversation.id, place.message)
            context |= {"response_url": url, "state": {"values": place.form.values(place.blocks)}}
        return context

    def _where(self, place: Place) -> Json:
        if place.view:
            return {"container": view_container(place.view), "view": self.views.to_json(place.view)}
        assert place.message
        assert place.conversation
        where = {
            "container": message_container(place.message),
            "channel": channel_of(place.conversation),
        }
        if place.message.audience is None:  # Slack does not send the content of ephemeral messages back
            where["message"] = self.posting.json.of(place.message)
        return where

    def _action(self, block: Json, element: Json, value: Json) -> Json:
        action = {
            "type": element["type"],
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "action_ts": stamp(int(self.clock.now() * 1_000_000)),
        }
        for key in ("text", "value", "style", "placeholder"):
            if key in element:
                action[key] = element[key]
        if element["type"] == "overflow":
            return action | {"selected_option": _chosen(element, value)}
        if element["type"] not in SHAPES:
            return action
        key, initial, _ = SHAPES[element["type"]]
        if initial in element:
            action[initial] = element[initial]
        _refuse_foreign(element, value)
        return action | {key: state_of(element, value)[key]}


def _chosen(element: Json, value: Json) -> Any:
    _refuse_foreign(element, value)
    if not value.get("selected_option"):
        raise Misuse("option_missing", "an overflow menu needs a selected_option")
    return value["selected_option"]


def _refuse_foreign(element: Json, value: Json) -> None:
    """A browser can only send options it was shown."""
    grouped = (group["options"] for group in element.get("option_groups", ()))
    shown = [*element.get("options", ()), *(option for group in grouped for option in group)]
    if not shown:
        return
    chosen = value.get("selected_options") or [value.get("selected_option")]
    known = {option["value"] for option in shown if "value" in option}
    for option in chosen:
        if option is not None and option.get("value") not in known:
            raise Misuse("option_not_shown", f"{option.get('value')} is not among the options")
