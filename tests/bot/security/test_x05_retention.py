"""X05: three years later nothing is left that was past its time a day ago, and what a house decided stays."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.retention import Retention
from bot.use_cases.tidy_records import tidy_records
from storage.database import WRITING, open_engine
from storage.models import (
    AuditRow,
    FeedbackReplyRow,
    FeedbackRow,
    ParticipationRow,
    PollRow,
    PollVoteRow,
    PollVoterRow,
    ProposalRow,
    ProposalSecondRow,
    PseudonymRow,
)
from storage.models.base import Base
from storage.repositories.poll_records import PollState, Secrecy
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import Act, AuditEntry, Kind, Subject
from storage.repositories.voice_records import FeedbackReply
from storage.unit_of_work import Records
from tests.bot.polls.booth import DEADLINE, OPENED, Booth
from tests.polls import polls_of
from tests.storage.records.test_feedback import ANONYMOUS, NAMED
from tests.storage.records.test_proposals import PROPOSAL

DAY = timedelta(days=1)
KEPT = Retention()
PERSONAL = (
    FeedbackRow, FeedbackReplyRow, PollVoteRow, PollVoterRow, ParticipationRow, ProposalSecondRow,
)  # fmt: skip


@pytest.fixture
def booth(migrated_url: str, tmp_path: Path) -> Iterator[Booth]:
    records = Records(migrated_url)
    booth = Booth(records, migrated_url, tmp_path / "ballot-keys")
    _live_a_week(booth)
    yield booth
    records.close()


def _live_a_week(booth: Booth) -> None:
    """An open poll and a secret one, both closed; feedback by name and without; proposals withdrawn and open."""
    for secrecy in (Secrecy.OPEN, Secrecy.SECRET):
        booth.all_cast(booth.open(secrecy=secrecy), ["yes"] * 6)
    booth.pass_by(days=4)
    booth.tick()
    with booth.records.writing() as work:
        work.feedback.put(NAMED)
        work.feedback.put(ANONYMOUS)
        work.feedback.reply(FeedbackReply("T1", "r1", NAMED.id, "UOWNER", "We look into it.", OPENED))
        withdrawn = replace(PROPOSAL, state=ProposalState.WITHDRAWN, changed_at=OPENED)
        for each in (withdrawn, replace(PROPOSAL, id="P2")):
            work.proposals.put(each)
            work.proposals.second(each, "UREP001", OPENED)


def rows(booth: Booth, *tables: type[Base]) -> dict[str, int]:
    return {table.__tablename__: len(booth.rows(table)) for table in tables}


def at(booth: Booth, moment: timedelta) -> None:
    booth.pass_by(seconds=(DEADLINE + moment - booth.clock.now()).total_seconds())
    tidy_records(booth.office)


def test_x05_after_three_years_nothing_is_past_its_time(booth: Booth) -> None:
    before = rows(booth, *PERSONAL, ProposalRow)
    assert all(before.values())
    at(booth, timedelta(days=3 * 365))
    after = rows(booth, *PERSONAL, ProposalRow)
    assert after == dict.fromkeys(before, 0) | {"proposals": 1, "proposal_seconds": 1}  # one is still open


def test_x05_what_polls_came_to_stays(booth: Booth) -> None:
    at(booth, timedelta(days=3 * 365))
    with booth.records.reading() as work:
        polls = polls_of(work, "T1")
    assert [(each.state, each.turnout) for each in polls] == [(PollState.CLOSED, 6)] * 2
    assert all(question.tally for each in polls for question in each.questions)


@pytest.mark.parametrize(
    ("span", "tables"),
    [
        (KEPT.voters, (PollVoteRow, PollVoterRow, ParticipationRow)),
        (KEPT.feedback, (FeedbackRow, FeedbackReplyRow)),
        (KEPT.withdrawn, (ProposalRow,)),
    ],
    ids=("voters", "feedback", "withdrawn proposals"),
)
def test_x05_each_thing_stays_until_its_day_and_is_gone_a_week_later(
    booth: Booth, span: timedelta, tables: tuple[type[Base], ...]
) -> None:
    before = rows(booth, *tables)
    at(booth, span - 7 * DAY)
    assert rows(booth, *tables) == before
    at(booth, span + 7 * DAY)  # of an anonymous word only the week is known
    left = 1 if tables == (ProposalRow,) else 0
    assert rows(booth, *tables) == dict.fromkeys(before, left)


def looks(booth: Booth, number: int, *, apart: timedelta = DAY) -> None:
    """As many looks at other people's figures, so far apart, each by somebody else at somebody else."""
    with booth.records.writing() as work:
        for _ in range(number):
            booth.pass_by(seconds=apart.total_seconds())
            now = booth.clock.now()
            rep = Subject(Kind.REP, f"rep of {now.date()}")
            work.audit.append(AuditEntry("T1", now, f"U{now:%j}", Act.REP_FIGURES_READ, rep))


def test_x05_after_three_years_the_audit_goes_back_a_year_and_a_day_at_most_and_is_whole(booth: Booth) -> None:
    for _month in range(36):
        looks(booth, 6, apart=5 * DAY)
        tidy_records(booth.office)
        oldest = booth.clock.now() - KEPT.audit - DAY
        with booth.records.reading() as work:
            assert not [each for each in work.audit.of("T1") if each.at < oldest]
            assert work.audit.broken("T1") == []
    told = {row.key for row in booth.rows(PseudonymRow) if row.kind == Kind.REP}
    assert 73 <= len(told) <= 74  # whom nobody looked at for a year is in no entry, nor under any pseudonym


def test_x05_of_a_hundred_entries_altered_after_a_cut_a_hundred_are_found(booth: Booth) -> None:
    looks(booth, 400)
    tidy_records(booth.office)
    numbers = sorted(row.number for row in booth.rows(AuditRow))
    assert numbers[0] > 1  # something was cut
    altered = numbers[3:303:3]
    engine = open_engine(booth.url).execution_options(**WRITING)
    with engine.begin() as database:
        database.execute(update(AuditRow).where(AuditRow.number.in_(altered)).values(actor="somebody else"))
    engine.dispose()
    with booth.records.reading() as work:
        assert work.audit.broken("T1") == altered
    assert len(altered) == 100


def test_x05_polls_that_are_open_and_words_that_are_worked_on_are_not_past_their_time(booth: Booth) -> None:
    booth.pass_by(days=700)
    running = booth.open(deadline=booth.clock.now() + 60 * DAY)
    with booth.records.writing() as work:
        work.feedback.change(replace(NAMED, changed_at=booth.clock.now()))
    at(booth, KEPT.feedback + 7 * DAY)
    assert [each.id for each in booth.rows(FeedbackRow)] == [NAMED.id]
    with booth.records.reading() as work:
        assert work.voters.may_vote("T1", running.id, "UREP001")
    assert len(booth.rows(PollRow)) == 3
