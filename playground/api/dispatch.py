"""One Web API call from request to answer: faults, identity, scopes, rates, the method, the journal."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.api.arguments import Arguments, decode
from playground.api.catalogue import BY_NAME
from playground.api.facts import FACTS
from playground.api.method import Method
from playground.assembly import Playground
from playground.connections import Connections
from playground.errors import RateLimited, Refusal
from playground.faults import BEFORE, Fault, Rule
from playground.scopes import require_any

SECRETS = frozenset({"token"})


@dataclass(slots=True)
class Outcome:
    """What a call came to; `accepted` says that it took effect."""

    body: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    accepted: bool = False
    cut: bool = False  # the connection is to be cut instead of answered


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers `/api/<method>`."""

    pg: Playground
    connections: Connections

    async def answer(self, request: Request) -> Response:
        """Answer one call, or let the fault on the way do so."""
        name = request.path_params["method"]
        rule = self.pg.faults.strike(name)
        given: dict[str, Any] = {}
        try:
            given = await decode(request)
            outcome = await self._outcome(name, request, given, rule)
        except Refusal as refusal:
            outcome = _refused(refusal)
        self._write_down(name, given, outcome, rule)
        if outcome.cut:
            self.connections.cut(request)
        return JSONResponse(outcome.body, outcome.status, headers=self._headers(name) | outcome.headers)

    async def _outcome(self, name: str, request: Request, given: dict[str, Any], rule: Rule | None) -> Outcome:
        if rule is not None and rule.fault in BEFORE:
            struck = await _before(rule)
            if struck is not None:
                return struck
        outcome = self._call(name, request, given, rule)
        return outcome if rule is None else await _after(rule, outcome)

    def _call(self, name: str, request: Request, given: dict[str, Any], rule: Rule | None) -> Outcome:
        method = BY_NAME.get(name)
        try:
            if method is None:
                raise Refusal("unknown_method", req_method=name)  # noqa: TRY301 -- one door for refusals
            self._admit(method, request, given)
            if rule is not None and rule.fault is Fault.UNSHARED:
                given = {k: v for k, v in given.items() if k not in ("channel_id", "channels")}
            body = method.answer(self.pg, Arguments(given))
        except Refusal as refusal:
            return _refused(refusal)
        return Outcome({"ok": True, **body}, accepted=True)

    def _admit(self, method: Method, request: Request, given: dict[str, Any]) -> None:
        self._identify(method, _token(request, given))
        if not method.app_token:
            require_any(self.pg.workspace, FACTS[method.name].scopes)
        self.pg.rates.count(method.name, given)

    def _identify(self, method: Method, token: str) -> None:
        app = self.pg.workspace.app
        if not token:
            raise Refusal("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refusal("invalid_auth")
        if (token == app.app_token) is not method.app_token and method.name != "api.test":
            raise Refusal("not_allowed_token_type")

    def _headers(self, name: str) -> dict[str, str]:
        facts = FACTS.get(name)
        return {
            "x-oauth-scopes": ",".join(self.pg.workspace.scopes),
            "x-accepted-oauth-scopes": ",".join(facts.scopes) if facts else "",
            "x-slack-req-id": self.pg.ids.draw("").lower(),
        }

    def _write_down(self, name: str, given: dict[str, Any], outcome: Outcome, rule: Rule | None) -> None:
        error = outcome.body.get("error")
        facts = FACTS.get(name)
        self.pg.journal.called(
            method=name,
            arguments={key: value for key, value in given.items() if key not in SECRETS},
            ok=bool(outcome.body.get("ok")),
            accepted=outcome.accepted,
            status=0 if outcome.cut else outcome.status,
            error=error,
            fault=rule.fault.value if rule else None,
            documented=error is None or facts is None or facts.documents(error),
        )


def _token(request: Request, given: dict[str, Any]) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else str(given.get("token", ""))


def _refused(refusal: Refusal) -> Outcome:
    if isinstance(refusal, RateLimited):
        return Outcome(refusal.body(), 429, {"Retry-After": str(refusal.retry_after)})
    return Outcome(refusal.body())


async def _before(rule: Rule) -> Outcome | None:
    """Let a fault strike before the call takes effect; None where it only delays."""
    match rule.fault:
        case Fault.RATE_LIMITED:
            return _refused(RateLimited(rule.retry_after))
        case Fault.RESET:
            return Outcome(cut=True)
        case Fault.UNAVAILABLE:
            return Outcome({"ok": False, "error": "service_unavailable"}, 503)
        case _:
            await asyncio.sleep(rule.seconds)
            return None


async def _after(rule: Rule, outcome: Outcome) -> Outcome:
    """Let a fault strike after the call took effect: only the answer suffers."""
    accepted = outcome.accepted
    match rule.fault:
        case Fault.DROP:
            return Outcome(accepted=accepted, cut=True)
        case Fault.ERROR_500:
            return Outcome({"ok": False, "error": "internal_error"}, 500, accepted=accepted)
        case Fault.INTERNAL_ERROR:
            return Outcome({"ok": False, "error": "internal_error"}, accepted=accepted)
        case Fault.LATE:
            await asyncio.sleep(rule.seconds)
    return outcome
