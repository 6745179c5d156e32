"""`trigger_id`: the short moment after a click in which the app may open a modal, once."""

import secrets
from dataclasses import dataclass

from playground.clock import Clock
from playground.errors import Refusal

LIFETIME = 3.0  # seconds, on the workspace's clock, where the settings say nothing else


@dataclass(slots=True)
class Trigger:
    """A click of `user`: inside the modal `view_id`, or in a conversation."""

    user: str
    expires: float
    view_id: str | None = None
    channel: str | None = None
    used: bool = False


class Triggers:
    """All triggers given out."""

    def __init__(self, clock: Clock) -> None:
        self.lifetime = LIFETIME
        self._clock = clock
        self._triggers: dict[str, Trigger] = {}

    def issue(self, user: str, view_id: str | None = None, channel: str | None = None) -> str:
        """Return a new `trigger_id` for a click of `user`."""
        now = self._clock.now()
        trigger_id = f"{int(now)}.{len(self._triggers) + 1:010d}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = Trigger(user, now + self.lifetime, view_id, channel)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Return the click behind a `trigger_id`, which is worth nothing afterwards."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock.now() > trigger.expires:
            raise Refusal("expired_trigger_id")
        trigger.used = True
        return trigger
