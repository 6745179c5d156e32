"""Notices to who answers for a digest: decided in the transaction that makes them necessary, sent like all else."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.use_cases.digests.edition_news import Missed, OwnerNews
from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery
from storage.repositories.digest_records import Digest
from storage.repositories.records import Role
from storage.unit_of_work import UnitOfWork

Say = Callable[[OwnerNews, str], Frozen]
"""Puts news into a message, in a Slack locale."""

_WORTH_SENDING = timedelta(days=7)


def tell_owner(work: UnitOfWork, news: OwnerNews, period: str, now: datetime, say: Say) -> None:
    """Queue a notice by direct message to the owner or, where her account is closed, to an admin. Once for its week."""
    digest = news.digest
    person, locale = _addressee(work, digest)
    subject = "missed" if isinstance(news, Missed) else news.reason
    work.deliveries.queue(
        NewDelivery(
            dedup_key=f"notice:{digest.team_id}:{digest.channel_id}:{digest.id}-{subject}:{period}",
            kind=DeliveryKind.NOTICE,
            team_id=digest.team_id,
            channel_id=person,
            payload_text=say(news, locale),
            due_at=now,
            expires_at=now + _WORTH_SENDING,
        )
    )


def _addressee(work: UnitOfWork, digest: Digest) -> tuple[str, str]:
    """The user id and the locale of who is told."""
    owner = work.members.get(digest.team_id, digest.owner)
    if owner and not owner.active:
        admins = [each for each in work.members.of(digest.team_id) if each.active and each.role is Role.ADMIN]
        owner = admins[0] if admins else owner
    return (owner.user_id, owner.locale or digest.language) if owner else (digest.owner, digest.language)
