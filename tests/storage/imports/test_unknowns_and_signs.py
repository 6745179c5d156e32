"""What an export leaves empty, calls by its sign or lists in vain is counted in the report."""

from storage.imports.report import Finding

DEALS = """
[opportunities]
file = "deals.csv"
opportunity_id = "Id"
created_on = "Created"
account_id = "Account"
region = "Region"
rep = "Owner"
lost_reason = "Why"
"""
REPS = '[reps]\nfile = "reps.csv"\nrep = "Name"\n'
ORDERS = """
[orders]
file = "orders.csv"
order_id = "Id"
account_id = "Customer"
ordered_on = "Day"
amount = { multiply = ["Pieces", "Price"] }
product = { sign_of = "Pieces", positive = "sale", negative = "return" }
segment = { sign_of = "Pieces", positive = "sale", negative = "return" }
"""
FILES = {
    "deals.csv": "Id,Created,Account,Region,Owner,Why\n1,2026-01-01, ,Nord,Ada,\n2,,,Nord,Ada,\n3,2026-01-01,A,,Ben,\n"
    + "".join(f"{number},2026-01-01,A,Nord,Ada,\n" for number in range(4, 10)),
    "reps.csv": "Name\nAda\nBen\nCléo\nDan\n",
}


def found(report, finding, table=0):
    return [(n.count, n.column, n.became) for n in report.tables[table].notices if n.finding is finding]


def test_empty_cells_by_which_figures_are_cut_are_counted_rejected_rows_included(bring):
    report = bring(DEALS, FILES)
    assert report.rejected == 1
    assert found(report, Finding.EMPTY) == [(2, "Account", None), (1, "Region", None)]


def test_a_marker_for_unknown_is_told_as_such_not_as_empty(bring):
    report = bring(DEALS.replace('"Region"', '{ column = "Region", unknown = ["Nord"] }'), FILES)
    assert (1, "Region", None) in found(report, Finding.EMPTY)
    assert found(report, Finding.UNKNOWN_MARKER) == [(8, "Region", "")]


def test_reps_who_own_nothing_are_counted(bring):
    assert found(bring(DEALS + REPS, FILES), Finding.IDLE_REP, table=1) == [(2, None, None)]


def test_reps_alone_are_not_called_idle(bring):
    assert found(bring(REPS, FILES), Finding.IDLE_REP) == []


def test_returns_and_orders_for_nothing_are_counted_once_however_many_columns_tell_them(bring):
    orders = "Id,Customer,Day,Pieces,Price\n1,A,2026-01-01,2,5\n2,A,2026-01-02,-1,5\n3,A,2026-01-03,1,0\n"
    report = bring(ORDERS, {"orders.csv": orders})
    assert found(report, Finding.SIGN_READ) == [(2, "Pieces", "sale"), (1, "Pieces", "return")]
    assert found(report, Finding.OF_NOTHING) == [(1, None, None)]
    assert found(report, Finding.BELOW_NOTHING) == [(1, None, None)]


def test_a_column_that_feeds_two_is_told_once(bring):
    files = {"accounts.csv": "Name,Sector\nA,technolgy\nB,retail\n"}
    sector = '{ column = "Sector", values = { technolgy = "technology" } }'
    profile = f'[accounts]\nfile = "accounts.csv"\naccount_id = "Name"\nsegment = {sector}\nindustry = {sector}\n'
    assert found(bring(profile, files), Finding.VALUE_MAPPED) == [(1, "Sector", "technology")]
