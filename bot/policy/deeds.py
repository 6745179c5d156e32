"""What a person may set, put to the vote or take up: of her own teams, of the company, of somebody else."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bot.policy.channels import small_teams
from bot.policy.rulings import ALLOWED, Action, Reason, Ruling, may
from kpi_engine.scope import Level, Scope
from storage.repositories.records import Member, Role


def may_set_target(member: Member, scope: Scope) -> Ruling:
    """Allow managers their own teams and reports, admins everybody's: company, regions, teams and reps."""
    entry = may(member, Action.SET_TARGET)
    if not entry.allowed or member.role is Role.ADMIN:
        return entry
    own = {Level.TEAM: member.manages, Level.REP: member.reports}.get(scope.level, ())
    return ALLOWED if scope.name in own else Ruling(Reason.NOT_YOURS_TO_SET, scope.name)


def may_set_digest(member: Member, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    """Allow managers digests of their own teams, admins of company, regions and teams; of a rep nobody.

    `headcounts` is the number of reps by team: a team too small to stand in a channel has no digest.
    """
    return _may_tell_a_channel(member, Action.SET_DIGEST, scope, headcounts)


def may_set_alert(member: Member, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    """Allow alerts where digests are: what is watched ends in a channel as well."""
    return _may_tell_a_channel(member, Action.SET_ALERT, scope, headcounts)


_NOT_YOURS: Mapping[Action, Reason] = MappingProxyType(
    {Action.SET_DIGEST: Reason.NOT_YOUR_DIGEST, Action.SET_ALERT: Reason.NOT_YOUR_ALERT}
)


def _may_tell_a_channel(member: Member, action: Action, scope: Scope, headcounts: Mapping[str, int]) -> Ruling:
    entry = may(member, action)
    if not entry.allowed:
        return entry
    if scope.level is Level.REP:
        return Ruling(Reason.PERSON_IN_CHANNEL)
    if member.role is not Role.ADMIN and (scope.level is not Level.TEAM or scope.name not in member.manages):
        return Ruling(_NOT_YOURS[action], scope.name)
    small = scope.level is Level.TEAM and scope.name in small_teams(headcounts)
    return Ruling(Reason.SMALL_TEAM, scope.name) if small else ALLOWED


def may_adopt(member: Member, *, passed: bool) -> Ruling:
    """Allow managers what a poll has passed, admins everything: a definition is the whole company's."""
    entry = may(member, Action.ADOPT)
    if not entry.allowed or passed or member.role is Role.ADMIN:
        return entry
    return Ruling(Reason.NOT_VOTED)


def may_open_poll(member: Member, voters: Iterable[Member]) -> Ruling:
    """Allow managers to ask those who sell in their own teams, and who sells nowhere; admins everybody."""
    entry = may(member, Action.OPEN_POLL)
    if not entry.allowed or member.role is Role.ADMIN:
        return entry
    others = sorted({each.team for each in voters if each.team and each.team not in member.manages})
    return Ruling(Reason.NOT_YOUR_POLL, others[0]) if others else ALLOWED


def may_close_poll(member: Member, owner: str) -> Ruling:
    """Allow who opened it, and admins."""
    entry = may(member, Action.OPEN_POLL)
    if not entry.allowed or member.role is Role.ADMIN or member.user_id == owner:
        return entry
    return Ruling(Reason.NOT_THE_OWNER)


def may_triage(member: Member, team: str) -> Ruling:
    """Allow managers what their own teams said, admins everything; `team` is empty where none is known."""
    entry = may(member, Action.TRIAGE)
    if not entry.allowed or member.role is Role.ADMIN or (team and team in member.manages):
        return entry
    return Ruling(Reason.NOT_YOUR_FEEDBACK, team or None)


def may_change_proposal(member: Member, author: str) -> Ruling:
    """Allow its author alone."""
    entry = may(member, Action.PROPOSE)
    own = member.user_id == author
    return entry if not entry.allowed or own else Ruling(Reason.NOT_YOUR_PROPOSAL)


def may_withdraw(member: Member, author: str) -> Ruling:
    """Allow its author, and admins."""
    entry = may(member, Action.PROPOSE)
    return entry if member.role is Role.ADMIN else may_change_proposal(member, author)
