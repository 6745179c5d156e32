"""Rate limits: so many calls a minute, per method; one post a second, per channel."""

import math
from collections import Counter, deque
from collections.abc import Mapping

from playground.api.facts import FACTS
from playground.clock import Clock
from playground.errors import RateLimited

MINUTE = 60.0
PER_TIER = {1: 1, 2: 20, 3: 50, 4: 100}
SPECIAL = 600  # calls a minute where Slack only says "special": hundreds are allowed
POSTING = frozenset({"chat.postMessage"})


class Rates:
    """Counts calls on the workspace's clock; `burst` posts may share a second in one channel."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = {}
        self.enabled = True
        self.refusing = True  # False: a call too many is only counted, in `over`
        self.over: Counter[str] = Counter()
        self.burst = 1
        self.overrides: dict[str, int] = {}  # method -> calls a minute

    def limit(self, method: str) -> int:
        """Return how many calls of a method are allowed in a minute."""
        tier = FACTS[method].tier
        return self.overrides.get(method, SPECIAL if tier is None else PER_TIER[tier])

    def count(self, method: str, arguments: Mapping[str, object]) -> None:
        """Count a call; refuse one too many with the seconds to wait, or count that too."""
        if not self.enabled:
            return
        self._admit(method, self.limit(method), MINUTE)
        if method in POSTING:
            self._admit(f"{method} {arguments.get('channel')}", self.burst, 1.0)

    def _admit(self, key: str, limit: int, window: float) -> None:
        now = self._clock.now()
        calls = self._calls.setdefault(key, deque())
        while calls and not now - window < calls[0] <= now:
            calls.popleft()
        if len(calls) >= limit:
            wait = calls[0] + window - now if calls else window
            if self.refusing:
                raise RateLimited(max(1, math.ceil(wait)))
            self.over[key] += 1
        calls.append(now)
