"""The row under the card that says why: another dimension, the picture, share. Its id carries the question's key."""

from dataclasses import dataclass

from bot.policy import names_people
from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views import nouns
from bot.views.controls import DEFINITION, block_id
from bot.views.kit import Block, Json, Option, actions, button, select
from bot.views.voice.give import feedback_button
from kpi_engine.question import Dimension

BY, SHARE, PICTURE = "why.by", "why.share", "why.picture"


@dataclass(frozen=True, slots=True)
class Row:
    """What the row depends on besides the answer; the nonce makes its id fresh for every message."""

    nonce: str
    shareable: bool = True  # there is a channel to share with


def controls(reply: WhyReply, row: Row, text: Text) -> Block:
    """A menu of dimensions, and buttons; where nothing is split, the definition and feedback."""
    drawn = reply.shown
    people = names_people(reply.explanation.answer.question) or (drawn and drawn.dimension is Dimension.REP)
    return actions(
        block_id(reply.key, row.nonce),
        *((_dimensions(reply, drawn.dimension, text),) if drawn else ()),
        *((button(text.say("Share here"), SHARE, primary=True),) if drawn and row.shareable and not people else ()),
        *((button(text.say("Picture"), PICTURE),) if drawn else ()),
        button(text.say("Definition"), DEFINITION),
        feedback_button(text),
    )


def _dimensions(reply: WhyReply, shown: Dimension, text: Text) -> Json:
    """The one that explains most stands first."""
    options = [
        Option(split.dimension, text.say("By {dimension}", dimension=nouns.dimension(split.dimension, text)))
        for split in reply.explanation.splits
    ]
    return select(text.say("Break down"), BY, options, shown)
