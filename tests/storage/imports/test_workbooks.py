"""Excel files: typed cells keep their type, one sheet, no bombs, rejects as CSV."""

from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from storage.errors import ImportRefused

ORDERS = """
zone = "Europe/Paris"
decimal = ","
[orders]
file = "o.xlsx"
order_id = "Id"
account_id = "Who"
ordered_on = "Day"
amount = "Sum"
"""
HEAD = ["Id", "Who", "Day", "Sum"]


def workbook(bring, *rows, sheets=("Orders",)):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(bring.folder / "o.xlsx")


def test_typed_cells_keep_their_type_and_text_its_words(bring):
    workbook(
        bring,
        HEAD,
        [1, "Forêt", date(2026, 4, 3), 1.234],
        ["2", "two\nlines", datetime(2026, 4, 3, 23, 59), 1234],
        [],
        [3.0, " C ", "2026-04-05", "7"],
    )
    bring(ORDERS, {})
    assert bring.rows("orders", "order_id", "account_id", "ordered_on", "amount") == [
        ("1", "Forêt", date(2026, 4, 3), 1.234),
        ("2", "two lines", date(2026, 4, 3), 1234.0),
        ("3", "C", date(2026, 4, 5), 7.0),
    ]


def test_a_bad_row_is_told_by_its_row_in_the_sheet_and_comes_back_as_csv(bring):
    good = [[n, "A", date(2026, 1, 1), 1] for n in range(9)]
    workbook(bring, HEAD, *good, [], ["x", "A", "soon", 1])
    (path,) = bring(ORDERS, {}).rejects
    assert path.name == "o.xlsx.csv"
    assert path.read_text().splitlines()[1].startswith("12,")
    path.write_text(path.read_text().replace(",soon,", ",2026-01-02,"))
    bring(ORDERS, {}, folder=path.parent)
    assert ("x", date(2026, 1, 2)) in bring.rows("orders", "order_id", "ordered_on")


def test_one_of_several_sheets_must_be_named(bring):
    workbook(bring, HEAD, [1, "A", date(2026, 1, 1), 1], sheets=("Orders", "Notes"))
    with pytest.raises(ImportRefused, match=r"o\.xlsx: several sheets \(`Orders`, `Notes`\); say which with `sheet`"):
        bring(ORDERS, {})
    with pytest.raises(ImportRefused, match=r"o\.xlsx: no sheet `Order`; it has `Orders`, `Notes`"):
        bring('sheet = "Order"\n' + ORDERS, {})
    assert bring('sheet = "Orders"\n' + ORDERS, {}).rows == 1


def test_an_archive_that_is_no_workbook_or_too_big_once_unpacked_is_refused(bring):
    with ZipFile(bring.folder / "o.xlsx", "w") as archive:
        archive.writestr("orders.csv", "Id")
    with pytest.raises(ImportRefused, match="an archive, no workbook"):
        bring(ORDERS, {})
    with ZipFile(bring.folder / "o.xlsx", "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5_000_000)
    with pytest.raises(ImportRefused, match="too big once unpacked"):
        bring(ORDERS, {})
    (bring.folder / "o.xlsx").write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(ImportRefused, match="damaged"):
        bring(ORDERS, {})


def test_a_sheet_that_does_not_begin_with_its_header_is_refused(bring):
    workbook(bring, [], [], HEAD, [1, "A", date(2026, 1, 1), 1])
    with pytest.raises(ImportRefused, match="line 1 is empty"):
        bring(ORDERS, {})
