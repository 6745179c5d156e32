"""From what the app sends (a call, a response_url, an acknowledgement) to a message."""

from collections.abc import Mapping
from typing import Any

from playground.api.arguments import Arguments
from playground.blocks.check import BlockCheck
from playground.blocks.layout import Surface
from playground.blocks.walk import identified
from playground.errors import Refusal, bad_argument
from playground.ids import Ids
from playground.posting import Draft

Json = dict[str, Any]

LONGEST_TEXT = 40_000  # characters kept of `text` when posting; longer ones are cut
LONGEST_MARKDOWN = 12_000


class Drafts:
    """Reads messages and views, refuses what Slack would refuse."""

    def __init__(self, ids: Ids, check: BlockCheck) -> None:
        self._ids = ids
        self._check = check

    def read(self, given: Mapping[str, Any], surface: Surface = Surface.MESSAGE) -> Draft:
        """Read a message; it must have a text or blocks."""
        arguments = Arguments(given)
        blocks = self.blocks(arguments, surface) or []
        text = arguments.text("text")[:LONGEST_TEXT]
        markdown = arguments.text("markdown_text")
        if markdown:
            _refuse_mixed(markdown, text, blocks)
            blocks, text = self._identified([{"type": "markdown", "text": markdown}]), markdown
        if not text and not blocks:
            raise Refusal("no_text")
        return Draft(
            text=text,
            blocks=tuple(blocks),
            thread_ts=arguments.text("thread_ts") or None,
            metadata=read_metadata(arguments),
            broadcast=arguments.flag("reply_broadcast"),
        )

    def blocks(self, arguments: Arguments, surface: Surface) -> list[Json] | None:
        """Read the blocks of a message; None where none were given."""
        if arguments.given.get("attachments") not in (None, "", [], "[]"):
            raise bad_argument("attachments are not served here: use blocks")
        given = arguments.nested("blocks", "invalid_blocks_format")
        if given is None:
            return None
        if not isinstance(given, list):
            raise Refusal("invalid_blocks_format")
        self._check.refuse_bad_blocks(given, surface)
        return self._identified(given)

    def view(self, arguments: Arguments) -> Json:
        """Read a view; bad ones are refused with the places of the faults."""
        given = arguments.nested("view")
        if not isinstance(given, dict):
            raise bad_argument("missing required field: view")
        return self.checked_view(given)

    def checked_view(self, given: Json) -> Json:
        """Return a view with all its ids, or refuse it."""
        self._check.refuse_bad_view(given)
        return given | {"blocks": self._identified(given["blocks"])}

    def _identified(self, blocks: list[Json]) -> list[Json]:
        return identified(blocks, self._ids)


def read_metadata(arguments: Arguments) -> Json | None:
    """Read message metadata: an event type and a flat payload; `{}` stays `{}`."""
    given = arguments.nested("metadata", "invalid_metadata_format")
    if given is None:
        return None
    if given == {}:
        return {}
    if not isinstance(given, dict):
        raise Refusal("invalid_metadata_format")
    if not isinstance(given.get("event_type"), str) or not isinstance(given.get("event_payload"), dict):
        raise Refusal("invalid_metadata_schema")
    return {"event_type": given["event_type"], "event_payload": given["event_payload"]}


def _refuse_mixed(markdown: str, text: str, blocks: list[Json]) -> None:
    if text or blocks:
        raise Refusal("markdown_text_conflict")
    if len(markdown) > LONGEST_MARKDOWN:
        raise Refusal("msg_too_long")
