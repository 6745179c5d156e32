import tomllib
from collections.abc import Mapping
from datetime import date

import openpyxl
import pytest

from kpi_engine.figure import TooLittle, Value
from kpi_engine.question import Dimension
from storage.errors import DatesAmbiguous, ImportRefused, NothingToDraft
from tests.storage.drafting.conftest import Export, asked
from tests.storage.drafting.vendors import FRENCH, HUBSPOT, PIPEDRIVE, SALESFORCE

VENDORS: Mapping[str, Mapping[str, str | bytes]] = {
    "hubspot": HUBSPOT,
    "salesforce": SALESFORCE,
    "pipedrive": PIPEDRIVE,
    "french": FRENCH,
}
OF_DEALS = "opportunity_id,created_on\n1,2026-01-02\n"


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_draft_of_an_export_imports_as_it_stands_and_gives_its_figures(export: Export, vendor: str) -> None:
    exports = export(VENDORS[vendor])
    draft = exports.draft()
    assert (draft.left_to_say, draft.refused) == (0, ())
    facts = exports.imported()
    won = asked(facts, "transformation").headline
    assert isinstance(won, Value)
    assert (won.numerator, won.n) == (3, 5)
    revenue = asked(facts, "revenue").headline
    assert isinstance(revenue, Value)
    assert revenue.value == 6_000.0
    cycle = asked(facts, "cycle").headline
    assert isinstance(cycle, Value)
    assert cycle.value == 82.0  # of 74, 82 and 85 days


@pytest.mark.parametrize("vendor", ["hubspot", "salesforce", "french"])
def test_teams_are_found_in_the_file_of_the_reps_by_whatever_names_them(export: Export, vendor: str) -> None:
    answer = asked(export(VENDORS[vendor]).imported(), "revenue", Dimension.TEAM)
    assert answer.breakdown
    found = {each.value: each.figure for each in answer.breakdown.groups}
    assert len(found) == 2
    assert None not in found
    assert all(isinstance(each, Value | TooLittle) for each in found.values())


def test_hubspot_is_known_by_its_headers(export: Export) -> None:
    draft = export(HUBSPOT).draft()
    assert dict(draft.fed) == {
        "hubspot-crm-exports-all-companies.csv": "accounts",
        "hubspot-crm-exports-all-contacts.csv": "leads",
        "hubspot-crm-exports-all-deals.csv": "opportunities",
        "users.csv": "reps",
    }
    profile = tomllib.loads(draft.text)
    deals = profile["opportunities"]
    assert deals["outcome"] == {
        "column": "Deal Stage",
        "values": {"Closed won": "won", "Closed lost": "lost"},
        "others": "",
    }
    assert deals["team"] == {"lookup": "reps", "by": "Deal owner", "take": "Team"}
    assert deals["segment"] == {"lookup": "accounts", "by": "Associated Company IDs", "take": "Industry"}
    assert profile["leads"]["qualified_on"] == "Became a Sales Qualified Lead Date"
    assert profile["reps"]["rep"] == "Full name"


def test_reps_are_named_by_the_id_that_deals_name_them_by(export: Export) -> None:
    profile = tomllib.loads(export(SALESFORCE).draft().text)
    assert profile["reps"]["rep"] == "Id"
    assert profile["reps"]["name"] == "Name"
    assert profile["lookups"]["reps"] == {"file": "User.csv", "key": "Id"}
    assert profile["stage_changes"]["entered_on"] == "CreatedDate"


def test_a_file_that_is_no_utf8_is_told_with_its_encoding(export: Export) -> None:
    profile = tomllib.loads(export(FRENCH).draft().text)
    assert profile["opportunities"]["encoding"] == "cp1252"
    assert profile["opportunities"]["lost_reason"] == {"column": "Motif de perte", "unknown": ["n/a"]}
    assert profile["opportunities"]["stage"] == {"column": "Étape", "values": {"gagnée": "Gagnée"}}


def test_what_cannot_be_told_is_left_to_say_and_no_import_takes_it(export: Export) -> None:
    exports = export({"deals.csv": "Deal ID,Amount,Made\n1,5,2026-01-02\n2,6,2026-01-03\n"})
    draft = exports.draft()
    assert draft.left_to_say == 1
    assert 'created_on     = "???"' in draft.text
    assert '# not read: "Made"' in draft.text
    with pytest.raises(ImportRefused, match=r"\?\?\?"):
        exports.imported()
    assert exports.imported(draft.text.replace("???", "Made")).as_of.isoformat() == "2026-01-03"


