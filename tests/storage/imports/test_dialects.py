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
ENDS_AND_QUOTES = (("\n", False), ("\n", True), ("\r\n", False), ("\r\n", True), ("\r", False))


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


def feed(file, encoding) -> str:
    declared = f'encoding = "{encoding}"\n' if encoding else ""
    columns = (
        f'order_id = {{ column = "Id", prefix = "{file} " }}\nordered_on = "Day"\namount = "Sum"\naccount_id = "Who"\n'
    )
    return f'[[orders]]\nfile = "{file}.csv"\n{declared}keep_unknown_accounts = true\n{columns}'


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_dialect_gives_the_same_facts(stage, encoding):
    orders, files, ways = cycle(DATES), {}, {}
    for separator, number, (line_end, quote_all) in product(SEPARATORS, NUMBERS, ENDS_AND_QUOTES):
        way = (separator, number, next(orders), line_end)
        ways[f"way {len(ways)}"] = (*way, quote_all)
        files[f"way {len(files)}.csv"] = write(*way, quote_all=quote_all).encode(encoding)
    staged = stage("".join(feed(name, ENCODINGS[encoding]) for name in ways), files)
    assert staged.problems() == []
    columns = (staged.column("orders", name) for name in ("order_id", "ordered_on", "amount", "account_id"))
    found = list(zip(*columns, strict=True))
    for name, way in ways.items():
        mine = [(order.removeprefix(f"{name} "), *rest) for order, *rest in found if order.startswith(f"{name} ")]
        assert mine == ROWS, way


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_an_encoding_that_is_not_declared_is_never_guessed(stage, encoding):
    with pytest.raises(ImportRefused, match="not UTF-8"):
        stage(feed("o", None), {"o.csv": write(";", "1.234,5", "iso", "\n", quote_all=False).encode(encoding)})
