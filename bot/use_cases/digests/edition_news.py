"""What has to be told of a digest besides the digest itself: weeks that did not go out, figures that changed since."""

from dataclasses import dataclass
from enum import StrEnum

from bot.policy import Reason
from kpi_engine.figure import Unit
from storage.repositories.digest_records import Digest


class Unsaid(StrEnum):
    """Why an edition waits or ended unsaid, where it is no matter of rights (policy.Reason) and no error."""

    NOT_FRESH = "not_fresh"  # it waits for facts
    TOO_LATE = "too_late"
    NOTHING = "nothing"  # none of its figures has a value
    NOT_ACTIVE = "not_active"  # the digest was paused or deleted before it went out
    TEAM_GONE = "team_gone"  # nobody is in its team any more: it was dissolved, or is called otherwise


@dataclass(frozen=True, slots=True)
class Missed:
    """Weeks that are too old to be sent, oldest first; `error` is what kept the last of them from being computed."""

    digest: Digest
    periods: tuple[str, ...]
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """A week that did not go out for a reason `about` a team or nothing; it stays so until the reason goes."""

    digest: Digest
    period: str
    reason: Reason | Unsaid
    about: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Its owner may not answer for it any more: from now on whoever reads this does."""

    digest: Digest


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as the channel read it: `value` None where there was none; `half_width` of its 95 % interval."""

    value: float | None
    n: int
    written: str
    receipt: str
    half_width: float | None = None


@dataclass(frozen=True, slots=True)
class Revised:
    """A figure that reads differently now, and of what table its rows are."""

    kpi: str
    unit: Unit
    table: str
    before: Stated
    after: Stated


@dataclass(frozen=True, slots=True)
class Restated:
    """Figures of a digest that was sent, beyond the tolerance from what the channel last read of them."""

    digest: Digest
    period: str
    revised: tuple[Revised, ...]


OwnerNews = Missed | Withheld | HandedOver
