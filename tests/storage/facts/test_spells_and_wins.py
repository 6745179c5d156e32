"""When accounts were customers and when leads were won: derived once, checked against plain Python."""

from datetime import date, timedelta
from random import Random

import pytest

CONTRACTS = """
[contracts]
file = "contracts.csv"
contract_id = "Id"
account_id = "Who"
starts_on = "From"
ends_on = "To"
mrr = "Mrr"
segment = "Segment"
"""
ORDERS = """
inactivity_days = {days}
[orders]
file = "orders.csv"
order_id = "Id"
account_id = "Who"
ordered_on = "Day"
amount = "Sum"
segment = "Segment"
keep_unknown_accounts = true
"""
COLUMNS = ("account_id", "started_on", "ended_on", "mrr", "segment")
DAY = timedelta(days=1)


def spells(bring, *rows):
    bring(
        CONTRACTS,
        {"contracts.csv": "Id,Who,From,To,Mrr,Segment\n" + "".join(f"{n},{row}\n" for n, row in enumerate(rows))},
    )
    return bring.rows("customer_spells", *COLUMNS)


def test_contracts_that_touch_or_overlap_make_one_spell(bring):
    assert spells(
        bring,
        "A,2025-01-01,2025-06-30,10,small",
        "A,2025-07-01,2025-12-31,20,large",
        "A,2025-03-01,2025-04-30,5,other",
    ) == [("A", date(2025, 1, 1), date(2025, 12, 31), 20.0, "large")]


def test_a_day_without_contract_ends_a_spell(bring):
    assert spells(bring, "A,2025-01-01,2025-06-30,10,x", "A,2025-07-02,2025-12-31,20,y") == [
        ("A", date(2025, 1, 1), date(2025, 6, 30), 10.0, "x"),
        ("A", date(2025, 7, 2), date(2025, 12, 31), 20.0, "y"),
    ]


def test_a_contract_without_end_keeps_its_customer_and_mrr_adds_up_over_contracts_in_force(bring):
    assert spells(bring, "A,2025-01-01,,10,x", "A,2025-02-01,,7,y", "A,2025-01-15,2025-03-01,100,z") == [
        ("A", date(2025, 1, 1), None, 17.0, "y")
    ]


def test_an_end_to_come_stays_as_it_is(bring):
    assert spells(bring, "A,2025-01-01,2030-12-31,10,x") == [("A", date(2025, 1, 1), date(2030, 12, 31), 10.0, "x")]
    assert bring.store.current().as_of == date(2025, 1, 1)
    assert bring.store.current().spells_from == "contracts"


def test_a_contract_that_ends_before_it_starts_is_rejected(bring):
    rows = "".join(f"{n},A,2025-01-01,2025-01-01,1,x\n" for n in range(9))
    (table,) = bring(
        CONTRACTS, {"contracts.csv": "Id,Who,From,To,Mrr,Segment\n" + rows + "x,B,2025-02-01,2025-01-31,1,x\n"}
    ).tables
    assert [(r.column, r.reason) for r in table.rejections] == [("To", "before the contract starts")]


def test_contracts_count_before_orders(bring):
    bring(
        CONTRACTS + ORDERS.format(days=30).replace("inactivity_days = 30", ""),
        {
            "contracts.csv": "Id,Who,From,To,Mrr,Segment\n1,A,2025-01-01,,1,x\n",
            "orders.csv": "Id,Who,Day,Sum,Segment\n1,B,2025-01-01,5,\n",
        },
    )
    assert [row[0] for row in bring.rows("customer_spells", "account_id")] == ["A"]


def bring_orders(bring, rows, days=30):
    text = "Id,Who,Day,Sum,Segment\n" + "".join(
        f"{n},{who},{day},{amount},{segment}\n" for n, (who, day, amount, segment) in enumerate(rows)
    )
    bring(ORDERS.format(days=days), {"orders.csv": text})
    return bring.rows("customer_spells", *COLUMNS)


def test_an_order_keeps_its_account_a_customer_for_the_window_its_own_day_included(bring):
    assert bring_orders(bring, [("A", "2025-01-01", 5, "x")]) == [("A", date(2025, 1, 1), date(2025, 1, 30), None, "x")]


