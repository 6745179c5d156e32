"""The picture of a digest: a small chart of each figure, side by side. What they hold is settled here, in words.

The worker gets nothing but numbers and words as they are written in the message, so both say the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.charts.across import Across, across, told
from bot.charts.picture import Picture
from bot.charts.points import BARS, Drawn, drawn, worth_drawing
from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views import changes, figures, limits
from bot.views.digests import entries as digest_entries
from kpi_engine.answer import Answer
from kpi_engine.periods import Grain, Period
from kpi_engine.progress import Mark, mark_of

_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Break:
    """A place among the points from which on the figure means something else, or is known at all."""

    place: float
    label: str


@dataclass(frozen=True, slots=True)
class Small:
    """One small chart: `points` end at the last of `slots` places. `target`: its height and how it is written."""

    name: str
    note: str  # the change, and the age at which a week is seen
    value: str
    points: tuple[Drawn, ...]
    slots: int
    bars: bool
    ticks: tuple[tuple[int, str], ...]
    target: tuple[float, str] | None
    breaks: tuple[Break, ...]
    former: tuple[tuple[int, float], ...] = ()  # places and heights by the definition before
    former_told: str = ""  # the same in words


@dataclass(frozen=True, slots=True)
class Panel:
    """All of them under one title."""

    title: str
    legend: str
    charts: tuple[Small, ...]


def panel_picture(content: DigestContent, text: Text) -> Picture | None:
    """The picture of a digest; None where no figure has a course to show."""
    told = [each for each in content.entries if worth_drawing(each.answer)]
    if not told:
        return None
    panel = Panel(
        digest_entries.heading(content, text), _legend(told, text), tuple(_small(each, text) for each in told)
    )
    iso = content.period.start.isocalendar()
    return Picture(_paint, (panel,), f"{iso.year}-W{iso.week:02}", panel.title, alt_text(content, text))


def _paint(panel: Panel) -> bytes:
    from bot.charts.panel_png import draw  # noqa: PLC0415

    return draw(panel)


def title(text: Text) -> str:
    """What stands over the picture in the message."""
    return text.plural("The last {count} week", "The last {count} weeks", _WEEKS)


def alt_text(content: DigestContent, text: Text) -> str:
    """The title and each chart in words: every value that it draws and its target, for who cannot see it.

    Where that is more than Slack takes: of each its newest value and how low and high it went.
    """
    told = [each for each in content.entries if worth_drawing(each.answer)]
    heading = digest_entries.heading(content, text)
    whole = ". ".join((heading, *(_in_words(_small(each, text), text) for each in told)))
    if len(whole) <= limits.IMAGE_ALT:
        return whole
    ranged = (
        f"{text.say(each.kpi.name)} {_value(each, text)} ({digest_entries.reach(each.answer, text)})" for each in told
    )
    return f"{heading}. {', '.join(ranged)}"


def _in_words(chart: Small, text: Text) -> str:
    """Leads 28 (Target 50): 41, 39, 28."""
    newest = f"{chart.name} {chart.value}"
    if chart.target:
        newest = f"{newest} ({chart.target[1]})"
    said = text.say("{newest}: {course}", newest=newest, course=", ".join(point.written for point in chart.points))
    former = chart.former_told.removesuffix(".")  # whoever lists the charts ends each with a full stop
    return f"{said}. {former}" if former else said


def _value(entry: Entry, text: Text) -> str:
    return figures.brief(entry.answer.headline, entry.answer, text)


def _legend(told: Sequence[Entry], text: Text) -> str:
    lines = any(each.answer.unit not in BARS for each in told)
    bars = any(each.answer.unit in BARS for each in told)
    if lines and bars:
        return text.say("Shaded or thin line: 95% interval")
    return text.say("Shaded: 95% interval") if lines else text.say("Thin line: 95% interval")


def _small(entry: Entry, text: Text) -> Small:
    answer = entry.answer
    points = drawn(answer, text)
    slots = max(_WEEKS if answer.question.period.grain is Grain.WEEK else 0, len(points))
    mark = mark_of(entry.progress, answer.question.period) if entry.progress else None
    empty, broken = slots - len(points), across(answer, text)
    return Small(
        name=text.say(entry.kpi.name),
        note=_note(answer, text),
        value=_value(entry, text),
        points=points,
        slots=slots,
        bars=answer.unit in BARS,
        ticks=_ticks(answer, slots, text),
        target=_target(mark, answer, text),
        breaks=(*_breaks(answer, empty, text), *((_redefined(broken, empty, answer, text),) if broken else ())),
        former=tuple((empty + place, height) for place, height in broken.former) if broken else (),
        former_told=told(answer, text),
    )


def _note(answer: Answer, text: Text) -> str:
    change = answer.comparison.change if answer.comparison else None
    said = (changes.shortly(change, answer, text),) if change else ()
    age = answer.question.age
    return " · ".join((*said, *((text.plural("at {count} day", "at {count} days", age),) if age else ())))


def _ticks(answer: Answer, slots: int, text: Text) -> tuple[tuple[int, str], ...]:
    periods = [point.period for point in answer.series][-slots:]
    last, first = slots - 1, slots - len(periods)
    middle = (first + last) // 2
    places = sorted({first, middle, last} if last - first > 1 else {first, last})
    return tuple((place, _tick(periods[place - first], text)) for place in places)


def _tick(period: Period, text: Text) -> str:
    if period.grain is not Grain.WEEK:
        return text.tick(period)
    return text.say("W{week}", week=period.start.isocalendar().week)


def _target(mark: Mark | None, answer: Answer, text: Text) -> tuple[float, str] | None:
    if mark is None:
        return None
    value = text.value(mark.height, answer.unit, answer.currency)
    return text.plotted(mark.height, answer.unit), text.say("Target {value}", value=value)


def _breaks(answer: Answer, empty: int, text: Text) -> tuple[Break, ...]:
    """Where the record of all that the figure needs begins."""
    found = answer.incomparable
    if found is None:
        return ()
    return (Break(empty - 0.5, text.say("recorded from {day}", day=text.day(found.since))),)


def _redefined(broken: Across, empty: int, answer: Answer, text: Text) -> Break:
    """Where the definition changed, in few letters; since when stands in the message."""
    version = text.number(answer.receipt.definition_version)
    before = text.number(answer.broken.version if answer.broken else answer.receipt.definition_version)
    return Break(empty + broken.place, text.say("version {before} → {version}", before=before, version=version))
