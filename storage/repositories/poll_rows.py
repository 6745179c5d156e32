"""Polls and questions as the tables hold them."""

from dataclasses import asdict
from typing import Any

from storage.models import PollQuestionRow, PollRow
from storage.repositories.poll_records import Method, Option, Poll, PollDecision, PollQuestion, PollState, Secrecy
from storage.repositories.upsert import row_of


def values_of(poll: Poll) -> dict[str, Any]:
    """What a row of `polls` holds."""
    kept = row_of(poll)
    del kept["questions"]
    return kept


def question_values(question: PollQuestion) -> dict[str, Any]:
    """What a row of `poll_questions` holds beside the name of its poll."""
    return row_of(question) | {"options": [asdict(each) for each in question.options]}


def poll_of(row: PollRow, questions: tuple[PollQuestion, ...]) -> Poll:
    """The poll of a row."""
    return Poll(
        team_id=row.team_id,
        id=row.id,
        channel_id=row.channel_id,
        owner=row.owner,
        title=row.title,
        secrecy=Secrecy(row.secrecy),
        live=row.live,
        quorum=row.quorum,
        smallest_group=row.smallest_group,
        eligible=row.eligible,
        zone=row.zone,
        language=row.language,
        state=PollState(row.state),
        opened_at=row.opened_at,
        deadline=row.deadline,
        questions=questions,
        reminded_at=row.reminded_at,
        closed_at=row.closed_at,
        scrubbed_at=row.scrubbed_at,
        turnout=row.turnout,
        root_delivery=row.root_delivery,
        shown_at=row.shown_at,
    )


def question_of(row: PollQuestionRow) -> PollQuestion:
    """The question of a row."""
    return PollQuestion(
        number=row.number,
        words=row.words,
        method=Method(row.method),
        options=tuple(Option(str(each["key"]), str(each["words"])) for each in row.options),
        proposal_id=row.proposal_id,
        evidence=row.evidence,
        tally=row.tally,
        decision=PollDecision(row.decision) if row.decision else None,
        settled=row.settled,
    )
