"""The facts contract: the tables every source is turned into, in SQLAlchemy Core; the port that serves them.

Dates are calendar days in the workspace's zone. A dimension may be null: "unknown" is shown, never dropped.
Derived columns and tables are filled at publication, so that no KPI joins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Column, Date, Double, MetaData, Select, String, Table

contract = MetaData()


def _dimensions(*names: str) -> list[Column[Any]]:
    return [Column(name, String) for name in names]


leads = Table(
    "leads",
    contract,
    Column("lead_id", String, primary_key=True),
    Column("created_on", Date, nullable=False),
    Column("first_contacted_on", Date),
    Column("qualified_on", Date),
    Column("converted_on", Date),
    Column("opportunity_id", String),
    Column("account_id", String),
    *_dimensions("source", "campaign", "segment", "region", "rep", "team"),
    Column("won_on", Date, info={"derived": "close date of the lead's first won opportunity"}),
)

opportunities = Table(
    "opportunities",
    contract,
    Column("opportunity_id", String, primary_key=True),
    Column("lead_id", String),
    Column("account_id", String),
    Column("created_on", Date, nullable=False),
    Column("closed_on", Date, info={"meaning": "null while open, whatever date was expected"}),
    Column("outcome", String, info={"values": ("won", "lost")}),
    Column("amount", Double),
    *_dimensions("stage", "currency", "lost_reason", "product", "source", "segment", "region", "rep", "team"),
)

stage_changes = Table(
    "stage_changes",
    contract,
    Column("opportunity_id", String, primary_key=True),
    Column("stage", String, primary_key=True),
    Column("position", Double),
    Column("entered_on", Date, primary_key=True),
    Column("left_on", Date),
)

accounts = Table(
    "accounts",
    contract,
    Column("account_id", String, primary_key=True),
    Column("name", String),
    *_dimensions("segment", "industry", "region", "country"),
)

orders = Table(
    "orders",
    contract,
    Column("order_id", String, primary_key=True),
    Column(
        "account_id",
        String,
        info={"meaning": "null only where the profile says that unknown customers are kept"},
    ),
    Column("ordered_on", Date, nullable=False),
    Column("amount", Double, nullable=False),
    *_dimensions("product", "segment", "region", "rep", "team"),
)

contracts = Table(
    "contracts",
    contract,
    Column("contract_id", String, primary_key=True),
    Column("account_id", String, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, info={"meaning": "last day of service, inclusive; null while it runs"}),
    Column("mrr", Double),
    *_dimensions("segment", "region", "rep", "team"),
)

survey_responses = Table(
    "survey_responses",
    contract,
    Column("response_id", String, primary_key=True),
    Column("account_id", String),
    Column("kind", String, nullable=False, info={"values": ("nps", "csat")}),
    Column("score", Double, nullable=False),
    Column("answered_on", Date, nullable=False),
    Column("comment", String),
    *_dimensions("segment", "region", "rep", "team"),
)

reps = Table(
    "reps",
    contract,
    Column("rep", String, primary_key=True),
    Column("name", String),
    Column("email", String),
    Column("team", String),
    Column("manager", String),
)

customer_spells = Table(
    "customer_spells",
    contract,
    Column("account_id", String, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("ended_on", Date, info={"meaning": "last active day, inclusive; null while the customer stays"}),
    Column("mrr", Double),
    *_dimensions("segment", "region", "rep", "team"),
    info={"derived": "runs of activity per account, from contracts, else from orders with an inactivity window"},
)

SOURCE_TABLES = (leads, opportunities, stage_changes, accounts, orders, contracts, survey_responses, reps)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the facts hold of one table. Days are those of its main date; None for a table without dates."""

    rows: int
    first_day: date | None
    last_day: date | None


class Facts(Protocol):
    """One published, immutable version of the facts. A reader keeps it for the whole answer."""

    @property
    def version(self) -> str:
        """Names this content; never reused."""

    @property
    def as_of(self) -> date:
        """The last day up to which the facts are complete."""

    @property
    def loaded_at(self) -> datetime:
        """When this version was published (aware, UTC)."""

    @property
    def coverage(self) -> Mapping[str, Coverage]:
        """Tables that hold rows, by name; a table that is absent here was never brought."""

    @property
    def spells_from(self) -> str | None:
        """Which table customer_spells were derived from: contracts, orders, or None."""

    def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        """Run one SELECT and give all its rows."""
