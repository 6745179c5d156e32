"""What matters of a week, in a line each: what moved, what is at risk, what was won. Calm where nothing is."""

from bot.text import Text
from bot.use_cases.digests.content import DigestContent, Entry
from bot.views import changes, figures, footing, nouns, targets
from bot.views.digests.entries import beside, days_told
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked
from kpi_engine.answer import ComparisonKind
from kpi_engine.figure import Value
from kpi_engine.news import News, NewsKind, Told, chance_moves, could_move
from kpi_engine.periods import Grain
from kpi_engine.progress import Progress, Remainder, Rest, Verdict

_MOVEMENTS = frozenset({NewsKind.MOVED, NewsKind.UNUSUAL})
_SPOKEN = 3  # figures in the notification of a quiet week


def news_lines(content: DigestContent, text: Text) -> Markup:
    """Up to three lines; one calm one where there is nothing to tell."""
    if not content.news:
        return marked(_nothing(content, text))
    movements = [each for each in content.news if each.kind in _MOVEMENTS]
    others = [each for each in content.news if each.kind not in _MOVEMENTS]
    return lines(*(_line(each, content, text) for each in (*movements, *others)))


def in_short(content: DigestContent, text: Text) -> Markup:
    """The essential in one breath, for notifications and screen readers."""
    said = [_in_short(each, content, text) for each in content.news]
    return fill(
        text.say("{whose}, week {week}: {news}."),
        whose=nouns.whose(content.digest.scope, text),
        week=text.number(content.period.start.isocalendar().week),
        news=join(", ", *said) if said else _in_passing(content, text),
    )


def _in_passing(content: DigestContent, text: Text) -> str:
    """A calm week in one breath: its first figures."""
    told = [_brief(each, text) for each in content.entries if isinstance(each.answer.headline, Value)]
    if not told:
        return text.say("no figures for this week")
    figures_told = ", ".join(told[:_SPOKEN])
    if _moved_by_chance(content, text):
        return figures_told
    return text.say("nothing out of the ordinary; {figures}", figures=figures_told)


def _nothing(content: DigestContent, text: Text) -> str:
    told = [Told(each.answer, each.progress) for each in content.entries]
    if all(each.figure is None for each in told):
        return text.say("There are no figures for this week.")
    if not could_move(told):
        return text.say("A first look: there is nothing yet to tell a movement from chance by.")
    if moved := _moved_by_chance(content, text):
        return text.plural(
            "{count} figure of {all} moved ({figures}): among so many, chance alone does that now and then.",
            "{count} figures of {all} moved ({figures}): among so many, chance alone does that now and then.",
            len(moved),
            all=text.number(len(told)),
            figures=", ".join(moved),
        )
    return text.say("A quiet week: nothing moved beyond its usual variation.")


def _moved_by_chance(content: DigestContent, text: Text) -> list[str]:
    """The figures that changed beyond their own noise, of a week in which that is no news."""
    return [text.say(each.kpi.name) for each in content.entries if chance_moves([Told(each.answer, each.progress)])]


def _line(news: News, content: DigestContent, text: Text) -> Markup:
    entry = content.entry(news.kpi)
    match news.kind:
        case NewsKind.MOVED:
            return _moved(news, entry, content, text)
        case NewsKind.UNUSUAL:
            return _unusual(news, entry, content, text)
        case NewsKind.AT_RISK:
            return _at_risk(news, entry, text)
        case NewsKind.REACHED:
            return _reached(entry, text)
        case NewsKind.RECORD:
            return _record(news, entry, content, text)
        case NewsKind.COMEBACK:
            return _comeback(news, entry, content, text)


def _brief(entry: Entry, text: Text) -> str:
    return f"{text.say(entry.kpi.name)} {figures.brief(entry.answer.headline, entry.answer, text)}"


