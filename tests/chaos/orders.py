"""What a worker process is told: everything it needs to deliver, and the harm it is to do itself."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from bot.delivery.failpoints import Failpoint
from bot.delivery.post_office import SENDERS

KILLED_ITSELF = 86
"""Exit code of a process that ended at its failpoint."""


class Harm(StrEnum):
    """What a worker does to itself at its failpoint."""

    EXIT = "exit"  # at once, without cleaning up
    FREEZE = "freeze"  # SIGSTOP, until somebody says SIGCONT


class Client(StrEnum):
    """With what a worker talks to Slack; the last two are the negative controls."""

    ONCE_ONLY = "once_only"  # the product's own
    SDK_DEFAULT = "sdk_default"  # repeats a request by itself, as the SDK does unless told otherwise
    BLIND = "blind"  # history shows nothing: no reconciliation ever finds a message


@dataclass(frozen=True, slots=True)
class Orders:
    """Told to a worker once; `api_urls` by team, `fails_at` with the number of the visit that does the harm."""

    name: str
    records_url: str
    api_urls: Mapping[str, str]
    folder: str
    timing: str = "fast"
    client: Client = Client.ONCE_ONLY
    fails_at: tuple[Failpoint, int] | None = None
    harm: Harm = Harm.EXIT
    clock_file: str | None = None
    senders: int = SENDERS
    only_sends: bool = False  # one message after the other, and nothing beside it

    @property
    def ready_file(self) -> str:
        """There as soon as the worker can be asked to end."""
        return f"{self.folder}/{self.name}.ready"

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, told: str) -> Self:
        raw = json.loads(told)
        fails_at = raw["fails_at"] and (Failpoint(raw["fails_at"][0]), raw["fails_at"][1])
        return cls(**raw | {"client": Client(raw["client"]), "harm": Harm(raw["harm"]), "fails_at": fails_at})
