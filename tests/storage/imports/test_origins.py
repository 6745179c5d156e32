"""Where values come from: columns put together, multiplied, looked up, drawn from a sign or a line."""

from datetime import date

from storage.imports.report import Finding


def orders(**cells: str) -> str:
    lines = {"order_id": '"Id"', "account_id": '"Who"', "ordered_on": '"Day"', "amount": '"Sum"'} | cells
    return '[orders]\nfile = "orders.csv"\n' + "".join(f"{name} = {cell}\n" for name, cell in lines.items())


HEAD = "Id,Who,Day,Sum,Qty,Price,Rep\n"


def test_numbers_are_multiplied_and_one_that_is_none_rejects_the_row(bring):
    rows = "".join(f"{n},A,2026-01-01,,2,1.25,\n" for n in range(9))
    report = bring(
        orders(amount='{ multiply = ["Qty", "Price"] }'), {"orders.csv": HEAD + rows + "x,A,2026-01-01,,two,1.25,\n"}
    )
    assert bring.rows("orders", "amount") == [(2.5,)] * 9
    assert [(r.column, r.reason) for r in report.tables[0].rejections] == [("Qty", "not a number")]


def test_a_factor_that_is_missing_makes_the_product_missing(bring):
    rows = "".join(f"{n},A,2026-01-01,,2,1.25,\n" for n in range(9))
    report = bring(
        orders(amount='{ multiply = ["Qty", "Price"] }'), {"orders.csv": HEAD + rows + "x,A,2026-01-01,,,1.25,\n"}
    )
    assert [(r.column, r.reason) for r in report.tables[0].rejections] == [("Qty x Price", "missing")]


def test_a_word_by_the_sign_of_a_number(bring):
    cell = '{ sign_of = "Qty", positive = "purchase", negative = "return", zero = "nothing" }'
    bring(
        orders(product=cell),
        {
            "orders.csv": HEAD
            + "1,A,2026-01-01,5,3,,\n2,A,2026-01-01,5,-1,,\n3,A,2026-01-01,5,0,,\n4,A,2026-01-01,5,,,\n"
        },
    )
    assert bring.rows("orders", "order_id", "product") == [
        ("1", "purchase"),
        ("2", "return"),
        ("3", "nothing"),
        ("4", None),
    ]


def test_columns_put_together_are_empty_as_soon_as_one_is(bring):
    bring(
        orders(segment='{ join = ["Who", "Rep"], with = "/" }'),
        {"orders.csv": HEAD + "1,A,2026-01-01,5,,,x\n2,A,2026-01-01,5,,,\n"},
    )
    assert bring.rows("orders", "order_id", "segment") == [("1", "A/x"), ("2", None)]


def test_a_constant_and_a_prefix(bring):
    bring(
        orders(team='{ value = "retail" }', order_id='{ column = "Id", prefix = "shop-" }'),
        {"orders.csv": HEAD + "1,A,2026-01-01,5,,,\n"},
    )
    assert bring.rows("orders", "order_id", "team") == [("shop-1", "retail")]


def test_the_line_is_the_id_where_rows_have_none_whatever_the_lines_hold(bring):
    text = (
        HEAD
        + '1,"A\nB",2026-01-01,5,,,\n\n2,C,2026-01-01,6,,,\n3,D,2026-01-01\n4,E,2026-01-01,7,,,\n'
        + "5,F,2026-01-01,8,,,\n" * 3
    )
    bring(orders(order_id="{ line_number = true }"), {"orders.csv": text})
    assert bring.rows("orders", "account_id", "order_id") == [
        ("A\nB", "orders-2"),
        ("C", "orders-5"),
        ("E", "orders-7"),
        ("F", "orders-10"),
        ("F", "orders-8"),
        ("F", "orders-9"),
    ]


LOOKUP = """
[lookups.people]
file = "people.csv"
key = "Name"
"""
PEOPLE = "Name,Team,Region\nAda,Nord,FR\nBob,Sud,FR\nBob,Sud,FR\nEve,Nord,FR\nEve,Est,FR\n"


def test_what_is_looked_up_never_multiplies_rows_and_what_is_not_found_is_counted(bring):
    profile = LOOKUP + orders(
        rep='"Rep"',
        team='{ lookup = "people", by = "Rep", take = "Team", values = { Nord = "North" } }',
        region='{ lookup = "people", by = "Rep", take = "Region" }',
    )
    names = ["Ada", "Bob", "Eve", "Zoé", ""]
    text = HEAD + "".join(f"{n},A,2026-01-01,5,,,{name}\n" for n, name in enumerate(names))
    report = bring(profile, {"orders.csv": text, "people.csv": PEOPLE})
    assert bring.rows("orders", "order_id", "team", "region") == [
        ("0", "North", "FR"),
        ("1", "Sud", "FR"),
        ("2", None, None),
        ("3", None, None),
        ("4", None, None),
    ]
    missed = [n for n in report.tables[0].notices if n.finding is Finding.LOOKUP_MISSED]
    assert [(n.count, n.column, n.became) for n in missed] == [(1, "Rep", "people")]
    assert [(n.finding, n.count, n.column) for n in report.notices] == [(Finding.LOOKUP_CONTRADICTS, 1, "Name")]


def test_a_day_may_be_looked_up(bring):
    profile = (
        '[lookups.first]\nfile = "first.csv"\nkey = "Id"\n'
        '[opportunities]\nfile = "won.csv"\nopportunity_id = "Id"\noutcome = { value = "won" }\nclosed_on = "Won"\n'
        'created_on = { lookup = "first", by = "Id", take = "Day" }\n'
    )
    bring(profile, {"won.csv": "Id,Won\n1,2026-02-01\n", "first.csv": "Id,Day\n1,2026-01-15\n2,2026-01-16\n"})
    assert bring.rows("opportunities", "created_on", "closed_on") == [(date(2026, 1, 15), date(2026, 2, 1))]


def test_one_table_is_fed_by_files_of_two_shapes_and_by_a_pattern_of_names(bring):
    profile = (
        orders().replace("[orders]", "[[orders]]").replace("orders.csv", "shop-*.csv")
        + '[[orders]]\nfile = "web.csv"\norder_id = "No"\naccount_id = "Client"\nordered_on = "Date"\namount = "Total"\n'
    )
    row = "{},A,2026-01-01,5,,,\n"
    bring(
        profile,
        {
            "shop-a.csv": HEAD + row.format(1),
            "shop-b.csv": HEAD + row.format(2),
            "web.csv": "Total;Date;Client;No\n1,5;2026-01-02;B;3\n",
        },
    )
    assert bring.rows("orders", "order_id", "amount") == [("1", 5.0), ("2", 5.0), ("3", 1.5)]
