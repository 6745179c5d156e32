"""What every call of the app passes: faults on the way in and out, the journal, a connection cut."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from playground.connections import Connections
from playground.errors import RateLimited, Refusal
from playground.faults import BEFORE, Fault, Faults, Rule
from playground.journal import Call, Journal

Json = dict[str, Any]

SECRETS = frozenset({"token"})


@dataclass(slots=True)
class Outcome:
    """What a call came to; `accepted` says that it took effect."""

    body: Json | str = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    accepted: bool = False
    cut: bool = False  # the connection is to be cut instead of answered
    error: str | None = None
    documented: bool = True


Deed = Callable[[Rule | None], Awaitable[Outcome]]


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets calls through, with the faults in force."""

    faults: Faults
    journal: Journal
    connections: Connections

    async def pass_through(self, request: Request, name: str, given: Json, deed: Deed) -> Response:
        """Do `deed` unless a fault prevents it, write it down, and answer unless a fault swallows that."""
        rule = self.faults.strike(name)
        outcome = await _before(rule) if rule and rule.fault in BEFORE else None
        if outcome is None:
            outcome = await deed(rule)
            self._write_down(name, given, outcome, rule)
            outcome = await _after(rule, outcome) if rule else outcome
        else:
            self._write_down(name, given, outcome, rule)
        if outcome.cut:
            self.connections.cut(request)
        return _response(outcome)

    def _write_down(self, name: str, given: Json, outcome: Outcome, rule: Rule | None) -> None:
        call = Call(
            method=name,
            arguments={key: value for key, value in given.items() if key not in SECRETS},
            accepted=outcome.accepted,
            status=outcome.status,
            error=outcome.error,
            fault=rule.fault.value if rule else None,
            documented=outcome.documented,
        )
        self.journal.write(call)


def refused(refusal: Refusal, status: int = 200) -> Outcome:
    """Return the outcome of a refused call."""
    if isinstance(refusal, RateLimited):
        retry = {"Retry-After": str(refusal.retry_after)}
        return Outcome(refusal.body(), 429, retry, error=refusal.code)
    return Outcome(refusal.body(), status, error=refusal.code)


def _response(outcome: Outcome) -> Response:
    if isinstance(outcome.body, str):
        return PlainTextResponse(outcome.body, outcome.status, headers=outcome.headers)
    return JSONResponse(outcome.body, outcome.status, headers=outcome.headers)


_IN_TROUBLE = {Fault.UNAVAILABLE: ("service_unavailable", 503), Fault.REJECTED_500: ("internal_error", 500)}


async def _before(rule: Rule) -> Outcome | None:
    """Let a fault strike before the call takes effect; None where it only delays."""
    match rule.fault:
        case Fault.RATE_LIMITED:
            return refused(RateLimited(rule.retry_after))
        case Fault.RESET:
            return Outcome(cut=True)
        case Fault.UNAVAILABLE | Fault.REJECTED_500:
            code, status = _IN_TROUBLE[rule.fault]
            return refused(Refusal(code), status)
        case Fault.GATEWAY_TIMEOUT:
            return Outcome("Gateway Timeout", 504)
        case Fault.ERROR:
            return refused(Refusal(rule.error))
        case _:
            await asyncio.sleep(rule.seconds)
            return None


async def _after(rule: Rule, outcome: Outcome) -> Outcome:
    """Let a fault strike after the call took effect: only the answer suffers."""
    match rule.fault:
        case Fault.DROP:
            return Outcome(cut=True)
        case Fault.ERROR_500:
            return refused(Refusal("internal_error"), 500)
        case Fault.INTERNAL_ERROR:
            return refused(Refusal("internal_error"))
        case Fault.LATE:
            await asyncio.sleep(rule.seconds)
    return outcome
