"""What people answered. In a secret poll no row says whose answer it is, nor when or in what order it came."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from random import SystemRandom
from secrets import token_hex
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import FinalBallotRow, OpenBallotRow, ParticipationRow, PollVoteRow
from storage.repositories.poll_records import Choices, Poll, PollState, Secrecy
from storage.repositories.upsert import add_missing, put

Ballots = Mapping[int, Sequence[tuple[str, ...]]]
"""By the number of the question what each person chose; nothing where she left it blank."""

_KEY_BYTES = 16  # 128 bits: no two ballots ever get the same key by chance
_CHANCE = SystemRandom()


class BallotBoxes:
    """Answers by poll. Who may vote, and until when, is decided under the poll's lock before anything comes here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def vote(self, poll: Poll, user_id: str, choices: Choices, now: datetime) -> bool:
        """Keep the answers of one person in an open poll; False where they replace her former ones."""
        named = {"team_id": poll.team_id, "poll_id": poll.id, "user_id": user_id}
        row = named | {"choices": {str(number): list(each) for number, each in choices.items()}, "voted_at": now}
        if add_missing(self._session, PollVoteRow, [row]):
            return True
        put(self._session, PollVoteRow, row)
        return False

    def voted(self, poll: Poll, user_id: str) -> Choices | None:
        """What one person answered in an open poll; None where she has not."""
        row = self._session.get(PollVoteRow, (poll.team_id, poll.id, user_id), populate_existing=True)
        return _choices(row.choices) if row else None

    def take_part(self, poll: Poll, user_id: str) -> bool:
        """Strike a person off the list of those who have yet to answer a secret poll; False where she was before."""
        row = {"team_id": poll.team_id, "poll_id": poll.id, "user_id": user_id}
        return add_missing(self._session, ParticipationRow, [row]) == 1

    def drop_in(self, poll: Poll, choices: Choices) -> None:
        """Put one person's answers into the box, apart from each other."""
        add_missing(self._session, OpenBallotRow, _shuffled(poll, choices.items()))

    def replace(self, poll: Poll, choices: Choices, keys: Mapping[int, str]) -> None:
        """Put answers that can be changed into the box, or change them: `keys` names the ballot of each question."""
        for number, choice in choices.items():
            put(self._session, OpenBallotRow, _ballot(poll, number, choice) | {"key": keys[number]})

    def read(self, poll: Poll) -> Ballots:
        """All answers, in no order that tells anything."""
        if poll.secrecy is Secrecy.OPEN:
            return self._of_votes(poll)
        box: type[OpenBallotRow | FinalBallotRow]
        box = OpenBallotRow if poll.state is PollState.OPEN else FinalBallotRow
        statement = select(box.number, box.choice).filter_by(team_id=poll.team_id, poll_id=poll.id).order_by(box.key)
        read: dict[int, list[tuple[str, ...]]] = {each.number: [] for each in poll.questions}
        for number, choice in self._session.execute(statement):
            read[number].append(tuple(choice))
        return read

    def shuffle(self, poll: Poll, ballots: Ballots) -> None:
        """Move the answers of a poll that closes to the final box, in a new order and under new keys.

        Who took part is written anew as well, in the order of their ids: that too held the order in which they came.
        """
        answers = [(number, choice) for number, choices in ballots.items() for choice in choices]
        add_missing(self._session, FinalBallotRow, _shuffled(poll, answers))
        named = {"team_id": poll.team_id, "poll_id": poll.id}
        self._session.execute(delete(OpenBallotRow).filter_by(**named))
        statement = delete(ParticipationRow).filter_by(**named).returning(ParticipationRow.user_id)
        people = sorted(self._session.scalars(statement))
        add_missing(self._session, ParticipationRow, [named | {"user_id": each} for each in people])

    def _of_votes(self, poll: Poll) -> Ballots:
        statement = select(PollVoteRow).filter_by(team_id=poll.team_id, poll_id=poll.id).order_by(PollVoteRow.user_id)
        votes = [_choices(row.choices) for row in self._session.scalars(statement, execution_options=_FRESH)]
        return {each.number: [vote.get(each.number, ()) for vote in votes] for each in poll.questions}


_FRESH = {"populate_existing": True}


def _shuffled(poll: Poll, answers: Iterable[tuple[int, tuple[str, ...]]]) -> list[dict[str, Any]]:
    rows = [_ballot(poll, number, choice) | {"key": token_hex(_KEY_BYTES)} for number, choice in answers]
    _CHANCE.shuffle(rows)
    return rows


def _ballot(poll: Poll, number: int, choice: Sequence[str]) -> dict[str, Any]:
    return {"team_id": poll.team_id, "poll_id": poll.id, "number": number, "choice": list(choice)}


def _choices(kept: Mapping[str, Sequence[str]]) -> Choices:
    return {int(number): tuple(each) for number, each in kept.items()}
