"""What Slack's method pages say of each method served: tier, scopes, errors (source: NOTICE.md)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

# Errors every method may answer; Slack lists them on no method's page.
COMMON_ERRORS = frozenset({
    "account_inactive", "fatal_error", "internal_error", "invalid_arguments", "invalid_auth", "invalid_json",
    "json_not_object", "missing_scope", "not_allowed_token_type", "not_authed", "ratelimited",
    "request_timeout", "token_expired", "token_revoked", "unknown_method",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """Tier (None: special limits), scopes of which one is needed, error codes of its own."""

    tier: int | None
    scopes: tuple[str, ...]
    errors: frozenset[str]

    def documents(self, error: str) -> bool:
        """Say whether Slack's pages allow the method this error."""
        return error in self.errors or error in COMMON_ERRORS


def _load() -> Mapping[str, MethodFacts]:
    raw = json.loads(files("playground.api").joinpath("methods.json").read_text())
    return {
        name: MethodFacts(entry["tier"], tuple(entry["scopes"]), frozenset(entry["errors"]))
        for name, entry in raw.items()
    }


FACTS = _load()
