"""Known defects of real exports: handled as the profile says, counted in the report, never patched silently."""

import gzip
from datetime import date

import pytest

from storage.imports.report import Finding

LEADS = '[leads]\nfile = "leads.csv"\nlead_id = "Id"\ncreated_on = "Created"\n'
DEALS = """
[opportunities]
file = "deals.csv"
opportunity_id = "Id"
created_on = "Created"
closed_on = "Closed"
outcome = { column = "Stage", values = { Won = "won", Lost = "lost" }, others = "" }
account_id = "Account"
"""
ORDERS = """
[orders]
file = "orders.csv"
order_id = "Id"
account_id = { column = "Customer", unknown = ["0", "n/a"] }
ordered_on = "Day"
amount = "Amount"
"""


def found(report, finding, table=0):
    """Count, column, value and outcome of each notice of one kind."""
    return [(n.count, n.column, n.value, n.became) for n in report.tables[table].notices if n.finding is finding]


def test_a_value_map_is_applied_and_each_change_is_counted(bring):
    report = bring(
        LEADS + 'source = { column = "Source", values = { webb = "web", WEB = "web" } }\n',
        {"leads.csv": "Id,Created,Source\n1,2026-01-01,webb\n2,2026-01-01,WEB\n3,2026-01-01,webb\n4,2026-01-01,web\n"},
    )
    assert bring.rows("leads", "source") == [("web",)] * 4
    assert found(report, Finding.VALUE_MAPPED) == [(2, "Source", "webb", "web"), (1, "Source", "WEB", "web")]


def test_values_outside_the_map_become_what_others_says(bring):
    report = bring(
        DEALS,
        {
            "deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-01-01,2026-02-01,Won,\n2,2026-01-01,,Talks,\n3,2026-01-02,,,\n"
        },
    )
    assert bring.rows("opportunities", "opportunity_id", "outcome") == [("1", "won"), ("2", None), ("3", None)]
    assert found(report, Finding.OTHERS_MAPPED) == [(1, "Stage", None, "")]


def test_a_placeholder_customer_is_nobody_and_is_counted(bring):
    report = bring(
        ORDERS.replace("[orders]", "[orders]\nkeep_unknown_accounts = true"),
        {
            "orders.csv": "Id,Customer,Day,Amount\n1,0,2026-01-01,5\n2,n/a,2026-01-01,6\n3,C1,2026-01-01,7\n4,,2026-01-01,8\n"
        },
    )
    assert bring.rows("orders", "order_id", "account_id") == [("1", None), ("2", None), ("3", "C1"), ("4", None)]
    assert found(report, Finding.UNKNOWN_MARKER) == [(1, "Customer", "0", ""), (1, "Customer", "n/a", "")]
    assert found(report, Finding.WITHOUT_ACCOUNT) == [(3, None, None, None)]
    assert [row[0] for row in bring.rows("customer_spells", "account_id")] == ["C1"]


def test_an_order_without_customer_is_rejected_unless_the_profile_keeps_it(bring):
    rows = "".join(f"{n},C{n},2026-01-01,5\n" for n in range(2, 10))
    (table,) = bring(ORDERS, {"orders.csv": "Id,Customer,Day,Amount\n1,0,2026-01-01,5\n" + rows}).tables
    assert [(r.column, r.reason, r.count) for r in table.rejections] == [("Customer", "missing", 1)]


def test_accounts_that_are_named_but_not_listed_are_counted(bring):
    accounts = '[accounts]\nfile = "accounts.csv"\naccount_id = "Id"\n'
    report = bring(
        accounts + DEALS,
        {
            "accounts.csv": "Id\nA\n",
            "deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-01-01,,,A\n2,2026-01-01,,,B\n3,2026-01-01,,,B\n4,2026-01-01,,,\n",
        },
    )
    assert found(report, Finding.UNKNOWN_ACCOUNT) == [(2, "account_id", "1 different", None)]


def test_without_a_list_of_accounts_none_is_called_unknown(bring):
    report = bring(DEALS, {"deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-01-01,,,A\n"})
    assert found(report, Finding.UNKNOWN_ACCOUNT) == []


