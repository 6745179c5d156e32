"""Scopes: what the app was allowed, and what each call needs."""

from collections.abc import Iterable

from playground.conversations import Kind
from playground.errors import Refusal
from playground.workspace import Workspace

FAMILY = {Kind.PUBLIC: "channels", Kind.PRIVATE: "groups", Kind.IM: "im"}


def require_any(workspace: Workspace, wanted: Iterable[str]) -> None:
    """Refuse unless the app holds one of the scopes (or none is needed)."""
    needed = tuple(wanted)
    if needed and not set(needed) & set(workspace.scopes):
        provided = ",".join(workspace.scopes)
        raise Refusal("missing_scope", needed=",".join(needed), provided=provided)


def require_for(workspace: Workspace, kind: Kind, right: str) -> None:
    """Refuse unless the app holds e.g. `groups:history` for a private channel."""
    require_any(workspace, [f"{FAMILY[kind]}:{right}"])
