"""Arguments of a call, whatever way the client wrote them."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from playground.errors import Refusal, bad_argument

FALSE = frozenset({"0", "false", "False", ""})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


async def decode(request: Request) -> dict[str, Any]:
    """Read query string and body; clients differ in which of the two, and in which encoding."""
    given: dict[str, Any] = dict(request.query_params)
    content_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if content_type == "application/json":
        given |= _json_object(await request.body())
    elif content_type in FORMS:
        form = await request.form()
        given |= {key: value for key, value in form.items() if not isinstance(value, UploadFile)}
    return given


def _json_object(body: bytes) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        parsed = json.loads(body)
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refusal("json_not_object")
    return parsed


class Arguments:
    """The arguments of one call, read by name and kind."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.given = {key: value for key, value in given.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.given

    def text(self, name: str, default: str = "") -> str:
        """Return a string; numbers of a JSON body become text."""
        value = self.given.get(name, default)
        if isinstance(value, dict | list):
            raise bad_argument(f"`{name}` must be a string")
        return str(value)

    def required(self, name: str, otherwise: str = "invalid_arguments") -> str:
        """Return a string that must be there, else refuse with the code `otherwise`."""
        value = self.text(name)
        if value:
            return value
        if otherwise == "invalid_arguments":
            raise bad_argument(f"missing required field: {name}")
        raise Refusal(otherwise)

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean: JSON's own, `1` / `0`, `true` / `false`."""
        value = self.given.get(name, default)
        return value if isinstance(value, bool) else str(value) not in FALSE

    def number(self, name: str, default: int) -> int:
        """Return a whole number."""
        try:
            return int(float(self.given.get(name, default)))
        except (TypeError, ValueError):
            raise bad_argument(f"`{name}` must be a number") from None

    def nested(self, name: str, otherwise: str = "invalid_arguments") -> Any:
        """Return an object or list: real JSON, or JSON text; None where absent."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            if otherwise == "invalid_arguments":
                raise bad_argument(f"`{name}` is not valid JSON") from None
            raise Refusal(otherwise) from None

    def words(self, name: str) -> list[str]:
        """Return a list given as JSON or separated by commas."""
        value = self.given.get(name)
        if isinstance(value, list):
            return [str(word) for word in value]
        text = str(value or "")
        if text.startswith("["):
            return [str(word) for word in self.nested(name)]
        return [word.strip() for word in text.split(",") if word.strip()]