def test_an_opportunity_closed_before_it_was_created_is_kept_and_counted(bring):
    report = bring(
        DEALS,
        {"deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-02-01,2026-01-30,Won,\n2,2026-01-01,2026-01-01,Lost,\n"},
    )
    assert found(report, Finding.CLOSED_BEFORE_CREATED) == [(1, None, None, None)]
    assert len(bring.rows("opportunities", "opportunity_id")) == 2


def test_the_expected_close_of_an_open_opportunity_is_no_close_and_no_last_day(bring):
    report = bring(
        DEALS,
        {
            "deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-01-01,2031-01-01,Talks,\n2,2026-01-05,2026-02-01,Won,\n"
        },
    )
    assert bring.rows("opportunities", "opportunity_id", "closed_on") == [("1", None), ("2", date(2026, 2, 1))]
    assert found(report, Finding.EXPECTED_CLOSE) == [(1, "Closed", None, None)]
    assert report.as_of == date(2026, 2, 1)


def test_a_close_without_a_day_is_kept_and_counted(bring):
    report = bring(DEALS, {"deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-01-01,,Won,\n"})
    assert found(report, Finding.CLOSED_WITHOUT_DAY) == [(1, None, None, None)]


def test_days_to_come_are_counted_and_are_not_the_last_day(bring):
    report = bring(LEADS, {"leads.csv": "Id,Created\n1,2026-01-01\n2,2027-01-01\n"})
    assert found(report, Finding.AFTER_TODAY) == [(1, None, None, None)]
    assert report.as_of == date(2026, 1, 1)


def test_a_declared_last_day_is_believed(bring):
    assert bring("as_of = 2026-05-31\n" + LEADS, {"leads.csv": "Id,Created\n1,2026-01-01\n"}).as_of == date(2026, 5, 31)


def test_the_last_day_is_that_of_the_source_that_recorded_last(bring):
    bring("as_of = 2026-05-31\n" + LEADS, {"leads.csv": "Id,Created\n1,2026-01-01\n"})
    report = bring(DEALS, {"deals.csv": "Id,Created,Closed,Stage,Account\n1,2026-02-01,,,\n"}, source="deals")
    assert report.as_of == date(2026, 5, 31)


def test_identical_rows_count_once_and_are_reported(bring):
    (table,) = bring(
        LEADS, {"leads.csv": "Id,Created,Note\n1,2026-01-01,a\n1,2026-01-01,b\n1,2026-01-01,a\n2,2026-01-02,c\n"}
    ).tables
    assert (table.read, table.loaded, table.identical, table.rejected) == (4, 2, 2, 0)


def test_an_id_with_two_contents_is_rejected_on_all_its_lines(bring):
    rows = "".join(f"{n},2026-01-02\n" for n in range(2, 22))
    report = bring(LEADS, {"leads.csv": "Id,Created\n1,2026-01-01\n" + rows + "1,2026-01-09\n1,2026-01-01\n"})
    (table,) = report.tables
    assert (table.loaded, table.rejected) == (20, 3)
    assert table.rejections[0].reason == "this id stands on several lines with different contents"
    (rejects,) = report.rejects
    assert [line.split(",")[0] for line in rejects.read_text().splitlines()] == ["_line", "2", "23", "24"]


def test_the_same_id_in_two_files_of_a_table_is_seen_too(bring):
    profile = LEADS.replace('"leads.csv"', '["a.csv", "b.csv"]')
    good = "".join(f"a{n},2026-01-02\n" for n in range(9))
    (table,) = bring(
        profile, {"a.csv": "Id,Created\n1,2026-01-01\n" + good, "b.csv": "Created,Id\n2026-01-01,1\n2026-01-03,2\n"}
    ).tables
    assert (table.read, table.loaded, table.identical) == (12, 11, 1)


