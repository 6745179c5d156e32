"""When the place of the facts is in trouble: one sentence, and the old facts stay."""

import resource
from datetime import date
from multiprocessing import get_context

import duckdb
import pytest
from sqlalchemy import create_engine, text

from storage.errors import FactsNotWritten, FactsUnreadable, PublisherBusy
from storage.facts.duckdb_store import DuckdbStore
from storage.facts.store import open_facts
from storage.facts.workbench import Workbench
from storage.imports import import_profile

LEADS = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\nsource = "Source"\n'
SMALL = "Id,Created,Source\n1,2026-01-01,web\n"


def import_with_little_space(home, told):
    """In a process of its own: no file may grow beyond 300 kB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    try:
        import_profile(home / "crm.toml", home / "exports", open_facts(str(home / "facts")), today=date(2026, 6, 30))
    except FactsNotWritten as error:
        told.put(str(error))
    else:
        told.put("written")


def test_without_space_for_the_new_facts_the_old_ones_stay(bring):
    before = bring(LEADS, {"leads.csv": SMALL}).version
    bring.put({"leads.csv": "Id,Created,Source\n" + "".join(f"{n},2026-01-01,{n * 7919}\n" for n in range(100_000))})
    processes = get_context("forkserver")
    told = processes.SimpleQueue()
    process = processes.Process(target=import_with_little_space, args=(bring.home, told))
    process.start()
    assert told.get().startswith(f"the new facts could not be written into {bring.home}/facts, the old ones stay: ")
    process.join()
    assert bring.store.current().version == before
    assert [path.name for path in (bring.home / "facts").glob("facts-*")] == ["facts-1.duckdb"]
    assert bring(LEADS, {"leads.csv": SMALL.replace("web", "fair")}).version.startswith("2-")


def test_damaged_facts_are_told_in_one_sentence(bring):
    bring(LEADS, {"leads.csv": SMALL})
    (bring.home / "facts" / "facts-1.duckdb").write_bytes(b"not a database")
    with pytest.raises(FactsUnreadable) as trouble:
        DuckdbStore(bring.home / "facts").current()
    assert str(trouble.value).startswith(f"the facts in {bring.home}/facts cannot be opened: ")
    assert "\n" not in str(trouble.value)


def test_integrity_sees_a_row_that_was_changed_afterwards(bring):
    bring(LEADS, {"leads.csv": SMALL})
    with duckdb.connect(str(bring.home / "facts" / "facts-1.duckdb")) as database:
        database.execute("UPDATE leads SET source = 'altered'")
    integrity = DuckdbStore(bring.home / "facts").current().integrity()
    assert [name for name, whole in integrity.items() if not whole] == ["leads"]


@pytest.mark.postgres
def test_integrity_sees_a_row_that_was_changed_in_postgresql_too(bring, postgres_url):
    bring.store = open_facts(postgres_url, bring.home)
    bring(LEADS, {"leads.csv": SMALL})
    with create_engine(postgres_url).begin() as connection:
        connection.execute(text("UPDATE kpi_facts_1.leads SET source = 'altered'"))
    integrity = bring.store.current().integrity()
    assert [name for name, whole in integrity.items() if not whole] == ["leads"]


@pytest.mark.postgres
def test_a_database_that_is_away_is_told_in_one_sentence_without_its_password():
    store = open_facts("postgresql+psycopg://kpi:secret@127.0.0.1:1/none")
    with pytest.raises(FactsUnreadable) as trouble:
        store.current()
    assert "secret" not in str(trouble.value)


def test_a_second_publisher_waits_and_then_gives_up(bring, tmp_path):
    bring(LEADS, {"leads.csv": SMALL})
    hasty = DuckdbStore(bring.home / "facts", patience=0.1)
    with (
        Workbench(tmp_path / "a") as first,
        Workbench(tmp_path / "b") as second,
        bring.store.next_version(first),
        pytest.raises(PublisherBusy, match="try again"),
        hasty.next_version(second),
    ):
        pass
    assert bring.store.current().version.startswith("1-")


def test_a_version_made_under_a_narrower_contract_still_merges(bring):
    bring(LEADS, {"leads.csv": SMALL})
    with duckdb.connect(str(bring.home / "facts" / "facts-1.duckdb")) as database:
        database.execute("ALTER TABLE leads DROP COLUMN campaign")
    bring.store = DuckdbStore(bring.home / "facts")
    bring(LEADS, {"leads.csv": "Id,Created,Source\n2,2026-01-02,fair\n"})
    assert bring.rows("leads", "lead_id", "campaign") == [("1", None), ("2", None)]
