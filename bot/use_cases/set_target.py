"""Put a target in force, change it, take it out: by managers for their teams, by admins for all. Nothing is lost."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from bot.errors import NotAllowed, TargetGone
from bot.office import Office
from bot.policy import may_set_target
from bot.use_cases.target_draft import Draft, Outlook
from kpi_engine.scope import Level
from kpi_engine.target import Target
from storage.repositories.records import Act, AuditEntry, Ending, KeptTarget, Kind, Member, Subject, TargetEnd
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was sent: `key` is the same for the same form sent twice, `editing` the target it was opened for."""

    key: str
    editing: str | None = None


def set_target(draft: Draft, told: Outlook, member: Member, sent: Submission, office: Office) -> KeptTarget:
    """Keep what was shown, once. Raises NotAllowed, TargetGone; ValueError where it is not one aim without fault."""
    ((kind, step),) = told.steps.items()
    if told.faults:
        raise ValueError(f"a target with faults: {dict(told.faults)}")
    target = Target(told.kpi.key, told.scope, told.horizon, kind, step.size, step.aim, told.baseline)
    _check(member, target)
    kept = KeptTarget(member.team_id, named(sent.key), target, draft.note.strip(), member.user_id, office.clock.now())
    with office.records.writing() as work:
        if work.targets.get(kept.team_id, kept.id):
            return kept
        edited = find(work, member, sent.editing) if sent.editing else None
        keep(work, kept)
        if edited:
            _retire(work, edited, TargetEnd(kept.set_at, member.user_id, Ending.REPLACED))
    return kept


def remove_target(target_id: str, member: Member, office: Office) -> KeptTarget:
    """Take a target out of force; it stays as history. Raises NotAllowed, TargetGone."""
    with office.records.writing() as work:
        kept = find(work, member, target_id)
        _retire(work, kept, TargetEnd(office.clock.now(), member.user_id, Ending.REMOVED))
    return kept


def target_to_edit(target_id: str, member: Member, office: Office) -> KeptTarget:
    """Find a target that this person may change. Raises NotAllowed, TargetGone."""
    with office.records.reading() as work:
        return find(work, member, target_id)


def find(work: UnitOfWork, member: Member, target_id: str) -> KeptTarget:
    """The target, in force, that this person may change. Raises NotAllowed, TargetGone."""
    kept = work.targets.get(member.team_id, target_id)
    if kept is None or kept.end:
        raise TargetGone
    _check(member, kept.target)
    return kept


def keep(work: UnitOfWork, kept: KeptTarget) -> None:
    """Put it in force, once, with its lines in the audit."""
    if work.targets.get(kept.team_id, kept.id):
        return
    before = work.targets.put(kept)
    if before:
        work.audit.append(_entry(before, Act.TARGET_REPLACED, kept.set_by, kept.set_at))
    work.audit.append(_entry(kept, Act.TARGET_SET, kept.set_by, kept.set_at))


def named(key: str) -> str:
    """A target's id: the same submission has the same."""
    return blake2b(key.encode(), digest_size=8).hexdigest()


def _retire(work: UnitOfWork, kept: KeptTarget, end: TargetEnd) -> None:
    if work.targets.end(kept, end):
        act = Act.TARGET_REMOVED if end.why is Ending.REMOVED else Act.TARGET_REPLACED
        work.audit.append(_entry(kept, act, end.by, end.at))


def _check(member: Member, target: Target) -> None:
    ruling = may_set_target(member, target.scope)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)


def _entry(kept: KeptTarget, act: Act, actor: str | None, at: datetime) -> AuditEntry:
    """The line in the audit: whose target it is, but for a rep, whom it does not name."""
    target = kept.target
    whose = target.scope.level if target.scope.level is Level.REP else f"{target.scope.level} {target.scope.name or ''}"
    detail = f"{target.kpi} {whose.strip()} {target.horizon.start}..{target.horizon.last_day} {target.aim:g}"
    return AuditEntry(kept.team_id, at, actor, act, Subject(Kind.TARGET, kept.id), detail)
