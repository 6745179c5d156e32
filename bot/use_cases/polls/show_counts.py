"""Bring the messages of open polls up to date: how many took part and, where it is live, the tally so far.

However many vote, a message is edited once in three seconds at most, and never to what it says already.
"""

import json
from datetime import timedelta

from bot import last_resort
from bot.office import Office
from bot.use_cases.polls.poll_news import PollTelling, PollWords, news_of
from storage.repositories.delivery_records import DeliveryState, Frozen
from storage.repositories.poll_records import Poll
from storage.unit_of_work import UnitOfWork

BETWEEN_EDITS = timedelta(seconds=3)


def show_counts(office: Office, words: PollWords) -> None:
    """Edit the messages that say less than there is to say."""
    with office.records.reading() as work:
        behind = [each for each in work.polls.running() if _is_behind(work, each, words)]
    for each in behind:
        with last_resort.apart(f"poll:{each.id}"):
            _show(each, office, words)


def _show(poll: Poll, office: Office, words: PollWords) -> None:
    with office.records.writing() as work:
        now = office.clock.moved(work.now())
        if poll.root_delivery and work.polls.show(poll.team_id, poll.id, now, unless_since=now - BETWEEN_EDITS):
            work.deliveries.edit(poll.root_delivery, _as_it_stands(work, poll, words))


def _is_behind(work: UnitOfWork, poll: Poll, words: PollWords) -> bool:
    root = work.deliveries.get(poll.root_delivery) if poll.root_delivery else None
    if root is None or root.state is not DeliveryState.SENT:
        return False
    says: object = json.loads(json.dumps(_as_it_stands(work, poll, words)))
    return says != (root.edit or root.payload_text)


def _as_it_stands(work: UnitOfWork, poll: Poll, words: PollWords) -> Frozen:
    return words(PollTelling.ROOT, news_of(work, poll), poll.language)
