"""How an episode goes on: pure steps from what happened to what becomes of it and what is told.

evaluated   a breach again: nothing told; good often enough: over
woken       its snooze is over and the breach is not: one reply
taken up    acknowledged, snoozed, assigned: the root says by whom
escalated   nobody acknowledged: the rule's owner is told, once
ended       the rule was changed or deleted
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.use_cases.alerts.episode_news import Telling, Told, kept, told_of
from kpi_engine.alerts.episodes import Patience, Run
from kpi_engine.alerts.watch import UNTOLD, Seen
from storage.repositories.alert_records import AlertRule, CloseReason, Episode, EpisodeState

TAKEN_UP = frozenset({EpisodeState.ACKNOWLEDGED, EpisodeState.SNOOZED})


@dataclass(frozen=True, slots=True)
class Step:
    """An episode as it becomes, and what is told of it.

    `reply`: what is said under its root; `edits`: the root is to say how it stands; `gives`: the assignee is told.
    """

    episode: Episode
    reply: Telling | None = None
    edits: bool = False
    gives: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant and the calendar day that it is in the rule's zone."""

    now: datetime
    day: date


def opens(rule: AlertRule, seen: Iterable[Seen]) -> int | None:
    """How many breaches in a row open an episode, given all that was seen since the last one; None: none opens."""
    run = Run()
    for each in seen:
        run = run.after(each, Patience(rule.breach_n, rule.recover_n))
    return run.breaches if run.open else None


def evaluated(episode: Episode, rule: AlertRule, told: Told, at: Moment) -> Step:
    """Take in one more evaluation of a figure whose episode is open."""
    seen = told.judgement.seen
    if seen in UNTOLD:
        return Step(episode)
    run = Run(True, episode.breaches, episode.good).after(seen, Patience(rule.breach_n, rule.recover_n))
    latest = replace(episode, breaches=run.breaches, good=run.good, told=_now(episode, told))
    if not run.open:
        return ended(latest, CloseReason.RECOVERED, at.now)
    if is_awake(latest, at.now) and seen is not Seen.GOOD:
        return woken(latest, at)
    if seen is Seen.BREACH and episode.edited_on != at.day:
        return Step(replace(latest, edited_on=at.day), edits=True)
    return Step(latest)


def is_awake(episode: Episode, now: datetime) -> bool:
    """Whether it is snoozed and the time of that is over."""
    return episode.snoozed_until is not None and episode.snoozed_until <= now


def woken(episode: Episode, at: Moment) -> Step:
    """Its snooze is over and the figure is not back: say so once, and let somebody take it up again."""
    awake = replace(episode, state=EpisodeState.BREACHED, snoozed_until=None, edited_on=at.day)
    return Step(awake, Telling.STILL, edits=True)


def acknowledged(episode: Episode, actor: str, at: Moment) -> Step | None:
    """Somebody takes it up; None where that was done."""
    if episode.state in TAKEN_UP:
        return None
    return Step(_by(replace(episode, state=EpisodeState.ACKNOWLEDGED), actor, at), edits=True)


def snoozed(episode: Episode, actor: str, length: timedelta, at: Moment) -> Step | None:
    """Let it rest for a while; None where it rests already."""
    if episode.state is EpisodeState.SNOOZED:
        return None
    resting = replace(episode, state=EpisodeState.SNOOZED, snoozed_until=at.now + length, snoozes=episode.snoozes + 1)
    return Step(_by(resting, actor, at), edits=True)


def assigned(episode: Episode, actor: str, assignee: str, at: Moment) -> Step | None:
    """Give it to somebody; None where she has it. To give it is to acknowledge it."""
    if episode.assignee == assignee:
        return None
    state = EpisodeState.ACKNOWLEDGED if episode.state is EpisodeState.BREACHED else episode.state
    given = _by(replace(episode, state=state, assignee=assignee), actor, at)
    return Step(given, edits=True, gives=assignee != actor)


def is_overdue(episode: Episode, after: timedelta | None, now: datetime) -> bool:
    """Whether nobody acknowledged it for so long that the rule's owner is to know, who does not yet."""
    waiting = episode.state is EpisodeState.BREACHED and episode.escalated_at is None
    return after is not None and waiting and episode.opened_at + after <= now


def ended(episode: Episode, reason: CloseReason, now: datetime) -> Step:
    """It is over: one reply, and a root without buttons."""
    over = replace(episode, state=EpisodeState.RECOVERED, snoozed_until=None, closed_at=now, close_reason=reason)
    return Step(over, Telling.RECOVERED, edits=True)


def _by(episode: Episode, actor: str, at: Moment) -> Episode:
    return replace(episode, actor=actor, acted_at=at.now, edited_on=at.day)


def _now(episode: Episode, told: Told) -> Mapping[str, object]:
    return kept(told_of(episode)["opening"], told)
