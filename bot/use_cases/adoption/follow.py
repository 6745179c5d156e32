"""What follows from the end of a KPI, on its day: its alerts end, digests of nothing else are paused, owners are told.

Each happens once, whoever looks and however often: what has ended is not in force any more.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from bot import last_resort
from bot.office import Office
from bot.policy import may_set_alert
from bot.use_cases.alerts.act_on_episode import end_episode
from bot.use_cases.alerts.episode_news import Words
from bot.use_cases.alerts.rules import record_end
from bot.use_cases.answerers import answerers
from bot.use_cases.digests.channels import Say as SayPaused
from bot.use_cases.digests.channels import pause
from bot.use_cases.notice import queue_notice
from storage.repositories.alert_records import AlertRule, CloseReason
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Digest, DigestState, PauseReason
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Sayings:
    """Puts what follows into words: messages of an episode, and notices in a Slack locale."""

    episode: Words
    ended: Callable[[AlertRule, str], Frozen]
    paused: SayPaused


def follow_definitions(office: Office, say: Sayings) -> None:
    """Draw the consequences of what is retired today, in every workspace."""
    gone = frozenset(office.catalog.retired)
    if not gone:
        return
    with office.records.reading() as work:
        teams = [workspace.team_id for workspace in work.workspaces.all()]
        rules = [rule for team_id in teams for rule in work.alerts.in_force(team_id) if rule.kpi in gone]
        digests = [each for each in work.digests.active() if _tells_nothing_else(each, gone)]
    for rule in rules:
        with last_resort.apart(f"alert:{rule.id}"), office.records.writing() as work:
            _end(work, rule, office, say)
    for digest in digests:
        with last_resort.apart(f"digest:{digest.id}"), office.records.writing() as work:
            _pause(work, digest, gone, office, say)


def _tells_nothing_else(digest: Digest, gone: Collection[str]) -> bool:
    return all(key in gone for key in digest.kpis)


def _end(work: UnitOfWork, found: AlertRule, office: Office, say: Sayings) -> None:
    """End a rule with its episode, and tell whoever answers for it."""
    rule = work.alerts.lock(found.team_id, found.id)
    if rule is None or rule.ended_at:
        return
    end_episode(work, rule, CloseReason.RULE_CHANGED, office, say.episode)
    if not record_end(work, rule, None, office.clock.now()):
        return
    told = next(answerers(work, rule.team_id, rule.owner, rule.scope, may_set_alert), None)
    if told:
        words = say.ended(rule, told.locale or rule.language)
        due = office.clock.moved(work.now())
        queue_notice(work, rule.team_id, told.user_id, f"{rule.channel_id}:{rule.id}-retired", words, due=due)


def _pause(work: UnitOfWork, found: Digest, gone: Collection[str], office: Office, say: Sayings) -> None:
    work.digests.take_turns(found.team_id)
    digest = work.digests.get(found.team_id, found.id)
    if digest and digest.state is DigestState.ACTIVE and _tells_nothing_else(digest, gone):
        pause(work, digest, PauseReason.RETIRED, office, say.paused)
