"""Rejected rows come back as a file that can be opened safely, corrected and imported again."""

import csv
from datetime import date, timedelta
from random import Random

import pytest

from storage.errors import TooManyBadRows
from storage.imports.report import Finding

LEADS = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\nsource = "Source"\n'
GOOD = "".join(f"{n},2026-01-01,web\n" for n in range(20))


def rows_of(path, **options):
    with path.open(encoding=options.pop("encoding", "utf-8"), newline="") as file:
        return list(csv.reader(file, **options))


def test_a_reject_file_holds_the_original_cells_the_line_and_every_reason(bring):
    report = bring(
        LEADS, {"leads.csv": "Id,Created,Source\n" + GOOD + ",tomorrow,fair\n21,2026-01-01\n22,2026-01-01,a,b\n"}
    )
    (path,) = report.rejects
    assert rows_of(path) == [
        ["_line", "_reason", "Id", "Created", "Source"],
        ["22", "Created: not a day (tomorrow); Id: missing", "", "tomorrow", "fair"],
        ["23", "fewer cells than the header", "21", "2026-01-01"],
        ["24", "more cells than the header", "22", "2026-01-01", "a", "b"],
    ]


def test_a_corrected_reject_file_is_imported_under_the_same_profile(bring):
    bring(LEADS, {"leads.csv": "Id,Created,Source\n" + GOOD + "x,tomorrow,fair\ny,2026-13-01,web\n"})
    (path,) = (bring.home / "rejects").rglob("leads.csv")
    path.write_text(path.read_text().replace("tomorrow,", "2026-01-02,", 1).replace("(2026-01-02", "(tomorrow"))
    report = bring(LEADS, {}, folder=path.parent)
    (table,) = report.tables
    assert (table.read, table.loaded, table.rejected, table.added, table.removed) == (2, 1, 1, 1, 0)
    assert ("x", date(2026, 1, 2), "fair") in bring.rows("leads", "lead_id", "created_on", "source")
    assert [name for n in table.notices if n.finding is Finding.COLUMN_IGNORED for name in [n.column]] == []
    (again,) = report.rejects
    assert again != path
    assert rows_of(again) == [rows_of(path)[0], rows_of(path)[2]]


def test_corrections_remove_nothing_and_are_not_taken_for_a_shrunken_export(bring):
    complete = LEADS + "complete = true\n"
    bring(complete, {"leads.csv": "Id,Created,Source\n" + GOOD + "x,tomorrow,fair\n"})
    (path,) = (bring.home / "rejects").rglob("leads.csv")
    path.write_text(path.read_text().replace("x,tomorrow", "x,2026-01-02"))
    bring(complete, {}, folder=path.parent)
    assert len(bring.rows("leads", "lead_id")) == 21
    bring(complete, {"leads.csv": "Id,Created,Source\n" + GOOD}, override_shrink=False)
    assert len(bring.rows("leads", "lead_id")) == 20


def test_corrections_find_their_look_ups_and_need_no_other_table(bring):
    profile = (
        '[lookups.people]\nfile = "people.csv"\nkey = "Name"\n'
        '[accounts]\nfile = "accounts.csv"\naccount_id = "Id"\n'
        + LEADS
        + 'team = { lookup = "people", by = "Source", take = "Team" }\n'
    )
    files = {"leads.csv": "Id,Created,Source\n" + GOOD + "x,tomorrow,web\n", "people.csv": "Name,Team\nweb,Nord\n"}
    bring(profile, files | {"accounts.csv": "Id\nA\n"})
    (path,) = (bring.home / "rejects").rglob("leads.csv")
    path.write_text(path.read_text().replace("x,tomorrow", "x,2026-01-02"))
    report = bring(profile, {}, folder=path.parent)
    assert bring.rows("leads", "lead_id", "team")[-1] == ("x", "Nord")
    assert [(n.finding, n.column) for n in report.notices] == [(Finding.FILE_ABSENT, "accounts.csv")]


def test_a_row_known_by_its_line_keeps_that_id_when_it_is_corrected(bring):
    profile = '[orders]\nfile = "o.csv"\norder_id = { line_number = true }\naccount_id = "W"\nordered_on = "D"\namount = "A"\n'
    good = "x,2026-01-01,1\n" * 9
    bring(profile, {"o.csv": "W,D,A\n" + good + "x,2026-01-01,much\n"})
    (path,) = (bring.home / "rejects").rglob("o.csv")
    path.write_text(path.read_text().replace("01,much", "01,7"))
    bring(profile, {}, folder=path.parent)
    assert ("o-11", 7.0) in bring.rows("orders", "order_id", "amount")
    assert len(bring.rows("orders", "order_id")) == 10


def test_a_reject_file_keeps_separator_and_encoding(bring):
    text = "Id;Created;Source\n" + GOOD.replace(",", ";") + "Forêt;bientôt;é;\n"
    report = bring('encoding = "cp1252"\n' + LEADS, {"leads.csv": text.encode("cp1252")})
    assert rows_of(report.rejects[0], encoding="cp1252", delimiter=";")[1][2:] == ["Forêt", "bientôt", "é", ""]


