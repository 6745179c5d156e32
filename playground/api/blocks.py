"""`blocks.validate`: the verdict on blocks without sending them."""

from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.blocks.check import explained
from playground.blocks.layout import Surface
from playground.blocks.rules import Problems
from playground.errors import Refusal, bad_argument


def validate(pg: Playground, arguments: Arguments) -> Json:
    """Check exactly one of `blocks`, `message`, `view`; the faults are those posting would name."""
    given = [name for name in ("blocks", "message", "view") if name in arguments]
    if len(given) != 1:
        raise bad_argument("must provide exactly one of: blocks, message, view")
    problems = _problems(pg, given[0], arguments.nested(given[0]))
    if problems:
        raise Refusal("invalid_blocks", **explained(problems))
    return {}


def _problems(pg: Playground, kind: str, given: object) -> Problems:
    if kind == "view":
        return pg.check.view(given)
    if kind == "message":
        blocks = given.get("blocks", []) if isinstance(given, dict) else given
        return pg.check.blocks(blocks, Surface.MESSAGE, "/message/blocks")
    return pg.check.blocks(given, Surface.MESSAGE)


METHODS = (Method("blocks.validate", validate),)
