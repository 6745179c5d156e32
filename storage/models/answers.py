"""Answers that were given, by their receipts."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class ReceiptRow(Base):
    """An answer that can be given again. `team_id` is no workspace's where it was given in the terminal."""

    __tablename__ = "receipts"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[Mapping[str, object]] = mapped_column(JSON)
    facts_version: Mapped[str]
    definition_version: Mapped[int]
    zone: Mapped[str]
    fiscal_year_starts: Mapped[int]
    currency: Mapped[str]
    answered_at: Mapped[datetime] = mapped_column(Instant, index=True)
