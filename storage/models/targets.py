"""What teams aim at, now and before."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, Double, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant

_IN_FORCE = text("ended_at IS NULL")


class TargetRow(Base):
    """A target. Never deleted: one that was replaced or removed says when and by whom.

    `scope_name` is empty for the company: a null would be unlike any other null, and two targets could be in force.
    """

    __tablename__ = "targets"
    __table_args__ = (
        Index(
            "uq_targets_in_force",
            *("team_id", "kpi", "scope_level", "scope_name", "horizon_start", "horizon_end"),
            unique=True,
            sqlite_where=_IN_FORCE,
            postgresql_where=_IN_FORCE,
        ),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kpi: Mapped[str]
    scope_level: Mapped[str]
    scope_name: Mapped[str]
    horizon_start: Mapped[date]
    horizon_end: Mapped[date]
    horizon_grain: Mapped[str | None]
    kind: Mapped[str]
    amount: Mapped[float] = mapped_column(Double)
    aim: Mapped[float] = mapped_column(Double)
    baseline: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    note: Mapped[str]
    set_by: Mapped[str | None]
    set_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[str | None]
    ending: Mapped[str | None]
