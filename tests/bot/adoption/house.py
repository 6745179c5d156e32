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
from storage.repositories.poll_records import Method, Option, Poll, PollDecision, PollQuestion, PollState, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
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
    habits = {"kpi": "churn", "recipe": None, "name": "Churn", "successor": "retention"}
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

    def publish(self, *tables: Any, **other: Any) -> Any:
        """The same; values that could be filtered by are nobody's matter here."""
        built = super().publish(*tables, **other)
        built.values = lambda _table, _dimension: ()
        return built

    def hears(self, proposal: Proposal, poll: Poll | None = None) -> Proposal:
        """Keep a proposal, and the poll that was held on it."""
        with self.records.writing() as work:
            work.proposals.put(proposal)
            if poll:
                work.polls.open(poll, [MANAGER.user_id, REP.user_id])
                work.polls.close(poll)
        return proposal

    def keeps(self, *adopted: AdoptedDefinition) -> None:
        """Write versions down, as another process would."""
        with self.records.writing() as work:
            for each in adopted:
                work.definitions.adopt(each)


def proposed(**other: Any) -> Proposal:
    """To count the customers among qualified leads only."""
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    habits = {
        "team_id": "T1",
        "id": "p1",
        "author": REP.user_id,
        "kind": ProposalKind.CHANGE,
        "kpi": "conversion",
        "name": "Conversion rate",
        "better": Direction.UP,
        "recipe": dump(OF_QUALIFIED),
        "target": None,
        "successor": None,
        "why": "Unqualified leads are not ours",
        "owner": "U000000007",
        "paired_with": "qualified-leads",
        "state": ProposalState.OPEN,
        "revision": 1,
        "channel_id": "C000000001",
        "root_delivery": None,
        "created_at": at,
        "changed_at": at,
    }
    return Proposal(**(habits | other))


def polled(decision: PollDecision, proposal_id: str = "p1", poll_id: str = "q1") -> Poll:
    """A closed poll that asked about one proposal."""
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    asked = PollQuestion(1, "Count qualified leads only?", Method.YES_NO, (Option("yes", "Yes"),), proposal_id)
    return Poll(
        team_id="T1",
        id=poll_id,
        channel_id="C000000001",
        owner=MANAGER.user_id,
        title="KPIs of winter",
        secrecy=Secrecy.OPEN,
        live=False,
        quorum=1,
        smallest_group=1,
        eligible=2,
        zone=PARIS,
        language="en",
        state=PollState.CLOSED,
        opened_at=at,
        deadline=at,
        questions=(replace(asked, decision=decision),),
        closed_at=at,
        turnout=2,
    )
