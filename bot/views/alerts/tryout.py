"""What a rule would have done in the past year, in words and in a line of blocks, and what to make of it."""

from collections.abc import Iterator, Sequence

from bot.text import Text
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.views.mrkdwn import Markup, bold, fill, lines
from kpi_engine.alerts import Condition, Judgement, PastEpisode, Seen, Tryout
from kpi_engine.figure import Interval
from kpi_engine.periods import Grain

_TOLD = 5  # episodes, the newest
_OFTEN = 12  # a year: more than once a month
_A_LINE = 13  # periods: a quarter of weeks
_A_WEEK = 7  # days
_HALF = 2

_QUIET, _BREACH, _UNKNOWN = "▁", "█", "·"


def tryout_words(told: AlertOutlook, text: Text) -> Markup:
    """How often it would have fired, when, by chance or not; and plain advice where that is too often or never."""
    tried = told.tryout
    if tried is None:
        return Markup()
    return lines(
        bold(_how_often(tried, text)),
        *(_episode(each, told, text) for each in reversed(tried.episodes[-_TOLD:])),
        _more(tried, text),
        _by_chance(tried, text),
        _now(tried, text),
        _unjudged(tried, told, text),
        advice(tried, told, text),
        *timeline(tried, text),
        _legend(tried, text),
    )


def _how_often(tried: Tryout, text: Text) -> str:
    if not tried.judged:
        return text.say("Over the last 12 months there was nothing to judge.")
    if not tried.episodes:
        return text.say("Over the last 12 months it would never have fired.")
    return text.plural(
        "Over the last 12 months it would have fired {count} time:",
        "Over the last 12 months it would have fired {count} times:",
        len(tried.episodes),
    )


def _episode(each: PastEpisode, told: AlertOutlook, text: Text) -> Markup:
    """One episode: when it began, what was found, how long it lasted."""
    opening = each.opening
    said = {
        "period": text.period(opening.period),
        "value": text.value(opening.value or 0.0, opening.unit, told.currency),
        "length": _length(each, told, text),
    }
    if each.within_noise:
        return fill(text.say("• {period}: {value}, for {length} (within normal variation)"), **said)
    return fill(text.say("• {period}: {value}, for {length}"), **said)


def _length(each: PastEpisode, told: AlertOutlook, text: Text) -> str:
    if told.condition is Condition.SILENT:
        return text.plural("{count} day", "{count} days", each.periods)
    if told.watch and told.watch.grain is Grain.MONTH:
        return text.plural("{count} month", "{count} months", each.periods)
    return text.plural("{count} week", "{count} weeks", each.periods)


def _more(tried: Tryout, text: Text) -> str:
    more = len(tried.episodes) - _TOLD
    return text.plural("… and {count} earlier one", "… and {count} earlier ones", more) if more > 0 else ""


def _by_chance(tried: Tryout, text: Text) -> str:
    if not tried.within_noise:
        return ""
    return text.plural(
        "{count} of them lay within normal variation: chance alone may have done it.",
        "{count} of them lay within normal variation: chance alone may have done it.",
        tried.within_noise,
    )


def _now(tried: Tryout, text: Text) -> str:
    """Whether it would tell of something as soon as it is saved."""
    if not tried.judgements or not tried.judgements[-1].is_breach:
        return ""
    return text.say("It would be firing now: expect a first message soon after you save it.")


def _unjudged(tried: Tryout, told: AlertOutlook, text: Text) -> str:
    few = sum(each.seen is Seen.TOO_FEW for each in tried.judgements)
    if not few or told.watch is None:
        return ""
    if told.condition is Condition.UNUSUAL and not told.watch.min_volume:
        return text.say("The past is too short to tell what is usual for some of the time.")
    return text.plural(
        "{count} period had too few cases to be judged.", "{count} periods had too few cases to be judged.", few
    )


