"""What typed words can mean here: the catalogue, the calendar, and the values that the facts hold."""

from collections.abc import Sequence

from bot.office import Office
from bot.text import Language
from bot.words.vocabulary import Vocabulary
from kpi_engine.facts import SOURCE_TABLES
from kpi_engine.question import Dimension, Filter
from storage.errors import NoFacts

_TAUGHT = (Dimension.SEGMENT, Dimension.SOURCE)  # what most KPIs can be narrowed to


def vocabulary(language: Language, office: Office) -> Vocabulary:
    """The words of this house. Values are looked up only where a filter is typed."""

    def values(dimension: Dimension) -> Sequence[str]:
        facts = office.facts.current()
        tables = [table.name for table in SOURCE_TABLES if dimension in table.c and table.name in facts.coverage]
        known = dict.fromkeys(value for table in tables for value in facts.values(table, dimension))
        return tuple(value for value in known if value is not None)

    return Vocabulary(office.catalog, office.calendar, language, values, lambda: office.facts.current().coverage)


def example_filter(language: Language, office: Office) -> Filter | None:
    """A filter that this house's facts can answer, to teach by; None where there are no facts, or no such value."""
    values = vocabulary(language, office).values
    try:
        known = ((dimension, value) for dimension in _TAUGHT for value in values(dimension) if value.strip())
        found = next(known, None)
    except NoFacts:
        return None
    return Filter(found[0], (found[1],)) if found else None
