"""Messages on their way to Slack, and what keeps their senders apart."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant

_BEHIND = text("edit_shown < edit_number")


class DeliveryRow(Base):
    """One message that a channel or a person gets once. Its payloads are frozen when it is decided."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("dedup_key"),
        UniqueConstraint("slack_key"),
        Index("ix_deliveries_to_send", "state", "not_before", "id"),
        Index("ix_deliveries_channel", "team_id", "channel_id", "state"),
        Index("ix_deliveries_to_edit", "state", "not_before", "id", sqlite_where=_BEHIND, postgresql_where=_BEHIND),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dedup_key: Mapped[str]
    kind: Mapped[str]
    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"))
    channel_id: Mapped[str]
    conversation_id: Mapped[str | None]
    root_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    slack_key: Mapped[str]
    payload: Mapped[Mapping[str, object]] = mapped_column(JSON)
    payload_text: Mapped[Mapping[str, object]] = mapped_column(JSON)
    variant: Mapped[str]
    png: Mapped[bytes | None]
    file_id: Mapped[str | None]
    file_deadline: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str]
    reason: Mapped[str | None]
    worker: Mapped[str | None]
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    fence: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    maybe_posted: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime] = mapped_column(Instant)
    not_before: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    first_attempt_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    sweep_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    swept: Mapped[int] = mapped_column(default=0)
    slack_ts: Mapped[str | None]
    last_error: Mapped[str | None]
    edit: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    edit_number: Mapped[int] = mapped_column(default=0)
    edit_shown: Mapped[int] = mapped_column(default=0)


class PaceRow(Base):
    """From when on something may be sent again: a channel, or a method that a workspace has no more room for."""

    __tablename__ = "paces"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    open_from: Mapped[datetime] = mapped_column(Instant)


class SpentFileRow(Base):
    """A picture's file in Slack that no message shows and none will: to be deleted there."""

    __tablename__ = "spent_files"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    file_id: Mapped[str] = mapped_column(primary_key=True)
    not_before: Mapped[datetime] = mapped_column(Instant)


class HostRow(Base):
    """The machine that works on the records, where their database is a file of one machine."""

    __tablename__ = "hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    boot: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(Instant)
