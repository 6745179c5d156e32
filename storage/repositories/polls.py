"""Polls with their questions. Who may answer them is the voters' matter; what is answered lies in the ballot boxes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, null, or_, select, update
from sqlalchemy.orm import Session

from storage.models import PollQuestionRow, PollRow, PollVoterRow, WorkspaceRow
from storage.repositories.poll_records import Poll, PollDecision, PollQuestion, PollState, Secrecy, SecretQuestion
from storage.repositories.poll_rows import poll_of, question_of, question_values, values_of
from storage.repositories.upsert import add_missing

_FRESH = {"populate_existing": True}
_OPEN = PollRow.state == PollState.OPEN
_OF_IT = and_(PollQuestionRow.team_id == PollRow.team_id, PollQuestionRow.poll_id == PollRow.id)


class Polls:
    """Polls by workspace and id. Nothing of a poll that people voted on is ever altered."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, poll: Poll, voters: Sequence[str]) -> bool:
        """Keep a poll and who may answer it; False where it was opened before."""
        if not add_missing(self._session, PollRow, [values_of(poll)]):
            return False
        of_poll = {"team_id": poll.team_id, "poll_id": poll.id}
        add_missing(self._session, PollQuestionRow, [of_poll | question_values(each) for each in poll.questions])
        add_missing(self._session, PollVoterRow, [of_poll | {"user_id": each} for each in voters])
        return True

    def root_at(self, team_id: str, poll_id: str, delivery_id: int) -> None:
        """Remember which message shows the poll."""
        self._change(team_id, poll_id, root_delivery=delivery_id)

    # finding

    def get(self, team_id: str, poll_id: str) -> Poll | None:
        """Find one, open or closed."""
        return next(iter(self._polls(PollRow.team_id == team_id, PollRow.id == poll_id)), None)

    def lock(self, team_id: str, poll_id: str) -> Poll | None:
        """Find one and let nobody else change it, or vote, until the unit ends."""
        return self._locked(team_id, poll_id, shared=False)

    def lock_for_voting(self, team_id: str, poll_id: str) -> Poll | None:
        """Find one and let nobody close it until the unit ends; others may vote meanwhile."""
        return self._locked(team_id, poll_id, shared=True)

    def named(self, team_id: str, ids: Sequence[str]) -> Sequence[Poll]:
        """Find those of these ids, in their order."""
        found = {each.id: each for each in self._polls(PollRow.team_id == team_id, PollRow.id.in_(ids))}
        return [found[each] for each in ids if each in found]

    def spoken_in(self, team_id: str, channel_id: str) -> str | None:
        """The language of the newest poll of a channel; None where it has had none."""
        newest = select(PollRow.language).filter_by(team_id=team_id, channel_id=channel_id)
        return self._session.scalars(newest.order_by(PollRow.opened_at.desc(), PollRow.id).limit(1)).first()

    def running(self) -> Sequence[Poll]:
        """List what is open in every workspace, the oldest first."""
        return self._polls(_OPEN)

    def due(self, now: datetime) -> Sequence[Poll]:
        """List what is open past its deadline."""
        return self._polls(_OPEN, PollRow.deadline <= now)

    def unscrubbed(self) -> Sequence[Poll]:
        """List what is closed and may have left traces of who answered what."""
        return self._polls(PollRow.state == PollState.CLOSED, PollRow.scrubbed_at.is_(None))

    def deciding_on(self, team_id: str, proposal_ids: Sequence[str]) -> Sequence[Poll]:
        """List the polls that ask, or asked, about one of these proposals."""
        asks = exists().where(_OF_IT, PollQuestionRow.proposal_id.in_(proposal_ids)).correlate(PollRow)
        return self._polls(PollRow.team_id == team_id, asks)

    def take_turns(self, team_id: str) -> None:
        """Let all who open polls in a workspace go one after the other, until the unit ends."""
        workspace = select(WorkspaceRow.team_id).filter_by(team_id=team_id)
        self._session.execute(workspace.with_for_update(key_share=True))

    def asked_in_secret(self, team_id: str) -> Sequence[SecretQuestion]:
        """List the questions of secret polls whose tally is shown, or may yet be."""
        row = PollQuestionRow
        statement = (
            select(row.poll_id, row.words, row.proposal_id)
            .join(PollRow, _OF_IT)
            .where(PollRow.team_id == team_id, PollRow.secrecy != Secrecy.OPEN, or_(_OPEN, row.tally.is_not(null())))
            .order_by(row.poll_id, row.number)
        )
        return [SecretQuestion(*each) for each in self._session.execute(statement)]

    # turning points, each of which happens once

    def remind(self, team_id: str, poll_id: str, now: datetime) -> bool:
        """Claim the one reminder of an open poll; False where it went out before."""
        return self._change(team_id, poll_id, _OPEN, PollRow.reminded_at.is_(None), reminded_at=now)

    def show(self, team_id: str, poll_id: str, now: datetime, *, unless_since: datetime) -> bool:
        """Claim an edit of the message of an open poll; False where one was made after `unless_since`."""
        long_ago = or_(PollRow.shown_at.is_(None), PollRow.shown_at <= unless_since)
        return self._change(team_id, poll_id, _OPEN, long_ago, shown_at=now)

    def close(self, closed: Poll) -> None:
        """Keep what became of a poll, which must be locked: state, turnout, and each question's tally and decision."""
        self._change(
            closed.team_id,
            closed.id,
            state=closed.state,
            closed_at=closed.closed_at,
            turnout=closed.turnout,
            scrubbed_at=closed.scrubbed_at,
        )
        for each in closed.questions:
            self._change_question(closed.team_id, closed.id, each.number, tally=each.tally, decision=each.decision)

    def settle(self, team_id: str, poll_id: str, question: PollQuestion) -> bool:
        """Keep what a manager did with a question that had passed; False where somebody did something before."""
        passed = PollQuestionRow.decision == PollDecision.PASSED
        values = {"decision": question.decision, "settled": question.settled}
        return self._change_question(team_id, poll_id, question.number, passed, **values)

    def scrubbed(self, team_id: str, poll_id: str, now: datetime) -> None:
        """Nothing is left that could link an answer to a person."""
        self._change(team_id, poll_id, PollRow.state == PollState.CLOSED, scrubbed_at=now)

    def _change(self, team_id: str, poll_id: str, *where: ColumnElement[bool], **values: Any) -> bool:
        named = PollRow.team_id == team_id, PollRow.id == poll_id
        statement = update(PollRow).where(*named, *where).values(**values).returning(PollRow.id)
        return self._session.execute(statement).first() is not None

    def _change_question(
        self, team_id: str, poll_id: str, number: int, *where: ColumnElement[bool], **values: Any
    ) -> bool:
        statement = update(PollQuestionRow).filter_by(team_id=team_id, poll_id=poll_id, number=number).where(*where)
        changed = statement.values(**values).returning(PollQuestionRow.number)
        return self._session.execute(changed).first() is not None

    def _locked(self, team_id: str, poll_id: str, *, shared: bool) -> Poll | None:
        statement = select(PollRow).filter_by(team_id=team_id, id=poll_id).with_for_update(read=shared)
        row = self._session.scalars(statement, execution_options=_FRESH).first()
        if row is None:
            return None
        return next(iter(self._with_questions([row], PollRow.team_id == team_id, PollRow.id == poll_id)), None)

    def _polls(self, *where: ColumnElement[bool]) -> Sequence[Poll]:
        statement = select(PollRow).where(*where).order_by(PollRow.opened_at, PollRow.id)
        return self._with_questions(self._session.scalars(statement, execution_options=_FRESH).all(), *where)

    def _with_questions(self, rows: Sequence[PollRow], *where: ColumnElement[bool]) -> Sequence[Poll]:
        """The polls of these rows, all of which are found by `where`: so are their questions, in one statement."""
        if not rows:
            return []
        asked: dict[tuple[str, str], list[PollQuestion]] = {}
        statement = select(PollQuestionRow).join(PollRow, _OF_IT).where(*where)
        for row in self._session.scalars(statement.order_by(PollQuestionRow.number), execution_options=_FRESH):
            asked.setdefault((row.team_id, row.poll_id), []).append(question_of(row))
        return [poll_of(each, tuple(asked.get((each.team_id, each.id), ()))) for each in rows]
