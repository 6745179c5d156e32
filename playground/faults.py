"""Faults on purpose: by seed, so that a run can be had again."""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from playground.errors import Misuse


class Fault(StrEnum):
    """What goes wrong, before the call takes effect or after."""

    RATE_LIMITED = "rate_limited"  # before: 429 with Retry-After
    RESET = "reset"  # before: the connection is cut, nothing was done
    UNAVAILABLE = "unavailable"  # before: 503
    REJECTED_500 = "rejected_500"  # before: 500, told as `error_500` is: the client cannot tell them apart
    GATEWAY_TIMEOUT = "gateway_timeout"  # before: 504
    ERROR = "error"  # before: ok: false with the rule's own error code
    SLOW = "slow"  # before: waits, then does it
    DROP = "drop"  # after: done, then the connection is cut without an answer
    ERROR_500 = "error_500"  # after: done, answered 500
    INTERNAL_ERROR = "internal_error"  # after: done, answered ok: false
    LATE = "late"  # after: done, the answer waits
    UNSHARED = "unshared"  # files.completeUploadExternal: ok: true, shared nowhere


BEFORE = frozenset(
    {
        Fault.RATE_LIMITED,
        Fault.RESET,
        Fault.UNAVAILABLE,
        Fault.REJECTED_500,
        Fault.GATEWAY_TIMEOUT,
        Fault.ERROR,
        Fault.SLOW,
    }
)


@dataclass(slots=True)
class Rule:
    """When a fault strikes: on `method` (`*`: any), with a probability, at most `times` times."""

    method: str
    fault: Fault
    probability: float = 1.0
    times: int | None = None
    seconds: float = 5.0
    retry_after: int = 1
    error: str = "fatal_error"
    struck: int = 0

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> Self:
        """Read a rule as `/_control/faults` takes it."""
        try:
            fault = Fault(raw["fault"])
        except (KeyError, ValueError):
            known = ", ".join(Fault)
            raise Misuse("unknown_fault", f"`fault` must be one of {known}") from None
        return cls(
            method=raw.get("method", "*"),
            fault=fault,
            probability=float(raw.get("probability", 1.0)),
            times=raw.get("times"),
            seconds=float(raw.get("seconds", 5.0)),
            retry_after=int(raw.get("retry_after", 1)),
            error=str(raw.get("error", "fatal_error")),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the rule and how often it struck."""
        return {
            "method": self.method, "fault": self.fault, "probability": self.probability,
            "times": self.times, "seconds": self.seconds, "retry_after": self.retry_after,
            "error": self.error, "struck": self.struck,
        }  # fmt: skip


@dataclass(slots=True)
class Faults:
    """The rules in force and the dice they are thrown with."""

    rules: list[Rule] = field(default_factory=list)
    seed: int = 0
    _dice: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 -- faults, not secrets

    def set(self, rules: list[Rule], seed: int) -> None:
        """Replace all rules and start the dice anew."""
        self.rules, self.seed = rules, seed
        self._dice = random.Random(seed)  # noqa: S311 -- a run must be repeatable

    def strike(self, method: str) -> Rule | None:
        """Return the first rule that strikes this call, if one does."""
        for rule in self.rules:
            spent = rule.times is not None and rule.struck >= rule.times
            if rule.method in (method, "*") and not spent and self._dice.random() < rule.probability:
                rule.struck += 1
                return rule
        return None
