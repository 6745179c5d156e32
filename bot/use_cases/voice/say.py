"""Keep what somebody says from the field, with her name or without it: once for a form sent twice.

Without a name nothing is kept that could tell whose it is: no author, no hour, no line in the audit, nothing beside it
in its transaction (docs/decisions/106).
"""

from bot.errors import SaidAlready
from bot.office import Office
from bot.use_cases.voice.item import Words
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_slip import Slip, ticket_of
from bot.use_cases.voice.triage import queue_card
from storage.repositories.records import Member
from storage.repositories.voice_records import Feedback
from storage.unit_of_work import UnitOfWork

LEAST = 5
"""Anonymous words of a team that are read together; and the people a team needs for one of them to be hidden in it."""


def say(draft: SayDraft, slip: Slip, member: Member, office: Office, words: Words) -> Feedback:
    """Keep it; with a name, those who read it get its card at once.

    Raises SaidAlready where the form was kept with other words, ValueError where kind or words are missing.
    """
    feedback = _feedback(draft, slip, member, office)
    with office.records.writing() as work:
        if not work.feedback.put(feedback):
            return _kept(work, feedback)
        if not feedback.anonymous:
            return queue_card(work, feedback, office, words)
    return feedback


def read_by(member: Member, office: Office, *, anonymous: bool) -> str:
    """The team whose managers read what this person says; empty: the admins.

    Nobody is the reader of her own words. Anonymous ones of a team so small that they would point at somebody are the
    admins' to read, without the team.
    """
    if member.team is None or member.team in member.manages:
        return ""
    return "" if anonymous and _is_small(member.team_id, member.team, office) else member.team


def read_in(team_id: str, team: str, office: Office) -> str | None:
    """The channel in which a team's feedback is read; None where it comes to people by direct message."""
    with office.records.reading() as work:
        place = work.triage_places.takes(team_id, team)
    return place.channel_id if place else None


def _is_small(team_id: str, team: str, office: Office) -> bool:
    with office.records.reading() as work:
        return work.teams.headcounts(team_id).get(team, 0) < LEAST


def _feedback(draft: SayDraft, slip: Slip, member: Member, office: Office) -> Feedback:
    if draft.kind is None or not draft.body.strip():
        raise ValueError("nothing is said")
    week = office.now().isocalendar()
    named = not draft.anonymous
    return Feedback(
        team_id=member.team_id,
        id=slip.token,
        kind=draft.kind,
        body=draft.body.strip(),
        sentiment=draft.sentiment,
        about={name: value.strip() for name, value in draft.about.items() if value.strip()},
        team=read_by(member, office, anonymous=draft.anonymous),
        author=member.user_id if named else None,
        said_at=office.clock.now() if named else None,
        week=f"{week.year}-W{week.week:02}",
        ticket=None if named else ticket_of(slip.code),
        released=named,
    )


def _kept(work: UnitOfWork, again: Feedback) -> Feedback:
    """What the same form said when it was kept. Raises SaidAlready where that was something else."""
    known = work.feedback.get(again.team_id, again.id)
    if known is None and again.ticket:
        known = work.feedback.by_ticket(again.team_id, again.ticket)
    if known is None or _words(known) != _words(again):
        raise SaidAlready
    return known


def _words(feedback: Feedback) -> tuple[object, ...]:
    return feedback.author, feedback.kind, feedback.body, feedback.sentiment, dict(feedback.about)
