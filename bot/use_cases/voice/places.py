"""The channel in which a team's feedback is read: set by its manager, or for all by an admin, and left when it must be.

What one team says is read by managers and admins only, so that is who may be in the channel.
"""

from collections.abc import Callable, Sequence

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import may_triage
from bot.use_cases.notice import queue_notice
from storage.repositories.delivery_records import Frozen
from storage.repositories.records import Act, AuditEntry, Kind, Member, Role, Subject
from storage.repositories.triage_places import REST
from storage.repositories.voice_records import TriagePlace

Say = Callable[[TriagePlace, str], Frozen]
"""Puts it into a message, in a Slack locale, that a channel takes a team's feedback no more."""


def teams_to_place(member: Member, office: Office) -> Sequence[str]:
    """The teams whose feedback this person may have read somewhere; an admin's hold the rest as well."""
    if member.role is not Role.ADMIN:
        return sorted(member.manages)
    with office.records.reading() as work:
        return [*(each.name for each in work.teams.of(member.team_id) if each.headcount), REST]


def place_of(team: str, member: Member, office: Office) -> TriagePlace | None:
    """Where this team's own feedback is read now. Raises NotAllowed."""
    _check(member, team)
    with office.records.reading() as work:
        return next((each for each in work.triage_places.of(member.team_id) if each.team == team), None)


def set_place(team: str, channel_id: str, member: Member, office: Office) -> TriagePlace:
    """Have it read there from now on. Raises NotAllowed."""
    _check(member, team)
    now = office.clock.now()
    place = TriagePlace(member.team_id, team, channel_id, member.user_id, now)
    with office.records.writing() as work:
        work.triage_places.put(place)
        subject = Subject(Kind.TEAM, team)
        work.audit.append(AuditEntry(place.team_id, now, member.user_id, Act.TRIAGE_PLACE_SET, subject, channel_id))
    return place


def takes_feedback(team_id: str, channel_id: str, office: Office) -> bool:
    """Whether any feedback is read in a channel."""
    with office.records.reading() as work:
        return any(each.channel_id == channel_id for each in work.triage_places.of(team_id))


def leave_place(team_id: str, channel_id: str, office: Office, say: Say) -> int:
    """Read nothing there any more; whoever had set it is told, once. Gives for how many teams."""
    now = office.clock.now()
    with office.records.writing() as work:
        places = {each.team: each for each in work.triage_places.of(team_id) if each.channel_id == channel_id}
        left = work.triage_places.clear(team_id, channel_id)
        for place in (places[team] for team in left):
            subject = Subject(Kind.TEAM, place.team)
            work.audit.append(AuditEntry(team_id, now, None, Act.TRIAGE_PLACE_LEFT, subject, channel_id))
            setter = work.members.get(team_id, place.set_by)
            told = say(place, (setter.locale if setter else None) or office.language)
            what = f"{channel_id}:voice-left-{place.team}:{now:%Y%m%dT%H%M%S%f}"
            queue_notice(work, team_id, place.set_by, what, told, due=office.clock.moved(work.now()))
        return len(left)


def _check(member: Member, team: str) -> None:
    ruling = may_triage(member, team)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
