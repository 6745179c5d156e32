"""Notices to who answers for a digest: decided in the transaction that makes them necessary, sent like all else."""

from collections.abc import Callable
from datetime import datetime

from bot.use_cases.digests.edition_news import HandedOver, Missed, OwnerNews, Withheld
from bot.use_cases.digests.owner import answering
from bot.use_cases.notice import queue_notice
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Digest
from storage.repositories.records import Member, Role
from storage.unit_of_work import UnitOfWork

Say = Callable[[OwnerNews, str], Frozen]
"""Puts news into a message, in a Slack locale."""


def tell_owner(work: UnitOfWork, news: OwnerNews, period: str, now: datetime, say: Say) -> None:
    """Queue a notice by direct message to whoever answers for the digest now. Once for its week."""
    digest = news.digest
    person, locale = _addressee(work, digest, now)
    what = f"{digest.channel_id}:{digest.id}-{_subject(news)}:{period}"
    queue_notice(work, digest.team_id, person, what, say(news, locale), due=now)


def _subject(news: OwnerNews) -> str:
    match news:
        case Missed():
            return "missed"
        case Withheld():
            return news.reason
        case HandedOver():
            return "handed-over"


def _addressee(work: UnitOfWork, digest: Digest, now: datetime) -> tuple[str, str]:
    """The user id and the locale of who is told."""
    told = answering(work, digest, now) or _here_still(work, digest)
    return (told.user_id, told.locale or digest.language) if told else (digest.owner, digest.language)


def _here_still(work: UnitOfWork, digest: Digest) -> Member | None:
    """Where nobody may have such a digest any more, as when its team became too small: its owner, else an admin."""
    everybody = work.members.of(digest.team_id)
    owner = [each for each in everybody if each.user_id == digest.owner]
    admins = [each for each in everybody if each.role is Role.ADMIN]
    return next((each for each in (*owner, *admins) if each.active), None)
