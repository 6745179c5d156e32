"""How ripe a cohort is, what to expect of it, and which earlier periods it must not be set beside."""

from bot.text import Text
from bot.views import footing, nouns
from bot.views.mrkdwn import Markup, lines
from kpi_engine.answer import Answer, Incomparable
from kpi_engine.cohorts import CohortGrid
from kpi_engine.detail import Maturity
from kpi_engine.figure import Unit


def maturity(answer: Answer, text: Text) -> Markup:
    """Everything that keeps a cohort, or a period recorded in part, from being misread; nothing where all is plain."""
    return lines(_at_age(answer, text), _cut(answer, text), _ripening(answer, text), incomparable(answer, text))


def _at_age(answer: Answer, text: Text) -> str:
    if answer.question.age is None:
        return ""
    return text.plural(
        "Counted on the first day of life: what came later is left out, for every period alike.",
        "Counted at {count} days: what came later in the life of each is left out, for every period alike.",
        answer.question.age,
    )


def _cut(answer: Answer, text: Text) -> str:
    """Its own early outcomes are missing."""
    if answer.late_event is None or answer.facts_from is None:
        return ""
    return text.say(
        "Not comparable with later periods: {recorded}, so its earlier ones are missing.",
        recorded=footing.recorded_from(answer.late_event, answer.facts_from, text),
    )


def _ripening(answer: Answer, text: Text) -> str:
    found = answer.maturity
    if found is None:
        return ""
    horizon, rows = text.number(found.horizon), nouns.kind(answer.receipt.table, text)
    if found.is_ripe:
        return text.say(
            "Ripe: at this age, earlier {rows} had reached all they came to in {horizon} days.",
            rows=rows,
            horizon=horizon,
        )
    low, high = expected(found, answer, text)
    return text.say(
        "Still ripening: at this age, earlier {rows} had reached about {share} of what they came to in {horizon} days. "
        "Expect {low} to {high} in the end.",
        rows=rows,
        share=text.on_scale(text.plotted(round(found.so_far, 2), Unit.SHARE), Unit.SHARE),
        horizon=horizon,
        low=low,
        high=high,
    )


def expected(found: Maturity, answer: Answer, text: Text) -> tuple[str, str]:
    """The two ends between which the figure will come to lie."""
    interval = found.projected_interval
    low, high = text.alike((interval.low, interval.high), Unit.SHARE, answer.currency)
    return low, high


def incomparable(answer: Answer, text: Text) -> str:
    """Which periods before are no points of the series, and why; nothing where no series is shown."""
    found = answer.incomparable
    if found is None or isinstance(answer.detail, CohortGrid):
        return ""
    if found.late_event:
        return text.say(
            "Not comparable, so not in the series: {periods}; {recorded}.",
            periods=_named(found, text),
            recorded=footing.recorded_from(found.late_event, found.since, text),
        )
    return text.say(
        "Not comparable, so not in the series: {periods}, of which only the days from {day} on are recorded.",
        periods=_named(found, text),
        day=text.day(found.since),
    )


def _named(found: Incomparable, text: Text) -> str:
    first, last = found.periods[0], found.periods[-1]
    if first == last:
        return text.period(first)
    return text.say("{first} to {last}", first=text.period(first), last=text.period(last))


def receipt_lines(answer: Answer, text: Text) -> tuple[tuple[str, str], ...]:
    """The projection as the receipt lists it."""
    found = answer.maturity
    if found is None:
        return ()
    low, high = expected(found, answer, text)
    before_low, before_high = text.alike(
        (found.eventual_interval.low, found.eventual_interval.high), Unit.SHARE, answer.currency
    )
    return (
        (
            text.say("Expected in the end"),
            text.say("{value} ({low} to {high})", value=text.share(found.projected), low=low, high=high),
        ),
        (
            text.say("What earlier cohorts came to"),
            text.plural(
                "{value} in one day ({low} to {high}), over {rows}",
                "{value} in {count} days ({low} to {high}), over {rows}",
                found.horizon,
                value=text.share(found.eventual),
                low=before_low,
                high=before_high,
                rows=nouns.rows(answer.receipt.table, found.n, text),
            ),
        ),
    )
