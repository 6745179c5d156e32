"""A piece of feedback for those who take it up: what was said, how it stands, and what can be done with it.

What people typed is shown as they typed it, and can be nothing else: no mention, no link, no command.
"""

from bot.text import Text
from bot.use_cases.voice.item import Item
from bot.use_cases.voice.moves import Move, possible, stamp
from bot.views.kit import Block, Json, actions, button, context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, clip, esc, fill, join, lines
from bot.views.voice.words import about_words, kind_words, said_by, sentiment_words, standing, state_name
from kpi_engine.kpi import Catalog
from storage.repositories.voice_records import Feedback

ACKNOWLEDGE, PLAN, DONE, DECLINE = "triage.ack", "triage.plan", "triage.done", "triage.decline"
ANSWER, THEME, MERGE = "triage.answer", "triage.theme", "triage.merge"
_PARAGRAPH = 2_500  # characters of escaped words in one block
_MOST = 8_000  # of them in all, so that the card fits into a message
_EXCERPT = 140


def feedback_card(item: Item, catalog: Catalog, text: Text) -> Message:
    """The card."""
    feedback = item.feedback
    heading = join(" · ", bold(kind_words(feedback.kind, text)), sentiment_words(feedback.sentiment, text))
    about = about_words(feedback.about, catalog, text)
    return Message(
        join(" ", kind_words(feedback.kind, text), text.say("“{words}”", words=excerpt(feedback)), about),
        (
            section(lines(heading, about)),
            *(section(each) for each in quoted(feedback.body)),
            context(said_by(feedback, text)),
            section(lines(_stands(item, text), _around(item, text))),
            *_buttons(item, text),
        ),
    )


def excerpt(feedback: Feedback, most: int = _EXCERPT) -> str:
    """The beginning of what was said, on one line."""
    return clip(" ".join(feedback.body.split()), most)


def quoted(body: str) -> list[Markup]:
    """What was said, set off, in as many blocks as it takes."""
    paragraphs = [Markup()]
    for line in body.splitlines() or [""]:
        for piece in _pieces(line):
            longer = lines(paragraphs[-1], Markup(f">{piece}"))
            if len(longer) > _PARAGRAPH:
                paragraphs.append(Markup(f">{piece}"))
            else:
                paragraphs[-1] = longer
    return _within(paragraphs)


def _pieces(line: str) -> list[Markup]:
    """A line in parts of which each fits into a block, escaped."""
    step = _PARAGRAPH // 5 - 1  # an ampersand takes five characters
    parts = [line[start : start + step] for start in range(0, len(line), step)] if len(esc(line)) > _PARAGRAPH else []
    return [Markup(esc(each)) for each in parts or [line]]


def _within(paragraphs: list[Markup]) -> list[Markup]:
    """As many of them as a message takes."""
    kept: list[Markup] = []
    for each in paragraphs:
        if sum(map(len, kept)) + len(each) > _MOST:
            return [*kept, Markup(">…")]
        kept.append(each)
    return kept


def _stands(item: Item, text: Text) -> Markup:
    if item.main is None:
        return standing(item.feedback, text)
    main = fill(text.say("That one: {words}"), words=text.say("“{words}”", words=excerpt(item.main)))
    return lines(standing(item.feedback, text), main)


def _around(item: Item, text: Text) -> Markup:
    theme = fill(text.say("Theme: {name}"), name=bold(item.theme)) if item.theme else ""
    same = text.plural("{count} other says the same", "{count} others say the same", item.same) if item.same else ""
    replies = text.plural("{count} reply", "{count} replies", len(item.replies)) if item.replies else ""
    return join(" · ", theme, same, replies)


def _buttons(item: Item, text: Text) -> tuple[Block, ...]:
    """What its state allows; what was merged is taken up with the other one."""
    feedback = item.feedback
    if item.main is not None:
        return ()
    offered = possible(feedback.state)
    moves: list[Json] = []
    if Move.ACKNOWLEDGE in offered:
        moves.append(button(text.say("Acknowledge"), ACKNOWLEDGE, feedback.id, primary=True))
    if Move.PLAN in offered:
        moves.append(button(text.say("Plan…"), PLAN, feedback.id))
    if Move.DONE in offered:
        moves += [
            button(text.say("Done…"), DONE, feedback.id),
            button(text.say("Decline…"), DECLINE, feedback.id),
        ]
    more = [button(text.say("Reply…"), ANSWER, feedback.id), button(text.say("Theme…"), THEME, feedback.id)]
    more += [button(text.say("Merge…"), MERGE, feedback.id)] if Move.MERGE in offered else []
    rows = (("moves", moves), ("more", more))
    return tuple(actions(f"triage:{feedback.id}:{name}:{stamp(feedback)}", *row) for name, row in rows if row)


def line(item: Item, text: Text) -> Markup:
    """The same on one line of a list: its beginning, who said it, how it stands."""
    feedback = item.feedback
    told = fill(text.say("“{words}”"), words=excerpt(feedback))
    theme = fill(text.say("Theme: {name}"), name=item.theme) if item.theme else ""
    said = said_by(feedback, text)
    return lines(told, join(" · ", bold(state_name(feedback.state, text)), said, theme))
