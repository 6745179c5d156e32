"""The row under a card: period, breakdown, share, definition, feedback. Its id carries the question's key home."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.charts.gallery import picture_of
from bot.policy import names_people
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.use_cases.redraw import PeriodChoice, chosen_period
from bot.views import nouns
from bot.views.kit import Block, Json, Option, actions, button, select
from bot.views.voice.give import feedback_button
from kpi_engine.answer import Answer
from kpi_engine.kpi import Kpi
from kpi_engine.why import splittable

PERIOD, BY, SHARE, PICTURE, DEFINITION = "ask.period", "ask.by", "ask.share", "ask.picture", "ask.definition"
WHY = "ask.why"
NO_BREAKDOWN = "none"


@dataclass(frozen=True, slots=True)
class Row:
    """What the row depends on besides the answer; the nonce makes its id fresh for every message."""

    now: datetime
    nonce: str
    shareable: bool = True  # there is a channel to share with


def block_id(key: str, nonce: str) -> str:
    """The id by which a press finds its question."""
    return f"ask:{key}:{nonce}"


def controls(reply: KpiReply, row: Row, text: Text) -> Block:
    """Two menus and up to five buttons."""
    answer = reply.answer
    shareable = row.shareable and not names_people(answer.question)
    share = (button(text.say("Share here"), SHARE, primary=True),) if shareable else ()
    return actions(
        block_id(reply.key, row.nonce),
        _periods(answer, row.now, text),
        _dimensions(answer, reply.kpi, text),
        *share,
        *((button(text.say("Why?"), WHY),) if splittable(answer, reply.kpi) else ()),
        *((button(text.say("Picture"), PICTURE),) if picture_of(answer, text.say(reply.kpi.name), text) else ()),
        button(text.say("Definition"), DEFINITION),
        feedback_button(text),
    )


def _periods(answer: Answer, now: datetime, text: Text) -> Json:
    today = now.astimezone(ZoneInfo(answer.zone)).date()
    labels = {
        PeriodChoice.THIS_WEEK: text.say("This week"),
        PeriodChoice.LAST_WEEK: text.say("Last week"),
        PeriodChoice.THIS_MONTH: text.say("This month"),
        PeriodChoice.LAST_MONTH: text.say("Last month"),
        PeriodChoice.THIS_QUARTER: text.say("This quarter"),
        PeriodChoice.LAST_QUARTER: text.say("Last quarter"),
        PeriodChoice.THIS_YEAR: text.say("This year"),
        PeriodChoice.LAST_YEAR: text.say("Last year"),
        PeriodChoice.LAST_90_DAYS: text.say("Last 90 days"),
    }
    asked = answer.question.period
    current = next((each for each in labels if chosen_period(each, today, text.calendar) == asked), None)
    options = [Option(choice, label) for choice, label in labels.items()]
    return select(text.period(asked), PERIOD, options, current)


def _dimensions(answer: Answer, kpi: Kpi, text: Text) -> Json:
    offered = kpi.breakdowns(answer.question.basis, answer.receipt.table)
    options = [
        Option(NO_BREAKDOWN, text.say("No breakdown")),
        *(Option(each, text.say("By {dimension}", dimension=nouns.dimension(each, text))) for each in offered),
    ]
    return select(text.say("Break down"), BY, options, answer.question.by or NO_BREAKDOWN)
