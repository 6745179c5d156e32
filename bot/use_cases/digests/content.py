"""What a digest tells of one week: its figures, what of them matters, and how fresh they are. No sentence."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.use_cases.digests.field import NOTHING_SAID, FieldSignals
from bot.use_cases.digests.let_go import Farewell
from kpi_engine.answer import Answer
from kpi_engine.kpi import Kpi
from kpi_engine.news import News
from kpi_engine.periods import Period
from kpi_engine.progress import Progress
from storage.repositories.digest_records import Digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One KPI of the digest and, where a target is set for these days, where it stands."""

    kpi: Kpi
    answer: Answer
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class DigestContent:
    """A week of a digest, composed once and frozen with its message.

    `late`: it goes out well after its time; `stale`: without the fresh data that it waited for. `as_of` is the last
    day known of at all, `loaded_at` when the facts were published, `zone` the one in which days are counted.
    """

    digest: Digest
    period: Period  # the ISO week told of
    entries: tuple[Entry, ...]
    news: tuple[News, ...]
    late: bool
    stale: bool
    as_of: date
    loaded_at: datetime
    zone: str
    field: FieldSignals = NOTHING_SAID
    retired: tuple[Farewell, ...] = ()  # KPIs that it tells of no more

    def entry(self, key: str) -> Entry:
        """The entry of a KPI that news are about. Raises KeyError."""
        return {each.kpi.key: each for each in self.entries}[key]
