"""What happens to a channel happens to its digests: they are paused, and whoever answers for each is told, once."""

from collections.abc import Callable
from dataclasses import replace

from bot.office import Office
from bot.use_cases.digests.owner import answering
from bot.use_cases.digests.subscribe import record
from bot.use_cases.notice import queue_notice
from storage.repositories.delivery_records import Frozen
from storage.repositories.digest_records import Digest, DigestState, PauseReason
from storage.repositories.records import Act
from storage.unit_of_work import UnitOfWork

Say = Callable[[Digest, str], Frozen]
"""Puts it into a message that a digest was paused, in a Slack locale."""


def has_digests(team_id: str, channel_id: str, office: Office) -> bool:
    """Whether digests go out to a channel."""
    with office.records.reading() as work:
        return any(each.state is DigestState.ACTIVE for each in work.digests.of_channel(team_id, channel_id))


def pause_in(team_id: str, channel_id: str, reason: PauseReason, office: Office, say: Say) -> int:
    """Pause what goes out to a channel; gives how many. Told twice, it happens once."""
    with office.records.writing() as work:
        digests = work.digests.of_channel(team_id, channel_id)
        return sum(pause(work, each, reason, office, say) for each in digests)


def pause(work: UnitOfWork, digest: Digest, reason: PauseReason, office: Office, say: Say) -> bool:
    """Pause one and tell whoever answers for it; False where it does not go out."""
    now = office.clock.now()
    if not work.digests.pause(digest, reason, now):
        return False
    record(work, digest, Act.DIGEST_PAUSED, None, now)
    told = answering(work, digest, now)
    if told:
        paused = replace(digest, state=DigestState.PAUSED, reason=reason, owner=told.user_id)
        notice = say(paused, told.locale or digest.language)
        _queue(work, digest, told.user_id, notice, office)
    return True


def _queue(work: UnitOfWork, digest: Digest, user_id: str, notice: Frozen, office: Office) -> None:
    """The key holds since when it went out: it can be paused again only after somebody resumed it."""
    due = office.clock.moved(work.now())
    since = f"{digest.active_since:%Y%m%dT%H%M%S%f}"
    queue_notice(work, digest.team_id, user_id, f"{digest.channel_id}:{digest.id}-paused:{since}", notice, due=due)