def test_days_that_can_be_read_both_ways_are_not_guessed(export: Export) -> None:
    exports = export({"deals.csv": "Deal ID,Create Date\n1,03/04/2026\n2,05/06/2026\n"})
    assert "dates" not in exports.draft().text
    with pytest.raises(DatesAmbiguous):
        exports.imported()


def test_files_of_one_shape_are_one_table_of_another_shape_a_second_section(export: Export) -> None:
    files = {
        "deals-2025.csv": "Deal ID,Create Date,Stage\n1,2025-01-02,Won\n",
        "deals-2026.csv": "Deal ID,Create Date,Stage\n2,2026-01-02,Lost\n",
        "affaires.csv": "ID affaire;Date de création\n3;2026-02-02\n",
    }
    profile = tomllib.loads(export(files).draft().text)
    assert [each["file"] for each in profile["opportunities"]] == ["affaires.csv", ["deals-2025.csv", "deals-2026.csv"]]
    assert profile["opportunities"][1]["outcome"]["values"] == {"Won": "won", "Lost": "lost"}


def test_orders_are_known_without_ids_and_with_factors_for_amounts(export: Export) -> None:
    lines = "".join(f"2026-0{month}-02,7,{month},2.5\n" for month in range(1, 6))
    profile = tomllib.loads(
        export({"invoices.csv": "InvoiceDate,CustomerID,Quantity,UnitPrice\n" + lines}).draft().text
    )
    assert profile["orders"] == {
        "file": "invoices.csv",
        "order_id": {"line_number": True},
        "account_id": "CustomerID",
        "ordered_on": "InvoiceDate",
        "amount": {"multiply": ["Quantity", "UnitPrice"]},
    }


def test_orders_of_nobody_are_kept_where_there_are_many(export: Export) -> None:
    lines = "2026-01-02,0,5\n2026-01-03,,6\n2026-01-04,7,8\n"
    profile = tomllib.loads(export({"orders.csv": "Order date,Customer ID,Amount\n" + lines}).draft().text)
    assert profile["orders"]["keep_unknown_accounts"] is True
    assert profile["orders"]["account_id"] == {"column": "Customer ID", "unknown": ["0"]}


def test_only_wins_are_known_where_only_wins_are_dated(export: Export) -> None:
    files = {
        "leads.csv": "Lead ID,First contact date,Origin\na,2026-01-02,web\nb,2026-01-05,phone\n",
        "closed_deals.csv": "Lead ID,Deal ID,Won date\na,1,2026-02-02\n",
    }
    profile = tomllib.loads(export(files).draft().text)
    assert profile["opportunities"]["outcome"] == {"value": "won"}
    assert profile["opportunities"]["created_on"] == {"lookup": "leads", "by": "Lead ID", "take": "First contact date"}
    assert "first_contacted_on" not in profile["leads"]  # it is the day they came


def test_values_are_one_where_only_capitals_accents_or_blanks_differ(export: Export) -> None:
    sizes = ("Santé", "Santé", "sante", "SANTE ", "C", "C++", "1-100", "1100", "> 5", "5", "医療", "日本")
    rows = "".join(f"{place},2026-01-02,{size}\n" for place, size in enumerate(sizes))
    profile = tomllib.loads(export({"deals.csv": "Deal ID,Create Date,Segment\n" + rows}).draft().text)
    segment = {"column": "Segment", "values": {"sante": "Santé", "SANTE": "Santé"}}
    assert profile["opportunities"]["segment"] == segment


def test_a_file_in_which_a_value_stands_on_many_rows_is_not_looked_into_by_it(export: Export) -> None:
    files = {
        "deals.csv": "Deal ID,Create Date,Deal owner\n1,2026-01-02,Ada\n2,2026-01-03,Max\n",
        "users.csv": "Name,Manager,Team\nEva,Ada,North\nKim,Ada,South\nLeo,Max,South\nUma,Max,North\n",
    }
    profile = tomllib.loads(export(files).draft().text)
    assert "team" not in profile["opportunities"]
    assert "lookups" not in profile


