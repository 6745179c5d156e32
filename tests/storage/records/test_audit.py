from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import delete, select, text, update

from storage.database import WRITING, open_engine
from storage.models import AuditHeadRow, AuditRow, PseudonymRow
from storage.repositories.audit_chain import seal
from storage.repositories.records import Act, AuditEntry, Kind, Subject, Workspace

NOW = datetime(2026, 11, 22, 9, 0, 0, 250, tzinfo=UTC)


def entry(number: int, team_id: str = "T1") -> AuditEntry:
    subject = Subject(Kind.REP, f"Ada Lovelace {number % 3}")
    return AuditEntry(team_id, NOW + timedelta(seconds=number), "U0MANAGER", Act.REP_FIGURES_READ, subject)


@pytest.fixture
def chain(records):
    with records.writing() as work:
        for number in range(1, 11):
            work.audit.append(entry(number))
    return records


@pytest.fixture
def tamper(chain, migrated_url):
    """Somebody with the database in hand, past our code."""
    engine = open_engine(migrated_url, connections=1).execution_options(**WRITING)

    def run(*statements):
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(statement)

    yield run
    engine.dispose()


def broken(records, team_id: str = "T1"):
    with records.reading() as work:
        return list(work.audit.broken(team_id))


def test_acts_are_read_back_in_order_with_the_people_known(chain):
    with chain.reading() as work:
        assert work.audit.of("T1") == [entry(number) for number in range(1, 11)]
        assert work.audit.of("T2") == []


def test_what_the_assistant_did_by_itself_has_no_actor(records):
    changed = AuditEntry("T1", NOW, None, Act.ROLE_CHANGED, Subject(Kind.USER, "U1"), "none -> rep")
    with records.writing() as work:
        work.audit.append(changed)
        assert work.audit.of("T1") == [changed]


def test_an_untouched_chain_is_whole(chain):
    assert broken(chain) == []
    assert broken(chain, "T2") == []


ALTERED = {column.name: "altered" for column in AuditRow.__table__.columns if not column.primary_key}
ALTERED["at"] = NOW - timedelta(days=1)


def test_every_altered_column_of_every_entry_is_found(chain, tamper):
    for number, column in product(range(1, 11), ALTERED):
        row = AuditRow.number == number
        with chain.reading() as work:
            before = work.audit._session.scalar(select(getattr(AuditRow, column)).where(row))
        tamper(update(AuditRow).where(row).values({column: ALTERED[column]}))
        assert number in broken(chain), column
        tamper(update(AuditRow).where(row).values({column: before}))
    assert broken(chain) == []


def test_entries_taken_out_or_cut_off_are_found(chain, tamper):
    tamper(delete(AuditRow).where(AuditRow.number.in_((4, 9, 10))))
    assert broken(chain) == [4, 9, 10]


def test_an_entry_altered_and_sealed_again_breaks_the_link_after_it(chain, tamper):
    with chain.reading() as work:
        row = work.audit._session.get(AuditRow, ("T1", 4))
        row.detail = "altered"
        sealed = seal(row)
        work.audit._session.expunge(row)
    tamper(update(AuditRow).where(AuditRow.number == 4).values(detail="altered", digest=sealed))
    assert broken(chain) == [5]


def test_the_last_entry_altered_and_sealed_again_is_missed_by_the_head(chain, tamper):
    with chain.reading() as work:
        row = work.audit._session.get(AuditRow, ("T1", 10))
        row.detail = "altered"
        sealed = seal(row)
        work.audit._session.expunge(row)
    tamper(update(AuditRow).where(AuditRow.number == 10).values(detail="altered", digest=sealed))
    assert broken(chain) == [10]


def test_entries_beyond_the_head_are_found(chain, tamper):
    with chain.reading() as work:
        nine = work.audit._session.get(AuditRow, ("T1", 9)).digest
    tamper(update(AuditHeadRow).values(number=9, digest=nine))
    assert broken(chain) == [10]


def test_a_chain_whose_head_was_removed_is_not_whole(chain, tamper):
    tamper(delete(AuditHeadRow))
    assert broken(chain) == list(range(1, 11))


def test_an_act_that_is_rolled_back_leaves_no_line(chain):
    def act():
        with chain.writing() as work:
            work.audit.append(entry(11))
            raise RuntimeError("not done")

    with pytest.raises(RuntimeError, match="not done"):
        act()
    with chain.reading() as work:
        assert len(work.audit.of("T1")) == 10
    assert broken(chain) == []


def test_acts_at_once_make_one_chain(chain):
    def act(number: int) -> None:
        with chain.writing() as work:
            work.audit.append(entry(number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(act, range(11, 51)))
    with chain.reading() as work:
        assert len(work.audit.of("T1")) == 50
    assert broken(chain) == []


def test_each_workspace_has_its_own_chain(chain):
    with chain.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
        work.audit.append(entry(1, "T2"))
    with chain.reading() as work:
        assert len(work.audit.of("T2")) == 1
    assert broken(chain) == []
    assert broken(chain, "T2") == []


def test_the_audit_names_nobody_and_a_forgotten_person_leaves_it_whole(chain, tamper, migrated_url):
    with open_engine(migrated_url).connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM audit")).all())
    assert "U0MANAGER" not in kept
    assert "Lovelace" not in kept
    tamper(delete(PseudonymRow).where(PseudonymRow.key == "Ada Lovelace 1"))
    with chain.reading() as work:
        keys = {each.subject.key for each in work.audit.of("T1")}
    assert {"Ada Lovelace 0", "Ada Lovelace 2"} < keys
    assert "Ada Lovelace 1" not in keys
    assert len(keys) == 3
    assert broken(chain) == []


def test_a_user_and_a_rep_of_the_same_key_stay_apart(records):
    with records.writing() as work:
        for kind in Kind:
            work.audit.append(AuditEntry("T1", NOW, None, Act.ROLE_CHANGED, Subject(kind, "U1")))
        pseudonyms = set(work.audit._session.scalars(select(AuditRow.subject)))
    assert len(pseudonyms) == len(Kind)
