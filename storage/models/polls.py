"""Polls: what is asked, who may answer, who did, and the answers, which in a secret poll name nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Instant

_NO_ROWID = {"sqlite_with_rowid": False}


def _the_poll(table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["team_id", "poll_id"], ["polls.team_id", "polls.id"], name=f"fk_{table}_polls", ondelete="CASCADE"
    )


class PollRow(Base):
    """A poll and its rules, which nobody alters once a vote is in."""

    __tablename__ = "polls"
    __table_args__ = (Index("ix_polls_state", "state", "deadline"),)

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
    owner: Mapped[str]
    title: Mapped[str]
    secrecy: Mapped[str]
    live: Mapped[bool]
    quorum: Mapped[int]
    smallest_group: Mapped[int]
    eligible: Mapped[int]
    zone: Mapped[str]
    language: Mapped[str]
    state: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    deadline: Mapped[datetime] = mapped_column(Instant)
    reminded_at: Mapped[datetime | None] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    scrubbed_at: Mapped[datetime | None] = mapped_column(Instant)
    turnout: Mapped[int | None]
    root_delivery: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    shown_at: Mapped[datetime | None] = mapped_column(Instant)


class PollQuestionRow(Base):
    """One question of a poll; `tally` is written at its close. `proposal_id`: what it decides on.

    `settled`: what a manager did with what had passed.
    """

    __tablename__ = "poll_questions"
    __table_args__ = (_the_poll("poll_questions"),)

    team_id: Mapped[str] = mapped_column(primary_key=True)
    poll_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    method: Mapped[str]
    options: Mapped[Sequence[Mapping[str, object]]] = mapped_column(JSON)
    proposal_id: Mapped[str | None]
    evidence: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    tally: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))
    decision: Mapped[str | None]
    settled: Mapped[Mapping[str, object] | None] = mapped_column(JSON(none_as_null=True))


class PollVoterRow(Base):
    """Who may answer, frozen when the poll opens."""

    __tablename__ = "poll_voters"
    __table_args__ = (_the_poll("poll_voters"), _NO_ROWID)

    team_id: Mapped[str] = mapped_column(primary_key=True)
    poll_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)


class PollVoteRow(Base):
    """The answers of one person in an open poll, by the number of the question; the last ones stand."""

    __tablename__ = "poll_votes"
    __table_args__ = (_the_poll("poll_votes"),)

    team_id: Mapped[str] = mapped_column(primary_key=True)
    poll_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    choices: Mapped[Mapping[str, Sequence[str]]] = mapped_column(JSON)
    voted_at: Mapped[datetime] = mapped_column(Instant)


class ParticipationRow(Base):
    """Somebody took part in a secret poll; nobody knows when."""

    __tablename__ = "participations"
    __table_args__ = (_the_poll("participations"), _NO_ROWID)

    team_id: Mapped[str] = mapped_column(primary_key=True)
    poll_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)


class OpenBallotRow(Base):
    """One answer to one question of a secret poll that is open: no person, no time, no order."""

    __tablename__ = "ballots_open"
    __table_args__ = (_the_poll("ballots_open"), _NO_ROWID)

    key: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    poll_id: Mapped[str]
    number: Mapped[int]
    choice: Mapped[Sequence[str]] = mapped_column(JSON)


class FinalBallotRow(Base):
    """The same once the poll is closed: shuffled, under a new key."""

    __tablename__ = "ballots_final"
    __table_args__ = (_the_poll("ballots_final"), _NO_ROWID)

    key: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    poll_id: Mapped[str]
    number: Mapped[int]
    choice: Mapped[Sequence[str]] = mapped_column(JSON)
