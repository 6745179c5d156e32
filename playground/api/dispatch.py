"""One Web API call from request to answer: identity, scopes, rates, the method."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from playground.api.arguments import Arguments, decode
from playground.api.catalogue import BY_NAME
from playground.api.facts import FACTS
from playground.api.method import Method
from playground.assembly import Playground
from playground.errors import Refusal
from playground.faults import Fault, Rule
from playground.gate import Gate, Outcome, refused
from playground.scopes import require_any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Answers `/api/<method>`."""

    pg: Playground
    gate: Gate

    async def answer(self, request: Request) -> Response:
        """Answer one call."""
        name = request.path_params["method"]
        try:
            given, unreadable = await decode(request), None
        except Refusal as refusal:
            given, unreadable = {}, refusal
        token = _token(request, given)

        async def deed(rule: Rule | None) -> Outcome:
            try:
                outcome = self._call(name, token, _suffering(given, rule), unreadable)
            except Refusal as refusal:
                outcome = refused(refusal)
                facts = FACTS.get(name)
                outcome.documented = facts is None or facts.documents(refusal.code)
            outcome.headers |= self._headers(name)
            return outcome

        return await self.gate.pass_through(request, name, given, deed)

    def _call(self, name: str, token: str, given: Json, unreadable: Refusal | None) -> Outcome:
        method = BY_NAME.get(name)
        if method is None:
            raise Refusal("unknown_method", req_method=name)
        if unreadable is not None:
            raise unreadable
        self._identify(method, token)
        if not method.app_token:
            require_any(self.pg.workspace, FACTS[name].scopes)
        self.pg.rates.count(name, given)
        return Outcome({"ok": True, **method.answer(self.pg, Arguments(given))}, accepted=True)

    def _identify(self, method: Method, token: str) -> None:
        app = self.pg.workspace.app
        if not token:
            raise Refusal("not_authed")
        if token not in (app.bot_token, app.app_token):
            raise Refusal("invalid_auth")
        if (token == app.app_token) is not method.app_token:
            raise Refusal("not_allowed_token_type")

    def _headers(self, name: str) -> dict[str, str]:
        facts = FACTS.get(name)
        return {
            "x-oauth-scopes": ",".join(self.pg.workspace.scopes),
            "x-accepted-oauth-scopes": ",".join(facts.scopes) if facts else "",
            "x-slack-req-id": self.pg.ids.draw("").lower(),
        }


def _token(request: Request, given: Json) -> str:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else str(given.get("token", ""))


def _suffering(given: Json, rule: Rule | None) -> Json:
    """Forget where a file was to be shared, if that is the fault in force."""
    if rule is None or rule.fault is not Fault.UNSHARED:
        return given
    return {name: value for name, value in given.items() if name not in ("channel_id", "channels")}
