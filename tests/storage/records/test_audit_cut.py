"""The beginning of the audit goes when its time is over: the chain says so, and what was done to it still shows."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Executable, delete, insert, select, update

from bot.terminal.doctor_audit import audit_findings
from bot.terminal.finding import Finding
from storage.database import WRITING, open_engine
from storage.models import AuditHeadRow, AuditRow, PseudonymRow
from storage.repositories.audit import AT_ONCE, Cut
from storage.repositories.records import Act, AuditEntry, Kind, Subject, Workspace
from storage.unit_of_work import Records

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = 366 * DAY
WRITTEN = 30

Tamper = Callable[..., None]


def looked(number: int, team_id: str = "T1") -> AuditEntry:
    """A look that one of three managers took at one of thirty reps, the number of days after the first."""
    rep = Subject(Kind.REP, f"rep-{number}")
    return AuditEntry(team_id, NOW + number * DAY, f"U{number % 3}", Act.REP_FIGURES_READ, rep)


@pytest.fixture
def chain(records: Records) -> Records:
    """Thirty entries of two workspaces, one a day."""
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Other", "UBOT"))
        for number in range(1, WRITTEN + 1):
            work.audit.append(looked(number))
            work.audit.append(looked(number, "T2"))
    return records


@pytest.fixture
def tamper(chain: Records, migrated_url: str) -> Iterator[Tamper]:
    """Somebody with the database in hand, past our code."""
    engine = open_engine(migrated_url, connections=1).execution_options(**WRITING)

    def run(*statements: Executable) -> None:
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    assert chain
    yield run
    engine.dispose()


def cut_after(records: Records, number: int) -> list[Cut]:
    """A year after so many entries were written, half a day later: the next one is not old enough."""
    moment = NOW + number * DAY + AT_ONCE + timedelta(minutes=1)
    with records.writing() as work:
        return list(work.audit.cut_before(moment, moment + YEAR))


def broken(records: Records, team_id: str = "T1") -> list[int]:
    with records.reading() as work:
        return list(work.audit.broken(team_id))


def entries(records: Records, team_id: str = "T1") -> list[AuditEntry]:
    with records.reading() as work:
        return list(work.audit.of(team_id))


def test_what_is_past_its_time_goes_and_the_chain_that_is_left_is_whole(chain: Records) -> None:
    cuts = cut_after(chain, 12)
    assert [(each.team_id, each.number, each.broken) for each in cuts] == [("T1", 12, []), ("T2", 12, [])]
    for team_id in ("T1", "T2"):
        assert entries(chain, team_id)[:-1] == [looked(number, team_id) for number in range(13, WRITTEN + 1)]
        assert broken(chain, team_id) == []


def test_the_cut_itself_is_told_at_the_end_of_the_chain(chain: Records) -> None:
    cut = cut_after(chain, 12)[0]
    last = entries(chain)[-1]
    assert (last.act, last.actor, last.subject) == (Act.AUDIT_CUT, None, Subject(Kind.AUDIT, "T1"))
    assert last.detail == f"12 {cut.digest}"


def test_the_word_of_a_cut_is_itself_cut_in_time_and_the_next_one_stands_for_it(chain: Records) -> None:
    for number in (5, 12, 12, WRITTEN):
        cut_after(chain, number)
        assert broken(chain) == []
    with chain.writing() as work:
        work.audit.cut_before(NOW + 3 * YEAR, NOW + 4 * YEAR)
    assert [each.act for each in entries(chain)] == [Act.AUDIT_CUT]
    assert broken(chain) == []
    with chain.writing() as work:
        work.audit.append(looked(31))
    assert broken(chain) == []


def test_within_half_a_day_nothing_more_is_cut(chain: Records) -> None:
    cut_after(chain, 12)
    assert cut_after(chain, 12) == []
    moment = NOW + 13 * DAY + AT_ONCE
    with chain.writing() as work:
        assert work.audit.cut_before(moment, moment + YEAR) == []
        assert len(work.audit.cut_before(moment + timedelta(seconds=1), moment + YEAR)) == 2


def test_what_a_clock_wrote_that_ran_ahead_keeps_what_stands_behind_it(chain: Records) -> None:
    with chain.writing() as work:
        work.audit.append(looked(4_000))
        work.audit.append(looked(31))
    cut_after(chain, 40)
    assert [each.at for each in entries(chain)][:2] == [looked(4_000).at, looked(31).at]
    assert broken(chain) == []


def test_whoever_is_in_no_entry_any_more_is_forgotten(chain: Records) -> None:
    cut_after(chain, 28)
    with chain.reading() as work:
        keys = set(work.audit._session.scalars(select(PseudonymRow.key).filter_by(team_id="T1")))
    assert keys == {"T1", "U2", "U0", "rep-29", "rep-30"}


def test_each_entry_that_is_altered_after_a_cut_is_found(chain: Records, tamper: Tamper) -> None:
    cut_after(chain, 12)
    for number in range(13, WRITTEN + 1):
        mine = AuditRow.team_id == "T1", AuditRow.number == number
        tamper(update(AuditRow).where(*mine).values(detail="altered"))
        assert broken(chain) == [number]
        tamper(update(AuditRow).where(*mine).values(detail=""))
    assert broken(chain) == []


def test_entries_taken_away_before_their_time_are_found(chain: Records, tamper: Tamper) -> None:
    cut_after(chain, 12)
    tamper(delete(AuditRow).where(AuditRow.team_id == "T1", AuditRow.number.in_((13, 20))))
    assert broken(chain) == [13, 20]


def test_a_cut_by_another_hand_is_found_for_no_entry_says_so(chain: Records, tamper: Tamper) -> None:
    cut_after(chain, 12)
    with chain.reading() as work:
        digest = work.audit._session.scalar(select(AuditRow.digest).filter_by(team_id="T1", number=15))
    tamper(
        delete(AuditRow).where(AuditRow.team_id == "T1", AuditRow.number <= 15),
        update(AuditHeadRow).where(AuditHeadRow.team_id == "T1").values(cut_number=15, cut_digest=digest),
    )
    assert broken(chain) == [*range(1, 16)]
    assert broken(chain, "T2") == []


def test_what_stood_before_the_cut_cannot_be_put_back_as_something_else(chain: Records, tamper: Tamper) -> None:
    with chain.reading() as work:
        row = work.audit._session.get(AuditRow, ("T1", 12))
        assert row
        columns: dict[str, Any] = {each.name: getattr(row, each.name) for each in AuditRow.__table__.columns}
    cut_after(chain, 12)
    tamper(insert(AuditRow).values(**columns))
    assert broken(chain) == [12]


def test_what_was_altered_before_it_was_cut_is_named_by_the_cut(chain: Records, tamper: Tamper) -> None:
    tamper(update(AuditRow).where(AuditRow.team_id == "T1", AuditRow.number.in_((4, 7))).values(detail="altered"))
    tamper(delete(AuditRow).where(AuditRow.team_id == "T1", AuditRow.number == 9))
    cut = cut_after(chain, 12)[0]
    assert list(cut.broken) == [4, 7, 9]
    assert entries(chain)[-1].detail == f"12 {cut.digest}, broken: 4 7 9"
    assert broken(chain) == []


def test_the_doctor_counts_what_is_kept_and_what_was_cut(chain: Records, migrated_url: str) -> None:
    assert audit_findings(migrated_url) == [Finding("audit: 60 entries, none altered or missing")]
    cut_after(chain, 12)
    said = "audit: 38 entries, none altered or missing; 24 older ones were cut when their time was over"
    assert audit_findings(migrated_url) == [Finding(said)]


def test_the_doctor_names_what_was_altered_or_taken_out(chain: Records, tamper: Tamper, migrated_url: str) -> None:
    cut_after(chain, 12)
    tamper(
        update(AuditRow).where(AuditRow.team_id == "T1", AuditRow.number == 20).values(detail="altered"),
        delete(AuditHeadRow).where(AuditHeadRow.team_id == "T2"),
    )
    found = audit_findings(migrated_url)
    assert [each.what.removeprefix("audit: ").split(" of ")[0] for each in found] == [
        "entry 20",
        "entry 13 and 18 more",
    ]
    assert all(each.mend for each in found)
