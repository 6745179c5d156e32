"""How something reaches the app, and what came back."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

PATIENCE = 3.0  # real seconds Slack waits for an acknowledgement, where the settings say nothing else


class Sort(StrEnum):
    """What is delivered, as Socket Mode names it."""

    COMMAND = "slash_commands"
    INTERACTION = "interactive"
    EVENT = "events_api"


class Status(StrEnum):
    """How a delivery ended, as people read it in Slack."""

    ACKED = "acked"
    TIMEOUT = "operation_timeout"
    FAILED = "dispatch_failed"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One payload on its way; `attempt` and `reason` tell an event delivered again."""

    sort: Sort
    payload: dict[str, Any] = field(repr=False)
    attempt: int = 0
    reason: str | None = None

    @property
    def takes_answer(self) -> bool:
        """Say whether the acknowledgement may carry an answer."""
        return self.sort is not Sort.EVENT


@dataclass(frozen=True, slots=True)
class Receipt:
    """How it ended; `answer` came with the acknowledgement, `reason` says why there was none."""

    status: Status
    answer: Any = None
    reason: str | None = None
    no_retry: bool = False

    @property
    def acked(self) -> bool:
        """Say whether the app took it."""
        return self.status is Status.ACKED


class Carrier(Protocol):
    """Socket Mode or signed HTTP; `patience` in real seconds."""

    patience: float

    async def carry(self, parcel: Parcel) -> Receipt:
        """Deliver once and wait for the acknowledgement."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
