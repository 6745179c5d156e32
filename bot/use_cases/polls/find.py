"""A poll of a person's own workspace."""

from bot.errors import PollGone
from bot.office import Office
from storage.repositories.poll_records import Poll
from storage.repositories.records import Member


def find_poll(poll_id: str, member: Member, office: Office) -> Poll:
    """Find it, open or closed. Raises PollGone."""
    with office.records.reading() as work:
        poll = work.polls.get(member.team_id, poll_id)
    if poll is None:
        raise PollGone
    return poll
