"""A target and where it stands, in words: what was promised, what is there, what it takes from now on."""

from bot.text import Text
from bot.views import nouns
from bot.views.kit import Block, section
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.course import Course, Line, Manner
from kpi_engine.figure import Direction, NoData, NotComputable, TooLittle, Unit, Value
from kpi_engine.progress import Allowance, Progress, Remainder, Rest, Verdict
from kpi_engine.target import Target, TargetKind

_HERE = "{verdict}"  # stays open in a sentence until the verdict is written in bold


def progress_blocks(progress: tuple[Progress, ...], text: Text) -> tuple[Block, ...]:
    """The targets of a card, each a paragraph of its own."""
    return tuple(section(told(each, text)) for each in progress)


def told(progress: Progress, text: Text) -> Markup:
    """All there is to say of a target: aim, standing, verdict, what is needed, what to doubt."""
    return lines(
        bold(aim(progress, text)),
        origin(progress, text),
        _standing(progress, text),
        _judged(progress, text),
        _needed(progress, text),
        _doubts(progress, text),
    )


def aim(progress: Progress, text: Text) -> str:
    """Target for Q4 2026: 88.0% (+10.0%)."""
    target = progress.target
    said = {"period": text.period(target.horizon), "aim": _value(target.aim, progress, text)}
    step = change(target, progress.unit, progress.currency, text)
    if not step:
        return text.say("Target for {period}: {aim}", **said)
    return text.say("Target for {period}: {aim} ({step})", **said, step=step)


def change(target: Target, unit: Unit, currency: str | None, text: Text) -> str:
    """The step from the baseline, as it was said; nothing for a level to reach."""
    match target.kind:
        case TargetKind.RELATIVE:
            return text.relative(target.amount)
        case TargetKind.POINTS:
            return text.change(target.amount, unit, currency)
        case TargetKind.ABSOLUTE:
            return ""


def origin(progress: Progress, text: Text) -> str:
    """What the target starts from; nothing where there was no figure."""
    baseline = progress.target.baseline
    if baseline is None:
        return ""
    return text.say(
        "Starting from {value} in {period}.",
        value=_value(baseline.value, progress, text),
        period=text.period(baseline.period),
    )


def verdict(progress: Progress, text: Text) -> str:
    """The verdict in a word or two."""
    return verdict_words(progress.verdict, text)


def verdict_words(found: Verdict, text: Text) -> str:
    """Where a target stands, in a word or two."""
    return {
        Verdict.REACHED: text.say("reached"),
        Verdict.MISSED: text.say("missed"),
        Verdict.AHEAD: text.say("ahead"),
        Verdict.ON_TRACK: text.say("on track"),
        Verdict.BEHIND: text.say("behind"),
        Verdict.TOO_EARLY: text.say("too early to tell"),
        Verdict.OUT_OF_REACH: text.say("out of reach"),
        Verdict.NOT_BEGUN: text.say("not begun"),
        Verdict.NO_FIGURE: text.say("no figure yet"),
    }[found]


def now(progress: Progress, text: Text) -> str:
    """The present figure, or the word for why there is none."""
    match progress.now:
        case Value() as figure:
            return _value(figure.value, progress, text)
        case NoData():
            return text.say("no data")
        case TooLittle() as figure:
            return text.say("too few (n = {n})", n=text.number(figure.n))
        case NotComputable():
            return text.say("not computable")


def _value(value: float, progress: Progress, text: Text) -> str:
    return text.value(value, progress.unit, progress.currency)


def _standing(progress: Progress, text: Text) -> str:
    if progress.verdict in {Verdict.NOT_BEGUN, Verdict.NO_FIGURE}:
        return ""
    figure = now(progress, text)
    if progress.projected is not None and (progress.ends or not progress.over):
        return _ripening(progress, progress.projected, text)
    if progress.way is None:
        return text.say("Now {now}.", now=figure)
    if progress.way < 0:
        return text.say("Now {now}, further away than at the start.", now=figure)
    way = text.share(progress.way)
    if progress.manner is Manner.SUM:
        return text.say("Now {now}, {way} of the target.", now=figure, way=way)
    return text.say("Now {now}, {way} of the way.", now=figure, way=way)


def _ripening(progress: Progress, projected: float, text: Text) -> str:
    """What a cohort will come to: what its card expects of it, else what earlier years came to."""
    figure = now(progress, text)
    if progress.ends is None:
        return text.say(
            "Now {now}; if it ripens as in earlier years, it comes to about {projected}.",
            now=figure,
            projected=_value(projected, progress, text),
        )
    low, high = text.alike((progress.ends.low, progress.ends.high), progress.unit, progress.currency)
    return text.say("Now {now}. Expect {low} to {high} in the end.", now=figure, low=low, high=high)


def _judged(progress: Progress, text: Text) -> Markup:
    word = verdict(progress, text)
    return fill(_explained(progress, text), verdict=bold(capital(word)))


