"""Subscribe a channel to a weekly digest, change it, pause it, take it away: each act once, and in the audit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.errors import DigestGone, NotAllowed
from bot.office import Office
from bot.policy import may_set_digest
from bot.use_cases.digests.draft import Draft
from bot.use_cases.set_target import Submission, named
from kpi_engine.scope import Scope
from storage.repositories.digest_records import Digest, DigestState, PauseReason
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork


def subscribe(draft: Draft, member: Member, sent: Submission, office: Office) -> Digest:
    """Keep what was filled in; where the channel has a digest of this scope, change that one.

    Raises NotAllowed; DigestGone where the one that was changed is gone, or would say what another says already.
    """
    with office.records.writing() as work:
        work.digests.take_turns(member.team_id)
        digest, before = _plan(work, draft, member, sent, office)
        if digest != before:
            work.digests.put(digest)
            act = Act.DIGEST_CHANGED if before else Act.DIGEST_SET
            record(work, digest, act, member.user_id, digest.changed_at)
    return digest


def planned(draft: Draft, member: Member, sent: Submission, office: Office) -> tuple[Digest, Digest | None]:
    """What `subscribe` would keep, and the digest that it would change. Raises what that raises."""
    with office.records.reading() as work:
        return _plan(work, draft, member, sent, office)


def digest_of(digest_id: str, member: Member, office: Office) -> Digest:
    """Find a digest that this person may change. Raises NotAllowed, DigestGone."""
    with office.records.reading() as work:
        return _found(work, digest_id, member)


def pause_digest(digest_id: str, member: Member, office: Office) -> None:
    """Stop it until somebody resumes it. Raises NotAllowed, DigestGone."""

    def pause(work: UnitOfWork, digest: Digest, at: datetime) -> bool:
        return work.digests.pause(digest, PauseReason.BY_HAND, at)

    _once(digest_id, member, office, pause, Act.DIGEST_PAUSED)


def resume_digest(digest_id: str, member: Member, office: Office) -> None:
    """Let it go out again. Raises NotAllowed, DigestGone."""
    _once(digest_id, member, office, lambda work, digest, at: work.digests.resume(digest, at), Act.DIGEST_RESUMED)


def delete_digest(digest_id: str, member: Member, office: Office) -> None:
    """Take it away. Raises NotAllowed, DigestGone."""
    _once(digest_id, member, office, lambda work, digest, at: work.digests.delete(digest, at), Act.DIGEST_DELETED)


def check_right(member: Member, scope: Scope, office: Office) -> None:
    """Raise NotAllowed where this person may not set digests of this scope."""
    with office.records.reading() as work:
        _check(work, member, scope)


def record(work: UnitOfWork, digest: Digest, act: Act, actor: str | None, at: datetime) -> None:
    """Write an act into the audit; it names the channel and the scope, nobody."""
    scope = f"{digest.scope.level} {digest.scope.name or ''}".strip()
    detail = f"{digest.channel_id} {scope} {' '.join(digest.kpis)}"
    work.audit.append(AuditEntry(digest.team_id, at, actor, act, Subject(Kind.DIGEST, digest.id), detail))


def _once(
    digest_id: str,
    member: Member,
    office: Office,
    move: Callable[[UnitOfWork, Digest, datetime], bool],
    act: Act,
) -> None:
    """Do it; only whoever did it first leaves a line."""
    now = office.clock.now()
    with office.records.writing() as work:
        digest = _found(work, digest_id, member)
        if move(work, digest, now):
            record(work, digest, act, member.user_id, now)


def _plan(
    work: UnitOfWork, draft: Draft, member: Member, sent: Submission, office: Office
) -> tuple[Digest, Digest | None]:
    if draft.channel_id is None or draft.scope is None:
        raise ValueError("a digest of no channel or nobody")
    _check(work, member, draft.scope)
    edited = _found(work, sent.editing, member) if sent.editing else None
    same = work.digests.for_scope(member.team_id, draft.channel_id, draft.scope)
    if edited and same and same.id != edited.id:
        raise DigestGone
    before, digest_id = edited or same, named(sent.key)
    again = work.digests.get(member.team_id, digest_id)
    if again and before is None:
        return again, again  # sent once more after it was moved or taken away
    return _kept(draft, before, member, digest_id, office.clock.now()), before


def _found(work: UnitOfWork, digest_id: str, member: Member) -> Digest:
    digest = work.digests.get(member.team_id, digest_id)
    if digest is None or digest.state is DigestState.DELETED:
        raise DigestGone
    _check(work, member, digest.scope)
    return digest


def _check(work: UnitOfWork, member: Member, scope: Scope) -> None:
    sizes = work.teams.headcounts(member.team_id)
    ruling = may_set_digest(member, scope, sizes)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)


def _kept(draft: Draft, before: Digest | None, member: Member, digest_id: str, now: datetime) -> Digest:
    """The digest that a draft becomes; the same one where it changes nothing."""
    made = Digest(
        team_id=member.team_id,
        id=before.id if before else digest_id,
        channel_id=draft.channel_id or "",
        owner=before.owner if before else member.user_id,
        scope=draft.scope or Scope(),
        kpis=draft.kpis,
        schedule=draft.schedule,
        language=draft.language,
        compare=draft.compare,
        fresher_than=draft.fresher_than,
        look=draft.look,
        state=DigestState.ACTIVE,
        reason=None,
        active_since=now,
        created_at=before.created_at if before else now,
        changed_at=now,
    )
    return _standing(made, before) if before else made


def _standing(made: Digest, before: Digest) -> Digest:
    """A pause by hand outlasts a change; any other ends with it: that the assistant may post was just tried.

    Where it goes out at another time than before, weeks that fell due before the change are nobody's miss.
    """
    if before.reason is PauseReason.BY_HAND:
        made = replace(made, state=before.state, reason=before.reason)
    if (made.schedule, made.state) == (before.schedule, before.state):
        made = replace(made, active_since=before.active_since)
    return before if replace(made, changed_at=before.changed_at) == before else made
