"""The state of form elements: `values[block_id][action_id]`, in the shapes Slack sends them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from playground.blocks.walk import elements_of

Json = dict[str, Any]

# element type -> (key of its state, key of its initial value, state while empty)
SHAPES: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "users_select": ("selected_user", "initial_user", None),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "multi_users_select": ("selected_users", "initial_users", []),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "radio_buttons": ("selected_option", "initial_option", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
    "file_input": ("files", "", []),
}


def state_of(element: Json, given: Json | None) -> Json:
    """Return the state of one element: what was `given`, else its initial value, else empty."""
    kind = element["type"]
    key, initial, empty = SHAPES[kind]
    value = given[key] if given is not None and key in given else element.get(initial, empty)
    return {"type": kind, key: value}


def is_empty(element: Json, state: Json) -> bool:
    """Say whether nothing was filled in."""
    key = SHAPES[element["type"]][0]
    return state.get(key) in (None, "", [])


@dataclass(slots=True)
class FormState:
    """What one person has filled in, in one message or view."""

    _given: dict[tuple[str, str], Json] = field(default_factory=dict)

    def put(self, block_id: str, action_id: str, state: Json) -> None:
        """Remember the state of one element."""
        self._given[block_id, action_id] = state

    def put_all(self, values: dict[str, dict[str, Json]]) -> None:
        """Remember the states of many elements."""
        for block_id, elements in values.items():
            for action_id, state in elements.items():
                self.put(block_id, action_id, state)

    def start_in(self, channel: str | None, blocks: Iterable[Json]) -> None:
        """Choose the conversation a modal was opened from, where an element asks for that."""
        for block in blocks:
            for element in elements_of(block):
                if channel and element.get("default_to_current_conversation"):
                    key, _, empty = SHAPES[element["type"]]
                    chosen = channel if empty is None else [channel]
                    self.put(block["block_id"], element["action_id"], {key: chosen})

    def values(self, blocks: Iterable[Json]) -> dict[str, dict[str, Json]]:
        """Return the state of every element of `blocks` that has one."""
        values: dict[str, dict[str, Json]] = {}
        for block in blocks:
            for element in elements_of(block):
                if element["type"] in SHAPES:
                    ids = block["block_id"], element["action_id"]
                    values.setdefault(ids[0], {})[ids[1]] = state_of(element, self._given.get(ids))
        return values

    def keep_only(self, before: Iterable[Json], after: Iterable[Json]) -> None:
        """Forget what no element of the same ids and type takes over."""
        kept = _kinds(before).items() & _kinds(after).items()
        staying = {ids for ids, _ in kept}
        self._given = {ids: state for ids, state in self._given.items() if ids in staying}


def _kinds(blocks: Iterable[Json]) -> dict[tuple[str, str], str]:
    return {
        (block["block_id"], element["action_id"]): element["type"] for block in blocks for element in elements_of(block)
    }
