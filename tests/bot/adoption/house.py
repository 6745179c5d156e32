"""A house whose definitions may change, with a manager, an admin and a rep."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from bot.catalogue import AdoptedDefinitions
from bot.office import Office
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction
from kpi_engine.periods import Calendar
from kpi_engine.recipe import Happening, Recipe, Way, dump
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.records import Role
from tests.bot.digests.bureau import OWNER, PARIS, Bureau

TODAY = date(2026, 11, 23)  # a Monday
MANAGER = OWNER
ADMIN = replace(OWNER, user_id="U000000002", name="Ada", role=Role.ADMIN, manages=())
REP = replace(OWNER, user_id="U000000003", name="Remy", role=Role.REP, manages=(), team="Nord", rep="Remy")

OF_QUALIFIED = Recipe(Way.SHARE, counted=Happening.LEADS_WON, among=Happening.LEADS_QUALIFIED)
OF_CONTACTED = Recipe(Way.SHARE, counted=Happening.LEADS_WON, among=Happening.LEADS_CONTACTED)


def version(number: int, **other: Any) -> AdoptedDefinition:
    """A version of the conversion rate: of the qualified leads, from today."""
    habits = {
        "team_id": "T1",
        "kpi": "conversion",
        "version": number,
        "change": DefinitionChange.CHANGED,
        "recipe": dump(OF_QUALIFIED),
        "name": "Conversion rate",
        "better": Direction.UP,
        "owner": "U000000007",
        "paired_with": "qualified-leads",
        "why": "Unqualified leads are not ours",
        "successor": None,
        "effective_on": TODAY,
        "adopted_at": datetime(2026, 11, 23, 7, tzinfo=UTC),
        "adopted_by": MANAGER.user_id,
    }
    return AdoptedDefinition(**(habits | other))


def retired(number: int = 2, **other: Any) -> AdoptedDefinition:
    """The end of a KPI: of churn, for retention."""
    habits = {"kpi": "churn", "recipe": None, "name": "Churn rate", "successor": "retention"}
    return version(number, change=DefinitionChange.RETIRED, **(habits | other))


@dataclass
class House(Bureau):
    """The bureau, whose definitions are looked up at every question."""

    every: float = 0.0
    definitions: AdoptedDefinitions = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.definitions = AdoptedDefinitions(self.records, CATALOG, every=self.every)
        with self.records.writing() as work:
            work.members.put(ADMIN)
            work.members.put(REP)

    @property
    def office(self) -> Office:
        shelf: Any = self.shelf
        return Office(self.definitions, Calendar(PARIS), "EUR", "en", (), shelf, self.records, self.clock)

    def keeps(self, *adopted: AdoptedDefinition) -> None:
        """Write versions down, as another process would."""
        with self.records.writing() as work:
            for each in adopted:
                work.definitions.adopt(each)