def _explained(progress: Progress, text: Text) -> str:
    """A sentence with a place for the verdict."""
    match progress.verdict:
        case Verdict.NOT_BEGUN:
            return text.say(
                "{verdict}: it begins on {day}.", verdict=_HERE, day=text.day(progress.target.horizon.start)
            )
        case Verdict.TOO_EARLY:
            return _too_early(progress, text)
        case Verdict.AHEAD | Verdict.ON_TRACK | Verdict.BEHIND if progress.expected not in {None, progress.target.aim}:
            return text.say(
                "{verdict}: by today it should be {expected}, going by {course}.",
                verdict=_HERE,
                expected=_value(progress.expected or 0.0, progress, text),
                course=_course(progress.course, text),
            )
        case Verdict.OUT_OF_REACH:
            return text.say("{verdict}: what is still to come cannot make up for it.", verdict=_HERE)
        case _:
            return text.say("{verdict}.", verdict=_HERE)


def _too_early(progress: Progress, text: Text) -> str:
    rows = nouns.kind(progress.table, text)
    if progress.expected is None:
        return text.say(
            "{verdict}: these {rows} are young, and no two earlier years show how they ripen.", verdict=_HERE, rows=rows
        )
    return text.say(
        "{verdict}: there are too few {rows} to say whether it is on its way to the target ({expected} by today) "
        "or nothing has changed.",
        verdict=_HERE,
        rows=rows,
        expected=_value(progress.expected, progress, text),
    )


def _course(course: Course, text: Text) -> str:
    if course.line is Line.STRAIGHT:
        return text.say("the days gone by: no two earlier years show a season")
    return text.say(
        "the same days of {years}", years=text.listed([text.period(year) for year in reversed(course.years)])
    )


def _needed(progress: Progress, text: Text) -> str:
    match progress.needed:
        case Remainder() as remainder if remainder.amount > 0:
            return text.plural(
                "Still to come: {amount} in {count} day.",
                "Still to come: {amount} in {count} days, or {weekly} a week.",
                remainder.days,
                amount=_value(remainder.amount, progress, text),
                weekly=_value(remainder.per_week, progress, text),
            )
        case Rest() as rest if round(rest.volume) and not _secured(rest, progress):
            return _rest(rest, progress, text)
        case Allowance() as allowance:
            return _allowance(allowance, text)
        case None if progress.manner is Manner.LEVEL and _running(progress):
            return _no_remainder(progress, text)
    return ""


def _rest(rest: Rest, progress: Progress, text: Text) -> str:
    """What the rows to come must come to; where no share can, that."""
    said = {
        "aim": _value(progress.target.aim, progress, text),
        "rows": nouns.rows(progress.table, float(round(rest.volume)), text),
    }
    if progress.unit is not Unit.SHARE or 0 <= rest.value <= 1:
        needed = _value(rest.value, progress, text)
        return text.say(
            "To finish at {aim}, what is still to come (about {rows}) must reach {value}.", **said, value=needed
        )
    if rest.value > 1:
        return text.say("Even 100% of what is still to come (about {rows}) would not bring it to {aim}.", **said)
    return text.say("Even 0% of what is still to come (about {rows}) would not bring it down to {aim}.", **said)


def _secured(rest: Rest, progress: Progress) -> bool:
    """Nothing that may still come can undo it."""
    return rest.value <= 0 if progress.better is Direction.UP else progress.unit is Unit.SHARE and rest.value >= 1


def _running(progress: Progress) -> bool:
    return not progress.over and progress.verdict not in {Verdict.NOT_BEGUN, Verdict.NO_FIGURE}


def _allowance(allowance: Allowance, text: Text) -> str:
    listed, lost = text.number(allowance.listed), text.number(allowance.lost)
    if allowance.left < 0:
        allowed = text.number(allowance.allowed)
        return text.say(
            "Of {listed} customers, {allowed} may leave in all; {lost} already have.",
            listed=listed,
            lost=lost,
            allowed=allowed,
        )
    return text.plural(
        "Of {listed} customers {lost} left so far; at most {count} more may.",
        "Of {listed} customers {lost} left so far; at most {count} more may.",
        allowance.left,
        listed=listed,
        lost=lost,
    )


def _no_remainder(progress: Progress, text: Text) -> str:
    aim = _value(progress.target.aim, progress, text)
    if progress.unit is not Unit.DAYS:
        return text.say(
            "This kind of figure does not add up week by week: it has to come to {aim} as a whole.", aim=aim
        )
    return text.say(
        "A median does not add up week by week: most of what is still to come must take {aim} at most.", aim=aim
    )


def _doubts(progress: Progress, text: Text) -> str:
    said = []
    if progress.facts_from:
        said.append(text.say("The data of this period begins on {day} only.", day=text.day(progress.facts_from)))
    if not progress.sure:
        said.append(text.say("This kind of figure has no interval, so judge with care."))
    return " ".join(said)
