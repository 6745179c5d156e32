"""What a company decided its KPIs to be: versions of definitions, beside those that come with the product."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class DefinitionRow(Base):
    """One version of a KPI's definition as it was adopted. Never altered, never deleted.

    `recipe` is null where the KPI is retired, or goes back to the definition that comes with the product.
    """

    __tablename__ = "definitions"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    kpi: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    change: Mapped[str]
    recipe: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    name: Mapped[str]
    better: Mapped[str]
    owner: Mapped[str | None]
    paired_with: Mapped[str | None]
    why: Mapped[str]
    successor: Mapped[str | None]
    effective_on: Mapped[date]
    adopted_at: Mapped[datetime] = mapped_column(Instant)
    adopted_by: Mapped[str | None]
    proposal_id: Mapped[str | None]
    poll_id: Mapped[str | None]
