"""Send a digest besides its weekly times: queued like any other, under a key of its own for each press."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

from bot.office import Office
from bot.use_cases.digests.content import DigestContent
from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery

_WORTH_SENDING = timedelta(hours=2)  # who asks for it now does not mean tomorrow


@dataclass(frozen=True, slots=True)
class Extra:
    """Both forms of the message, and what was pressed: the same press never sends it twice."""

    press: str
    text: Frozen
    picture: Frozen
    png: bytes | None


def queue_extra(content: DigestContent, extra: Extra, office: Office) -> bool:
    """Decide on it; False where this press has been heard before."""
    digest, week = content.digest, content.period.start.isocalendar()
    press = blake2b(extra.press.encode(), digest_size=8).hexdigest()
    period = f"{week.year:04}-W{week.week:02}"
    with office.records.writing() as work:
        due = office.clock.moved(work.now())
        queued = work.deliveries.queue(
            NewDelivery(
                dedup_key=f"digest:{digest.team_id}:{digest.channel_id}:{digest.id}-extra-{press}:{period}",
                kind=DeliveryKind.DIGEST,
                team_id=digest.team_id,
                channel_id=digest.channel_id,
                payload_text=extra.text,
                payload=extra.picture if extra.png else {},
                png=extra.png,
                due_at=due,
                expires_at=due + _WORTH_SENDING,
            )
        )
    return queued is not None
