"""What channels subscribed to, and how each of their weeks ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class DigestRow(Base):
    """A channel's weekly digest. `scope_name` is empty for the company."""

    __tablename__ = "digests"
    __table_args__ = (Index("ix_digests_channel", "team_id", "channel_id"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    owner: Mapped[str]
    scope_level: Mapped[str]
    scope_name: Mapped[str]
    kpis: Mapped[Sequence[str]] = mapped_column(JSON)
    zone: Mapped[str]
    weekday: Mapped[int]
    at: Mapped[str]
    language: Mapped[str]
    compare: Mapped[str]
    fresher_than: Mapped[int | None]
    look: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str | None]
    active_since: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)


class EditionRow(Base):
    """One week of one digest: the row that makes it happen once."""

    __tablename__ = "editions"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "digest_id"], ["digests.team_id", "digests.id"], name="fk_editions_digests"),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    digest_id: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str | None]
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    facts_version: Mapped[str | None]
    checked_version: Mapped[str | None]
    figures: Mapped[Sequence[Mapping[str, object]]] = mapped_column(JSON)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
