"""What a verb is."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.office import Office
from bot.text import Text
from bot.views.message import Message, View
from storage.repositories.records import Member

LIST = frozenset({"list", "lists", "liste", "listes", "show", "all", "tous", "toutes"})
"""What is typed after a verb to see all that there is of its kind."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a person typed or pressed, and who she is."""

    member: Member
    text: Text
    typed: str = ""
    shareable: bool = True  # there is a channel to share the answer with
    channel_id: str | None = None  # that channel
    channel_name: str = ""  # as far as Slack says it


@dataclass(frozen=True, slots=True)
class Opening:
    """A modal as the answer: `first` opens at once, before any data is asked; `fill` makes what takes its place.

    `instead` offers it by a button, where none can open.
    """

    first: View
    fill: Callable[[], View]
    instead: Message


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A verb: the first words that choose it, and the work. Its right is the policy's row `verb:<name>`."""

    name: str
    words: frozenset[str]
    run: Callable[[Request, Office], Message | Opening]
