"""An alert as it is filled in: its parts, and why one of them cannot stand."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from bot.text import Language
from bot.words.alerts import WatchFor
from kpi_engine.alerts import Side
from kpi_engine.periods import Grain
from kpi_engine.scope import Scope
from storage.repositories.alert_records import QuietHours

STALLED_KPI = "stages"


class Part(StrEnum):
    """The inputs of the form; also the ids of their blocks, but for RECOVER, whose id goes with its limit."""

    KPI = "kpi"
    SCOPE = "scope"
    WATCH = "watch"
    SIDE = "side"
    AMOUNT = "amount"
    RECOVER = "recover"
    GRAIN = "grain"
    VOLUME = "volume"
    CHANNEL = "channel"
    TELL = "tell"
    ESCALATE = "escalate"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    LANGUAGE = "language"


class Fault(StrEnum):
    """Why a part cannot stand. Views turn each into a sentence."""

    NOT_A_NUMBER = "not_a_number"
    OTHER_UNIT = "other_unit"
    NOT_WHOLE = "not_whole"  # so many opportunities, days or cases
    NOTHING_BELOW = "nothing_below"  # below 0 of what is never negative
    NO_RECOVERY = "no_recovery"  # on the wrong side of the limit
    OFF_THE_SCALE = "off_the_scale"  # beyond what the figure can ever be
    NO_TARGET = "no_target"
    TARGET_OF_THE_WHOLE = "target_of_the_whole"
    NOT_BY_SCOPE = "not_by_scope"
    HALF_QUIET = "half_quiet"  # from when, but not until when
    NO_CHANNEL = "no_channel"
    TOLD_ALREADY = "told_already"  # another alert tells the channel of the same
    MAY_NOT_SEE = "may_not_see"  # somebody who is told may not see these figures


@dataclass(frozen=True, slots=True)
class AlertDraft:
    """An alert as far as it is filled in; what was typed stays as it was typed."""

    kpi: str | None = None
    scope: Scope | None = None
    watch_for: WatchFor | None = None
    side: Side = Side.WORSE
    amount: str = ""
    recover_at: str = ""
    grain: Grain = Grain.WEEK
    min_volume: str = ""
    channel_id: str | None = None
    tell: tuple[str, ...] = ()
    escalate_hours: int | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    language: Language = Language.EN

    @property
    def quiet(self) -> QuietHours | None:
        """When nothing is sent."""
        return QuietHours(self.quiet_from, self.quiet_until) if self.quiet_from and self.quiet_until else None

    @property
    def figure(self) -> str | None:
        """The KPI that is watched: what stands still is told by one alone."""
        return STALLED_KPI if self.watch_for is WatchFor.STALLED else self.kpi
