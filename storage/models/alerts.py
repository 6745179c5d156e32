"""Rules that watch figures, what they saw, and the episodes that came of it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, Double, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant

_OPEN = text("state <> 'recovered'")


class AlertRuleRow(Base):
    """What is watched, and who is told. `ended_at` is null while the rule is in force."""

    __tablename__ = "alert_rules"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    owner: Mapped[str]
    kpi: Mapped[str]
    scope_level: Mapped[str]
    scope_name: Mapped[str]
    grain: Mapped[str]
    condition: Mapped[str]
    threshold: Mapped[float | None] = mapped_column(Double)
    recover_at: Mapped[float | None] = mapped_column(Double)
    settings: Mapped[Mapping[str, object]] = mapped_column(JSON)
    min_volume: Mapped[int]
    breach_n: Mapped[int]
    recover_n: Mapped[int]
    quiet_from: Mapped[str | None]
    quiet_until: Mapped[str | None]
    zone: Mapped[str]
    language: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    definition: Mapped[int | None]


class AlertEvaluationRow(Base):
    """One look at a rule's figure: of one period, in one version of the facts."""

    __tablename__ = "alert_evaluations"
    __table_args__ = (
        UniqueConstraint("team_id", "rule_id", "period", "facts_version"),
        ForeignKeyConstraint(
            ["team_id", "rule_id"], ["alert_rules.team_id", "alert_rules.id"], name="fk_alert_evaluations_alert_rules"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    rule_id: Mapped[str]
    period: Mapped[date]
    facts_version: Mapped[str]
    seen: Mapped[str]
    value: Mapped[float | None] = mapped_column(Double)
    n: Mapped[int | None]
    evaluated_at: Mapped[datetime] = mapped_column(Instant)


class AlertEpisodeRow(Base):
    """From a breach to its recovery: one thread. A rule has one open episode at most."""

    __tablename__ = "alert_episodes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "rule_id"], ["alert_rules.team_id", "alert_rules.id"], name="fk_alert_episodes_alert_rules"
        ),
        UniqueConstraint("team_id", "rule_id", "number"),
        Index(
            "uq_alert_episodes_open",
            *("team_id", "rule_id"),
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    rule_id: Mapped[str]
    number: Mapped[int]
    state: Mapped[str]
    told: Mapped[Mapping[str, object]] = mapped_column(JSON)
    breaches: Mapped[int]
    good: Mapped[int]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    snoozed_until: Mapped[datetime | None] = mapped_column(Instant)
    snoozes: Mapped[int] = mapped_column(default=0)
    actor: Mapped[str | None]
    acted_at: Mapped[datetime | None] = mapped_column(Instant)
    assignee: Mapped[str | None]
    root_delivery: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    edited_on: Mapped[date | None]
    escalated_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    close_reason: Mapped[str | None]
