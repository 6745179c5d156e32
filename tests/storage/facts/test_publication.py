"""New facts or old facts, never a mix; twice the same changes nothing; readers keep what they began with."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select

from kpi_engine.facts import Coverage, leads, opportunities
from storage.errors import ImportRefused, NoFacts, Shrunk
from storage.facts.duckdb_store import DuckdbStore
from storage.facts.store import open_facts

LEADS = """
[leads]
file = "leads.csv"
lead_id = "Id"
created_on = "Created"
source = "Source"
"""
MARCH = "Id,Created,Source\n1,2026-03-01,web\n2,2026-03-02,fair\n3,2026-03-03,web\n"
APRIL = "Id,Created,Source\n3,2026-03-03,phone\n4,2026-04-01,web\n5,2026-04-02,web\n"


def test_nothing_was_published_yet(bring_anywhere):
    with pytest.raises(NoFacts, match="kpi import"):
        bring_anywhere.store.current()
    assert bring_anywhere.store.journal() == ()


def test_an_import_publishes_rows_coverage_and_journal(bring_anywhere):
    report = bring_anywhere(LEADS, {"leads.csv": MARCH}, by="ada")
    facts = bring_anywhere.store.current()
    assert bring_anywhere.rows("leads", "lead_id", "created_on", "source", "won_on") == [
        ("1", date(2026, 3, 1), "web", None),
        ("2", date(2026, 3, 2), "fair", None),
        ("3", date(2026, 3, 3), "web", None),
    ]
    assert facts.coverage == {"leads": Coverage(3, date(2026, 3, 1), date(2026, 3, 3))}
    assert (facts.as_of, facts.spells_from, facts.version) == (date(2026, 3, 3), None, report.version)
    (record,) = facts.imports
    assert (record.by, record.source, record.counts["leads"]["loaded"]) == ("ada", "crm", 3)
    assert record.at == facts.loaded_at
    assert record.at.utcoffset() is not None
    assert all(facts.integrity().values())


def test_the_same_files_a_second_time_change_nothing(bring_anywhere):
    first = bring_anywhere(LEADS, {"leads.csv": MARCH}, by="ada")
    again = bring_anywhere(LEADS, {"leads.csv": MARCH}, by="bob")
    assert again.version == first.version
    assert again.already is not None
    assert str(again).startswith("crm: already imported on 20")
    assert str(again).endswith(" UTC by ada; 0 changes")
    assert len(bring_anywhere.store.journal()) == 1


def test_a_later_file_adds_changes_and_keeps_by_id(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    report = bring_anywhere(LEADS, {"leads.csv": APRIL})
    (table,) = report.tables
    assert (table.added, table.changed, table.unchanged, table.removed) == (2, 1, 0, 0)
    assert bring_anywhere.rows("leads", "lead_id", "source") == [
        ("1", "web"),
        ("2", "fair"),
        ("3", "phone"),
        ("4", "web"),
        ("5", "web"),
    ]
    assert all(bring_anywhere.store.current().integrity().values())


def test_a_complete_file_removes_what_it_no_longer_holds_but_nothing_of_other_sources(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    bring_anywhere(LEADS, {"leads.csv": "Id,Created,Source\n9,2026-03-01,shop\n"}, source="shop")
    (table,) = bring_anywhere(LEADS + "complete = true\n", {"leads.csv": APRIL}).tables
    assert (table.added, table.changed, table.removed) == (2, 1, 2)
    assert [row[0] for row in bring_anywhere.rows("leads", "lead_id")] == ["3", "4", "5", "9"]


def test_a_row_may_not_take_the_place_of_another_source_s(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    five = "Id,Created,Source\n3,2026-05-01,shop\n" + "".join(f"{n},2026-05-01,shop\n" for n in range(10, 16))
    (table,) = bring_anywhere(LEADS, {"leads.csv": five}, source="shop").tables
    assert (table.loaded, table.rejected) == (6, 1)
    assert "another source brought this id" in table.rejections[0].reason
    assert ("3", "web") in bring_anywhere.rows("leads", "lead_id", "source")


def test_a_reader_keeps_the_version_it_began_with(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    began = bring_anywhere.store.current()
    bring_anywhere(LEADS, {"leads.csv": APRIL})
    count = select(func.count()).select_from(leads)
    assert began.fetch(count)[0][0] == 3
    assert bring_anywhere.store.current().fetch(count)[0][0] == 5
    assert began.version != bring_anywhere.store.current().version


def test_another_store_on_the_same_place_sees_the_new_version_at_its_next_look(bring):
    other = open_facts(bring.store.place)
    bring(LEADS, {"leads.csv": MARCH})
    assert other.current().coverage["leads"].rows == 3
    bring(LEADS, {"leads.csv": APRIL})
    assert other.current().coverage["leads"].rows == 5


def test_many_threads_may_ask_at_once(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    facts = bring_anywhere.store.current()
    query = select(leads.c.source, func.count()).group_by(leads.c.source).order_by(leads.c.source)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: [tuple(row) for row in facts.fetch(query)], range(64)))
    assert answers == [[("fair", 1), ("web", 2)]] * 64


def test_a_refused_import_leaves_the_old_facts(bring_anywhere):
    before = bring_anywhere(LEADS, {"leads.csv": MARCH}).version
    with pytest.raises(ImportRefused):
        bring_anywhere(LEADS, {"leads.csv": "Id,Created,Source\n7,yesterday,web\n"})
    assert bring_anywhere.store.current().version == before


def test_far_fewer_rows_than_before_are_refused_unless_meant(bring):
    many = "Id,Created,Source\n" + "".join(f"{n},2026-01-01,web\n" for n in range(100))
    few = "Id,Created,Source\n" + "".join(f"{n},2026-01-01,web\n" for n in range(49))
    bring(LEADS, {"leads.csv": many})
    with pytest.raises(Shrunk, match=r"leads\.csv: 49 rows for `leads`, the previous import 100"):
        bring(LEADS, {"leads.csv": few})
    assert bring(LEADS, {"leads.csv": few}, override_shrink=True).rows == 49


def test_only_the_last_versions_stay(bring):
    bring.store = DuckdbStore(bring.home / "facts", kept=2)
    for day in range(1, 5):
        bring(LEADS, {"leads.csv": f"Id,Created,Source\n1,2026-01-{day:02},web\n"})
    assert sorted(path.name for path in (bring.home / "facts").iterdir()) == [
        "CURRENT",
        "facts-3.duckdb",
        "facts-4.duckdb",
        "publisher.lock",
    ]


def test_what_a_crash_left_is_cleaned_and_its_number_is_not_used_again(bring):
    bring(LEADS, {"leads.csv": MARCH})
    facts = bring.home / "facts"
    (facts / "facts-2.duckdb.tmp").write_bytes(b"half")
    (facts / "facts-3.duckdb").write_bytes(b"never in force")
    bring(LEADS, {"leads.csv": APRIL})
    assert sorted(path.name for path in facts.glob("facts-*")) == ["facts-1.duckdb", "facts-4.duckdb"]


def test_two_publishers_at_once_lose_nothing(bring_anywhere, tmp_path_factory):
    second = type(bring_anywhere)(tmp_path_factory.mktemp("second"), bring_anywhere.store)
    with ThreadPoolExecutor(2) as threads:
        jobs = [
            threads.submit(bring_anywhere, LEADS, {"leads.csv": MARCH}),
            threads.submit(second, LEADS, {"leads.csv": "Id,Created,Source\n90,2026-05-05,shop\n"}, source="shop"),
        ]
        assert {job.result().version.split("-")[0] for job in jobs} == {"1", "2"}
    assert [row[0] for row in bring_anywhere.rows("leads", "lead_id")] == ["1", "2", "3", "90"]


def test_values_of_a_dimension_come_most_frequent_first(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH + "4,2026-03-04,\n5,2026-03-04,\n6,2026-03-05,\n"})
    facts = bring_anywhere.store.current()
    assert facts.values("leads", "source") == (None, "web", "fair")
    assert facts.values("opportunities", "stage") == ()


def test_reps_are_listed_with_team_and_manager(bring_anywhere):
    profile = '[reps]\nfile = "reps.csv"\nrep = "Rep"\nemail = "Mail"\nteam = "Team"\nmanager = "Boss"\n'
    bring_anywhere(profile, {"reps.csv": "Rep,Mail,Team,Boss\nBob,b@x.example,Nord,Zoé\nAda,a@x.example,Sud,\n"})
    ada, bob = bring_anywhere.store.current().reps()
    assert (ada.rep, ada.team, ada.manager, ada.name) == ("Ada", "Sud", None, None)
    assert (bob.rep, bob.email, bob.manager) == ("Bob", "b@x.example", "Zoé")


def test_tables_that_nobody_brought_are_there_and_empty(bring_anywhere):
    bring_anywhere(LEADS, {"leads.csv": MARCH})
    assert bring_anywhere.store.current().fetch(select(opportunities)) == []
