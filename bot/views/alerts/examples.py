"""Alerts in every state that people can see them in, from invented figures."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.text import Text
from bot.use_cases.alerts.episode_news import EpisodeNews, Telling, Told
from bot.views.alerts.held import alert_held
from bot.views.alerts.messages import alert_message
from bot.views.message import Message
from kpi_engine.alerts import Condition, Judgement, Seen, Signal, Usual
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Change, Interval, Unit
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.scope import Level, Scope
from storage.repositories.alert_records import HELD, AlertRule, CloseReason, Episode, EpisodeState, QuietHours
from storage.repositories.digest_records import PauseReason

_CALENDAR = Calendar("Europe/Paris")
_WEEK = _CALENDAR.containing(date(2026, 11, 16), Grain.WEEK)
_LATER = _CALENDAR.shift(_WEEK, 2)
_OPENED = datetime(2026, 11, 23, 8, tzinfo=UTC)
_ACTED = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
_CLOSED = datetime(2026, 12, 14, 8, tzinfo=UTC)
_PERSON, _OTHER = "U0EXAMPLE", "U0OTHER"


def a_rule(condition: Condition = Condition.BELOW, kpi: str = "transformation") -> AlertRule:
    """A rule of team Nord, as its manager would set it."""
    return AlertRule(
        team_id="T1",
        id="r1",
        channel_id="C0EXAMPLE",
        owner=_OTHER,
        kpi=kpi,
        scope=Scope(Level.TEAM, "Nord"),
        grain=Grain.WEEK,
        condition=condition,
        threshold=0.3,
        recover_at=0.31,
        settings={},
        min_volume=30,
        breach_n=1,
        recover_n=1,
        quiet=QuietHours(_OPENED.time().replace(hour=20), _OPENED.time().replace(hour=8)),
        zone="Europe/Paris",
        language="en",
        created_at=_OPENED,
        changed_at=_OPENED,
    )


def an_episode(state: EpisodeState = EpisodeState.BREACHED) -> Episode:
    """An episode that has just begun, or what became of it."""
    return Episode(981, "T1", "r1", 3, state, {}, breaches=1, good=0, opened_at=_OPENED)


def a_breach(condition: Condition = Condition.BELOW) -> Judgement:
    """What each condition finds."""
    share = Judgement(
        Seen.BREACH, _WEEK, Unit.SHARE, 0.24, 96, 23.0, Interval(0.17, 0.33), limit=0.3, within_noise=True
    )
    match condition:
        case Condition.CHANGE:
            return replace(share, change=Change(-0.11, -0.314, Interval(-0.19, -0.02), beyond_noise=True))
        case Condition.UNUSUAL:
            return replace(share, usual=Usual(0.36, Interval(0.27, 0.45), 26), signal=Signal.POINT)
        case Condition.STALLED:
            return Judgement(Seen.BREACH, _WEEK, Unit.COUNT, 12.0, 80, limit=10.0)
        case Condition.SILENT:
            return Judgement(Seen.BREACH, _WEEK, Unit.DAYS, 5.0, limit=3.0)
        case _:
            return share


def some_news(condition: Condition = Condition.BELOW, state: EpisodeState = EpisodeState.BREACHED) -> EpisodeNews:
    """An episode of that condition in that state."""
    told = Told(
        a_breach(condition), date(2026, 11, 22), _OPENED, "12", "EUR", "7F3A9C2K", "opportunities", _course(condition)
    )
    kpi = "stages" if condition is Condition.STALLED else "transformation"
    return EpisodeNews(a_rule(condition, kpi), an_episode(state), CATALOG[kpi], told, told)


def _course(condition: Condition) -> tuple[tuple[Period, float], ...]:
    """Thirteen weeks up to the one that was judged."""
    if condition in {Condition.STALLED, Condition.SILENT}:
        return ()
    shares = (0.36, 0.34, 0.38, 0.33, 0.37, 0.35, 0.39, 0.36, 0.32, 0.34, 0.36, 0.35, 0.24)
    return tuple((_CALENDAR.shift(_WEEK, step - len(shares) + 1), share) for step, share in enumerate(shares))


def alert_messages(text: Text) -> dict[str, Message]:
    """The root of each condition and in each state, the replies, the reminder."""
    opened = {
        f"alert opened: {condition}": alert_message(Telling.OPENED, some_news(condition), text)
        for condition in Condition
    }
    signals = {f"alert opened: {Signal.PAIR}": alert_message(Telling.OPENED, _signalled(Signal.PAIR), text)}
    held = {
        f"alert held: {reason}": alert_held(replace(a_rule(), settings={HELD: reason}), CATALOG, text)
        for reason in (PauseReason.ARCHIVED, PauseReason.LEFT, PauseReason.OUTSIDERS)
    }
    return opened | signals | held | {f"alert {name}": alert_message(*each, text) for name, each in _stories().items()}


def _signalled(signal: Signal) -> EpisodeNews:
    news = some_news(Condition.UNUSUAL)
    return replace(news, opening=replace(news.opening, judgement=replace(news.opening.judgement, signal=signal)))


def _stories() -> dict[str, tuple[Telling, EpisodeNews]]:
    news = some_news()
    sure = replace(news.opening, judgement=replace(news.opening.judgement, within_noise=False), receipt=None)
    worse = replace(news.latest, judgement=replace(news.latest.judgement, period=_LATER, value=0.22, numerator=21.0))
    good = replace(news.latest, judgement=replace(worse.judgement, seen=Seen.GOOD, value=0.34, numerator=33.0))
    acted = replace(news.episode, actor=_PERSON, acted_at=_ACTED)
    over = replace(acted, state=EpisodeState.RECOVERED, closed_at=_CLOSED, close_reason=CloseReason.RECOVERED)
    target = replace(news.rule, settings={"target_id": "t1"})
    above = replace(news.rule, condition=Condition.ABOVE)
    return {
        "opened beyond noise": (Telling.OPENED, replace(news, opening=sure)),
        "opened below target": (Telling.OPENED, replace(news, rule=target)),
        "opened above target": (Telling.OPENED, replace(news, rule=replace(above, settings={"target_id": "t1"}))),
        "still breached": (Telling.ROOT, replace(news, latest=worse, episode=replace(news.episode, breaches=3))),
        "acknowledged": (Telling.ROOT, replace(news, episode=replace(acted, state=EpisodeState.ACKNOWLEDGED))),
        "assigned": (Telling.ROOT, replace(news, episode=replace(news.episode, assignee=_OTHER))),
        "snoozed": (
            Telling.ROOT,
            replace(news, episode=replace(acted, state=EpisodeState.SNOOZED, snoozed_until=_CLOSED)),
        ),
        "recovered": (Telling.ROOT, replace(news, latest=good, episode=over)),
        "snooze over": (Telling.STILL, replace(news, latest=worse)),
        "recovery told": (Telling.RECOVERED, replace(news, latest=good, episode=over)),
        "rule changed": (
            Telling.RECOVERED,
            replace(news, episode=replace(over, close_reason=CloseReason.RULE_CHANGED, closed_at=_ACTED)),
        ),
        "rule deleted": (
            Telling.RECOVERED,
            replace(news, episode=replace(over, close_reason=CloseReason.RULE_DELETED)),
        ),
        "defined otherwise": (
            Telling.RECOVERED,
            replace(news, episode=replace(over, close_reason=CloseReason.DEFINITION_CHANGED)),
        ),
        "escalated": (Telling.ESCALATED, news),
        "told of an assignment": (
            Telling.ASSIGNED,
            replace(news, episode=replace(news.episode, actor=_OTHER, assignee=_PERSON)),
        ),
    }
