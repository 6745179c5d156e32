"""The last periods of a watched figure with the line that it was held against, as Slack's own small chart."""

from bot.charts.twin import sparkline
from bot.text import Text
from bot.use_cases.alerts.episode_news import EpisodeNews, Told
from bot.views import nouns
from bot.views.kit import Axes, Block, chart, section
from bot.views.mrkdwn import bold, join, lines
from kpi_engine.alerts import Condition
from kpi_engine.figure import Unit
from kpi_engine.periods import Grain

_FEWEST = 3  # points that show a course

Heights = list[tuple[str, float]]


def course_chart(told: Told, news: EpisodeNews, text: Text) -> tuple[Block, ...]:
    """The chart; nothing where there is no course to see."""
    if len(told.course) < _FEWEST:
        return ()
    unit = told.judgement.unit
    heights = [(text.tick(period), text.plotted(value, unit)) for period, value in told.course]
    grain = text.say("week") if news.rule.grain is Grain.WEEK else text.say("month")
    name = text.say(news.kpi.name) if news.kpi else news.rule.kpi
    title = text.say("{kpi} by {grain}", kpi=name, grain=grain)
    listed = [
        text.say("{period}: {value}", period=text.tick(period), value=text.value(value, unit, told.currency))
        for period, value in told.course
    ]
    return (
        chart(
            "line",
            title,
            {nouns.whose(news.rule.scope, text): heights} | _line(told, news, heights, text),
            Axes(across=grain, up=_up(told, text)),
            instead=section(lines(bold(title), sparkline([height for _, height in heights]), join(" · ", *listed))),
        ),
    )


def _line(told: Told, news: EpisodeNews, heights: Heights, text: Text) -> dict[str, Heights]:
    """What the figure was held against, the same at every point: Slack's charts draw no line across."""
    limit = told.judgement.limit
    if limit is None:
        return {}
    named = {
        Condition.CHANGE: text.say("Period before"),
        Condition.UNUSUAL: text.say("End of the usual"),
    }.get(news.rule.condition, text.say("Limit"))
    return {named: [(label, text.plotted(limit, told.judgement.unit)) for label, _ in heights]}


def _up(told: Told, text: Text) -> str:
    """What the upright axis counts."""
    return {
        Unit.SHARE: "%",
        Unit.DAYS: text.say("days"),
        Unit.COUNT: text.say("number"),
        Unit.SCORE: text.say("points"),
        Unit.RATIO: text.say("times"),
    }.get(told.judgement.unit, told.currency or text.say("amount"))