def advice(tried: Tryout, told: AlertOutlook, text: Text) -> str:
    """What to do where it would fire too often, all the time, or never; nothing where it is about right."""
    breaches = sum(each.is_breach for each in tried.judgements)
    limited = told.condition in {Condition.BELOW, Condition.ABOVE}
    if not tried.judged:
        return _too_few(tried, text)
    if breaches * _HALF > tried.judged and told.target:
        return text.say("It would be firing most of the time: the figure mostly lies on the wrong side of its target.")
    if breaches * _HALF > tried.judged:
        return text.say(
            "It would be firing most of the time: a line where the figure mostly lies tells nothing. Move it further."
        )
    if len(tried.episodes) > _OFTEN:
        return _less_often(told, text)
    seen = _seen(tried)
    if not tried.episodes and limited and seen:
        return text.say(
            "It lay between {low} and {high} in that time. To hear of more, choose a line nearer to that; "
            "for a line you hope never to cross, this is right.",
            low=text.value(seen.low, told.unit, told.currency),
            high=text.value(seen.high, told.unit, told.currency),
        )
    return ""


def _too_few(tried: Tryout, text: Text) -> str:
    """How many cases there were, where there never were enough."""
    sizes = [each.n for each in tried.judgements if each.seen is Seen.TOO_FEW and each.n is not None]
    if not sizes:
        return ""
    fewest, most = text.number(min(sizes)), text.number(max(sizes))
    if tried.watch.grain is Grain.MONTH:
        return text.say("There were {fewest} to {most} cases each time: ask for fewer.", fewest=fewest, most=most)
    return text.say(
        "There were {fewest} to {most} cases each time. Judge month by month, or ask for fewer.",
        fewest=fewest,
        most=most,
    )


def _less_often(told: AlertOutlook, text: Text) -> str:
    if told.condition is Condition.CHANGE or told.target:
        return text.say(
            "It would fire more than once a month: people stop reading such alerts. Judge by month, or choose “outside "
            "its usual range”."
        )
    if told.condition in {Condition.BELOW, Condition.ABOVE}:
        return text.say(
            "It would fire more than once a month: people stop reading such alerts. Move the line further, "
            "judge by month, or choose “outside its usual range”."
        )
    return text.say(
        "It would fire more than once a month: people stop reading such alerts. Judge by month, or ask for more."
    )


def _seen(tried: Tryout) -> Interval | None:
    values = [each.value for each in tried.judgements if each.value is not None]
    return Interval(min(values), max(values)) if values else None


def timeline(tried: Tryout, text: Text) -> tuple[str, ...]:
    """The year in blocks, a quarter a line, oldest first: high where it breached, a dot where nothing was known."""
    points = _points(tried) if tried.judged else ()
    return tuple(
        text.say("{first} {blocks}", first=text.tick(line[0].period), blocks="".join(map(_mark, line)))
        for line in _runs(points, _A_LINE)
    )


def _legend(tried: Tryout, text: Text) -> str:
    """How to read the blocks."""
    if not tried.judged:
        return ""
    if tried.watch.condition is not Condition.SILENT and tried.watch.grain is Grain.MONTH:
        return text.say("Each block is a month: █ beyond the line, ▁ quiet, · not judged.")
    return text.say("Each block is a week: █ beyond the line, ▁ quiet, · not judged.")


def _points(tried: Tryout) -> Sequence[Judgement]:
    """One a week where every day was looked at: the worst of its days."""
    if tried.watch.condition is not Condition.SILENT:
        return tried.judgements
    weeks = _runs(tried.judgements, _A_WEEK)
    return [max(days, key=lambda day: (day.is_breach, day.value or 0.0)) for days in weeks]


def _runs(found: Sequence[Judgement], length: int) -> Iterator[Sequence[Judgement]]:
    return (found[start : start + length] for start in range(0, len(found), length))


def _mark(found: Judgement) -> str:
    if found.is_breach:
        return _BREACH
    return _UNKNOWN if found.seen in {Seen.NO_DATA, Seen.TOO_FEW} else _QUIET
