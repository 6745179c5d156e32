"""The same facts in every dialect: never a silently different value, never a silently missing row."""

from datetime import date
from itertools import cycle, product

import pytest

from storage.errors import ImportRefused

ROWS = [
    ("1", date(2026, 3, 14), 1234.5, "Forêt & Fils"),
    ("2", date(2026, 12, 31), -0.25, 'dite "la Grande"'),
    ("3", date(2025, 1, 2), 1234567.0, "deux\nlignes; un, mot|là"),
    ("4", date(2026, 2, 28), 7.0, None),
]
ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": None, "utf-16": None, "cp1252": "cp1252", "mac_roman": "mac_roman"}
SEPARATORS = (",", ";", "\t", "|")
NUMBERS = {"1234.5": ("", "."), "1.234,5": (".", ","), "1 234,5": ("\u00a0", ",")}
DATES = {"iso": "%Y-%m-%d", "day first": "%d/%m/%Y"}
LINE_ENDS = ("\n", "\r\n", "\r")


def write(separator, number, dates, line_end, *, quote_all) -> str:
    group, mark = NUMBERS[number]
    lines = [["Id", "Day", "Sum", "Who"]]
    for order_id, day, amount, who in ROWS:
        written = f"{amount:,}".replace(",", "G").replace(".", mark).replace("G", group)
        lines.append([order_id, day.strftime(DATES[dates]), written, who or ""])
    return "".join(separator.join(_cell(cell, separator, quote_all) for cell in line) + "\n" for line in lines).replace(
        "\n", line_end
    )


def _cell(cell, separator, quote_all) -> str:
    needs = quote_all or any(mark in cell for mark in (separator, '"', "\n"))
    return '"' + cell.replace('"', '""') + '"' if needs else cell


def profile(encoding) -> str:
    declared = f'encoding = "{encoding}"\n' if encoding else ""
    columns = 'order_id = "Id"\nordered_on = "Day"\namount = "Sum"\naccount_id = "Who"\nkeep_unknown_accounts = true\n'
    return declared + '[orders]\nfile = "o.csv"\n' + columns


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_dialect_gives_the_same_facts(stage, encoding):
    orders = cycle(DATES)
    for separator, number, line_end, quote_all in product(SEPARATORS, NUMBERS, LINE_ENDS, (False, True)):
        dates = next(orders) if quote_all else "iso"
        text = write(separator, number, dates, line_end, quote_all=quote_all)
        staged = stage(profile(ENCODINGS[encoding]), {"o.csv": text.encode(encoding)})
        found = zip(
            *(staged.column("orders", name) for name in ("order_id", "ordered_on", "amount", "account_id")), strict=True
        )
        assert list(found) == ROWS, (separator, number, dates, line_end, quote_all)
        assert staged.problems() == []


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_an_encoding_that_is_not_declared_is_never_guessed(stage, encoding):
    with pytest.raises(ImportRefused, match="not UTF-8"):
        stage(profile(None), {"o.csv": write(";", "1.234,5", "iso", "\n", quote_all=False).encode(encoding)})
