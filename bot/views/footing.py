"""The small print under every figure: whose, when, up to when, and what was left out."""

from datetime import date, datetime

from bot.text import Text
from bot.views import nouns
from kpi_engine.answer import Answer, LeftOut, LeftOutReason


def standing(answer: Answer, text: Text) -> tuple[str, ...]:
    """Whose numbers, which period, and how much of it the facts cover."""
    whose = nouns.population(answer.question, text)
    return (whose, text.period(answer.question.period), *_age(answer, text), *coverage(answer, text))


def _age(answer: Answer, text: Text) -> tuple[str, ...]:
    age = answer.question.age
    return (text.plural("at {count} day", "at {count} days", age),) if age else ()


def in_progress(answer: Answer) -> bool:
    """Whether the last day counted lies inside the period, before its end."""
    period = answer.question.period
    return period.start <= answer.as_of < period.last_day


def coverage(answer: Answer, text: Text) -> tuple[str, ...]:
    """How much of the period the facts cover and since when its outcomes are recorded; nothing for the whole of it."""
    if not answer.partial:
        return ()
    period, parts = answer.question.period, []
    if in_progress(answer):
        counted, total = (answer.as_of - period.start).days + 1, text.number(period.days)
        parts.append(
            text.plural("partial: {count} day of {total}", "partial: {count} days of {total}", counted, total=total)
        )
    if answer.facts_from and answer.late_event:
        parts.append(recorded_from(answer.late_event, answer.facts_from, text))
    elif answer.facts_from:
        parts.append(text.say("partial: the data begins on {day}", day=text.day(answer.facts_from)))
    return tuple(parts)


def recorded_from(event: str, first: date, text: Text) -> str:
    """Since when an event is recorded at all: until then, rows can only look as if it never came."""
    day = text.day(first)
    match event:
        case "won":
            return text.say("wins are recorded from {day} on", day=day)
        case "qualified":
            return text.say("qualifications are recorded from {day} on", day=day)
        case "lost":
            return text.say("losses are recorded from {day} on", day=day)
        case "ended":
            return text.say("customers who leave are recorded from {day} on", day=day)
        case "contacted":
            return text.say("first contacts are recorded from {day} on", day=day)
        case _:
            return text.say("what follows is recorded from {day} on", day=day)


def freshness(answer: Answer, now: datetime, text: Text) -> str:
    """Up to when the facts are complete, when they came, in which zone days are counted, and the way back here."""
    return text.say(
        "Data up to {as_of}, loaded {ago} · {zone} · receipt {id}",
        as_of=text.day(answer.as_of),
        ago=text.ago(answer.loaded_at, now),
        zone=answer.zone,
        id=answer.receipt.id,
    )


def lasting(answer: Answer, text: Text) -> str:
    """The same where it stays for years: nothing in it grows old, and the receipt leads back to it."""
    return text.say(
        "Data up to {as_of}, loaded on {moment} · {zone}\nReceipt {id} · definition v{version}",
        as_of=text.day(answer.as_of),
        moment=text.moment(answer.loaded_at, answer.zone),
        zone=answer.zone,
        id=answer.receipt.id,
        version=answer.receipt.definition_version,
    )


def left_out(answer: Answer, text: Text) -> str:
    """Rows of the period that do not count, and why; nothing where all count."""
    parts = [_left_out(each, text) for each in answer.left_out if each.count]
    return text.say("Left out: {parts}.", parts=text.listed(parts)) if parts else ""


def _left_out(left: LeftOut, text: Text) -> str:
    count = left.count
    return {
        LeftOutReason.OPEN: text.plural("{count} still open", "{count} still open", count),
        LeftOutReason.CLOSED_BEFORE_CREATED: text.plural(
            "{count} closed before its creation", "{count} closed before their creation", count
        ),
        LeftOutReason.NO_AMOUNT: text.plural("{count} without an amount", "{count} without an amount", count),
        LeftOutReason.NO_ACCOUNT: text.plural(
            "{count} without a known customer", "{count} without a known customer", count
        ),
        LeftOutReason.AFTER_AS_OF: text.plural("{count} dated in the future", "{count} dated in the future", count),
        LeftOutReason.CLOSED_UNDATED: text.plural(
            "{count} closed on an unknown day", "{count} closed on an unknown day", count
        ),
        LeftOutReason.NO_OPPORTUNITY: text.plural(
            "{count} stage of an unknown opportunity", "{count} stages of an unknown opportunity", count
        ),
        LeftOutReason.LEFT_BEFORE_ENTERED: text.plural(
            "{count} stage left before it was entered", "{count} stages left before they were entered", count
        ),
        LeftOutReason.NOT_CONTACTED: text.plural("{count} not contacted so far", "{count} not contacted so far", count),
        LeftOutReason.CONTACTED_BEFORE_CREATED: text.plural(
            "{count} contacted before its creation", "{count} contacted before their creation", count
        ),
        LeftOutReason.OUT_OF_SCALE: text.plural(
            "{count} with a score off the scale", "{count} with a score off the scale", count
        ),
        LeftOutReason.NOT_YET: text.plural("{count} still waiting", "{count} still waiting", count),
        LeftOutReason.OUT_OF_ORDER: text.plural(
            "{count} that ended before it began", "{count} that ended before they began", count
        ),
        LeftOutReason.START_UNKNOWN: text.plural(
            "{count} that began on an unknown day", "{count} that began on an unknown day", count
        ),
    }[left.reason]
