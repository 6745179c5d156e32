"""Let the messages of proposals say what became of them by a poll: voted on, decided, or open again."""

from bot.office import Office
from bot.use_cases.proposals.news import Words
from bot.use_cases.proposals.tell import redraw
from storage.repositories.poll_records import Poll


def show_proposals(poll: Poll, office: Office, words: Words) -> None:
    """Draw again the message of each proposal that a poll is about."""
    ids = [each.proposal_id for each in poll.questions if each.proposal_id]
    if not ids:
        return
    with office.records.writing() as work:
        for each in ids:
            proposal = work.proposals.get(poll.team_id, each)
            if proposal:
                redraw(work, proposal, words)
