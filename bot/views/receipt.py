"""The receipt behind a figure: all that it takes to believe it, to argue about it, and to get it again."""

from collections.abc import Iterable
from datetime import datetime

from bot.text import Text, later
from bot.use_cases.answer_kpi import KpiReply
from bot.views import figures, footing, kit, limits, maturity, nouns
from bot.views.adoption.owner import owner_words
from bot.views.definition_words import definition_words
from bot.views.kit import Block, button, context, fields, section
from bot.views.message import Message, View
from bot.views.mrkdwn import Markup, bold, capital, code, fill, join, lines, one_line
from kpi_engine.answer import Answer
from kpi_engine.cohorts import CohortGrid
from kpi_engine.figure import Unit, Value
from kpi_engine.kpi import Kpi

PROPOSE = "proposal.open"

Line = tuple[str, str]


def modal(reply: KpiReply, text: Text, *, now: datetime) -> View:
    """What the Definition button opens."""
    answer = reply.answer
    remarks = (footing.left_out(answer, text), figures.over_the_whole(answer, text), _method(answer, text))
    return _sheet(
        text,
        _definition(answer, reply.kpi, text),
        *_listed((*_figure(answer, text), *maturity.receipt_lines(answer, text), *_origin(answer, now, text))),
        *(section(remark) for remark in remarks if remark),
        context(_again(answer.receipt.id, text)),
    )


def _again(receipt_id: str, text: Text) -> Markup:
    said = text.say("Receipt {id}: {command} gives this figure again, as long as its data is kept.")
    return fill(said, id=receipt_id, command=code(f"{text.say('/kpi replay')} {receipt_id}"))


def waiting(text: Text) -> View:
    """The same modal while the figure is on its way."""
    return _sheet(text, section(text.say("One moment, the receipt is being written…")))


def refused(message: Message, text: Text) -> View:
    """The same modal where there is nothing to show but a notice."""
    return _sheet(text, section(message.reading))


def _sheet(text: Text, *blocks: Block) -> View:
    return View(kit.modal(text.say("Receipt"), text.say("Close"), blocks))


def _definition(answer: Answer, kpi: Kpi, text: Text) -> Block:
    words = text.say("Definition, version {version} · {owner}")
    version = fill(words, version=text.number(kpi.version), owner=owner_words(kpi.owner, text))
    propose = button(text.say("Propose a change"), PROPOSE, f"change {kpi.key}")
    said = definition_words(kpi, answer.question.basis, text, answer.currency)
    return section(lines(bold(text.say(kpi.name)), said, version), propose)


def _listed(told: Iterable[Line]) -> tuple[Block, ...]:
    cells = [lines(bold(capital(term)), said) for term, said in told if said]
    pages = range(0, len(cells), limits.SECTION_FIELDS)
    return tuple(fields(*cells[page : page + limits.SECTION_FIELDS]) for page in pages)


def _figure(answer: Answer, text: Text) -> tuple[Line, ...]:
    figure = answer.headline
    change = answer.comparison.change if answer.comparison else None
    return (
        (text.say("Value"), figures.brief(figure, answer, text)),
        (text.say("Counts"), figures.counts(figure, answer, text) if isinstance(figure, Value) else ""),
        (text.say("95% interval"), figures.interval(figure, answer, text)),
        (text.say("95% interval of the change"), figures.change_interval(change, answer, text)),
        (text.say("Beside it"), ", ".join(figures.companions(figure, answer, text))),
    )


def _origin(answer: Answer, now: datetime, text: Text) -> tuple[Line, ...]:
    period = answer.question.period
    days = ", ".join((text.span(period.start, period.last_day), *footing.coverage(answer, text)))
    return (
        (text.say("Whose figures"), nouns.population(answer.question, text)),
        (text.say("Period"), text.period(period)),
        (text.say("Days"), days),
        (text.say("Time zone"), answer.zone),
        (text.say("What is counted"), _counted(answer, text)),
        (text.say("Dated by"), _day(answer.receipt.dated_by, text)),
        (text.say("Data complete up to"), text.day(answer.as_of)),
        (text.say("Loaded"), text.ago(answer.loaded_at, now)),
        (text.say("Data version"), answer.receipt.facts_version),
    )


def _counted(answer: Answer, text: Text) -> str:
    """The rows that were counted; of cohorts, the customers who first appear in them."""
    return nouns.kind("accounts" if isinstance(answer.detail, CohortGrid) else answer.receipt.table, text)


_DAYS = {
    "created_on": later("the day of creation"),
    "qualified_on": later("the day of qualification"),
    "won_on": later("the day it was won"),
    "closed_on": later("the day it was closed"),
    "ordered_on": later("the day of the order"),
    "last_day": later("the end of the last day of the period"),
    "entered_on": later("the day the stage was entered"),
    "started_on": later("the days on which a customer is active"),
    "answered_on": later("the day of the response"),
    "first_and_last_day": later("the first and the last day of the period"),
    "first_day": later("the day of the first contract or order"),
}


def _day(column: str, text: Text) -> str:
    return text.say(_DAYS[column]) if column in _DAYS else one_line(column)


_METHODS = {
    Unit.SHARE: later(
        "How sure: with so many rows, the rate behind this figure lies between the two ends, 95 times in 100 "
        "(Wilson interval)."
    ),
    Unit.COUNT: later(
        "How sure: counts move by chance alone. Between the two ends lies the pace behind this one, 95 times in 100 "
        "(exact Poisson interval)."
    ),
    Unit.DAYS: later(
        "How sure: the true median lies between the two ends, 95 times in 100, whatever the shape of the durations "
        "(order statistics)."
    ),
    Unit.MONEY: later(
        "How sure: chance moves how many amounts come in and how large they are. The figure behind this one lies "
        "between the two ends about 95 times in 100 (normal, on a logarithmic scale where all amounts are positive)."
    ),
    Unit.MONEY_PER_DAY: later(
        "How sure: chance moves each of the four factors. The pace behind this one lies between the two ends about 95 "
        "times in 100 (delta method, on a logarithmic scale)."
    ),
    Unit.SCORE: later(
        "How sure: the score behind this one lies between the two ends, 95 times in 100 (adjusted Wald interval, with "
        "three responses added)."
    ),
}

_METHOD_OF_REVENUE = later(
    "How sure: few large customers weigh more than many small ones. The rate behind this figure lies between the two "
    "ends about 95 times in 100 (Wilson interval over the effective number of customers; growth by a gamma interval)."
)


def _method(answer: Answer, text: Text) -> str:
    """How the interval is drawn, and what it takes for a change to be called one, in plain words."""
    if not isinstance(answer.headline, Value) or answer.headline.interval is None:
        return ""
    if answer.unit not in _METHODS:
        return ""
    rule = text.say("A change counts as real when its own interval leaves zero out.")
    of_revenue = answer.unit is Unit.SHARE and answer.receipt.per
    return join(" ", text.say(_METHOD_OF_REVENUE if of_revenue else _METHODS[answer.unit]), rule)
