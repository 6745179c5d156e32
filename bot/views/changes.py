"""What changed, and whether it means anything: one sentence, with the verdict in words."""

from bot.text import Text
from bot.views import figures, footing, nouns
from bot.views.mrkdwn import Markup, bold, fill, marked
from kpi_engine.answer import Answer, Comparison
from kpi_engine.figure import Change, Direction, NoData, Reason, Unit


def change(answer: Answer, text: Text, then: str = "") -> Markup:
    """+1.2 points vs Q2 2026 (17.2%): within normal variation. `then` is a shorter name of what it is set beside."""
    comparison = answer.comparison
    if comparison is None:
        return Markup()
    if comparison.change is None:
        return marked(_nothing_to_compare(comparison, answer, text))
    return fill(
        _verdict(comparison.change, answer.better, text),
        change=bold(size(comparison.change, answer, text)),
        period=then or text.period(comparison.period),
        then=figures.brief(comparison.figure, answer, text),
        rows=nouns.kind(answer.receipt.per or answer.receipt.table, text),
    )


def fairness(answer: Answer, text: Text) -> str:
    """How earlier periods were made comparable, where they had to be."""
    comparison = answer.comparison
    if comparison is None or comparison.change is None or answer.question.age is not None:
        return ""
    if comparison.equal_age:
        return text.say("Earlier periods are seen at the same age: what happened to them later is not counted.")
    if comparison.cut:
        return text.say("Earlier periods are counted over the same number of days.")
    return ""


def size(change: Change, answer: Answer, text: Text) -> str:
    """How much it is: +1.2 points, or +31 and +21.7%."""
    absolute = text.change(change.absolute, answer.unit, answer.currency)
    if answer.unit in {Unit.SHARE, Unit.SCORE} or change.relative is None:
        return absolute
    return text.say("{change}, or {relative}", change=absolute, relative=text.relative(change.relative))


def shortly(change: Change, answer: Answer, text: Text) -> str:
    """How much it is, in one number: shares and scores in points, the rest relative to what was."""
    if answer.unit in {Unit.SHARE, Unit.SCORE} or change.relative is None:
        return text.change(change.absolute, answer.unit, answer.currency)
    return text.relative(change.relative)


def _verdict(change: Change, better: Direction, text: Text) -> str:
    if change.too_few:
        return text.say("{change} vs {period} ({then}). Too few {rows} to tell it from chance, so judge with care.")
    if change.beyond_noise is None:
        return text.say("{change} vs {period} ({then}). This kind of figure has no interval, so judge with care.")
    if not change.beyond_noise:
        return text.say("{change} vs {period} ({then}): within normal variation.")
    if better is Direction.NEITHER:
        return text.say("{change} vs {period} ({then}): a real change.")
    if (change.absolute > 0) == (better is Direction.UP):
        return text.say("{change} vs {period} ({then}): a real change, for the better.")
    return text.say("{change} vs {period} ({then}): a real change, for the worse.")


def _nothing_to_compare(comparison: Comparison, answer: Answer, text: Text) -> str:
    then, period = comparison.figure, text.period(comparison.period)
    if isinstance(then, NoData) and then.event and then.first_day:
        return text.say(
            "Nothing to compare with: {recorded}, after {period}.",
            recorded=footing.recorded_from(then.event, then.first_day, text),
            period=period,
        )
    if comparison.facts_from and isinstance(then, NoData):
        return text.say(
            "Nothing to compare with: there is no figure for {period}, and its data begins on {day} only.",
            period=period,
            day=text.day(comparison.facts_from),
        )
    if comparison.facts_from and comparison.late_event:
        return text.say(
            "{period} showed {then}, but {recorded}: no fair comparison.",
            period=period,
            then=figures.brief(then, answer, text),
            recorded=footing.recorded_from(comparison.late_event, comparison.facts_from, text),
        )
    if comparison.facts_from:
        return text.say(
            "{period} showed {then}, but its data begins on {day} only: no fair comparison.",
            period=period,
            then=figures.brief(then, answer, text),
            day=text.day(comparison.facts_from),
        )
    if isinstance(then, NoData) and then.reason is Reason.BEFORE_FACTS:
        return text.say("Nothing to compare with yet: the data begins after {period}.", period=period)
    return text.say("Nothing to compare with: no usable figure for {period}.", period=period)
