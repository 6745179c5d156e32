"""What matters of a week, in a line each: what moved, what is at risk, what was won. Calm where nothing is."""

from bot.text import Text
from bot.use_cases.digest_content import DigestContent, Entry
from bot.views import changes, figures, nouns, targets
from bot.views.digest_entries import beside, days_told
from bot.views.mrkdwn import Markup, bold, fill, join, lines, marked
from kpi_engine.news import News, NewsKind, Told, could_move
from kpi_engine.pace import Progress, Remainder, Verdict

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
    if not said:
        figures_ = (_brief(each, text) for each in content.entries[:_SPOKEN])
        said = [_nothing(content, text), *figures_]
    week = content.period.start.isocalendar().week
    whose = nouns.whose(content.digest.scope, text)
    return fill(text.say("{whose}, week {week}. {news}"), whose=whose, week=text.number(week), news=join(" · ", *said))


def _nothing(content: DigestContent, text: Text) -> str:
    told = [Told(each.answer, each.progress) for each in content.entries]
    if all(each.value is None for each in told):
        return text.say("There are no figures for this week.")
    if not could_move(told):
        return text.say("A first look: there is nothing yet to tell a movement from chance by.")
    return text.say("A quiet week: nothing moved beyond its usual variation.")


def _line(news: News, content: DigestContent, text: Text) -> Markup:
    entry = content.entry(news.kpi)
    match news.kind:
        case NewsKind.MOVED:
            return _moved(news, entry, content, text)
        case NewsKind.UNUSUAL:
            return _unusual(news, entry, text)
        case NewsKind.AT_RISK:
            return _at_risk(entry, text)
        case NewsKind.REACHED:
            return _reached(entry, text)
        case NewsKind.RECORD:
            return _record(news, entry, text)
        case NewsKind.COMEBACK:
            return _comeback(news, entry, text)


def _brief(entry: Entry, text: Text) -> str:
    value = figures.brief(entry.answer.headline, entry.answer, text)
    return text.say("{kpi} {value}", kpi=text.say(entry.kpi.name), value=value)


def _moved(news: News, entry: Entry, content: DigestContent, text: Text) -> Markup:
    change = entry.answer.comparison.change if entry.answer.comparison else None
    if change is None:
        return Markup()
    sentence = (
        text.say("📈 {kpi} up to {value}: {change} vs {then}{verdict}.")
        if change.absolute > 0
        else text.say("📉 {kpi} down to {value}: {change} vs {then}{verdict}.")
    )
    return fill(
        sentence,
        kpi=bold(_name(entry, content, text)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        change=changes.size(change, entry.answer, text),
        then=beside(entry.answer, text),
        verdict=_verdict(news, text),
    )


def _verdict(news: News, text: Text) -> str:
    if news.better is None:
        return ""
    return text.say(", for the better") if news.better else text.say(", for the worse")


def _name(entry: Entry, content: DigestContent, text: Text) -> str:
    name = text.say(entry.kpi.name)
    if entry.answer.question.period == content.period:
        return name
    return text.say("{kpi} ({days})", kpi=name, days=days_told(entry.answer, text))


def _unusual(news: News, entry: Entry, text: Text) -> Markup:
    return fill(
        text.say("👀 {kpi} at {value}: outside its usual {range}."),
        kpi=bold(text.say(entry.kpi.name)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        range=_usual(news, entry, text),
    )


def _usual(news: News, entry: Entry, text: Text) -> str:
    if news.usual is None:
        return ""
    return figures.span(news.usual, entry.answer.unit, entry.answer, text)


def _at_risk(entry: Entry, text: Text) -> Markup:
    progress = entry.progress
    if progress is None:
        return Markup()
    return fill(
        text.say("🎯 {kpi} {verdict}: {now} of {aim} for {period}{needed}."),
        kpi=bold(text.say(entry.kpi.name)),
        verdict=bold(targets.verdict(progress, text)),
        now=targets.now(progress, text),
        aim=text.value(progress.target.aim, progress.unit, progress.currency),
        period=text.period(progress.target.horizon),
        needed=_needed(progress, text),
    )


def _needed(progress: Progress, text: Text) -> str:
    needed = progress.needed
    if progress.verdict is not Verdict.BEHIND or not isinstance(needed, Remainder) or needed.amount <= 0:
        return ""
    weekly = text.value(needed.per_week, progress.unit, progress.currency)
    return text.say("; it takes {weekly} a week from now on", weekly=weekly)


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


def _record(news: News, entry: Entry, text: Text) -> Markup:
    return fill(
        text.say("🏆 A record: {kpi} at {value}, the best of {count} weeks and outside the usual {range}."),
        kpi=bold(text.say(entry.kpi.name)),
        value=bold(figures.brief(entry.answer.headline, entry.answer, text)),
        count=text.number(news.before + 1),
        range=_usual(news, entry, text),
    )


def _comeback(news: News, entry: Entry, text: Text) -> Markup:
    answer = entry.answer
    reference = text.value(news.reference or 0.0, answer.unit, answer.currency)
    return fill(
        text.say("🏆 A comeback: {kpi} at {value}, back at its target of {reference} after weeks short of it.")
        if news.on_target
        else text.say("🏆 A comeback: {kpi} at {value}, back at its level of before ({reference} on average)."),
        kpi=bold(text.say(entry.kpi.name)),
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
            return text.say("target of {kpi}: {verdict}", kpi=name, verdict=verdict)
        case NewsKind.REACHED:
            return text.say("target reached: {kpi}", kpi=name)
        case NewsKind.RECORD:
            return text.say("a record: {kpi} at {value}", kpi=name, value=value)
        case _:
            return text.say("a comeback: {kpi} at {value}", kpi=name, value=value)
