"""KPIs that people propose, and who seconds them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class ProposalRow(Base):
    """A KPI to add, change or drop, or a target to change. `revision` counts its author's edits."""

    __tablename__ = "proposals"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    author: Mapped[str]
    kind: Mapped[str]
    kpi: Mapped[str]
    name: Mapped[str]
    better: Mapped[str]
    recipe: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    target: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    successor: Mapped[str | None]
    why: Mapped[str]
    owner: Mapped[str | None]
    paired_with: Mapped[str | None]
    state: Mapped[str]
    revision: Mapped[int]
    channel_id: Mapped[str | None]
    root_delivery: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    language: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class ProposalSecondRow(Base):
    """Somebody who wants it too."""

    __tablename__ = "proposal_seconds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "proposal_id"],
            ["proposals.team_id", "proposals.id"],
            name="fk_proposal_seconds_proposals",
            ondelete="CASCADE",
        ),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    proposal_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
