"""Numbers and days are read as declared, or as their whole column proves; never otherwise."""

from datetime import date
from random import Random

import pytest

from storage.errors import ImportRefused

ORDERS = '[orders]\nfile = "o.csv"\nseparator = ";"\norder_id = "Id"\naccount_id = "Who"\nordered_on = "Day"\namount = "Sum"\n'


def amounts(stage, values, profile=ORDERS):
    rows = "".join(f"{n};A;2026-01-01;{value}\n" for n, value in enumerate(values))
    return stage(profile, {"o.csv": "Id;Who;Day;Sum\n" + rows}).column("orders", "amount")


def days(stage, values, profile=ORDERS):
    rows = "".join(f"{n};A;{value};1\n" for n, value in enumerate(values))
    return stage(profile, {"o.csv": "Id;Who;Day;Sum\n" + rows}).column("orders", "ordered_on")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["1,5", "1.234"], [1.5, 1234.0]),
        (["1.5", "1,234"], [1.5, 1234.0]),
        (["1.234,56"], [1234.56]),
        (["1,234.56"], [1234.56]),
        (["1.234.567", "1.234"], [1234567.0, 1234.0]),
        (["0.123"], [0.123]),
        (["1234.567"], [1234.567]),
        (["1 234,50", "1\u00a0234", "1\u202f234\u202f567"], [1234.5, 1234.0, 1234567.0]),
        (["1'234.50", "1’234"], [1234.5, 1234.0]),
        (["-5", "\u22125", "+5"], [-5.0, -5.0, 5.0]),
        ([".5"], [0.5]),
        (["1e3", "2.5E-2"], [1000.0, 0.025]),
        (["007"], [7.0]),
    ],
)
def test_a_column_proves_its_style(stage, written, meant):
    assert amounts(stage, written) == meant


def test_a_declared_decimal_mark_settles_what_the_column_does_not_prove(stage):
    assert amounts(stage, ["1.234"], 'decimal = ","\n' + ORDERS) == [1234.0]
    assert amounts(stage, ["1.234"], 'decimal = "."\n' + ORDERS) == [1.234]
    assert amounts(stage, ["1.234"], 'thousands = "."\n' + ORDERS) == [1234.0]


@pytest.mark.parametrize(
    ("unit", "written", "meant"),
    [
        ("€", ["€1,000.50", "-€5", "€ 7", "8", "-9.0"], [1000.5, -5.0, 7.0, 8.0, -9.0]),
        ("€", ["1 000,50 €", "\u22125\u00a0€", "7€"], [1000.5, -5.0, 7.0]),
        ("$", ["$1,000", "$0.5"], [1000.0, 0.5]),
        ("EUR", ["EUR 1.000,00", "2,5 EUR"], [1000.0, 2.5]),
        ("k.", ["5 k.", "k.6"], [5.0, 6.0]),
    ],
)
def test_a_declared_unit_may_stand_beside_numbers(stage, unit, written, meant):
    assert amounts(stage, written, f'unit = "{unit}"\n' + ORDERS) == meant


@pytest.mark.parametrize("wrong", ["$5", "€", "€5€5", "5 €€", "EUR 5"])
def test_another_unit_than_the_declared_one_rejects_its_row(stage, wrong):
    staged = stage('unit = "€"\n' + ORDERS, {"o.csv": f"Id;Who;Day;Sum\n1;A;2026-01-01;{wrong}\n"})
    assert staged.problems() == [(2, "Sum", wrong, "not a number")]


def test_a_unit_proves_no_decimal_mark(stage):
    with pytest.raises(ImportRefused, match="may be thousands or decimals"):
        amounts(stage, ["€1.234"], 'unit = "€"\n' + ORDERS)