def _moved(news: News, entry: Entry, content: DigestContent, text: Text) -> Markup:
    change = entry.answer.comparison.change if entry.answer.comparison else None
    if change is None:
        return Markup()
    said = fill(
        _movement(news, text, up=change.absolute > 0),
        kpi=bold(_name(entry, content, text)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        change=changes.shortly(change, entry.answer, text),
        then=beside(entry.answer, text),
    )
    return join(" ", said, _usually(news, entry, text), _more(news, text))


def _movement(news: News, text: Text, *, up: bool) -> str:
    """The sentence of a movement, by its direction and whether that is better."""
    return {
        (True, True): text.say("📈 {kpi} up to {value}: {change} vs {then}, for the better."),
        (True, False): text.say("📈 {kpi} up to {value}: {change} vs {then}, for the worse."),
        (True, None): text.say("📈 {kpi} up to {value}: {change} vs {then}."),
        (False, True): text.say("📉 {kpi} down to {value}: {change} vs {then}, for the better."),
        (False, False): text.say("📉 {kpi} down to {value}: {change} vs {then}, for the worse."),
        (False, None): text.say("📉 {kpi} down to {value}: {change} vs {then}."),
    }[up, news.better]


def _name(entry: Entry, content: DigestContent, text: Text) -> str:
    name = text.say(entry.kpi.name)
    if entry.answer.question.period == content.period and not footing.in_progress(entry.answer):
        return name
    return text.say("{kpi} ({days})", kpi=name, days=days_told(entry.answer, text))


def _unusual(news: News, entry: Entry, content: DigestContent, text: Text) -> Markup:
    said = fill(
        text.say("👀 {kpi} at {value}: no real change from the week before, yet unlike its usual {range}.")
        if _stood_still(entry)
        else text.say("👀 {kpi} at {value}: unlike its usual {range}."),
        kpi=bold(_name(entry, content, text)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        range=_usual(news, entry, text),
    )
    return join(" ", said, _more(news, text))


def _stood_still(entry: Entry) -> bool:
    """Whether it was set beside the week before and nothing tells them apart: not known is not the same."""
    beside = entry.answer.comparison
    if beside is None or beside.change is None or beside.kind is not ComparisonKind.PREVIOUS:
        return False
    return beside.period.grain is Grain.WEEK and beside.change.beyond_noise is False


def _usually(news: News, entry: Entry, text: Text) -> str:
    """Where the figure usually lies, where it now does not."""
    figure = entry.answer.headline
    if news.usual is None or not isinstance(figure, Value) or news.usual.low <= figure.value <= news.usual.high:
        return ""
    return text.say("Usually {range}.", range=_usual(news, entry, text))


def _usual(news: News, entry: Entry, text: Text) -> str:
    return figures.span(news.usual, entry.answer.unit, entry.answer, text) if news.usual else ""


def _more(news: News, text: Text) -> str:
    """How many more of the same kind are found among the figures."""
    if not news.others:
        return ""
    if news.kind is NewsKind.AT_RISK:
        return text.plural("{count} more target is at risk.", "{count} more targets are at risk.", news.others)
    return text.plural("{count} more figure moved.", "{count} more figures moved.", news.others)


def _at_risk(news: News, entry: Entry, text: Text) -> Markup:
    progress = entry.progress
    if progress is None:
        return Markup()
    said = fill(
        _risk(progress, text),
        kpi=bold(text.say(entry.kpi.name)),
        now=bold(targets.now(progress, text)),
        aim=_value(progress.target.aim, progress, text),
        expected=_value(progress.expected or 0.0, progress, text),
        period=text.period(progress.target.horizon),
    )
    return join(" ", said, _needed(progress, text), _more(news, text))


def _risk(progress: Progress, text: Text) -> str:
    match progress.verdict:
        case Verdict.MISSED:
            return text.say("🎯 {kpi}: the target of {aim} for {period} was missed, at {now}.")
        case Verdict.OUT_OF_REACH:
            return text.say("🎯 {kpi}: the target of {aim} for {period} is out of reach, now {now}.")
        case _ if progress.expected in {None, progress.target.aim}:
            return text.say("🎯 {kpi}: behind the target of {aim} for {period}, now {now}.")
        case _:
            return text.say("🎯 {kpi}: behind the target of {aim} for {period}, now {now} where {expected} was due.")


def _needed(progress: Progress, text: Text) -> str:
    """What it takes from now on, where that fits into a few words."""
    match progress.needed:
        case Remainder() as rest if progress.verdict is Verdict.BEHIND and rest.amount > 0:
            return text.say("It takes {weekly} a week from here.", weekly=_value(rest.per_week, progress, text))
        case Rest() as rest if progress.verdict is Verdict.BEHIND and rest.value > 0:
            return text.say("What is still to come must reach {value}.", value=_value(rest.value, progress, text))
    return ""


def _value(value: float, progress: Progress, text: Text) -> str:
    return text.value(value, progress.unit, progress.currency)


def _reached(entry: Entry, text: Text) -> Markup:
    progress = entry.progress
    if progress is None:
        return Markup()
    return fill(
        text.say("🏆 Target reached: {kpi} at {now}, aimed at {aim} for {period}."),
        kpi=bold(text.say(entry.kpi.name)),
        now=bold(targets.now(progress, text)),
        aim=text.value(progress.target.aim, progress.unit, progress.currency),
        period=text.period(progress.target.horizon),
    )


def _record(news: News, entry: Entry, content: DigestContent, text: Text) -> Markup:
    return fill(
        text.say("🏆 A record: {kpi} at {value}, the best of {count} weeks. Usually {range}."),
        kpi=bold(_name(entry, content, text)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        count=text.number(news.before + 1),
        range=_usual(news, entry, text),
    )


def _comeback(news: News, entry: Entry, content: DigestContent, text: Text) -> Markup:
    answer = entry.answer
    reference = text.value(news.reference or 0.0, answer.unit, answer.currency)
    return fill(
        text.say("🏆 A comeback: {kpi} at {value}, back at its target of {reference} after weeks short of it.")
        if news.on_target
        else text.say("🏆 A comeback: {kpi} at {value}, back at its level of before ({reference} on average)."),
        kpi=bold(_name(entry, content, text)),
        value=bold(figures.brief(answer.headline, answer, text)),
        reference=reference,
    )


def _in_short(news: News, content: DigestContent, text: Text) -> str:  # noqa: PLR0911 - a line for each kind
    entry = content.entry(news.kpi)
    name, value = text.say(entry.kpi.name), figures.brief(entry.answer.headline, entry.answer, text)
    change = entry.answer.comparison.change if entry.answer.comparison else None
    match news.kind:
        case NewsKind.MOVED if change and change.absolute > 0:
            return text.say("{kpi} up to {value}", kpi=name, value=value)
        case NewsKind.MOVED:
            return text.say("{kpi} down to {value}", kpi=name, value=value)
        case NewsKind.UNUSUAL:
            return text.say("{kpi} unusual at {value}", kpi=name, value=value)
        case NewsKind.AT_RISK if entry.progress:
            verdict = targets.verdict(entry.progress, text)
            return text.say("{kpi} against its target: {verdict}", kpi=name, verdict=verdict)
        case NewsKind.REACHED:
            return text.say("target reached: {kpi}", kpi=name)
        case NewsKind.RECORD:
            return text.say("a record: {kpi} at {value}", kpi=name, value=value)
        case _:
            return text.say("a comeback: {kpi} at {value}", kpi=name, value=value)
