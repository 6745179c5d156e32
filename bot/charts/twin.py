"""The words that say what a chart shows: for ears, for notifications, and for where the chart is refused."""

from collections.abc import Sequence

from bot.charts.across import told
from bot.charts.points import Drawn, drawn, valued, worth_drawing
from bot.text import Text
from bot.views import limits
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer
from kpi_engine.figure import Unit
from kpi_engine.progress import Mark

_BARS = "▁▂▃▄▅▆▇█"


def sparkline(heights: Sequence[float]) -> str:
    """The shape of a series in one line of characters, its lowest and highest value at the ends of the scale."""
    low, high = min(heights), max(heights)
    steps = len(_BARS) - 1
    return "".join(
        _BARS[round((height - low) / (high - low) * steps) if high > low else steps // 2] for height in heights
    )


def trend(answer: Answer, text: Text) -> str:
    """Where the series came from, where it is, how low and how high it went; nothing for fewer than two values."""
    if not worth_drawing(answer):
        return ""
    points = valued(answer, text)
    first, last = points[0], points[-1]
    low, high = min(points, key=_height), max(points, key=_height)
    began, came = (_alike((first, last), answer, text), _alike((low, high), answer, text))
    ends = {"first": began[0], "since": first.label, "last": began[1], "until": last.label}
    if {low, high} <= {first, last}:
        return text.say("From {first} ({since}) to {last} ({until}).", **ends)
    return text.say(
        "From {first} ({since}) to {last} ({until}); lowest {low} ({low_period}), highest {high} ({high_period}).",
        **ends,
        low=came[0],
        low_period=low.label,
        high=came[1],
        high_period=high.label,
    )


def _alike(points: Sequence[Drawn], answer: Answer, text: Text) -> tuple[str, ...]:
    """Two values of the series as they are written beside each other."""
    if answer.unit is Unit.DAYS:
        return tuple(point.written for point in points)
    return text.alike([point.value or 0.0 for point in points], answer.unit, answer.currency)


def gaps(answer: Answer, text: Text) -> str:
    """How many periods have no value; nothing where all have."""
    missing = len(drawn(answer, text)) - len(valued(answer, text))
    if not missing:
        return ""
    return text.plural(
        "{count} period has no figure and is not drawn.", "{count} periods have no figure and are not drawn.", missing
    )


def listing(answer: Answer, text: Text) -> str:
    """Every point: Q1 2026: 17.0% · Q2 2026: 17.2%."""
    points = (text.say("{period}: {value}", period=each.label, value=each.written) for each in drawn(answer, text))
    return " · ".join(points)


def alt_text(answer: Answer, title: str, text: Text, mark: Mark | None = None) -> str:
    """What a picture of the answer shows, for who cannot see it: every figure of it, and the target's line."""
    said = text.say(
        "Chart: {title}. {points}. {trend}", title=title, points=listing(answer, text), trend=trend(answer, text)
    )
    return clip(
        " ".join(filter(None, (said.strip(), aimed_at(mark, answer, text), told(answer, text)))), limits.IMAGE_ALT
    )


def aimed_at(mark: Mark | None, answer: Answer, text: Text) -> str:
    """Where the target stands among the points: at its aim or, while it runs, at what should be there by today."""
    if mark is None:
        return ""
    height, aim = (text.value(value, answer.unit, answer.currency) for value in (mark.height, mark.aim))
    if mark.on_the_way:
        return text.say("Target line: {value} by today, on the way to {aim}.", value=height, aim=aim)
    return text.say("Target line: {value}.", value=height)


def _height(point: Drawn) -> float:
    return point.height or 0.0
