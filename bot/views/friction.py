"""Where opportunities stick: the stage that holds them longest in a sentence, and all stages in a table."""

from collections.abc import Sequence

from bot.charts.twin import sparkline
from bot.text import Text
from bot.views import figures, nouns
from bot.views.kit import Block, Cell, context, section, table
from bot.views.mrkdwn import Markup, bold, capital, fill, join, lines, unmarked
from kpi_engine.answer import Answer
from kpi_engine.figure import Change, Figure, NoData, Unit, Value
from kpi_engine.friction import Cohort, Friction, Stage

_A_COURSE = 3


def friction(answer: Answer, detail: Friction, text: Text) -> tuple[Block, ...]:
    """The table of all stages, and how its figures were made comparable."""
    return (_table(answer, detail, text), context(_method(detail, text))) if detail.stages else ()


def sentence(answer: Answer, detail: Friction, text: Text) -> Markup:
    """Proposal holds opportunities longest: median 34 days, was 21 in Q3 2026; 12 of the 40 in it are stalled."""
    stage = detail.slowest
    if stage is None:
        return Markup()
    return join(" ", _slowest(stage, answer, detail, text), _stuck(stage, text))


def finding(answer: Answer, detail: Friction, text: Text) -> Markup:
    """The sentence, and the course of that stage's median."""
    said = sentence(answer, detail, text)
    return lines(said, course(detail.slowest, text)) if detail.slowest else said


def _slowest(stage: Stage, answer: Answer, detail: Friction, text: Text) -> Markup:
    name, median = bold(nouns.named(stage.name, text)), bold(brief(stage.now.median, answer, text))
    told: dict[str, str] = {"stage": name, "median": median}
    if stage.change is None or stage.then is None or detail.then is None:
        return fill(text.say("{stage} holds opportunities longest: median {median}."), **told)
    told |= {"then": brief(stage.then.median, answer, text), "period": text.period(detail.then)}
    return fill(_verdict(stage, text), **told)


def _verdict(stage: Stage, text: Text) -> str:
    change = stage.change
    if change is None or change.beyond_noise is None:
        return text.say("{stage} holds opportunities longest: median {median}, was {then} in {period}.")
    if not change.beyond_noise:
        return text.say(
            "{stage} holds opportunities longest: median {median}, was {then} in {period}, within normal variation."
        )
    if change.absolute > 0:
        return text.say("{stage} holds opportunities longest: median {median}, was {then} in {period}, really slower.")
    return text.say("{stage} holds opportunities longest: median {median}, was {then} in {period}, really faster.")


def _stuck(stage: Stage, text: Text) -> str:
    if not stage.now.standing or stage.now.stalled is None:
        return ""
    return text.plural(
        "{stalled} of the {count} in it is stalled.",
        "{stalled} of the {count} in it are stalled.",
        stage.now.standing,
        stalled=text.number(stage.now.stalled),
    )


def course(stage: Stage, text: Text) -> str:
    """Its median from period to period, oldest first."""
    days = [median.value for median in stage.course if isinstance(median, Value)]
    if len(days) < _A_COURSE:
        return ""
    said = " · ".join(text.number(each) for each in days)
    return text.say("Its median from period to period: {days} days {shape}", days=said, shape=sparkline(days))


def brief(figure: Figure, answer: Answer, text: Text) -> str:
    """A figure of a stage; where fewer than half have left, there is no median yet."""
    return text.say("not yet") if isinstance(figure, NoData) else figures.brief(figure, answer, text)


def listing(answer: Answer, detail: Friction, text: Text) -> tuple[str, ...]:
    """Every stage with all its figures, for who cannot see the picture."""
    stages = tuple(unmarked(_spoken(stage, answer, text)) for stage in detail.stages)
    return (unmarked(finding(answer, detail, text)), *stages)


def _table(answer: Answer, detail: Friction, text: Text) -> Block:
    caption = text.say("Friction by stage")
    columns = _columns(answer, detail, text)
    spoken = (_spoken(stage, answer, text) for stage in detail.stages)
    rows = list(zip(*(cells for _, cells in columns), strict=True))
    return table(caption, [capital(head) for head, _ in columns], rows, section(lines(bold(caption), *spoken)))


def _columns(answer: Answer, detail: Friction, text: Text) -> Sequence[tuple[str, list[Cell]]]:
    stages = detail.stages
    return (
        (text.say("stage"), [Cell(nouns.named(stage.name, text)) for stage in stages]),
        (text.say("stalled"), [_stalled(stage.now, text) for stage in stages]),
        (text.say("median days"), [_pair(stage, "median", stage.change, answer, text) for stage in stages]),
        (text.say("advanced"), [_pair(stage, "advanced", stage.went_on, answer, text) for stage in stages]),
        (text.say("entered"), [Cell(text.number(stage.now.entered), float(stage.now.entered)) for stage in stages]),
    )


def _stalled(now: Cohort, text: Text) -> Cell:
    """10 of 35: those stalled, of all in the stage."""
    stalled = "–" if now.stalled is None else text.number(now.stalled)
    said = text.say("{stalled} of {count}", stalled=stalled, count=text.number(now.standing))
    return Cell(said, now.stalled)


def _pair(stage: Stage, part: str, change: Change | None, answer: Answer, text: Text) -> Cell:
    """23 (26): now, and what was; 23 (≈ 26) where the two differ no more than by chance."""
    now = _cell(getattr(stage.now, part), answer, text)
    if stage.then is None:
        return now
    then = _cell(getattr(stage.then, part), answer, text)
    alike = change is not None and change.beyond_noise is False
    said = text.say("{now} (≈ {then})") if alike else text.say("{now} ({then})")
    return Cell(said.format(now=now.text, then=then.text), now.number)


def _cell(figure: Figure, answer: Answer, text: Text) -> Cell:
    number = text.plotted(figure.value, figure.unit) if isinstance(figure, Value) else None
    written = text.number(figure.value) if isinstance(figure, Value) and figure.unit is Unit.DAYS else None
    return Cell(written or brief(figure, answer, text), number)


def _spoken(stage: Stage, answer: Answer, text: Text) -> Markup:
    """Proposal: 503 entered, median 25 days, 66% advanced, 343 in it, 46 stalled."""
    now: Cohort = stage.now
    return fill(
        text.say(
            "• {stage}: {entered} entered, median {median}, {advanced} advanced, {standing} in it, {stalled} stalled."
        ),
        stage=bold(nouns.named(stage.name, text)),
        entered=text.number(now.entered),
        median=brief(now.median, answer, text),
        advanced=brief(now.advanced, answer, text),
        standing=text.number(now.standing),
        stalled="–" if now.stalled is None else text.number(now.stalled),
    )


def _method(detail: Friction, text: Text) -> str:
    """What the columns count, and how fair the comparison is."""
    said = text.say(
        "Those still in a stage count for as long as they are in it (Kaplan–Meier). "
        "Stalled: in it for more than 1.5 times its median."
    )
    if detail.then is None:
        return said
    fair = text.say(
        "In brackets: {period}, the last of which nine stays in ten have ended (≈: within normal variation); "
        "who advanced is counted up to the same age.",
        period=text.period(detail.then),
    )
    return join(" ", said, fair)
