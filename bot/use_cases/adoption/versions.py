"""All versions of all KPIs: those that come with the product and those that the house adopted, each made once.

Of one KPI the highest number whose day has come rules. So a decision with an earlier day overtakes one that waits: the
version that waited never rules, and keeps its number (docs/decisions/105).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_engine.kpi import Catalog, Kpi, Retired
from kpi_engine.recipe import BadRecipe, kpi_of, load
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange

NOBODY = ""
"""The owner of an adopted definition that nobody answers for."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a KPI. `adopted` is None for the one that comes with the product.

    `kpi` is None where it retires the KPI, or where its recipe cannot be read any more: such a one rules nothing.
    """

    number: int
    kpi: Kpi | None
    adopted: AdoptedDefinition | None = None

    @property
    def retires(self) -> bool:
        """Whether it takes the KPI out of the catalogue."""
        return self.adopted is not None and self.adopted.change is DefinitionChange.RETIRED

    @property
    def unreadable(self) -> bool:
        """Whether it was adopted in words that the grammar does not know any more."""
        return self.kpi is None and not self.retires

    @property
    def since(self) -> date | None:
        """The day from which it is to rule; None: from the beginning."""
        return self.adopted.effective_on if self.adopted else None


class Versions:
    """The versions of each KPI in the order of their numbers, and the catalogue that they come to on a day."""

    def __init__(self, built_in: Catalog, adopted: Iterable[AdoptedDefinition] = ()) -> None:
        self._built_in = built_in
        self._by_key: dict[str, tuple[Version, ...]] = {
            key: (Version(kpi.version, kpi),) for key, kpi in built_in.items()
        }
        for each in sorted(adopted, key=lambda each: each.version):
            known = self._by_key.get(each.kpi, ())
            self._by_key[each.kpi] = (*known, Version(each.version, self._made(each, known), each))

    def of(self, key: str) -> Sequence[Version]:
        """All versions of a KPI, those to come as well; none where there never was such a KPI."""
        return self._by_key.get(key, ())

    def adopted(self) -> Iterator[AdoptedDefinition]:
        """All that was adopted."""
        return (each.adopted for versions in self._by_key.values() for each in versions if each.adopted)

    def unreadable(self) -> Sequence[AdoptedDefinition]:
        """What was adopted and cannot be read any more."""
        every = (each for versions in self._by_key.values() for each in versions)
        return [each.adopted for each in every if each.adopted and each.unreadable]

    def on(self, day: date) -> Catalog:
        """The catalogue in force on a day, with all definitions that answers may have been given by."""
        ruling = {key: ruling_on(versions, day) for key, versions in self._by_key.items()}
        gone = [each.adopted for each in ruling.values() if each and each.retires and each.adopted]
        return Catalog(
            *(each.kpi for each in ruling.values() if each and each.kpi),
            held=[each.kpi for versions in self._by_key.values() for each in versions if each.kpi],
            retired=[Retired(each.kpi, each.name, each.effective_on, each.successor) for each in gone],
        )

    def _made(self, adopted: AdoptedDefinition, before: Sequence[Version]) -> Kpi | None:
        if adopted.change is DefinitionChange.RETIRED:
            return None
        ruled = ruling_on(before, adopted.effective_on - timedelta(days=1))
        try:
            made = kpi_by(adopted, self._built_in)
        except BadRecipe:
            return None
        return replace(made, since=adopted.effective_on, former=ruled.kpi if ruled else None)


def ruling_on(versions: Sequence[Version], day: date) -> Version | None:
    """The version that rules on a day: the highest number whose day has come, of those that can be read."""
    begun = (each for each in versions if not each.unreadable and (each.since is None or each.since <= day))
    return max(begun, key=lambda each: each.number, default=None)


def kpi_by(adopted: AdoptedDefinition, built_in: Mapping[str, Kpi]) -> Kpi:
    """The KPI that a version defines; without a recipe, what comes with the product again. Raises BadRecipe."""
    first = built_in.get(adopted.kpi)
    owner = adopted.owner or NOBODY
    related = tuple(dict.fromkeys([*([adopted.paired_with] if adopted.paired_with else []), *_related(first)]))
    if adopted.recipe is None and first:
        return replace(first, name=adopted.name, version=adopted.version, owner=owner, related=related)
    return kpi_of(
        adopted.kpi,
        adopted.name,
        load(adopted.recipe),
        version=adopted.version,
        better=adopted.better,
        owner=owner,
        related=related,
    )


def _related(kpi: Kpi | None) -> tuple[str, ...]:
    return kpi.related if kpi else ()
