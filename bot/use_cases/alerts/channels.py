"""What happens to a channel happens to the rules that tell it: they are held, and who answers for each is told, once.

A held rule is not judged, and its open episode rests: nothing of either comes to the channel, not even an edit. What
waits for the end of quiet hours is taken back. To change the rule or to resume it ends the hold.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.office import Office
from bot.policy import may_set_alert
from bot.use_cases.alerts.rules import alert_of, keep
from bot.use_cases.alerts.tell_episode import take_back
from bot.use_cases.answerers import answerers
from bot.use_cases.notice import queue_notice
from storage.repositories.alert_records import HELD, AlertRule
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import PauseReason
from storage.repositories.records import Act, Member
from storage.unit_of_work import UnitOfWork

Say = Callable[[AlertRule, str], Frozen]
"""Puts it into a message that a rule is held, in a Slack locale."""


def has_alerts(team_id: str, channel_id: str, office: Office) -> bool:
    """Whether rules that are not held tell a channel."""
    with office.records.reading() as work:
        return any(_standing(work, team_id, channel_id))


def hold_in(team_id: str, channel_id: str, reason: PauseReason, office: Office, say: Say) -> int:
    """Hold the rules that tell a channel; gives how many. Told twice, it happens once."""
    with office.records.writing() as work:
        return sum(_hold(work, each, reason, office, say) for each in list(_standing(work, team_id, channel_id)))


def resume_alert(rule_id: str, member: Member, office: Office) -> None:
    """Let it be judged and told again; an open episode goes on. Raises NotAllowed, AlertGone."""
    alert_of(rule_id, member, office)
    with office.records.writing() as work:
        rule = work.alerts.lock(member.team_id, rule_id)
        if rule and rule.held and not rule.ended_at:
            settings = {name: value for name, value in rule.settings.items() if name != HELD}
            keep(work, replace(rule, settings=settings), Act.ALERT_RESUMED, member.user_id, office.clock.now())


def _standing(work: UnitOfWork, team_id: str, channel_id: str) -> Iterable[AlertRule]:
    return (each for each in work.alerts.of_channel(team_id, channel_id) if not each.held)


def _hold(work: UnitOfWork, found: AlertRule, reason: PauseReason, office: Office, say: Say) -> bool:
    rule = work.alerts.lock(found.team_id, found.id)
    if rule is None or rule.held or rule.ended_at or rule.channel_id != found.channel_id:
        return False
    now = office.clock.now()
    held = replace(rule, settings={**rule.settings, HELD: reason.value})
    keep(work, held, Act.ALERT_HELD, None, now)
    due = office.clock.moved(work.now())
    take_back(work, rule, due)
    told = next(answerers(work, rule.team_id, rule.owner, rule.scope, may_set_alert), None)
    if told:
        what = f"{rule.channel_id}:{rule.id}-held:{now:%Y%m%dT%H%M%S%f}"
        words = say(held, told.locale or rule.language)
        queue_notice(work, rule.team_id, told.user_id, what, words, due=due)
    return True
