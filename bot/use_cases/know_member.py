"""Seat a person: what Slack says of her and the reps of the facts, matched by e-mail, give role and teams."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from bot.office import Office
from bot.use_cases.closed_regions import closed_regions
from bot.use_cases.roster import Roster, address, read_roster
from storage.errors import NoFacts
from storage.repositories.records import Act, AuditEntry, Kind, Member, Role, Subject
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class SlackUser:
    """A person as Slack describes her; `homes` are the workspaces that she belongs to."""

    user_id: str
    homes: frozenset[str]
    name: str
    email: str | None = None
    locale: str | None = None
    tz: str | None = None
    active: bool = True
    guest: bool = False
    admin: bool = False

    @classmethod
    def read(cls, user: Mapping[str, Any]) -> Self:
        """Read the `user` of `users.info`."""
        profile = user.get("profile") or {}
        grid = (user.get("enterprise_user") or {}).get("teams") or ()  # workspaces of an Enterprise Grid
        homes = () if user.get("is_stranger") else (user.get("team_id"), *grid)
        return cls(
            user_id=user["id"],
            homes=frozenset(home for home in homes if home),
            name=user.get("real_name") or profile.get("real_name") or user.get("name") or "",
            email=profile.get("email"),
            locale=user.get("locale"),
            tz=user.get("tz"),
            active=not user.get("deleted", False),
            guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            admin=bool(user.get("is_admin") or user.get("is_owner")),
        )


def recall_member(office: Office, team_id: str, user_id: str, fresh: timedelta) -> Member | None:
    """Find a person who was seated not longer ago than `fresh`."""
    with office.records.reading() as work:
        member = work.members.get(team_id, user_id)
    return member if member and office.clock.now() - member.synced_at <= fresh else None


def know_member(office: Office, team_id: str, user: SlackUser) -> Member:
    """Seat a person by today's facts and settings, and remember it.

    Who comes from a workspace where the assistant is not installed is an outsider, and nothing is kept of her.
    """
    roster = _roster(office)
    person = Member(
        team_id=team_id,
        user_id=user.user_id,
        email=user.email,
        name=user.name,
        synced_at=office.clock.now(),
        locale=user.locale,
        tz=user.tz,
        active=user.active,
        guest=user.guest,
        outsider=team_id not in user.homes,
        workspace_admin=user.admin,
    )
    member = seat(person, roster, office.admins)
    with office.records.writing() as work:
        if work.workspaces.get(team_id) is None:
            return seat(replace(person, outsider=True), roster, office.admins)
        work.teams.replace(team_id, roster.headcounts)
        _remember(work, member, office.clock.now())
    return member


def seat_everybody(office: Office) -> None:
    """Seat all known people again: for after an import, when teams and managers may have changed."""
    roster = _roster(office)
    with office.records.writing() as work:
        for workspace in work.workspaces.all():
            work.teams.replace(workspace.team_id, roster.headcounts)
            for member in work.members.of(workspace.team_id):
                _remember(work, seat(member, roster, office.admins), office.clock.now())


def stranger(team_id: str, user_id: str) -> Member:
    """Stand in for a person of whom nothing can be learnt: she may read the help."""
    return Member(team_id, user_id, email=None, name="", synced_at=datetime.min.replace(tzinfo=UTC))


def seat(person: Member, roster: Roster, admins: Collection[str]) -> Member:
    """Decide role, team and reports: admin before manager before rep before nobody.

    `admins` are addresses. Who is gone, a guest or of another workspace has no place, whatever her address.
    """
    nowhere = replace(person, role=Role.NONE, rep=None, team=None, manages=(), reports=(), closed_regions=())
    if not person.active or person.guest or person.outsider:
        return nowhere
    line, reports = roster.rep_at(person.email), roster.reports_of(person.email)
    role = _role(person, admins, manages=bool(reports), sells=line is not None)
    own = {each.team for each in (*reports, *((line,) if line else ())) if each.team}
    return replace(
        nowhere,
        role=role,
        rep=line.rep if line else None,
        team=line.team if line else None,
        manages=tuple(sorted({report.team for report in reports if report.team})),
        reports=tuple(sorted(report.rep for report in reports)),
        closed_regions=() if role is Role.ADMIN else closed_regions(roster.regions, own),
    )


def _role(person: Member, admins: Collection[str], *, manages: bool, sells: bool) -> Role:
    at = address(person.email)
    if person.workspace_admin or (at and at in {address(admin) for admin in admins}):
        return Role.ADMIN
    if manages:
        return Role.MANAGER
    return Role.REP if sells else Role.NONE


def _roster(office: Office) -> Roster:
    try:
        return read_roster(office.facts.current())
    except NoFacts:
        return Roster(())


def _remember(work: UnitOfWork, member: Member, now: datetime) -> None:
    """Keep the member; a change of role leaves a line in the audit."""
    known = work.members.get(member.team_id, member.user_id)
    before = known.role if known else Role.NONE
    if known != member:
        work.members.put(member)
    if before is not member.role:
        subject = Subject(Kind.USER, member.user_id)
        change = f"{before} -> {member.role}"
        work.audit.append(AuditEntry(member.team_id, now, None, Act.ROLE_CHANGED, subject, change))
