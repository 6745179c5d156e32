"""What a reading depends on besides the text: the catalogue, the calendar, the reader's language, the facts' values."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from bot.text import Language
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Both languages are always understood; `language` settles dates such as 3/4/2026 and puts suggestions in order."""

    catalog: Catalog
    calendar: Calendar
    language: Language
    values: Callable[
        [Dimension], Sequence[str]
    ]  # the distinct known values of a dimension; asked for only where needed
    tables: Callable[[], Container[str]] | None = None  # those that the facts hold; None where that is not known

    def dimensions(self, kpi: str) -> tuple[Dimension, ...]:
        """The dimensions that a KPI has in these facts: of some KPIs, the tables decide. A retired one had any."""
        if kpi not in self.catalog:
            return tuple(Dimension)
        measure = self.catalog[kpi].measure
        return measure.on(self.tables()).dimensions if self.tables else measure.dimensions
