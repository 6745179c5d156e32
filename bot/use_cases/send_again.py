"""Send once more what may have gone out already: only a person who has looked may decide so, and it happens once."""

from enum import StrEnum

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Action, Reason, may
from bot.use_cases.row_ids import row_id
from storage.repositories.delivery_records import Delivery, DeliveryState, NewDelivery
from storage.repositories.records import Act, AuditEntry, Kind, Member, Role, Subject
from storage.unit_of_work import UnitOfWork


class Resent(StrEnum):
    """What came of it."""

    QUEUED = "queued"
    BEFORE = "before"  # somebody had done so already
    SETTLED = "settled"  # it is known what became of the message


def send_again(delivery_id: str, member: Member, office: Office) -> Resent:
    """Queue a message again that nobody can tell of. Raises NotAllowed."""
    ruling = may(member, Action.READ_DELIVERIES)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    with office.records.writing() as work:
        number = row_id(delivery_id)
        kept = work.deliveries.get(number) if number else None
        if kept is None or kept.team_id != member.team_id or kept.state is not DeliveryState.UNCONFIRMED:
            return Resent.SETTLED
        if member.role is not Role.ADMIN and work.deliveries.answerable(kept) != member.user_id:
            raise NotAllowed(Reason.NOT_YOUR_DIGEST)
        return _queued(work, kept, member, office)


def _queued(work: UnitOfWork, kept: Delivery, member: Member, office: Office) -> Resent:
    """Its words, for as long as they were of use the first time; its picture is gone."""
    now = office.clock.moved(work.now())
    again = NewDelivery(
        dedup_key=f"{kept.dedup_key}:again",
        kind=kept.kind,
        team_id=kept.team_id,
        channel_id=kept.channel_id,
        payload_text=kept.payload_text,
        due_at=now,
        expires_at=now + (kept.expires_at - kept.due_at),
        root_id=kept.root_id,
    )
    if work.deliveries.queue(again) is None:
        return Resent.BEFORE
    about = Subject(Kind.DELIVERY, str(kept.id))
    work.audit.append(AuditEntry(kept.team_id, now, member.user_id, Act.SENT_AGAIN, about, kept.channel_id))
    return Resent.QUEUED
