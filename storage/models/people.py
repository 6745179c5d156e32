"""Workspaces, their members, and where the sales organisation seats them."""

from datetime import datetime

from sqlalchemy import JSON, Enum, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, Instant
from storage.repositories.records import Role

_ROLE = Enum(
    Role,
    name="role",
    native_enum=False,
    create_constraint=True,
    length=16,
    values_callable=lambda roles: [role.value for role in roles],
)


class WorkspaceRow(Base):
    """A Slack workspace; preferences left null follow the installation's settings."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    bot_user_id: Mapped[str]
    zone: Mapped[str | None]
    language: Mapped[str | None]
    fiscal_year_starts: Mapped[int | None]
    currency: Mapped[str | None]


class TeamRow(Base):
    """A sales team. Never deleted: older records may still speak of it."""

    __tablename__ = "teams"

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    headcount: Mapped[int]


def _the_member() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["team_id", "user_id"], ["members.team_id", "members.user_id"], ondelete="CASCADE")


class TeamManagerRow(Base):
    """Who manages a team: somebody in it reports to her."""

    __tablename__ = "team_managers"
    __table_args__ = (
        _the_member(),
        ForeignKeyConstraint(["team_id", "team"], ["teams.team_id", "teams.name"]),
    )

    team_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(primary_key=True)


class ReportRow(Base):
    """A rep, by the key in the facts, and the member who is that rep's own manager."""

    __tablename__ = "reports"
    __table_args__ = (_the_member(),)

    team_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    rep: Mapped[str] = mapped_column(primary_key=True)


class MemberRow(Base):
    """A person of a workspace."""

    __tablename__ = "members"
    __table_args__ = (ForeignKeyConstraint(["team_id", "team"], ["teams.team_id", "teams.name"]),)

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str | None]
    name: Mapped[str]
    locale: Mapped[str | None]
    tz: Mapped[str | None]
    active: Mapped[bool]
    guest: Mapped[bool]
    outsider: Mapped[bool]
    workspace_admin: Mapped[bool]
    role: Mapped[Role] = mapped_column(_ROLE)
    rep: Mapped[str | None]
    team: Mapped[str | None]
    synced_at: Mapped[datetime] = mapped_column(Instant)
    closed_regions: Mapped[list[str | None]] = mapped_column(JSON)

    managed: Mapped[list[TeamManagerRow]] = relationship(lazy="selectin", viewonly=True, order_by=TeamManagerRow.team)
    reports: Mapped[list[ReportRow]] = relationship(lazy="selectin", viewonly=True, order_by=ReportRow.rep)
