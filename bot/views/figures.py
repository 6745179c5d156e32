"""A figure in words: its value, what it rests on, how sure it is. Nothing is computed here."""

from collections.abc import Sequence

from bot.text import Text
from bot.views import nouns
from kpi_engine.answer import Answer
from kpi_engine.figure import Change, Companion, Figure, Interval, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.question import Basis


def brief(figure: Figure, answer: Answer, text: Text) -> str:
    """The figure as it stands in a headline, a row or a list."""
    match figure:
        case Value():
            return text.value(figure.value, figure.unit, answer.currency)
        case NoData(reason=Reason.NO_GOAL):
            return text.say("no target")
        case NoData(reason=Reason.GOAL_REACHED):
            return text.say("target reached")
        case NoData():
            return text.say("no data")
        case TooLittle():
            return text.say("too few (n = {n})", n=text.number(figure.n))
        case NotComputable():
            return text.say("not computable")


def alike(told: Sequence[Figure], answer: Answer, text: Text) -> tuple[str, ...]:
    """Figures of one list, all with the same number of decimals; lengths of time keep their unit."""
    known = [figure.value for figure in told if isinstance(figure, Value)]
    if answer.unit is Unit.DAYS:
        return tuple(brief(figure, answer, text) for figure in told)
    written = iter(text.alike(known, answer.unit, answer.currency))
    return tuple(next(written) if isinstance(figure, Value) else brief(figure, answer, text) for figure in told)


def counts(value: Value, answer: Answer, text: Text) -> str:
    """What the value rests on: 412 of 2,240 leads. Nothing for a count, which is its own count."""
    table = answer.receipt.table
    match value.unit:
        case Unit.COUNT | Unit.MONEY_PER_DAY | Unit.RATIO:
            return ""
        case Unit.MONEY if answer.receipt.per:
            amount = text.money(value.numerator or 0, answer.currency)
            return text.say("{amount} from {rows}", amount=amount, rows=nouns.rows(answer.receipt.per, value.n, text))
        case Unit.DAYS | Unit.MONEY | Unit.SCORE:
            return text.say("over {rows}", rows=nouns.rows(answer.receipt.per or table, value.n, text))
        case Unit.SHARE if answer.receipt.per:
            part, whole = (text.money(amount or 0, answer.currency) for amount in (value.numerator, value.denominator))
            customers = nouns.rows(answer.receipt.per, value.n, text)
            return text.say("{part} a month for {whole} at the start, {rows}", part=part, whole=whole, rows=customers)
        case Unit.SHARE:
            return _share_counts(value, answer, text)


def _share_counts(value: Value, answer: Answer, text: Text) -> str:
    part = text.number(value.numerator or 0)
    whole = nouns.rows(answer.receipt.table, value.denominator or value.n, text)
    if answer.question.basis is Basis.PERIOD:
        return text.say("{part} won for {whole} created", part=part, whole=whole)
    return text.say("{part} of {whole}", part=part, whole=whole)


def span(interval: Interval, unit: Unit, answer: Answer, text: Text) -> str:
    """The two ends of an interval: 16.8% to 20.1%."""
    match unit:
        case Unit.COUNT:
            low, high = text.whole(interval.low), text.whole(interval.high)
        case _:
            low, high = text.alike((interval.low, interval.high), unit, answer.currency)
    if low == high:
        return text.value(interval.high, unit, answer.currency)
    if unit is Unit.DAYS:
        return text.plural("{low} to {high} day", "{low} to {high} days", interval.high, low=low, high=high)
    return text.say("{low} to {high}", low=low, high=high)


def interval(figure: Figure, answer: Answer, text: Text) -> str:
    """The interval of a figure; nothing where there is none."""
    if not isinstance(figure, Value) or figure.interval is None:
        return ""
    return span(figure.interval, figure.unit, answer, text)


def change_interval(change: Change | None, answer: Answer, text: Text) -> str:
    """The interval of a change; nothing where there is none."""
    if change is None or change.interval is None:
        return ""
    low, high = (text.change(end, answer.unit, answer.currency) for end in (change.interval.low, change.interval.high))
    return text.say("{low} to {high}", low=low, high=high)


def certainty(figure: Figure, answer: Answer, text: Text) -> str:
    """The interval with its level."""
    said = interval(figure, answer, text)
    return text.say("95% interval: {span}", span=said) if said else ""


def basis(figure: Figure, answer: Answer, text: Text) -> tuple[str, ...]:
    """All that makes a value believable: counts, interval."""
    rests_on = counts(figure, answer, text) if isinstance(figure, Value) else ""
    return tuple(part for part in (rests_on, certainty(figure, answer, text)) if part)


def over_the_whole(answer: Answer, text: Text) -> str:
    """Why a share may exceed the whole: on the period basis two counts by two days stand over each other."""
    if answer.question.basis is not Basis.PERIOD or answer.unit is not Unit.SHARE:
        return ""
    return text.say("May exceed 100%: leads won in the period may have been created before it.")


def companions(figure: Figure, answer: Answer, text: Text) -> tuple[str, ...]:
    """The figures that stand beside a value."""
    beside = dict(figure.beside) if isinstance(figure, Value) else {}
    said = {name: text.value(number, figure.unit, answer.currency) for name, number in beside.items()}
    parts = []
    if Companion.MEDIAN in said:
        parts.append(text.say("median {value}", value=said[Companion.MEDIAN]))
    if Companion.MEAN in said:
        parts.append(text.say("mean {value}", value=said[Companion.MEAN]))
    if Companion.FIRST_QUARTILE in said and Companion.THIRD_QUARTILE in said:
        middle = Interval(beside[Companion.FIRST_QUARTILE], beside[Companion.THIRD_QUARTILE])
        parts.append(text.say("middle half: {span}", span=span(middle, figure.unit, answer, text)))
    if Companion.PROMOTERS in said:
        ends = {"promoters": said[Companion.PROMOTERS], "detractors": said[Companion.DETRACTORS]}
        parts.append(text.say("promoters {promoters} − detractors {detractors}", **ends))
        parts.append(text.say("over all responses: {value}", value=said[Companion.PER_RESPONSE]))
    return tuple(parts)
