"""Put an alert in force, change it, take it out: by managers for their teams, by admins for all. Each act once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.errors import AlertGone, NotAllowed
from bot.office import Office
from bot.policy import may_set_alert
from bot.use_cases.alerts.act_on_episode import end_episode
from bot.use_cases.alerts.episode_news import Words
from bot.use_cases.alerts.outlook import AlertOutlook
from bot.use_cases.for_channels import headcounts
from bot.use_cases.set_target import Submission, named
from kpi_engine.alerts import Side
from kpi_engine.scope import Scope
from storage.repositories.alert_records import AlertRule, CloseReason
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork


def set_alert(told: AlertOutlook, member: Member, sent: Submission, office: Office, words: Words) -> AlertRule:
    """Keep what was shown, once; an episode that the rule as it was had open is over. Raises NotAllowed, AlertGone."""
    check_right(member, told.scope, office)
    edited = alert_of(sent.editing, member, office) if sent.editing else None
    with office.records.writing() as work:
        again = work.alerts.get(member.team_id, named(sent.key))
        if again and edited is None:
            return again
        before = work.alerts.lock(member.team_id, edited.id) if edited else None
        rule = planned(told, member, sent, before, office)
        if before and _same(before, rule):
            return before
        if before:
            end_episode(work, before, CloseReason.RULE_CHANGED, office, words)
        keep(work, rule, Act.ALERT_CHANGED if before else Act.ALERT_SET, member.user_id)
    return rule


def end_alert(rule_id: str, member: Member, office: Office, words: Words) -> AlertRule:
    """Take a rule out of force, and its open episode with it. Raises NotAllowed, AlertGone."""
    rule, now = alert_of(rule_id, member, office), office.clock.now()
    with office.records.writing() as work:
        end_episode(work, rule, CloseReason.RULE_DELETED, office, words)
        record_end(work, rule, member.user_id, now)
    return rule


def record_end(work: UnitOfWork, rule: AlertRule, actor: str | None, at: datetime) -> bool:
    """Take a rule out of force with its line in the audit; False where it was out already."""
    if not work.alerts.end(rule.team_id, rule.id, at):
        return False
    work.audit.append(_entry(rule, Act.ALERT_REMOVED, actor, at))
    return True


def alert_of(rule_id: str, member: Member, office: Office) -> AlertRule:
    """Find a rule in force that this person may change. Raises NotAllowed, AlertGone."""
    with office.records.reading() as work:
        rule = work.alerts.get(member.team_id, rule_id)
    if rule is None or rule.ended_at:
        raise AlertGone
    check_right(member, rule.scope, office)
    return rule


def is_told_already(rule: AlertRule, office: Office) -> bool:
    """Whether another rule in force tells the same channel of the very same."""
    with office.records.reading() as work:
        others = work.alerts.of_channel(rule.team_id, rule.channel_id)
    return any(each.id != rule.id and _told_of(each) == _told_of(rule) for each in others)


def check_right(member: Member, scope: Scope, office: Office) -> None:
    """Raise NotAllowed where this person may not set alerts of this scope."""
    ruling = may_set_alert(member, scope, headcounts(member.team_id, office))
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)


def keep(work: UnitOfWork, rule: AlertRule, act: Act, actor: str | None, at: datetime | None = None) -> None:
    """Write the rule with its line in the audit, of when it was changed unless an instant is given."""
    work.alerts.put(rule)
    work.audit.append(_entry(rule, act, actor, at or rule.changed_at))


def planned(
    told: AlertOutlook, member: Member, sent: Submission, before: AlertRule | None, office: Office
) -> AlertRule:
    """The rule that a draft becomes. Raises ValueError where something of it is missing."""
    draft, watch, now = told.draft, told.watch, office.clock.now()
    if watch is None or draft.channel_id is None:
        raise ValueError(f"an alert with faults: {dict(told.faults)}")
    return AlertRule(
        team_id=member.team_id,
        id=before.id if before else named(sent.key),
        channel_id=draft.channel_id,
        owner=before.owner if before else member.user_id,
        kpi=watch.kpi,
        scope=watch.scope,
        grain=watch.grain,
        condition=watch.condition,
        threshold=watch.threshold,
        recover_at=watch.recover_at,
        settings=_settings(told),
        min_volume=watch.min_volume,
        breach_n=watch.breach_n,
        recover_n=watch.recover_n,
        quiet=draft.quiet,
        zone=before.zone if before else office.calendar.zone,
        language=draft.language,
        created_at=before.created_at if before else now,
        changed_at=now,
        definition=told.kpi.version,
    )


def _settings(told: AlertOutlook) -> Mapping[str, object]:
    """What one condition needs alone, and who else is told."""
    draft = told.draft
    said = {
        "target_id": told.target.id if told.target else None,
        "side": draft.side.value if draft.side is not Side.WORSE else None,
        "escalate_hours": draft.escalate_hours,
        "tell": list(draft.tell) or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _told_of(rule: AlertRule) -> tuple[object, ...]:
    """What makes a rule fire."""
    held = rule.settings.get("target_id"), rule.settings.get("side")
    return rule.kpi, rule.scope, rule.grain, rule.condition, rule.threshold, *held


def _same(before: AlertRule, rule: AlertRule) -> bool:
    """Whether nothing was changed."""
    return replace(rule, changed_at=before.changed_at, definition=before.definition) == before


def _entry(rule: AlertRule, act: Act, actor: str | None, at: datetime) -> AuditEntry:
    """The line in the audit: what is watched and which channel is told, nobody by name."""
    scope = f"{rule.scope.level} {rule.scope.name or ''}".strip()
    line = "" if rule.threshold is None else f" {rule.threshold:g}"
    detail = f"{rule.channel_id} {rule.kpi} {scope} {rule.condition}{line}"
    return AuditEntry(rule.team_id, at, actor, act, Subject(Kind.ALERT, rule.id), detail)
