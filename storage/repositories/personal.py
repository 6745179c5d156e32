"""What the records keep about one person, row by row: hers alone, as she may have it.

Anonymous feedback and the answers of secret polls are no part of it: nothing leads from her to them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import (
    AlertRuleRow,
    AuditRow,
    DeliveryRow,
    DigestRow,
    FeedbackReplyRow,
    FeedbackRow,
    MemberRow,
    ParticipationRow,
    PollRow,
    PollVoteRow,
    ProposalRow,
    ProposalSecondRow,
    PseudonymRow,
    TargetRow,
)

Row = Mapping[str, object]


class Personal(StrEnum):
    """What is kept about a person, by kind."""

    MEMBER = "member"
    TARGETS = "targets_set"
    DIGESTS = "digests_owned"
    ALERTS = "alerts_owned"
    FEEDBACK = "feedback_with_my_name"
    REPLIES = "replies"
    PROPOSALS = "proposals"
    SECONDS = "proposals_seconded"
    POLLS = "polls_opened"
    VOTES = "votes_in_open_polls"
    PARTICIPATIONS = "secret_polls_taken_part_in"
    MESSAGES = "direct_messages"
    ACTS = "audit_entries_of_or_about_me"


_HERS: Mapping[Personal, tuple[InstrumentedAttribute[Any], str]] = {
    Personal.MEMBER: (
        MemberRow.user_id,
        "user_id email name locale tz active guest outsider workspace_admin role rep team synced_at",
    ),
    Personal.TARGETS: (
        TargetRow.set_by,
        "kpi scope_level horizon_start horizon_end kind amount note set_at ended_at",
    ),
    Personal.DIGESTS: (DigestRow.owner, "channel_id kpis weekday at state created_at changed_at"),
    Personal.ALERTS: (AlertRuleRow.owner, "channel_id kpi condition threshold created_at changed_at ended_at"),
    Personal.FEEDBACK: (FeedbackRow.author, "kind body sentiment about team said_at state reason due_on"),
    Personal.REPLIES: (FeedbackReplyRow.by, "body at"),
    Personal.PROPOSALS: (ProposalRow.author, "kind kpi name recipe target why state revision created_at changed_at"),
    Personal.SECONDS: (ProposalSecondRow.user_id, "proposal_id at"),
    Personal.POLLS: (PollRow.owner, "title channel_id secrecy state opened_at deadline"),
    Personal.VOTES: (PollVoteRow.user_id, "poll_id choices voted_at"),
    Personal.PARTICIPATIONS: (ParticipationRow.user_id, "poll_id"),
    Personal.MESSAGES: (DeliveryRow.channel_id, "kind payload_text state due_at finished_at"),
}


class PersonalRows:
    """Reads what is kept about one person."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, team_id: str, user_id: str) -> Mapping[Personal, Sequence[Row]]:
        """All of it, by kind; kinds without a row as well."""
        rows = {kind: self._rows(column, names, team_id, user_id) for kind, (column, names) in _HERS.items()}
        return rows | {Personal.ACTS: self._acts(team_id, user_id)}

    def _rows(self, column: InstrumentedAttribute[Any], names: str, team_id: str, user_id: str) -> list[Row]:
        model = column.class_
        shown = [getattr(model, name) for name in names.split()]
        keys = model.__table__.primary_key
        return self._read(shown, (model.team_id == team_id, column == user_id), tuple(keys))

    def _acts(self, team_id: str, user_id: str) -> list[Row]:
        """Her acts, and what was done to her; others stay under their pseudonyms, which are left out."""
        rep = select(MemberRow.rep).filter_by(team_id=team_id, user_id=user_id).scalar_subquery()
        known = (
            PseudonymRow.team_id == team_id,
            ((PseudonymRow.kind == "user") & (PseudonymRow.key == user_id))
            | ((PseudonymRow.kind == "rep") & (PseudonymRow.key == rep)),
        )
        hers = select(PseudonymRow.pseudonym).where(*known)
        where = AuditRow.team_id == team_id, AuditRow.actor.in_(hers) | AuditRow.subject.in_(hers)
        shown = [AuditRow.at, AuditRow.act, AuditRow.subject_kind, AuditRow.detail]
        return self._read([*shown, AuditRow.actor.in_(hers).label("by_me")], where, (AuditRow.number,))

    def _read(self, shown: Sequence[Any], where: Sequence[ColumnElement[bool]], order: Sequence[Any]) -> list[Row]:
        found = self._session.execute(select(*shown).where(*where).order_by(*order)).mappings()
        return [{name: _plain(value) for name, value in row.items()} for row in found]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