def test_no_cell_of_a_reject_file_is_a_formula_and_its_text_survives_the_round_trip(bring):
    starts = ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "'", "'="]
    bad = "".join(f'x{n:02},tomorrow,"{start}cmd|x"\n' for n, start in enumerate(starts))
    bring(
        LEADS,
        {"leads.csv": "Id,Created,Source\n" + GOOD * 3 + GOOD.replace(",2026", "a,2026") * 2 + bad},
        today=date(2026, 2, 2),
    )
    (path,) = (bring.home / "rejects").rglob("leads.csv")
    assert [row[4] for row in rows_of(path)[1:]] == [f"'{start}cmd|x" for start in starts]
    path.write_text(path.read_text().replace(",tomorrow", ",2026-01-02"), newline="")
    bring(LEADS, {}, folder=path.parent)
    back = [source for lead_id, source in bring.rows("leads", "lead_id", "source") if lead_id.startswith("x")]
    assert back == [f"{start}cmd|x".strip() for start in starts]


def test_a_negative_number_is_no_formula(bring):
    bring(LEADS, {"leads.csv": "Id,Created,Source\n" + GOOD + "x,tomorrow,-12.5\n"})
    (path,) = (bring.home / "rejects").rglob("leads.csv")
    assert rows_of(path)[1][4] == "-12.5"


def test_a_refused_import_still_shows_its_bad_rows(bring):
    with pytest.raises(TooManyBadRows) as refused:
        bring(LEADS, {"leads.csv": "Id,Created,Source\n1,x,\n2,y,\n3,2026-01-01,\n"})
    assert len(rows_of(refused.value.rejects / "leads.csv")) == 3


FAULTS = (
    lambda row, n: row | {"Id": ""},
    lambda row, n: row | {"Created": ""},
    lambda row, n: row | {"Created": "2026-02-30"},
    lambda row, n: row | {"Created": "32/01/2026"},
    lambda row, n: row | {"Created": "soon"},
    lambda row, n: row | {"Created": "0203-01-01"},
    lambda row, n: row | {"Qualified": "later"},
    lambda row, n: row | {"Qualified": "2026-1-1-1"},
    lambda row, n: row | {"Contacted": "12"},
    lambda row, n: row | {"Converted": "2026-00-10"},
    lambda row, n: row | {"Converted": "2026-01-01T25:00"},
    lambda row, n: row | {"Id": f"twice-{n // 2}", "Source": f"source {n}"},
    lambda row, n: row | {"Extra": "one,cell,more"},
    lambda row, n: {"Id": row["Id"], "Created": row["Created"]},
    lambda row, n: row | {"Source": 'a "quoted" word'},
)
COLUMNS = ("Id", "Created", "Qualified", "Contacted", "Converted", "Source")
FULL = (
    'zone = "Europe/Paris"\n'
    + LEADS
    + 'qualified_on = "Qualified"\nfirst_contacted_on = "Contacted"\nconverted_on = "Converted"\n'
)


def faulty_file(chance: Random) -> tuple[str, set[int], list[dict[str, str]]]:
    """10,000 rows, 510 of them with a fault of one of 15 kinds; the lines of those; the rows without faults."""
    faults = [FAULTS[n % 15] for n in range(510)]
    places = sorted(chance.sample(range(10_000), len(faults)))
    good, lines = [], ["".join(f"{name}," for name in COLUMNS)[:-1]]
    for place in range(10_000):
        day = date(2025, 1, 1) + timedelta(days=chance.randrange(365))
        good.append(
            dict.fromkeys(COLUMNS, day.isoformat())
            | {"Id": f"L{place}", "Source": chance.choice(["web", "", "fair, expo"])}
        )
    twins = iter(range(510))
    for place, row in enumerate(good):
        bad = place in places
        written = FAULTS[(kind := places.index(place)) % 15](row, next(twins) if kind % 15 == 11 else 0) if bad else row
        cells = [f'"{cell}"' if " " in cell else cell for cell in written.values()]
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n", {place + 2 for place in places}, good


def test_of_ten_thousand_rows_every_seeded_fault_is_rejected_with_its_line_and_nothing_else(bring):
    text, faulty, good = faulty_file(Random(20260401))
    report = bring(FULL, {"leads.csv": text})
    (table,) = report.tables
    (path,) = report.rejects
    rejects = rows_of(path)[1:]
    assert {int(row[0]) for row in rejects} == faulty
    assert (table.read, table.loaded, table.rejected) == (10_000, 9_490, 510)
    assert all(row[1] for row in rejects)
    corrected = [["_line", "_reason", *COLUMNS], *([row[0], "", *good[int(row[0]) - 2].values()] for row in rejects)]
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(corrected)
    (table,) = bring(FULL, {}, folder=path.parent).tables
    assert (table.loaded, table.added, table.rejected) == (510, 510, 0)
    assert len(bring.rows("leads", "lead_id")) == 10_000
