"""A split as it is shown: every contribution rounded so that what people read adds up to the change they read."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views import why_words
from kpi_engine.answer import Answer
from kpi_engine.figure import Unit
from kpi_engine.why import Contribution, Split
from kpi_engine.why.effects import Effect


def adding_up(reply: WhyReply, text: Text) -> WhyReply:
    """The reply with all its splits rounded for the reader."""
    explanation = reply.explanation
    splits = tuple(rounded(split, explanation.answer, text) for split in explanation.splits)
    return replace(reply, explanation=replace(explanation, splits=splits))


def rounded(split: Split, answer: Answer, text: Text) -> Split:
    """Round the effects of a split to the decimals of its change; rows and columns add up as shown."""
    step = _step(answer, text)
    effects = _effects([each.effect for each in split.contributions], step)
    now = [replace(each, effect=effect) for each, effect in zip(split.contributions, effects, strict=True)]

    def same(found: Contribution | None) -> Contribution | None:
        return now[split.contributions.index(found)] if found else None

    return replace(
        split,
        contributions=tuple(now),
        lead=same(split.lead),
        shift=same(split.shift),
        against=same(split.against),
    )


def apportioned(parts: Sequence[Fraction], whole: Fraction, step: Fraction) -> list[Fraction]:
    """Multiples of `step`, each less than one step from its part, that add up to `whole`, the rounded sum of the parts.

    Largest remainders: all are rounded down, then those that lost most go up (Hamilton's method).
    """
    down = [floor(part / step) for part in parts]
    missing = int(whole / step) - sum(down)
    losers = sorted(range(len(parts)), key=lambda place: (down[place] - parts[place] / step, place))
    up = set(losers[:missing])
    return [(count + (place in up)) * step for place, count in enumerate(down)]


def _effects(effects: Sequence[Effect], step: Fraction) -> list[Effect]:
    """Column by column; each row's total is what its two parts come to as shown."""
    whole = _nearest(sum((each.total for each in effects), Fraction()), step)
    if any(each.rate is None or each.mix is None for each in effects):
        totals = apportioned([each.total for each in effects], whole, step)
        return [replace(each, total=total) for each, total in zip(effects, totals, strict=True)]
    own = [each.rate or Fraction() for each in effects]
    weights = [each.mix or Fraction() for each in effects]
    of_rates = _nearest(sum(own, Fraction()), step)
    rates, mixes = apportioned(own, of_rates, step), apportioned(weights, whole - of_rates, step)
    return [Effect(rate + mix, rate, mix) for rate, mix in zip(rates, mixes, strict=True)]


def _nearest(number: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step, halves away from zero as everywhere."""
    steps = floor(abs(number) / step + Fraction(1, 2))
    return (steps if number >= 0 else -steps) * step


def _step(answer: Answer, text: Text) -> Fraction:
    """The last decimal that is shown, in the figure's own unit."""
    scale = 100 if answer.unit is Unit.SHARE else 1
    return Fraction(1, 10 ** why_words.decimals(answer, text) * scale)