def test_the_sheets_of_a_workbook_feed_tables_of_their_own(export: Export) -> None:
    exports = export({})
    book = openpyxl.Workbook()
    sheets: dict[str, list[list[object]]] = {
        "Deals": [["Deal ID", "Create Date", "Deal owner"], [1, date(2026, 1, 2), "Ada"], [2, date(2026, 1, 3), "Max"]],
        "Users": [["Name", "Team"], ["Ada", "North"], ["Max", "South"]],
        "Notes": [["Read me"], ["nothing of sales"]],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(exports.folder / "sales.xlsx")
    draft = exports.draft()
    assert draft.fed == (
        ("sales.xlsx, sheet Deals", "opportunities"),
        ("sales.xlsx, sheet Users", "reps"),
        ("sales.xlsx, sheet Notes", None),
    )
    profile = tomllib.loads(draft.text)
    assert (profile["opportunities"]["file"], profile["opportunities"]["sheet"]) == ("sales.xlsx", "Deals")
    assert profile["lookups"]["reps"] == {"file": "sales.xlsx", "key": "Name", "sheet": "Users"}
    assert exports.imported().values("opportunities", "team") == ("North", "South")


def test_lines_below_a_report_do_not_hide_its_separator(export: Export) -> None:
    report = '"Deal ID";"Create Date";"Amount"\n1;2026-01-02;1,5\n2;2026-01-03;2\n\n"Copyright, all rights, reserved"\n'
    profile = tomllib.loads(export({"report of deals.csv": report}).draft().text)
    assert profile["opportunities"]["amount"] == "Amount"


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        (["€1,000.50", "€7.25"], {"column": "Amount", "unit": "€"}, {"value": "EUR"}),
        (["1 000,50 EUR", "-7,25 EUR"], {"column": "Amount", "unit": "EUR"}, {"value": "EUR"}),
        (["$5", "$6.5"], {"column": "Amount", "unit": "$"}, None),
        (["€5", "$6"], "Amount", None),
        (["5", "6"], "Amount", None),
        (["5 pcs", "6 pcs"], "Amount", None),
    ],
)
def test_a_sign_beside_all_amounts_is_their_unit(
    export: Export, written: list[str], amount: object, currency: object
) -> None:
    rows = "".join(f'{place},2026-01-02,"{value}"\n' for place, value in enumerate(written))
    profile = tomllib.loads(export({"deals.csv": "Deal ID,Create Date,Amount\n" + rows}).draft().text)
    assert profile["opportunities"]["amount"] == amount
    assert profile["opportunities"].get("currency") == currency


def test_a_survey_of_one_kind_is_known_by_its_score(export: Export) -> None:
    profile = tomllib.loads(
        export({"survey.csv": "Response ID,NPS score,Response date\n1,9,2026-01-02\n"}).draft().text
    )
    assert profile["survey_responses"]["kind"] == {"value": "nps"}


BROKEN: Mapping[str, bytes] = {
    "empty.csv": b"",
    "picture.csv": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "old.xlsx": b"\xd0\xcf\x11\xe0",
    "archive.xlsx": b"PK\x03\x04nothing",
    "damaged.csv.gz": b"\x1f\x8bnothing",
    "long.csv": b'"' + b"x" * 200_000 + b'",a\n',
}


def test_what_cannot_be_read_is_said_and_the_rest_is_drafted(export: Export) -> None:
    draft = export({"deals.csv": OF_DEALS, **BROKEN}).draft()
    assert {error.file for error in draft.refused} == set(BROKEN)
    assert tomllib.loads(draft.text)["opportunities"]["file"] == "deals.csv"


def test_names_that_toml_would_stumble_over_are_written_so_that_it_does_not(export: Export) -> None:
    name = 'deals "new"\\[x] # ü.csv'
    draft = export({name: 'Deal ID,Create Date,"Odd ""one""\n[2] = \x7f"\n1,2026-01-02,x\n'}).draft()
    assert tomllib.loads(draft.text)["opportunities"]["file"] == name


@pytest.mark.parametrize("files", [{}, {"notes.txt": "hello\nworld\n"}, {"prices.csv": "Item,Price\nA,1\n"}])
def test_a_folder_without_anything_of_sales_is_told_so(export: Export, files: Mapping[str, str]) -> None:
    with pytest.raises(NothingToDraft, match="no file here looks like"):
        export(files).draft()
