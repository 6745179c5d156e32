"""The answer to a question: a private card to work with, and the card that is shared with a channel."""

from datetime import datetime

from bot.charts import twin
from bot.charts.gallery import picture_of
from bot.charts.native import series_chart
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views import changes, figures, footing, outcomes, replayed
from bot.views.breakdown import breakdown
from bot.views.controls import Row, controls
from bot.views.customers import customers_by
from bot.views.definition_words import definition_words
from bot.views.details import detail_blocks, detail_finding, detail_in_short
from bot.views.kit import Block, context, header, image, section
from bot.views.maturity import maturity
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, capital, fill, join, lines, mention
from bot.views.opened import standing_on
from bot.views.targets import progress_blocks
from kpi_engine.answer import Answer
from kpi_engine.kpi import Kpi
from kpi_engine.question import Basis
from kpi_engine.recipe import Happening


def kpi_card(reply: KpiReply, text: Text, *, now: datetime, nonce: str, shareable: bool = True) -> Message:
    """The card that only the asker sees: figures, her own beside them, menus and buttons."""
    answer, kpi = reply.answer, reply.kpi
    return Message(
        text=spoken(answer, kpi, text),
        layout=(
            *replayed.opening(reply, text),
            *_top(reply, text),
            *_own(reply, text),
            *progress_blocks(reply.progress, text),
            *series_chart(answer, text.say(kpi.name), text, reply.mark),
            *detail_blocks(answer, text),
            *breakdown(reply, text),
            _bottom(answer, footing.freshness(answer, now, text), text),
            *((controls(reply, Row(now, nonce, shareable), text),) if reply.replayed is None else ()),
        ),
    )


def shared_card(reply: KpiReply, text: Text, *, sharer: str, file_id: str | None = None) -> Message:
    """The card for all: the same figures, nobody's own; a picture in place of the chart where one was uploaded.

    `sharer` is the Slack id of who shares it, `file_id` that of its picture (charts/picture.py).
    """
    answer, kpi = reply.answer, reply.kpi
    name = text.say(kpi.name)
    chart = series_chart(answer, name, text, reply.mark)
    if file_id and (picture := picture_of(answer, name, text, reply.mark)):
        chart = (image(file_id, picture.title, picture.alt_text, instead=chart),)
    return Message(
        text=spoken(answer, kpi, text),
        layout=(
            context(fill(text.say("{person} shares this figure with you:"), person=mention(sharer))),
            *_top(reply, text),
            *progress_blocks(reply.progress, text),
            *chart,
            *detail_blocks(answer, text),
            *breakdown(reply, text, for_all=True),
            _bottom(answer, footing.lasting(answer, text), text),
        ),
    )


def spoken(answer: Answer, kpi: Kpi, text: Text) -> Markup:
    """The essential in one breath, for notifications and screen readers."""
    essential = fill(
        text.say("{headline} ({standing})."),
        headline=outcomes.headline(answer, kpi, text),
        standing=", ".join(footing.standing(answer, text)),
    )
    more = (changes.change(answer, text), outcomes.explanation(answer, text), twin.trend(answer, text))
    return join(" ", essential, *more, detail_in_short(answer, text))


def _top(reply: KpiReply, text: Text) -> tuple[Block, ...]:
    answer, kpi = reply.answer, reply.kpi
    said = outcomes.explanation(answer, text) or _findings(answer, text)
    return (
        header(outcomes.headline(answer, kpi, text)),
        context(
            lines(
                _definition(answer, kpi, text),
                _in_force(kpi, text),
                bold(" · ".join(footing.standing(answer, text))),
            )
        ),
        *((section(said),) if said else ()),
    )


def _definition(answer: Answer, kpi: Kpi, text: Text) -> str:
    """What the figure means; the two that people take for each other say from whom to whom."""
    definition = definition_words(kpi, answer.question.basis, text, answer.currency)
    if answer.question.basis is Basis.PERIOD:
        return text.say("Basis: period. {definition}", definition=definition)
    match kpi.key, kpi.recipe and kpi.recipe.counted:
        case "conversion", Happening.LEADS_WON:
            return text.say("Lead → customer. {definition}", definition=definition)
        case "transformation", Happening.OPPORTUNITIES_WON:
            return text.say("Prospect → customer. {definition}", definition=definition)
        case _:
            return definition


def _in_force(kpi: Kpi, text: Text) -> str:
    """From when on the house measures it so; nothing where it always has."""
    if kpi.since is None:
        return ""
    return text.say("Definition v{version}, in force since {day}.", version=kpi.version, day=text.day(kpi.since))


def _findings(answer: Answer, text: Text) -> Markup:
    return lines(
        detail_finding(answer, text),
        changes.change(answer, text),
        capital(" · ".join(figures.basis(answer.headline, answer, text))),
        capital(" · ".join(figures.companions(answer.headline, answer, text))),
        figures.over_the_whole(answer, text),
        standing_on(answer, text),
        customers_by(answer, text),
        changes.fairness(answer, text),
        maturity(answer, text),
    )


def _own(reply: KpiReply, text: Text) -> tuple[Block, ...]:
    own = reply.own
    if own is None:
        return ()
    said = " · ".join((figures.brief(own.headline, own, text), *figures.basis(own.headline, own, text)))
    return (section(fill(text.say("{you} {figure}"), you=bold(text.say("You, same period:")), figure=said)),)


def _bottom(answer: Answer, dated: str, text: Text) -> Block:
    return context(lines(footing.left_out(answer, text), dated))
