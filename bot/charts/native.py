"""Slack's own chart of an answer's series, with its words under it."""

from bot.charts import twin
from bot.charts.across import ruling, then_in_force, told
from bot.charts.points import BARS, drawn, worth_drawing
from bot.text import Text
from bot.views import nouns
from bot.views.kit import Axes, Block, chart, context, section
from bot.views.mrkdwn import bold, join, lines
from kpi_engine.answer import Answer
from kpi_engine.figure import Unit
from kpi_engine.periods import Grain, Period
from kpi_engine.progress import Mark

Heights = list[tuple[str, float]]


def series_chart(answer: Answer, name: str, text: Text, mark: Mark | None = None) -> tuple[Block, ...]:
    """Bars for counts and amounts, a line for the rest; nothing for fewer than two values. `name` is the KPI's."""
    if not worth_drawing(answer):
        return ()
    title = over_time(answer, name, text)
    heights = [(point.label, point.height) for point in drawn(answer, text) if point.height is not None]
    shape = twin.sparkline([height for _, height in heights])
    drawing = chart(
        "bar" if answer.unit in BARS else "line",
        title,
        {nouns.legend(answer.question, text): heights} | _target(mark, heights, answer, text) | _then(answer, text),
        Axes(across=_grain(answer.series[-1].period, text), up=unit(answer, text)),
        instead=section(lines(bold(title), shape, twin.listing(answer, text))),
    )
    return drawing, context(
        join(
            " ",
            twin.trend(answer, text),
            twin.gaps(answer, text),
            twin.aimed_at(mark, answer, text),
            _across(answer, text),
        )
    )


def _target(mark: Mark | None, heights: Heights, answer: Answer, text: Text) -> dict[str, Heights]:
    """The target as a series of its own, the same at every point: Slack's charts draw no line across."""
    if mark is None:
        return {}
    named = text.say("Target, by today") if mark.on_the_way else text.say("Target")
    return {named: [(label, text.plotted(mark.height, answer.unit)) for label, _ in heights]}


def _then(answer: Answer, text: Text) -> dict[str, Heights]:
    """Across a change of definition, what was told at the time: Slack's charts draw no dashes and leave no gaps."""
    labels = [point.label for point in drawn(answer, text) if point.height is not None]
    figures = [height for _, height in then_in_force(answer, text)]
    return {text.say("As defined then"): list(zip(labels, figures, strict=True))} if figures else {}


def _across(answer: Answer, text: Text) -> str:
    """Which version figures follow; what the one before gave, where the chart does not show it."""
    if answer.broken is None or not then_in_force(answer, text):
        return told(answer, text)
    shown = text.say(
        "“{series}” is what version {version} gave until then.",
        series=text.say("As defined then"),
        version=text.number(answer.broken.version),
    )
    return f"{ruling(answer, text)} {shown}"


def over_time(answer: Answer, name: str, text: Text) -> str:
    """The title of a chart: Conversion rate by quarter."""
    return text.say("{kpi} by {grain}", kpi=name, grain=_grain(answer.series[-1].period, text))


def unit(answer: Answer, text: Text) -> str:
    """What the upright axis counts."""
    match answer.unit:
        case Unit.SHARE:
            return "%"
        case Unit.COUNT:
            return nouns.kind(answer.receipt.table, text)
        case _:
            amount = answer.currency or text.say("amount")
            return {
                Unit.DAYS: text.say("days"),
                Unit.MONEY: amount,
                Unit.MONEY_PER_DAY: text.say("{currency} a day", currency=amount),
                Unit.RATIO: text.say("times"),
                Unit.SCORE: text.say("points"),
            }[answer.unit]


def _grain(period: Period, text: Text) -> str:
    match period.grain:
        case Grain.DAY:
            return text.say("day")
        case Grain.WEEK:
            return text.say("week")
        case Grain.MONTH:
            return text.say("month")
        case Grain.QUARTER:
            return text.say("quarter")
        case Grain.YEAR:
            return text.say("year")
        case None:
            return text.plural("run of {count} day", "run of {count} days", period.days)
