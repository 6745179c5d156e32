"""The four factors of the sales velocity, now and then, and what each did to it."""

from bot.text import Text
from bot.views.kit import Block, Cell, section, table
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.answer import Answer
from kpi_engine.factors import Factor, FactorName, Factors


def factors(answer: Answer, detail: Factors, text: Text) -> tuple[Block, ...]:
    """A table of the factors; without an earlier period it shows them as they are."""
    caption = text.say("What the velocity is made of")
    then = text.period(detail.then) if detail.then else ""
    columns = (
        (text.say("factor"), [Cell(named(each.name, text)) for each in detail.factors]),
        (
            text.say("now"),
            [Cell(_written(each.now, each, answer, text), _plotted(each, text)) for each in detail.factors],
        ),
        (then, [Cell(_then(each, answer, text), each.then) for each in detail.factors]),
        (text.say("effect on the velocity"), [Cell(_effect(each, text), each.effect) for each in detail.factors]),
    )
    shown = columns if detail.then else columns[:2]
    rows = list(zip(*(cells for _, cells in shown), strict=True))
    spoken = (_spoken(each, then, answer, text) for each in detail.factors)
    return (table(caption, [capital(head) for head, _ in shown], rows, section(lines(bold(caption), *spoken))),)


def named(factor: FactorName, text: Text) -> str:
    """What a factor is called."""
    return {
        FactorName.OPEN: text.say("open opportunities"),
        FactorName.TRANSFORMATION: text.say("share won of the closed"),
        FactorName.AMOUNT: text.say("mean amount won"),
        FactorName.CYCLE: text.say("mean sales cycle"),
    }[factor]


def _written(value: float, factor: Factor, answer: Answer, text: Text) -> str:
    return text.value(value, factor.unit, answer.currency)


def _plotted(factor: Factor, text: Text) -> float:
    return text.plotted(factor.now, factor.unit)


def _then(factor: Factor, answer: Answer, text: Text) -> str:
    return "–" if factor.then is None else _written(factor.then, factor, answer, text)


def _effect(factor: Factor, text: Text) -> str:
    return "–" if factor.effect is None else text.relative(factor.effect)


def _spoken(factor: Factor, then: str, answer: Answer, text: Text) -> Markup:
    name, now = bold(named(factor.name, text)), _written(factor.now, factor, answer, text)
    if factor.effect is None:
        return fill(text.say("• {name}: {value}"), name=name, value=now)
    return fill(
        text.say("• {name}: {value}, was {then} in {period}: {effect} on the velocity"),
        name=name,
        value=now,
        then=_then(factor, answer, text),
        period=then,
        effect=_effect(factor, text),
    )
