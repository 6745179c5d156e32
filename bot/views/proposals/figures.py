"""A proposed definition on real data, in words: four quarters, the newest by team, beside what rules today."""

from collections.abc import Sequence

from bot.text import Text
from bot.use_cases.proposals.figures import Looked
from bot.views import nouns, outcomes
from bot.views.mrkdwn import Markup, bold, capital, fill, lines
from kpi_engine.answer import Point
from kpi_engine.backtest import Unheard
from kpi_engine.figure import Figure, NoData, NotComputable, TooLittle, Unit, Value

_TEAMS = 12


def figures_words(looked: Looked, text: Text) -> Markup:
    """What it would have been; or in one sentence why it is nothing, and what to do."""
    found = looked.preview
    if found.impossible:
        return Markup(f"⚠️ {outcomes.not_computable(found.impossible, text)}")
    unheard = [f"⚠️ {_unheard(each, text)}" for each in found.unheard]
    if found.empty:
        nothing = text.say(
            "Nothing in your data meets this in the last four quarters. Loosen it, or count something else."
        )
        return lines(*(unheard or [f"⚠️ {nothing}"]))
    return lines(*unheard, *_quarters(looked, text), *_teams(looked, text))


def newest_words(looked: Looked, text: Text) -> Markup:
    """The newest quarter in a line, beside what it is as defined today; nothing where there is no figure to tell."""
    found = looked.preview
    if found.impossible or found.empty or not found.points:
        return Markup()
    point = found.points[-1]
    said = fill(
        text.say("{period}, whole company: {value}"),
        period=capital(text.period(point.period)),
        value=bold(brief(point.figure, found.currency, text)),
    )
    return _beside(said, point, looked, text)


def _quarters(looked: Looked, text: Text) -> tuple[str, ...]:
    found = looked.preview
    told = [_quarter(point, looked, text) for point in reversed(found.points)]
    alike = text.say("Each quarter is seen when it was as old as the newest one is now.") if found.equal_age else ""
    return bold(text.say("The last quarters, whole company")), *told, alike


def _quarter(point: Point, looked: Looked, text: Text) -> Markup:
    """Q3 2026: 21.3% (45 of 211 leads, 16.2% to 27.3%) · today 25.0%."""
    said = fill(
        text.say("• {period}: {value}{grounds}"),
        period=capital(text.period(point.period)),
        value=bold(brief(point.figure, looked.preview.currency, text)),
        grounds=_grounds(point.figure, looked, text),
    )
    return _beside(said, point, looked, text)


def _beside(said: Markup, point: Point, looked: Looked, text: Text) -> Markup:
    """With the same quarter as defined today, where another definition rules."""
    before = next((each.figure for each in looked.preview.beside if each.period == point.period), None)
    if before is None:
        return said
    value = brief(before, looked.preview.currency, text)
    return fill(text.say("{line} · as defined today {value}"), line=said, value=value)


def brief(figure: Figure, currency: str | None, text: Text) -> str:
    """The figure alone, or the word for why there is none."""
    match figure:
        case Value():
            return text.value(figure.value, figure.unit, currency)
        case NoData():
            return text.say("no data")
        case TooLittle():
            return text.say("too few (n = {n})", n=text.number(figure.n))
        case NotComputable():
            return text.say("not computable")


def _grounds(figure: Figure, looked: Looked, text: Text) -> str:
    """What it rests on and how sure it is, in brackets."""
    if not isinstance(figure, Value):
        return ""
    parts = [each for each in (_counts(figure, looked, text), _interval(figure, looked.preview.currency, text)) if each]
    return text.say(" ({grounds})", grounds=", ".join(parts)) if parts else ""


def _counts(figure: Value, looked: Looked, text: Text) -> str:
    table = looked.kpi.measure.on(()).over.table.name
    if figure.unit is Unit.COUNT:
        return ""
    if figure.unit is Unit.SHARE:
        whole = nouns.rows(table, figure.denominator or figure.n, text)
        return text.say("{part} of {whole}", part=text.number(figure.numerator or 0), whole=whole)
    return text.say("over {rows}", rows=nouns.rows(table, figure.n, text))


def _interval(figure: Value, currency: str | None, text: Text) -> str:
    if figure.interval is None:
        return ""
    if figure.unit is Unit.COUNT:
        low, high = text.whole(figure.interval.low), text.whole(figure.interval.high)
    else:
        low, high = text.alike((figure.interval.low, figure.interval.high), figure.unit, currency)
    return text.say("95% interval: {span}", span=text.say("{low} to {high}", low=low, high=high))


def _teams(looked: Looked, text: Text) -> Sequence[str]:
    """The newest quarter by the teams that this person may see."""
    cut, points = looked.teams, looked.preview.points
    if cut is None or not points:
        return ()
    if cut.refusal:
        return (outcomes.kept_back(cut.dimension, text),)
    told = [
        fill("{team} {value}", team=nouns.named(each.value, text), value=bold(_of_team(each.figure, looked, text)))
        for each in cut.groups[:_TEAMS]
    ]
    if not told:
        return ()
    more = looked.kept_back
    rest = text.plural("{count} team is not yours to see", "{count} teams are not yours to see", more) if more else ""
    title = bold(text.say("{period} by team", period=capital(text.period(points[-1].period))))
    return title, Markup(" · ".join(told)), rest


def _of_team(figure: Figure, looked: Looked, text: Text) -> str:
    return brief(figure, looked.preview.currency, text)


def _unheard(each: Unheard, text: Text) -> str:
    said = {"value": each.value, "dimension": nouns.dimension(each.dimension, text)}
    if each.nearest is None:
        return text.say("No row of your data has “{value}” as its {dimension}. Choose another value.", **said)
    return text.say(
        "No row of your data has “{value}” as its {dimension}. Did you mean “{nearest}”?", **said, nearest=each.nearest
    )