def test_an_order_on_the_day_after_the_window_goes_on_with_the_spell_one_later_begins_another(bring):
    assert bring_orders(
        bring,
        [
            ("A", "2025-01-01", 5, "x"),
            ("A", "2025-01-31", 5, "y"),
            ("B", "2025-01-01", 5, ""),
            ("B", "2025-02-01", 5, "z"),
        ],
    ) == [
        ("A", date(2025, 1, 1), date(2025, 3, 1), None, "y"),
        ("B", date(2025, 1, 1), date(2025, 1, 30), None, None),
        ("B", date(2025, 2, 1), date(2025, 3, 2), None, "z"),
    ]


def test_returns_and_unknown_customers_make_no_customer_a_free_order_does(bring):
    rows = [("A", "2025-01-01", -5, "x"), ("B", "2025-01-01", 0, "x"), ("", "2025-01-01", 5, "x")]
    assert bring_orders(bring, rows) == [("B", date(2025, 1, 1), date(2025, 1, 30), None, "x")]


def test_another_source_leaves_the_window_of_the_orders_as_it_is(bring):
    before = bring_orders(bring, [("A", "2025-01-01", 5, "x")], days=40)
    bring(
        '[leads]\nfile = "l.csv"\nlead_id = "Id"\ncreated_on = "D"\n', {"l.csv": "Id,D\n1,2025-01-01\n"}, source="web"
    )
    assert bring.rows("customer_spells", *COLUMNS) == before


@pytest.mark.parametrize("window", [1, 7, 30])
def test_spells_of_random_orders_are_those_that_plain_python_finds(bring, window):
    chance = Random(window)
    rows = [
        (
            f"C{chance.randrange(25)}",
            date(2025, 1, 1) + DAY * chance.randrange(200),
            chance.choice([-1, 0, 5, 5, 5]),
            chance.choice("xyz"),
        )
        for _ in range(400)
    ]
    wanted = []
    for who in {row[0] for row in rows}:
        mine = sorted(
            (day, str(n), segment) for n, (w, day, amount, segment) in enumerate(rows) if w == who and amount >= 0
        )
        active = sorted({day + DAY * ahead for day, _, _ in mine for ahead in range(window)})
        starts = [day for day in active if day - DAY not in active]
        ends = [day for day in active if day + DAY not in active]
        for start, end in zip(starts, ends, strict=True):
            wanted.append((who, start, end, None, max(o for o in mine if start <= o[0] <= end)[2]))
    assert bring_orders(bring, rows, window) == sorted(wanted)


WON = """
[leads]
file = "leads.csv"
lead_id = "Id"
created_on = "Created"
opportunity_id = "Deal"
[opportunities]
file = "deals.csv"
opportunity_id = "Id"
lead_id = "Lead"
created_on = "Created"
closed_on = "Closed"
outcome = "Outcome"
"""


def test_a_lead_is_won_on_the_close_of_its_first_won_opportunity_whichever_side_names_the_other(bring):
    bring(
        WON,
        {
            "leads.csv": "Id,Created,Deal\nL1,2026-01-01,\nL2,2026-01-01,D4\nL3,2026-01-01,D1\nL4,2026-01-01,D5\nL5,2026-01-01,\n",
            "deals.csv": "Id,Lead,Created,Closed,Outcome\nD1,L1,2026-01-05,2026-03-01,won\nD2,L1,2026-01-05,2026-02-01,won\n"
            "D3,L1,2026-01-05,2026-01-10,lost\nD4,,2026-01-05,2026-04-01,won\nD5,L5,2026-01-05,2026-05-01,lost\n",
        },
    )
    assert bring.rows("leads", "lead_id", "won_on") == [
        ("L1", date(2026, 2, 1)),
        ("L2", date(2026, 4, 1)),
        ("L3", date(2026, 3, 1)),
        ("L4", None),
        ("L5", None),
    ]


def test_a_win_that_comes_in_a_later_import_of_another_source_reaches_its_lead(bring):
    leads, deals = WON.split("[opportunities]")
    bring(leads, {"leads.csv": "Id,Created,Deal\nL1,2026-01-01,\n"}, source="web")
    assert bring.rows("leads", "won_on") == [(None,)]
    bring("[opportunities]" + deals, {"deals.csv": "Id,Lead,Created,Closed,Outcome\nD1,L1,2026-01-05,2026-03-01,won\n"})
    assert bring.rows("leads", "won_on") == [(date(2026, 3, 1),)]
