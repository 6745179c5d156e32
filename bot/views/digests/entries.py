"""One figure of a digest: its value and what it rests on, its change, its target."""

from bot.charts import across, twin
from bot.charts.points import worth_drawing
from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views import changes, figures, footing, limits, nouns, outcomes, targets
from bot.views.mrkdwn import Markup, bold, join, lines
from kpi_engine.answer import Answer, ComparisonKind
from kpi_engine.course import Manner
from kpi_engine.figure import Interval, NoData, Reason, TooLittle, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.progress import Progress

_A_WEEK = 7  # days


def heading(content: DigestContent, text: Text) -> str:
    """Week 47: Team Nord."""
    week = content.period.start.isocalendar().week
    return text.say("Week {week}: {whose}", week=week, whose=nouns.whose(content.digest.scope, text))


def paragraph(entry: Entry, content: DigestContent, text: Text) -> Markup:
    """All there is to say of a figure, in three lines at most."""
    answer = entry.answer
    if not isinstance(answer.headline, Value):
        return lines(bold(outcomes.headline(answer, entry.kpi, text)), _why_none(answer, text))
    return lines(
        join(" · ", bold(outcomes.headline(answer, entry.kpi, text)), *rests_on(answer, content, text)),
        changes.change(answer, text, beside(answer, text)),
        target_line(entry.progress, text) if entry.progress else "",
    )


def _why_none(answer: Answer, text: Text) -> str:
    """Why there is no figure; nobody chose the days, so other ones are not proposed."""
    match answer.headline:
        case TooLittle():
            return ""
        case NoData(reason=Reason.NO_ROWS | Reason.EMPTY_DENOMINATOR, last_day=None):
            rows = nouns.kind(answer.receipt.table, text)
            return text.say("No {rows} in these days: unknown, which is not a zero.", rows=rows)
        case _:
            return outcomes.explanation(answer, text)


def rests_on(answer: Answer, content: DigestContent, text: Text) -> tuple[str, ...]:
    """Which days, where they are not the week's own, and what makes the value believable."""
    basis = (*figures.basis(answer.headline, answer, text), *filter(None, (across.shortly(answer, text),)))
    covered = footing.coverage(answer, text)
    if answer.question.period == content.period:
        return (*basis, *covered)
    so_far = 1 if footing.in_progress(answer) else 0  # said by the name of the days
    return (days_told(answer, text), *basis, *covered[so_far:])


def days_told(answer: Answer, text: Text) -> str:
    """Week 39 at 56 days · Q4 2026 so far."""
    question = answer.question
    if question.age:
        return text.plural(
            "{week} at {count} day", "{week} at {count} days", question.age, week=short(question.period, text)
        )
    if footing.in_progress(answer):
        return text.say("{period} so far", period=short(question.period, text))
    return short(question.period, text)


def beside(answer: Answer, text: Text) -> str:
    """The period that it is set beside, by a short name; a week of another year by that too."""
    if answer.comparison is None:
        return ""
    period, whole = answer.comparison.period, not answer.comparison.cut
    if whole and answer.comparison.kind is ComparisonKind.YEAR and period.grain is Grain.WEEK:
        return text.tick(period)
    return short(period, text)


def short(period: Period, text: Text) -> str:
    """A whole week by its number; other periods, and a week cut short, by their name."""
    if period.grain is not Grain.WEEK or period.days < _A_WEEK:
        return text.period(period)
    return text.say("week {number}", number=period.start.isocalendar().week)


def target_line(progress: Progress, text: Text) -> Markup:
    """Target for Q4 2026: €900,000 (+10.0%) · now €612,400, 68.0% of the target · behind."""
    parts = (targets.aim(progress, text), _standing(progress, text), bold(targets.verdict(progress, text)))
    return join(" · ", *parts)


def _standing(progress: Progress, text: Text) -> str:
    now = targets.now(progress, text)
    if progress.way is None or progress.way < 0 or progress.manner is not Manner.SUM:
        return text.say("now {now}", now=now)
    return text.say("now {now}, {way} of it", now=now, way=text.share(progress.way))


def trend_line(entry: Entry, text: Text, *, drawn: bool = True) -> str:
    """How the figure ran: its shape in characters, if it is to be drawn, and how low and high it went."""
    if not worth_drawing(entry.answer):
        return ""
    values = _values(entry.answer)
    ends = reach(entry.answer, text)
    if entry.answer.question.period.grain is Grain.WEEK:
        ranged = text.plural("{count} week: {range}", "{count} weeks: {range}", len(values), range=ends)
    else:
        ranged = text.plural("{count} period: {range}", "{count} periods: {range}", len(values), range=ends)
    return f"{twin.sparkline(values)} {ranged}" if drawn else ranged


def reach(answer: Answer, text: Text) -> str:
    """How low and how high the figure went: 14 to 76."""
    values = _values(answer)
    return figures.span(Interval(min(values), max(values)), answer.unit, answer, text)


def _values(answer: Answer) -> list[float]:
    """Those that a chart would draw."""
    newest = answer.series[-limits.CHART_POINTS :]
    return [point.figure.value for point in newest if isinstance(point.figure, Value)]
