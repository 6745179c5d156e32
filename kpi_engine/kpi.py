"""A KPI is data: what is measured, over what, in which unit, which way is better, and what people sign."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kpi_engine.errors import BasisNotOffered, DefinitionNotHeld, KpiRetired, UnknownKpi
from kpi_engine.figure import Direction, Unit
from kpi_engine.measures import Measure, RecurringRevenue, ShareByAge
from kpi_engine.question import Basis, Dimension
from kpi_engine.recipes.grammar import Condition, Recipe


def signed(docstring: str | None) -> str:
    """Give a module's docstring as the one running sentence that people sign."""
    return " ".join((docstring or "").split())


@dataclass(frozen=True, slots=True, eq=False)
class Kpi:
    """One version of an entry of the catalogue. `name` and `definition` are English, the ids of their translations.

    A KPI that people composed signs no sentence: its `definition` is empty, and its recipe says it.
    """

    key: str
    name: str
    definition: str
    measure: Measure
    unit: Unit
    better: Direction
    version: int = 1
    owner: str = "KPI assistant"
    related: tuple[str, ...] = ()
    by_period: Measure | None = None  # the measure under `basis period`, where the KPI offers one
    definition_by_period: str | None = None
    by: Dimension | None = None  # how it is broken down unless asked otherwise
    whole_months: int | None = None  # its period unless asked otherwise: so many last months; None is a quarter
    recipe: Recipe | None = None  # the same definition in the grammar of recipes, where that can say it
    since: date | None = None  # the day from which this version rules; None: from the beginning
    former: "Kpi | None" = None  # the version that ruled before

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions of the table it counts."""
        return self.measure.dimensions

    def breakdowns(self, basis: Basis, table: str) -> tuple[Dimension, ...]:
        """The dimensions worth offering where it counts the rows of `table`."""
        return self.measured_by(basis).on((table,)).breakdowns

    @property
    def bases(self) -> tuple[Basis, ...]:
        """The bases it is defined on; the first is the default."""
        return (Basis.COHORT, Basis.PERIOD) if self.by_period else (Basis.COHORT,)

    def defined_by(self, basis: Basis) -> str:
        """The sentence of a basis."""
        return self.definition if basis is Basis.COHORT else self.definition_by_period or self.definition

    @property
    def definitions(self) -> tuple[str, ...]:
        """The sentences of all its bases."""
        return tuple(sentence for sentence in (self.definition, self.definition_by_period) if sentence)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What its definition narrows its rows to, whatever is asked."""
        return self.recipe.conditions if self.recipe else ()

    @property
    def ripens(self) -> bool:
        """Outcomes come with time: the period in progress can only look worse than it will be."""
        return isinstance(self.measure, ShareByAge)

    @property
    def capped(self) -> bool:
        """Whether a share of it ends at the whole; revenue that customers add to may exceed what it was."""
        return not isinstance(self.measure, RecurringRevenue) or self.measure.capped

    def measured_by(self, basis: Basis) -> Measure:
        """Choose the measure of a basis; BasisNotOffered where the KPI lacks it."""
        if basis is Basis.COHORT:
            return self.measure
        if self.by_period is None:
            raise BasisNotOffered(self.key, basis)
        return self.by_period


@dataclass(frozen=True, slots=True)
class Retired:
    """A KPI that was dropped: its last name, the first day without it, and the key of what to look at instead."""

    kpi: str
    name: str
    on: date
    successor: str | None = None


class Catalog(Mapping[str, Kpi]):
    """KPIs by key, in the order in which people read them; beside them what was defined before and what was dropped.

    `held`: other versions of definitions that answers were given by.
    """

    def __init__(self, *kpis: Kpi, held: Iterable[Kpi] = (), retired: Iterable[Retired] = ()) -> None:
        self._kpis = {kpi.key: kpi for kpi in kpis}
        self._held = {(kpi.key, kpi.version): kpi for kpi in (*held, *kpis)}
        self.retired: Mapping[str, Retired] = MappingProxyType(
            {each.kpi: each for each in retired if each.kpi not in self._kpis}
        )

    def __getitem__(self, key: str) -> Kpi:
        """Raise KpiRetired for what was dropped, UnknownKpi for what never was."""
        if key in self._kpis:
            return self._kpis[key]
        if key in self.retired:
            gone, instead = self.retired[key], self.successor(key)
            raise KpiRetired(gone.kpi, gone.name, gone.on, (instead, self._kpis[instead].name) if instead else None)
        raise UnknownKpi(key, tuple(self._kpis))

    def in_force(self, _on: date) -> "Catalog":
        """This one, whatever the day."""
        return self

    def successor(self, key: str) -> str | None:
        """The KPI in force to look at instead of a retired one, whose own successor may be retired too."""
        passed: set[str] = set()
        while key in self.retired and key not in passed:
            passed.add(key)
            key = self.retired[key].successor or key
        return key if key in self._kpis else None

    def definition(self, key: str, version: int) -> Kpi:
        """A KPI by one version of its definition, whether or not it rules. Raises DefinitionNotHeld."""
        if (key, version) not in self._held:
            raise DefinitionNotHeld(key, version, self._kpis[key].version if key in self._kpis else None)
        return self._held[key, version]

    def ruled_by(self, kpi: Kpi) -> "Catalog":
        """The same catalogue, with this definition in force."""
        ruling = self._kpis | {kpi.key: kpi}
        return Catalog(*ruling.values(), held=self._held.values(), retired=self.retired.values())

    def __contains__(self, key: object) -> bool:
        return key in self._kpis

    def __iter__(self) -> Iterator[str]:
        return iter(self._kpis)

    def __len__(self) -> int:
        return len(self._kpis)
