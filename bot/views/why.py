"""Why a figure changed: the sentence, the groups of one dimension as a table, a line for every other dimension."""

from datetime import datetime

from bot.charts.waterfall import picture_of_split
from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views import changes, footing, nouns, outcomes, why_words
from bot.views.help import run
from bot.views.kit import Block, context, header, image, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, capital, fill, join, lines, marked, mention
from bot.views.why_controls import Row, controls
from bot.views.why_sums import adding_up
from bot.views.why_table import split_table
from kpi_engine.answer import Answer
from kpi_engine.why import Split


def why_card(reply: WhyReply, text: Text, *, now: datetime, nonce: str, shareable: bool = True) -> Message:
    """The card that only the asker sees."""
    reply = adding_up(reply, text)
    answer = reply.explanation.answer
    return Message(
        text=spoken(reply, text),
        layout=(
            *_top(reply, text),
            *_split(reply, text),
            *_beside(reply, text),
            context(lines(changes.fairness(answer, text), footing.freshness(answer, now, text), _receipt(text))),
            controls(reply, Row(nonce, shareable), text),
        ),
    )


def shared_why(reply: WhyReply, text: Text, *, sharer: str, file_id: str | None = None) -> Message:
    """The card for all; `file_id` is the Slack id of its picture, which stands before the table."""
    reply = adding_up(reply, text)
    answer = reply.explanation.answer
    return Message(
        text=spoken(reply, text),
        layout=(
            context(fill(text.say("{person} shares this figure with you:"), person=mention(sharer))),
            *_top(reply, text),
            *_picture(reply, file_id, text),
            *_split(reply, text),
            *_beside(reply, text),
            context(lines(changes.fairness(answer, text), footing.lasting(answer, text), _receipt(text))),
        ),
    )


def spoken(reply: WhyReply, text: Text) -> Markup:
    """The essential in one breath."""
    answer = reply.explanation.answer
    essential = fill(
        text.say("{headline} ({standing})."),
        headline=_headline(reply, text),
        standing=", ".join(footing.standing(answer, text)),
    )
    return join(" ", essential, changes.change(answer, text), *why_words.said(reply, text))


def why_what(text: Text) -> Message:
    """The verb alone: which figure is meant, with an example that runs by a click."""
    words = text.say("Why what? Name a figure and, if you wish, a period and a dimension.")
    example = run(text.say("why transformation last quarter by region"), text.say("For example:"), text)
    return Message(marked(words), (section(words), example))


def _receipt(text: Text) -> str:
    return text.say("The receipt is that of the figure: replayed, it comes without this split.")


def _headline(reply: WhyReply, text: Text) -> str:
    headline = outcomes.headline(reply.explanation.answer, reply.kpi, text)
    return text.say("Why? {headline}", headline=headline)


def _top(reply: WhyReply, text: Text) -> tuple[Block, ...]:
    answer = reply.explanation.answer
    said = outcomes.explanation(answer, text) or changes.change(answer, text)
    return (
        header(_headline(reply, text)),
        context(bold(" · ".join(footing.standing(answer, text)))),
        section(lines(said, *why_words.said(reply, text))),
    )


def _split(reply: WhyReply, text: Text) -> tuple[Block, ...]:
    if reply.shown is None or not any(each.effect.total for each in reply.shown.contributions):
        return ()
    return (
        split_table(reply.shown, reply.explanation.answer, text),
        context(why_words.reading_help(reply.shown, text)),
    )


def _picture(reply: WhyReply, file_id: str | None, text: Text) -> tuple[Block, ...]:
    picture = picture_of_split(reply, text)
    if file_id is None or picture is None:
        return ()
    return (image(file_id, picture.title, picture.alt_text, instead=()),)


def _beside(reply: WhyReply, text: Text) -> tuple[Block, ...]:
    """The other dimensions, in a line each; and why some are not there."""
    answer = reply.explanation.answer
    told = [_line(split, answer, text) for split in reply.others]
    refused = [
        why_words.unsplit(dimension, why, text, asked=dimension is reply.by)
        for dimension, why in reply.explanation.unsplit
    ]
    remarks = [remark for remark in refused if remark]
    return (
        *((section(lines(bold(text.say("Along the other dimensions")), *told)),) if told else ()),
        *((context(lines(*remarks)),) if remarks else ()),
    )


def _line(split: Split, answer: Answer, text: Text) -> Markup:
    """• Region: Ouest +2.1 points."""
    name = capital(nouns.dimension(split.dimension, text))
    return fill(text.say("• {name}: {value}"), name=bold(name), value=why_words.brief(split, answer, text))
