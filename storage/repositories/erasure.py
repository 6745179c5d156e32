"""Erases a person from the records: her row goes, what names her names nobody, what she answers for finds an heir.

What must never name a person (anonymous feedback, ballots of secret polls) is left alone: nothing leads there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.models import (
    AlertEpisodeRow,
    AlertRuleRow,
    DefinitionRow,
    DigestRow,
    FeedbackReplyRow,
    FeedbackRow,
    MemberRow,
    PaceRow,
    ParticipationRow,
    PollRow,
    PollVoteRow,
    PollVoterRow,
    ProposalRow,
    ProposalSecondRow,
    PseudonymRow,
    ReportRow,
    TargetRow,
    ThemeRow,
    TriagePlaceRow,
)
from storage.repositories.poll_records import PollState
from storage.repositories.records import ERASED, Kind, Member
from storage.repositories.traces import Traces, rewrite_json, withdraw_words

Column = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

_NOBODYS: tuple[Column, ...] = (
    *(FeedbackRow.author, FeedbackRow.owner, FeedbackRow.changed_by, ThemeRow.created_by),
    *(TargetRow.set_by, TargetRow.ended_by, AlertEpisodeRow.actor, AlertEpisodeRow.assignee),
    *(DefinitionRow.owner, DefinitionRow.adopted_by, ProposalRow.owner),
)
_HEIRS: tuple[Column, ...] = (AlertRuleRow.owner, DigestRow.owner, PollRow.owner, TriagePlaceRow.set_by)
_SAID_BY: tuple[Column, ...] = (ProposalRow.author, FeedbackReplyRow.by)
_ROWS: tuple[Column, ...] = (
    *(MemberRow.user_id, ProposalSecondRow.user_id, PollVoteRow.user_id, PaceRow.about),
    *(PollVoterRow.user_id, ParticipationRow.user_id),
)


@dataclass(frozen=True, slots=True)
class Erasing:
    """Whom to erase, who answers for what was hers from now on, and what her key in the facts has become.

    `stand_in` takes her place in secret polls that still run: their turnout is to fit their ballots.
    """

    person: Member
    heir: str
    rep: str | None
    stand_in: str
    words_too: bool
    at: datetime


class Erasure:
    """Erases people; append to the audit before, so that the last entry too becomes nobody's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def erase(self, erasing: Erasing) -> None:
        """Do all of it, in the unit's transaction."""
        traces = Traces.of(erasing.person, erasing.rep)
        if erasing.words_too:
            self._take_back_what_she_said(erasing.person)
        self._stand_in_where_a_secret_poll_runs(erasing)
        for each in _ROWS:
            self._session.execute(delete(each.class_).where(*self._hers(each, erasing.person)))
        for column, value in self._columns(erasing.heir).items():
            hers = update(column.class_).where(*self._hers(column, erasing.person))
            self._session.execute(hers.values({column: value}))
        self._rename_rep(erasing.person, erasing.rep)
        rewrite_json(self._session, erasing.person.team_id, traces)
        withdraw_words(self._session, erasing.person, traces, erasing.at)
        self._forget_pseudonyms(erasing.person)

    def _columns(self, heir: str) -> Mapping[Column, str | None]:
        return dict.fromkeys(_NOBODYS) | dict.fromkeys(_HEIRS, heir) | dict.fromkeys(_SAID_BY, ERASED)

    def _hers(self, column: Column, person: Member) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return column.class_.team_id == person.team_id, column == person.user_id

    def _take_back_what_she_said(self, person: Member) -> None:
        """Empty the words of her named feedback, of her replies, and why she proposed what she did."""
        for column, words in (
            (FeedbackRow.author, {FeedbackRow.body: ""}),
            (FeedbackReplyRow.by, {FeedbackReplyRow.body: ""}),
            (ProposalRow.author, {ProposalRow.why: ""}),
        ):
            self._session.execute(update(column.class_).where(*self._hers(column, person)).values(words))

    def _stand_in_where_a_secret_poll_runs(self, erasing: Erasing) -> None:
        person = erasing.person
        running = select(PollRow.id).where(PollRow.team_id == person.team_id, PollRow.state == PollState.OPEN)
        took_part = select(ParticipationRow.poll_id).where(
            *self._hers(ParticipationRow.user_id, person), ParticipationRow.poll_id.in_(running)
        )
        polls = self._session.scalars(took_part).all()
        for row in (ParticipationRow, PollVoterRow):
            mine = update(row).where(*self._hers(row.user_id, person), row.poll_id.in_(polls))
            self._session.execute(mine.values(user_id=erasing.stand_in))

    def _rename_rep(self, person: Member, rep: str | None) -> None:
        if person.rep is None or rep is None:
            return
        of_rep = TargetRow.team_id == person.team_id, TargetRow.scope_level == "rep", TargetRow.scope_name == person.rep
        self._session.execute(update(TargetRow).where(*of_rep).values(scope_name=rep))
        reports = ReportRow.team_id == person.team_id, ReportRow.rep == person.rep
        self._session.execute(update(ReportRow).where(*reports).values(rep=rep))

    def _forget_pseudonyms(self, person: Member) -> None:
        for kind, key in ((Kind.USER, person.user_id), (Kind.REP, person.rep)):
            mine = {"team_id": person.team_id, "kind": kind.value, "key": key}
            self._session.execute(delete(PseudonymRow).filter_by(**mine))
