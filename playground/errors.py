"""What the server refuses.

Refusal          a Web API call or a response_url Slack would refuse
└── RateLimited  one call too many in the window
Misuse           a wrong call of `/_control`: the fault of the test or of the page
"""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`: `code` is Slack's error string, `facts` stand beside it in the answer."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def body(self) -> dict[str, Any]:
        """Return the JSON a client reads."""
        return {"ok": False, "error": self.code, **self.facts}


class RateLimited(Refusal):
    """One call too many; `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__("ratelimited")
        self.retry_after = retry_after


class Misuse(Exception):
    """A control call that cannot be done: `code` for scripts, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def bad_argument(explanation: str) -> Refusal:
    """Say that an argument has the wrong form, the way every Web API method does."""
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {explanation}"]})