def test_a_file_in_cp1252_with_semicolons_commas_and_day_first_dates_is_read_as_declared(bring):
    text = "Nº;Créé le;Montant;Société\n1;03/04/2026;1 234,50;Forêt & Fils\n2;13/04/2026;5,5;L’Été\n"
    profile = """
    encoding = "cp1252"
    dates = "day first"
    [orders]
    file = "commandes.csv"
    order_id = "Nº"
    ordered_on = "Créé le"
    amount = "Montant"
    account_id = "Société"
    """
    bring(profile, {"commandes.csv": text.encode("cp1252")})
    assert bring.rows("orders", "order_id", "ordered_on", "amount", "account_id") == [
        ("1", date(2026, 4, 3), 1234.5, "Forêt & Fils"),
        ("2", date(2026, 4, 13), 5.5, "L’Été"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_byte_order_marks_and_line_ends_change_nothing(bring, encoding, line_end):
    text = "Id\tCreated\n1é\t2026-01-01\n".replace("\n", line_end)
    bring(LEADS, {"leads.csv": text.encode(encoding)})
    assert bring.rows("leads", "lead_id", "created_on") == [("1é", date(2026, 1, 1))]


def test_gzip_is_read_as_it_is(bring):
    profile = LEADS.replace("leads.csv", "leads.csv.gz")
    bring(profile, {"leads.csv.gz": gzip.compress(b"Id,Created\n1,2026-01-01\n")})
    assert len(bring.rows("leads", "lead_id")) == 1


def test_spaces_around_cells_are_cut_and_blank_cells_are_unknown(bring):
    bring(
        LEADS + 'source = "S"\n',
        {"leads.csv": "Id,Created,S\n 1\u00a0, 2026-01-01 ,   \n2,2026-01-02,\u202ftrade fair \n"},
    )
    assert bring.rows("leads", "lead_id", "source") == [("1", None), ("2", "trade fair")]


def test_rows_left_out_on_purpose_are_counted_with_their_reason(bring):
    profile = LEADS + 'skip = [{ column = "Kind", is = ["test", ""], because = "test rows" }]\n'
    (table,) = bring(
        profile, {"leads.csv": "Id,Created,Kind\n1,2026-01-01,test\n2,nonsense,\n3,2026-01-01,real\n"}
    ).tables
    assert (table.read, table.loaded, table.skipped, table.rejected) == (3, 1, 2, 0)


def test_is_not_keeps_only_the_values_named(bring):
    profile = LEADS + 'skip = [{ column = "Kind", is_not = ["real"], because = "not real" }]\n'
    (table,) = bring(
        profile, {"leads.csv": "Id,Created,Kind\n1,2026-01-01,test\n2,2026-01-01,\n3,2026-01-01,real\n"}
    ).tables
    assert (table.loaded, table.skipped) == (1, 2)


def test_columns_that_nothing_reads_are_listed(bring):
    report = bring(LEADS, {"leads.csv": "Note,Id,Created,Phone\n,1,2026-01-01,\n"})
    assert [n[1] for n in found(report, Finding.COLUMN_IGNORED)] == ["Note", "Phone"]


def test_every_row_of_a_file_is_accounted_for(bring):
    text = "Id,Created,Kind\n" + "".join(f"{n},2026-01-01,\n" for n in range(20))
    text += "1,2026-01-01,\n2,2026-02-02,\nx,soon,\ny,2026-01-01,test\n21,2026-01-01\n"
    profile = LEADS + 'skip = [{ column = "Kind", is = ["test"], because = "test rows" }]\n'
    (table,) = bring(profile, {"leads.csv": text}).tables
    assert table.read == 25 == table.loaded + table.rejected + table.skipped + table.identical
    assert (table.loaded, table.rejected, table.skipped, table.identical) == (19, 4, 1, 1)


def test_won_opportunities_that_no_lead_leads_to_are_counted(bring):
    report = bring(
        LEADS + DEALS + 'lead_id = "Lead"\n',
        {
            "leads.csv": "Id,Created\nL1,2026-01-01\n",
            "deals.csv": "Id,Created,Closed,Stage,Account,Lead\n1,2026-01-01,2026-02-01,Won,,L1\n2,2026-01-01,2026-02-01,Won,,\n",
        },
    )
    assert found(report, Finding.NO_LEAD_LINKED, table=1) == [(1, None, None, None)]
    assert bring.rows("leads", "lead_id", "won_on") == [("L1", date(2026, 2, 1))]
