"""Take an episode up: acknowledge it, let it rest, give it to somebody. Who may is read anew at each press.

A press on an episode that is over raises AlreadyRecovered; one that changes nothing, such as the second of a double
click, is no error and tells nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.errors import AlreadyRecovered, NotAllowed
from bot.office import Office
from bot.policy import visible
from bot.use_cases.alerts.episode import Moment, Step, acknowledged, assigned, ended, snoozed
from bot.use_cases.alerts.episode_news import EpisodeNews, Words, news_of
from bot.use_cases.alerts.tell_episode import Teller
from storage.repositories.alert_records import AlertRule, CloseReason, Episode, EpisodeState
from storage.repositories.records import Member
from storage.unit_of_work import UnitOfWork


def acknowledge(episode_id: int, member: Member, office: Office, words: Words) -> EpisodeNews:
    """Take it up. Raises NotAllowed, AlreadyRecovered."""
    return _act(episode_id, member, office, words, lambda episode, at: acknowledged(episode, member.user_id, at))


def snooze(episode_id: int, length: timedelta, member: Member, office: Office, words: Words) -> EpisodeNews:
    """Let it rest for a while. Raises NotAllowed, AlreadyRecovered."""
    return _act(episode_id, member, office, words, lambda episode, at: snoozed(episode, member.user_id, length, at))


def assign(episode_id: int, assignee: str, member: Member, office: Office, words: Words) -> EpisodeNews:
    """Give it to somebody. Raises NotAllowed, AlreadyRecovered."""
    return _act(episode_id, member, office, words, lambda episode, at: assigned(episode, member.user_id, assignee, at))


def end_episode(work: UnitOfWork, rule: AlertRule, reason: CloseReason, office: Office, words: Words) -> None:
    """Close the open episode of a rule that is about to change or go, in the transaction of that; `rule` as it was."""
    work.alerts.lock(rule.team_id, rule.id)
    episode = work.alerts.open_episode(rule.team_id, rule.id)
    if episode:
        now = office.clock.moved(work.now())
        Teller(work, rule, office.catalog.get(rule.kpi), words, now).take(ended(episode, reason, now))


def _act(
    episode_id: int,
    member: Member,
    office: Office,
    words: Words,
    act: Callable[[Episode, Moment], Step | None],
) -> EpisodeNews:
    with office.records.writing() as work:
        rule, episode = _locked(work, member, episode_id)
        now = office.clock.moved(work.now())
        step = act(episode, Moment(now, now.astimezone(ZoneInfo(rule.zone)).date()))
        kpi = office.catalog.get(rule.kpi)
        if step:
            Teller(work, rule, kpi, words, now).take(step)
        return news_of(rule, step.episode if step else episode, kpi)


def _locked(work: UnitOfWork, member: Member, episode_id: int) -> tuple[AlertRule, Episode]:
    found = work.alerts.episode(member.team_id, episode_id)
    rule = work.alerts.lock(member.team_id, found.rule_id) if found else None
    if found is None or rule is None:
        raise AlreadyRecovered
    ruling = visible(member, rule.scope)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    episode = work.alerts.episode(member.team_id, episode_id)
    if episode is None or episode.state is EpisodeState.RECOVERED:
        raise AlreadyRecovered
    return rule, episode
