"""What a rule found, in words: one sentence, what it rests on, and whether chance alone may have done it."""

from bot.text import Text
from bot.use_cases.alerts.episode_news import EpisodeNews, Told
from bot.use_cases.alerts.watch import watch_of
from bot.views import nouns
from bot.views.mrkdwn import Markup, capital, fill
from kpi_engine.alerts import Condition, Judgement, Signal
from kpi_engine.alerts.asked import age_of
from kpi_engine.figure import Direction, Unit
from kpi_engine.friction import STALLED_AFTER
from kpi_engine.kpi import Kpi
from kpi_engine.scope import Scope
from storage.repositories.alert_records import AlertRule


def watched(kpi: Kpi | None, key: str, scope: Scope, text: Text) -> str:
    """Whose figure: Conversion rate, Team Nord."""
    name = text.say(kpi.name) if kpi else key
    return text.say("{kpi}, {whose}", kpi=name, whose=nouns.whose(scope, text))


def name_of(news: EpisodeNews, text: Text) -> str:
    """Whose figure the episode is about."""
    return watched(news.kpi, news.rule.kpi, news.rule.scope, text)


def finding(told: Told, rule: AlertRule, name: str, text: Text) -> Markup:
    """The sentence that an alert is: what, how far, when, against which line. `name` may be bold."""
    found = told.judgement
    said = {
        "name": name,
        "value": value(told, text),
        "period": text.period(found.period),
        "limit": _written(found.limit, found.unit, told, text),
    }
    match rule.condition:
        case Condition.CHANGE:
            return fill(
                text.say("{name}: {value} in {period}, {change} from the period before ({limit})."),
                **said,
                change=_change(told, text),
            )
        case Condition.UNUSUAL:
            return _unusual(told, said, text)
        case Condition.STALLED:
            return fill(_stalled(found, text), name=name, limit=said["limit"])
        case Condition.SILENT:
            return fill(text.say("{name}: no data for {value}; the limit is {limit}."), **said)
        case _:
            return fill(_beyond(rule, text), **said)


def value(told: Told, text: Text) -> str:
    """The figure that was found, or the word for why there is none."""
    found = told.judgement
    return text.say("no data") if found.value is None else _written(found.value, found.unit, told, text)


def _written(amount: float | None, unit: Unit, told: Told, text: Text) -> str:
    return "" if amount is None else text.value(amount, unit, told.currency)


def _beyond(rule: AlertRule, text: Text) -> str:
    """Beyond which line: the target's, or one that was agreed."""
    aimed, below = "target_id" in rule.settings, rule.condition is Condition.BELOW
    if aimed and below:
        return text.say("{name}: {value} in {period}, below the target of {limit}.")
    if aimed:
        return text.say("{name}: {value} in {period}, above the target of {limit}.")
    if below:
        return text.say("{name}: {value} in {period}, below the limit of {limit}.")
    return text.say("{name}: {value} in {period}, above the limit of {limit}.")


def _stalled(found: Judgement, text: Text) -> str:
    """How many stand still; name and limit stay open."""
    return text.plural(
        "{name}: {count} opportunity has stood in its stage for more than {times} times the usual; "
        "the limit is {limit}.",
        "{name}: {count} opportunities have stood in their stages for more than {times} times the usual; "
        "the limit is {limit}.",
        found.value or 0,
        name="{name}",
        limit="{limit}",
        times=text.number(STALLED_AFTER),
    )


def _unusual(told: Told, said: dict[str, str], text: Text) -> Markup:
    usual = told.judgement.usual
    if usual is None:
        return fill(text.say("{name}: {value} in {period}, which is unusual."), **said)
    unit = told.judgement.unit
    low, high = text.alike((usual.limits.low, usual.limits.high), unit, told.currency)
    said |= {"low": low, "high": high}
    match told.judgement.signal:
        case Signal.PAIR:
            sentence = text.say(
                "{name}: {value} in {period}, for the second time in a row at the edge of its usual range "
                "of {low} to {high}."
            )
        case _:
            sentence = text.say("{name}: {value} in {period}, outside its usual range of {low} to {high}.")
    return fill(sentence, **said)


def _change(told: Told, text: Text) -> str:
    found = told.judgement
    return text.change(found.change.absolute, found.unit, told.currency) if found.change else ""


def grounds(told: Told, rule: AlertRule, kpi: Kpi | None, text: Text) -> str:
    """What it rests on and how sure it is: 412 of 2,240 · 95% interval: 16.8% to 20.1%. Within noise.

    Where outcomes come with time, also at which age the rows were seen.
    """
    parts = [part for part in (_counted(told, text), _interval(told, text), _aged(rule, kpi, text)) if part]
    return " ".join(part for part in (_sentence(parts), verdict(told.judgement, rule, kpi, text)) if part)


def _aged(rule: AlertRule, kpi: Kpi | None, text: Text) -> str:
    """At which age each row was looked at, where outcomes come with time; a card counts all that came since."""
    age = age_of(watch_of(rule, None), kpi) if kpi else None
    return text.say("each seen at {days} days of age", days=text.number(age)) if age else ""


def _sentence(parts: list[str]) -> str:
    return capital(" · ".join(parts)) + "." if parts else ""


def _counted(told: Told, text: Text) -> str:
    found = told.judgement
    if found.n is None or found.unit is Unit.COUNT or told.table is None:
        return ""
    rows = nouns.rows(told.table, found.n, text)
    if found.numerator is None or found.unit is not Unit.SHARE:
        return text.say("over {rows}", rows=rows)
    return text.say("{part} of {whole}", part=text.number(found.numerator), whole=rows)


def _interval(told: Told, text: Text) -> str:
    found = told.judgement
    if found.interval is None or found.value is None:
        return ""
    ends = found.interval.low, found.interval.high
    counted = found.unit is Unit.COUNT
    low, high = map(text.whole, ends) if counted else text.alike(ends, found.unit, told.currency)
    return text.say("95% interval: {span}", span=text.say("{low} to {high}", low=low, high=high))


def verdict(found: Judgement, rule: AlertRule, kpi: Kpi | None, text: Text) -> str:
    """Signal or noise, honestly; nothing where opportunities or days were counted."""
    match rule.condition:
        case Condition.STALLED | Condition.SILENT:
            return ""
        case Condition.UNUSUAL:
            return _by_its_past(found, text)
        case Condition.CHANGE:
            return _direction(found, kpi, text)
        case _ if found.within_noise:
            return text.say(
                "Within normal variation: the interval holds the line, so chance alone may have carried it over."
            )
        case _ if found.interval:
            return text.say("Beyond normal variation: all of the interval lies beyond the line.")
        case _:
            return text.say("This kind of figure has no interval, so judge with care.")


def _by_its_past(found: Judgement, text: Text) -> str:
    if found.usual is None:
        return ""
    return text.plural(
        "What is usual rests on {count} period before it.",
        "What is usual rests on the {count} periods before it.",
        found.usual.points,
    )


def _direction(found: Judgement, kpi: Kpi | None, text: Text) -> str:
    if kpi is None or kpi.better is Direction.NEITHER or found.change is None:
        return text.say("A real change: more than chance alone would bring.")
    if (found.change.absolute > 0) == (kpi.better is Direction.UP):
        return text.say("A real change, for the better: more than chance alone would bring.")
    return text.say("A real change, for the worse: more than chance alone would bring.")
