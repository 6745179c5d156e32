"""The planted faults stand where the manifest says, and there are no others: checked on the files by plain Python."""

import json
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from storage.sample_crm.faults import FAULTS
from storage.sample_crm.manifest import FATES, Fate, Kind
from tests.storage.sample_crm.alto_files import Sample

CRM = ("users.csv", "accounts.csv", "leads.csv", "deals.csv", "deal_stage_history.csv", "survey_responses.csv")
ERP = ("commandes.csv", "contrats.csv")
KEYS = {
    "accounts.csv": "Account ID",
    "leads.csv": "Lead ID",
    "deals.csv": "Deal ID",
    "survey_responses.csv": "Response ID",
    "commandes.csv": "N° commande",
    "contrats.csv": "N° contrat",
}


def lines_where(flags: pd.Series) -> tuple[int, ...]:
    """Lines of the file whose row meets the condition; the header is line 1."""
    return tuple(int(line) + 2 for line in flags[flags].index)


@pytest.mark.parametrize("file", CRM)
def test_the_crm_writes_utf_8_with_a_mark_and_commas(sample: Sample, file: str) -> None:
    content = (sample.folder / file).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content
    assert content.decode("utf-8-sig").splitlines()[0].count(",") >= 4


@pytest.mark.parametrize("file", ERP)
def test_the_erp_writes_cp1252_that_is_not_utf_8_with_semicolons_and_windows_line_ends(
    sample: Sample, file: str
) -> None:
    content = (sample.folder / file).read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert content.count(b"\r\n") == content.count(b"\n")
    header = content.decode("cp1252").splitlines()[0]
    assert header.startswith("N° ")
    assert header.count(";") >= 5


def test_identical_rows_are_those_of_the_manifest(sample: Sample) -> None:
    for written in sample.manifest.files:
        twice = sample.texts(written.name).duplicated()
        assert lines_where(twice) == sample.manifest.lines(written.name, kind=Kind.IDENTICAL), written.name


def test_ids_with_two_contents_are_those_of_the_manifest(sample: Sample) -> None:
    for file, key in KEYS.items():
        once = sample.texts(file).drop_duplicates()
        assert lines_where(once[key].duplicated(keep=False)) == sample.manifest.lines(file, kind=Kind.CONFLICTING), file


def readable(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("file", "column", "form"),
    [
        ("leads.csv", "Create Date", "%Y-%m-%d"),
        ("deals.csv", "Create Date", "%Y-%m-%d"),
        ("commandes.csv", "Date de commande", "%d/%m/%Y"),
        ("contrats.csv", "Date de début", "%d/%m/%Y"),
        ("survey_responses.csv", "Response Date", "%Y-%m-%d"),
    ],
)
def test_unreadable_and_missing_days_are_those_of_the_manifest(
    sample: Sample, file: str, column: str, form: str
) -> None:
    cells = sample.texts(file)[column]
    bad = ~cells.map({value: readable(value, form) for value in cells.unique()})
    assert lines_where(bad & (cells != "")) == sample.manifest.lines(file, kind=Kind.IMPOSSIBLE_DATE)
    missing = lines_where(cells == "")
    assert set(missing) == {line for line in sample.manifest.lines(file, kind=Kind.MISSING) if line in missing}
    assert len(missing) == sum(
        len(f.lines) for f in sample.manifest.planted if (f.file, f.column, f.kind) == (file, column, Kind.MISSING)
    )


def test_unreadable_numbers_and_scores_are_those_of_the_manifest(sample: Sample) -> None:
    amounts = sample.texts("commandes.csv")["Montant HT"]
    french = amounts.str.fullmatch(r"\d{1,3}(\xa0\d{3})*,\d\d")
    assert lines_where(~french) == sample.manifest.lines("commandes.csv", kind=Kind.NOT_A_NUMBER)
    assert (amounts.str.contains("\xa0")).sum() > 1000
    plain = sample.texts("deals.csv")["Amount"].str.fullmatch(r"\d+\.\d\d")
    assert lines_where(~plain) == sample.manifest.lines("deals.csv", kind=Kind.NOT_A_NUMBER)
    answers = sample.texts("survey_responses.csv")
    score = pd.to_numeric(answers["Score"], errors="coerce")
    highest = answers["Survey"].map({"NPS": 10, "CSAT": 5})
    assert lines_where(score > highest) == sample.manifest.lines("survey_responses.csv", kind=Kind.OUT_OF_SCALE)


