"""What is sent in the scenarios: so many digests, over all channels of all teams, some with a picture."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.delivery.failpoints import Failpoint
from storage.repositories.delivery_records import PICTURE, DeliveryKind, NewDelivery
from storage.repositories.records import Workspace
from storage.unit_of_work import Records
from tests.chaos.orders import KILLED_ITSELF
from tests.chaos.teams import Team
from tests.grey_picture import PNG

PERIOD = "2026-W47"


@dataclass(frozen=True, slots=True)
class Load:
    """So many messages, every `picture_every`th with a picture (0: none), all due now; `lasts` until they expire.

    They are numbered from `first` on: the same number is the same message.
    """

    messages: int
    picture_every: int = 0
    first: int = 0
    lasts: timedelta = timedelta(hours=2)


def know(records: Records, teams: Sequence[Team]) -> None:
    """Write down the workspaces that installed the assistant."""
    with records.writing() as work:
        for team in teams:
            work.workspaces.put(Workspace(team.id, team.id, "U000"))


def queue(records: Records, teams: Sequence[Team], load: Load) -> int:
    """Decide on all messages in one transaction; gives how many were new."""
    with records.writing() as work:
        return sum(work.deliveries.queue(new) is not None for new in messages(teams, load))


def decide(records_url: str, teams: Sequence[Team], load: Load, point: Failpoint) -> None:
    """Decide on messages in a process that ends at `point`, before the commit or right after it."""
    with Records(records_url).writing() as work:
        for new in messages(teams, load):
            work.deliveries.queue(new)
        if point is Failpoint.BEFORE_DECIDE_COMMIT:
            os._exit(KILLED_ITSELF)
    os._exit(KILLED_ITSELF)


def messages(teams: Sequence[Team], load: Load) -> Iterator[NewDelivery]:
    """The messages of a load, in turn over the channels of all teams."""
    places = [(team.id, channel) for turn in zip(*(team.channels for team in teams), strict=True)
              for team, channel in zip(teams, turn, strict=True)]  # fmt: skip
    due = datetime.now(UTC)
    for number in range(load.first, load.first + load.messages):
        team_id, channel = places[number % len(places)]
        pictured = load.picture_every > 0 and number % load.picture_every == 0
        yield NewDelivery(
            dedup_key=f"digest:{team_id}:{channel}:s{number}:{PERIOD}",
            kind=DeliveryKind.DIGEST,
            team_id=team_id,
            channel_id=channel,
            payload_text=_payload(number, pictured=False),
            payload=_payload(number, pictured=True) if pictured else {},
            png=PNG if pictured else None,
            due_at=due,
            expires_at=due + load.lasts,
        )


def _payload(number: int, *, pictured: bool) -> dict[str, object]:
    said = f"Digest {number}"
    blocks: list[dict[str, object]] = [{"type": "section", "text": {"type": "mrkdwn", "text": said}}]
    if pictured:
        blocks.append({"type": "image", "slack_file": {"id": PICTURE}, "alt_text": said})
    return {"text": said, "blocks": blocks}
