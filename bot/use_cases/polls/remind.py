"""Remind those who have not voted, once, each by direct message; nobody is told who they are."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot import last_resort
from bot.office import Office
from bot.use_cases.polls.poll_news import PollTelling, PollWords, news_of
from storage.repositories.poll_records import Poll
from storage.repositories.records import Member
from storage.unit_of_work import UnitOfWork

_TOO_SHORT = timedelta(hours=2)
_LAST_DAY = timedelta(hours=24)
_LATE_IN_IT = 0.75


def reminder_at(poll: Poll) -> datetime | None:
    """When three quarters of its time are over, or a day before its end, whichever is later; None if it is short."""
    span = poll.deadline - poll.opened_at
    if span < _TOO_SHORT:
        return None
    return max(poll.opened_at + _LATE_IN_IT * span, poll.deadline - _LAST_DAY)


def remind_voters(office: Office, words: PollWords) -> None:
    """Queue the reminders that are due, and forget those that have been delivered."""
    with office.records.reading() as work:
        now = office.clock.moved(work.now())
        due = [each for each in work.polls.running() if _is_due(each, now)]
    for each in due:
        with last_resort.apart(f"poll:{each.id}"):
            _remind(each, office, words)
    with office.records.writing() as work:
        work.reminders.forget()


def _is_due(poll: Poll, now: datetime) -> bool:
    at = reminder_at(poll)
    return poll.reminded_at is None and at is not None and at <= now < poll.deadline


def _remind(poll: Poll, office: Office, words: PollWords) -> None:
    with office.records.writing() as work:
        now = office.clock.moved(work.now())
        if not work.polls.remind(poll.team_id, poll.id, now):
            return
        news, members = news_of(work, poll), _members(work, poll.team_id)
        for user_id in work.voters.missing(poll.team_id, poll.id):
            member = members.get(user_id)
            if member and member.active:
                told = words(PollTelling.REMINDER, news, member.locale or poll.language)
                work.reminders.queue(poll, user_id, told, now)


def _members(work: UnitOfWork, team_id: str) -> Mapping[str, Member]:
    return {each.user_id: each for each in work.members.of(team_id)}
