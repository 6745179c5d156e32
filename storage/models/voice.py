"""What people in the field say, where it is read, and what it is about."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class FeedbackRow(Base):
    """One thing that somebody said. `id` is random, and no row says in which order it came.

    Said with a name: `author` and `said_at`. Said anonymously: neither, only the week; `ticket` is the digest of a word
    that its author alone was shown, and the row is not read by anybody before it is `released`.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "theme_id"], ["themes.team_id", "themes.id"], name="fk_feedback_themes"),
        Index("ix_feedback_state", "team_id", "state"),
        {"sqlite_with_rowid": False},
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    body: Mapped[str]
    sentiment: Mapped[str | None]
    about: Mapped[Mapping[str, object]] = mapped_column(JSON)
    team: Mapped[str]
    author: Mapped[str | None]
    said_at: Mapped[datetime | None] = mapped_column(Instant)
    week: Mapped[str]
    ticket: Mapped[str | None]
    released: Mapped[bool]
    state: Mapped[str]
    owner: Mapped[str | None]
    due_on: Mapped[date | None]
    reason: Mapped[str | None]
    theme_id: Mapped[str | None]
    merged_into: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    changed_at: Mapped[datetime | None] = mapped_column(Instant)
    changed_by: Mapped[str | None]
    card_delivery: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))


class FeedbackReplyRow(Base):
    """What was answered to it."""

    __tablename__ = "feedback_replies"
    __table_args__ = (
        ForeignKeyConstraint(
            ["team_id", "feedback_id"],
            ["feedback.team_id", "feedback.id"],
            name="fk_feedback_replies_feedback",
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    feedback_id: Mapped[str]
    by: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)


class ThemeRow(Base):
    """A subject that several people speak of."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    created_by: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(Instant)


class WeakSignalRow(Base):
    """Several people spoke of one thing before a figure moved; later: whether the figure did."""

    __tablename__ = "weak_signals"
    __table_args__ = (
        ForeignKeyConstraint(["team_id", "theme_id"], ["themes.team_id", "themes.id"], name="fk_weak_signals_themes"),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    theme_id: Mapped[str]
    dimension: Mapped[str]
    value: Mapped[str]
    kpi: Mapped[str | None]
    people: Mapped[int]
    first_said_on: Mapped[date]
    raised_at: Mapped[datetime] = mapped_column(Instant)
    before: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    outcome: Mapped[str | None]
    scored_at: Mapped[datetime | None] = mapped_column(Instant)


class TriagePlaceRow(Base):
    """The channel in which a team's feedback is read; `team` is empty for what no team's channel takes."""

    __tablename__ = "triage_places"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    team: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    set_by: Mapped[str]
    set_at: Mapped[datetime] = mapped_column(Instant)
