"""Named places at which tests let a process die."""

from enum import StrEnum


class Failpoint(StrEnum):
    """Where; the first two belong to whoever decides."""

    BEFORE_DECIDE_COMMIT = "before_decide_commit"
    AFTER_DECIDE = "after_decide"
    AFTER_CLAIM = "after_claim"
    AFTER_UPLOAD = "after_upload"
    BEFORE_RECONCILE = "before_reconcile"
    BEFORE_POST = "before_post"
    AFTER_POST = "after_post"
    BEFORE_RECORD = "before_record"
    AFTER_RECORD = "after_record"


def unharmed(_where: str) -> None:
    """Nothing happens, as in production."""
