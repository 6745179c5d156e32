"""Who may answer a poll, and who has. What each of them answered lies in the ballot boxes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from storage.models import ParticipationRow, PollRow, PollVoteRow, PollVoterRow
from storage.repositories.poll_records import PollStanding, PollState

_TAKING_PART = (ParticipationRow, PollVoteRow)  # of secret polls, of open ones


class PollVoters:
    """The people of polls, by workspace and id of the poll. They are frozen when it opens."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, team_id: str, poll_id: str) -> frozenset[str]:
        """The people who may answer."""
        found = self._session.scalars(select(PollVoterRow.user_id).filter_by(team_id=team_id, poll_id=poll_id))
        return frozenset(found)

    def may_vote(self, team_id: str, poll_id: str, user_id: str) -> bool:
        """Whether this person was eligible when the poll opened."""
        key = (team_id, poll_id, user_id)
        return self._session.get(PollVoterRow, key) is not None

    def has_voted(self, team_id: str, poll_id: str, user_id: str) -> bool:
        """Whether this person has answered. For herself alone: to be shown to nobody else."""
        key = (team_id, poll_id, user_id)
        return any(self._session.get(each, key) is not None for each in _TAKING_PART)

    def taken_part(self, team_id: str, poll_id: str) -> int:
        """How many have answered."""
        voter = select(func.count()).select_from(PollVoterRow).filter_by(team_id=team_id, poll_id=poll_id)
        return self._session.execute(voter.where(_TOOK_PART)).scalar_one()

    def missing(self, team_id: str, poll_id: str) -> Sequence[str]:
        """The people who may answer and have not. For their reminder alone: to be shown to nobody."""
        statement = select(PollVoterRow.user_id).filter_by(team_id=team_id, poll_id=poll_id).where(~_TOOK_PART)
        return self._session.scalars(statement.order_by(PollVoterRow.user_id)).all()

    def standings(self, team_id: str, user_id: str) -> Sequence[PollStanding]:
        """How every poll stands before this person, the newest first. `voted` is for herself alone."""
        statement = (
            select(
                PollRow.id,
                PollRow.owner,
                PollRow.state,
                _of_person(PollVoterRow, user_id),
                or_(*(_of_person(each, user_id) for each in _TAKING_PART)),
                case((PollRow.state == PollState.OPEN, _turnout()), else_=func.coalesce(PollRow.turnout, 0)),
            )
            .where(PollRow.team_id == team_id)
            .order_by(PollRow.opened_at.desc(), PollRow.id.desc())
        )
        return [
            PollStanding(poll_id, owner, PollState(state), is_voter, voted, taken_part)
            for poll_id, owner, state, is_voter, voted, taken_part in self._session.execute(statement)
        ]

    def forget_before(self, moment: datetime) -> None:
        """Delete who could answer the polls closed before `moment`, who did, and how in open ones; results stay."""
        closed = exists().where(PollRow.state == PollState.CLOSED, PollRow.closed_at < moment)
        for each in (*_TAKING_PART, PollVoterRow):
            of_it = closed.where(_of_poll(each))
            self._session.execute(delete(each).where(of_it), execution_options={"synchronize_session": False})


def _same_person(one: type[ParticipationRow | PollVoteRow]) -> ColumnElement[bool]:
    other = PollVoterRow
    return and_(one.team_id == other.team_id, one.poll_id == other.poll_id, one.user_id == other.user_id)


_TOOK_PART = or_(*(exists().where(_same_person(each)) for each in _TAKING_PART))
"""Whether a voter has answered."""


def _of_poll(model: type[PollVoterRow | ParticipationRow | PollVoteRow]) -> ColumnElement[bool]:
    return and_(model.team_id == PollRow.team_id, model.poll_id == PollRow.id)


def _of_person(model: type[PollVoterRow | ParticipationRow | PollVoteRow], user_id: str) -> ColumnElement[bool]:
    return exists().where(_of_poll(model), model.user_id == user_id)


def _turnout() -> ScalarSelect[int]:
    """How many have answered a poll that is open."""
    answered = select(func.count()).select_from(PollVoterRow).where(_of_poll(PollVoterRow), _TOOK_PART)
    return answered.correlate(PollRow).scalar_subquery()
