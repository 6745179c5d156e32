"""What lets a press of a button be answered, and answered once."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class AskedQuestionRow(Base):
    """A question whose card carries buttons."""

    __tablename__ = "asked_questions"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[Mapping[str, object]] = mapped_column(JSON)
    asked_at: Mapped[datetime] = mapped_column(Instant, index=True)


class InboundRow(Base):
    """An event or submission that had its effect: delivered again, it has none."""

    __tablename__ = "inbound"

    key: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(Instant, index=True)
