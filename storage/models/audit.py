"""Who did what to whom: a chain of entries per workspace, people under pseudonyms."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant


class PseudonymRow(Base):
    """Who stands behind a pseudonym. Deleting this row leaves the chain whole and its entries nobody's."""

    __tablename__ = "pseudonyms"
    __table_args__ = (UniqueConstraint("pseudonym"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    pseudonym: Mapped[str]


class AuditRow(Base):
    """One act. `digest` seals the entry and the digest before it."""

    __tablename__ = "audit"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str | None]
    act: Mapped[str]
    subject_kind: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]


class AuditHeadRow(Base):
    """The ends of a workspace's chain: locked to put appends in line; it misses entries cut off.

    `cut_number`, `cut_digest`: the last entry that went because its time was over; 0 and nothing for a whole chain.
    """

    __tablename__ = "audit_heads"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    number: Mapped[int]
    digest: Mapped[str]
    cut_number: Mapped[int]
    cut_digest: Mapped[str]