def test_deals_closed_before_they_began_or_without_a_day_are_those_of_the_manifest(sample: Sample) -> None:
    deals = sample.texts("deals.csv")
    closed = deals["Stage"].str.startswith("Closed")
    backwards = closed & (deals["Close Date"] != "") & (deals["Close Date"] < deals["Create Date"])
    assert lines_where(backwards) == sample.manifest.lines("deals.csv", kind=Kind.CLOSED_BEFORE_CREATED)
    assert lines_where(closed & (deals["Close Date"] == "")) == sample.manifest.lines(
        "deals.csv", kind=Kind.CLOSED_WITHOUT_DATE
    )


def test_accounts_that_nobody_listed_are_those_of_the_manifest(sample: Sample) -> None:
    listed = set(sample.texts("accounts.csv")["Account ID"])
    for file, column in {
        "commandes.csv": "Code client",
        "contrats.csv": "Code client",
        "deals.csv": "Account ID",
    }.items():
        named = sample.texts(file)[column]
        stray = ~named.isin(listed) & (named != "")
        assert lines_where(stray) == sample.manifest.lines(file, kind=Kind.UNLISTED_ACCOUNT), file


def test_misspelt_words_unknown_markers_and_padding_are_those_of_the_manifest(sample: Sample) -> None:
    leads, deals, accounts = (sample.texts(file) for file in ("leads.csv", "deals.csv", "accounts.csv"))
    assert lines_where(leads["Lead Source"].isin(["Refferal", "Tradeshow"])) == sample.manifest.lines(
        "leads.csv", kind=Kind.MISSPELT
    )
    assert lines_where(leads["Lead Source"] == "n/a") == sample.manifest.lines("leads.csv", kind=Kind.UNKNOWN_MARKER)
    assert lines_where(deals["Stage"] == "Closed Wonn") == sample.manifest.lines("deals.csv", kind=Kind.MISSPELT)
    assert lines_where(accounts["Segment"] == "Hospitalty") == sample.manifest.lines("accounts.csv", kind=Kind.MISSPELT)
    for file in (*CRM, *ERP):
        texts = sample.texts(file)
        padded = texts.ne(texts.apply(lambda column: column.str.strip(" "))).any(axis=1)
        assert lines_where(padded) == sample.manifest.lines(file, kind=Kind.PADDED), file


def test_no_row_has_two_faults_and_every_planned_one_was_planted(sample: Sample) -> None:
    for written in sample.manifest.files:
        lines = sample.manifest.lines(written.name)
        assert len(lines) == len(set(lines)), written.name
    assert sum(len(fault.lines) for fault in sample.manifest.planted if fault.fate is Fate.REJECTED) == 42


def test_the_manifest_is_left_beside_the_files(sample: Sample) -> None:
    content = json.loads((sample.folder / "manifest.json").read_text(encoding="utf-8"))
    assert content["today"] == sample.manifest.today.isoformat()
    assert {written["name"]: written["rows"] for written in content["files"]} == {
        file: len(sample.texts(file)) for file in (*CRM, *ERP)
    }


def test_the_documentation_lists_the_faults_as_they_are_planted() -> None:
    page = (Path(__file__).parents[3] / "docs" / "sample-crm.md").read_text(encoding="utf-8")
    listed = [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in page.splitlines()]
    faults = [(f.file, f.column or "row", f.kind, str(f.rows), FATES[f.kind]) for f in FAULTS]
    assert [row for row in listed if len(row) == 5 and row[0].endswith(".csv")] == faults