@pytest.mark.parametrize("wrong", ["1,23,4", "12,34", "1.2.3", "nan", "inf", "0x10", "1_000", "five", "5 €", "1 23"])
def test_what_is_no_number_rejects_its_row_and_is_never_read_as_another(stage, wrong):
    staged = stage('decimal = "."\n' + ORDERS, {"o.csv": f"Id;Who;Day;Sum\n1;A;2026-01-01;{wrong}\n"})
    assert staged.problems() == [(2, "Sum", wrong, "not a number")]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["2026-03-04", "2026/3/4"], [date(2026, 3, 4)] * 2),
        (["03/04/2026", "31/12/2025"], [date(2026, 4, 3), date(2025, 12, 31)]),
        (["3/4/2026", "12/31/2025"], [date(2026, 3, 4), date(2025, 12, 31)]),
        (["03.04.2026", "31-12-2025", "2026-01-02"], [date(2026, 4, 3), date(2025, 12, 31), date(2026, 1, 2)]),
        (["2026-03-04 00:00:00", "2026-03-04T00:00"], [date(2026, 3, 4)] * 2),
    ],
)
def test_a_column_proves_the_order_of_its_dates(stage, written, meant):
    assert days(stage, written) == meant


def test_a_declared_order_settles_what_the_column_does_not_prove(stage):
    assert days(stage, ["03/04/2026"], 'dates = "day first"\n' + ORDERS) == [date(2026, 4, 3)]
    assert days(stage, ["03/04/2026"], 'dates = "month first"\n' + ORDERS) == [date(2026, 3, 4)]
    assert days(stage, ["04 Mar 26"], 'dates = "%d %b %y"\n' + ORDERS) == [date(2026, 3, 4)]


def test_one_column_may_be_written_otherwise_than_its_file(stage):
    profile = 'dates = "day first"\n' + ORDERS.replace('"Day"', '{ column = "Day", dates = "month first" }')
    assert days(stage, ["03/04/2026"], profile) == [date(2026, 3, 4)]


def test_times_become_days_in_the_zone(stage):
    written = [
        "2026-06-30T22:30:00Z",
        "2026-06-30 22:30:00+00:00",
        "2026-06-30 22:30:00 +0200",
        "2026-06-30 23:59",
        "2026-06-30 11:59 PM",
        "2026-06-30",
    ]
    meant = [date(2026, 7, 1), date(2026, 7, 1), *[date(2026, 6, 30)] * 4]
    assert days(stage, written, 'zone = "Europe/Paris"\n' + ORDERS) == meant


def test_times_without_a_zone_of_their_own_are_in_the_zone_declared_for_them(stage):
    profile = 'zone = "Europe/Paris"\ntimes_zone = "UTC"\n' + ORDERS
    assert days(stage, ["2026-06-30 22:30", "2026-06-30", "30/06/2026 22:30"], profile) == [
        date(2026, 7, 1),
        date(2026, 6, 30),
        date(2026, 7, 1),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-02-30",
        "epoch",
        "infinity",
        "0026-01-01",
        "26-01-01",
        "31/02/2026",
        "2026-13-01",
        "20260101",
        "1/1/26",
        "soon",
    ],
)
def test_what_is_no_day_rejects_its_row(stage, wrong):
    staged = stage(ORDERS, {"o.csv": f"Id;Who;Day;Sum\n1;A;13/01/2026;1\n2;A;{wrong};1\n"})
    assert staged.problems() == [(3, "Day", wrong, "not a day")]


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("group", ["", " ", "'", "\u202f", "the other mark"])
def test_every_number_written_in_a_style_is_read_back_in_it(stage, mark, group):
    chance = Random(f"{mark}{group}")
    parting = {".": ",", ",": "."}[mark] if group == "the other mark" else group
    numbers = [round(chance.uniform(-1, 1) * 10 ** chance.randrange(10), chance.randrange(4)) for _ in range(300)] + [
        1.25
    ]
    written = [f"{n:,}".replace(",", "G").replace(".", mark).replace("G", parting) for n in numbers]
    assert amounts(stage, written) == numbers
