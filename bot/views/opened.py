"""What stands open: on which day, and how many times over it covers what is left of a target."""

from bot.text import Text
from bot.views import nouns
from bot.views.kit import Block, section
from bot.views.mrkdwn import Markup, bold, fill, lines
from kpi_engine.answer import Answer
from kpi_engine.figure import Value
from kpi_engine.needed import Needed


def standing_on(answer: Answer, text: Text) -> str:
    """The day whose end is looked at, where the figure is a stock; nothing for what happened over a period."""
    if answer.receipt.dated_by != "last_day":
        return ""
    return text.say(
        "As it stood at the end of {day}.", day=text.day(min(answer.as_of, answer.question.period.last_day))
    )


def coverage(answer: Answer, detail: Needed, text: Text) -> tuple[Block, ...]:
    """What the ratio is made of, and what experience asks for."""
    return (section(lines(_made_of(answer, text), _needed(detail, text))),)


def _made_of(answer: Answer, text: Text) -> Markup:
    figure, goal = answer.headline, answer.question.goal
    if not isinstance(figure, Value) or goal is None:
        return Markup()
    is_open, left = figure.numerator or 0.0, figure.denominator or 0.0
    return fill(
        text.say("{open} open for {left} still to come: of the target of {goal}, {reached} is in."),
        open=bold(text.money(is_open, answer.currency)),
        left=bold(text.money(left, answer.currency)),
        goal=text.money(goal, answer.currency),
        reached=text.money(goal - left, answer.currency),
    )


def _needed(detail: Needed, text: Text) -> Markup:
    rate = detail.win_rate
    return fill(
        text.say("Needed: about {times}, because in {period} {rate} of what was closed was won ({part} of {whole})."),
        times=bold(text.say("{times}×", times=text.number(round(detail.times, 1)))),
        period=text.period(detail.period),
        rate=text.share(rate.value),
        part=text.number(rate.numerator or 0),
        whole=nouns.rows("opportunities", rate.n, text),
    )
