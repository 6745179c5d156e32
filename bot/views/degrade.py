"""What to send where Slack refuses a block: the same message, ever plainer, never poorer in meaning."""

from collections.abc import Iterator
from dataclasses import replace

from bot.views.kit import Block
from bot.views.message import Message

_NEWEST_FIRST = ("image", "data_visualization", "data_table")


def variants(message: Message) -> Iterator[Message]:
    """The message; without pictures, charts, then tables, each in words; at last nothing but text."""
    yield message
    for kind in _NEWEST_FIRST:
        plainer = tuple(stand_in for block in message.layout for stand_in in _without(kind, block))
        if plainer != message.layout:
            message = replace(message, layout=plainer)
            yield message
    if message.layout:
        yield Message(message.reading)


def _without(kind: str, block: Block) -> tuple[Block, ...]:
    return block.instead if block.kind == kind and block.instead is not None else (block,)
