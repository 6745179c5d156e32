"""Why a decision was set aside: what a result has room for and, where that is not all, the whole in the thread."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.use_cases.polls.poll_news import PollTelling, PollWords, news_of
from storage.repositories.delivery_records import DeliveryKind, NewDelivery
from storage.repositories.poll_records import Poll, PollQuestion
from storage.unit_of_work import UnitOfWork

LONGEST = 200
"""Characters of a reason that the result shows: with more, a poll of many decisions would not fit in one message."""

_WORTH_POSTING = timedelta(days=7)


def result_key(poll: Poll) -> str:
    """The name of the message of a poll's result."""
    return f"poll:{poll.team_id}:{poll.channel_id}:{poll.id}:result"


def tell_in_full(work: UnitOfWork, poll: Poll, question: PollQuestion, words: PollWords, now: datetime) -> None:
    """Post a reason in the poll's thread, or under the result where that stands by itself."""
    found = work.deliveries.find(result_key(poll))
    result = work.deliveries.get(found) if found else None
    news = replace(news_of(work, poll), question=question)
    work.deliveries.queue(
        NewDelivery(
            dedup_key=f"poll:{poll.team_id}:{poll.channel_id}:{poll.id}:aside-{question.number}",
            kind=DeliveryKind.POLL,
            team_id=poll.team_id,
            channel_id=poll.channel_id,
            payload_text=words(PollTelling.REASON, news, poll.language),
            due_at=now,
            expires_at=now + _WORTH_POSTING,
            root_id=(result.root_id or result.id) if result else None,
        )
    )
