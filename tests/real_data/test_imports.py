"""The public data sets come in whole, their known defects handled as their profiles say and counted in the report."""

from datetime import date

from sqlalchemy import func, select

from kpi_engine.facts import Coverage, customer_spells, opportunities, orders
from storage.facts.store import open_facts
from storage.imports import Finding, import_profile
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import FOLDER, PROFILES, REAL_DATA

pytestmark = REAL_DATA


def table(brought, name):
    return next(table for table in brought.report.tables if table.table == name)


def noticed(brought, name, finding):
    return {(n.column, n.value): n.count for n in table(brought, name).notices if n.finding is finding}


def test_maven_s_prospects_without_engage_date_are_rejected_with_that_reason(shelf: Shelf):
    pipeline = table(shelf.take("maven_crm"), "opportunities")
    assert (pipeline.read, pipeline.loaded, pipeline.rejected) == (8_800, 8_300, 500)
    assert [(r.column, r.reason, r.count) for r in pipeline.rejections] == [("engage_date", "missing", 500)]


def test_maven_s_misspelt_values_are_mapped_and_counted(shelf: Shelf):
    maven = shelf.take("maven_crm")
    assert noticed(maven, "opportunities", Finding.VALUE_MAPPED)["product", "GTXPro"] == 1_480
    assert noticed(maven, "accounts", Finding.VALUE_MAPPED) == {
        ("sector", "technolgy"): 12,
        ("office_location", "Philipines"): 1,
    }
    assert "GTXPro" not in maven.facts.values("opportunities", "product")
    assert "technolgy" not in maven.facts.values("opportunities", "segment")


def test_maven_s_look_ups_leave_the_number_of_rows_as_it_was_and_find_every_rep(shelf: Shelf):
    maven = shelf.take("maven_crm")
    without = select(func.count()).where(opportunities.c.team.is_(None) | opportunities.c.region.is_(None))
    assert maven.facts.fetch(without)[0][0] == 0
    assert noticed(maven, "opportunities", Finding.LOOKUP_MISSED) == {}
    assert maven.facts.coverage["opportunities"] == Coverage(8_300, date(2016, 10, 20), date(2017, 12, 27))
    assert len(maven.facts.reps()) == 35


def test_olist_s_win_before_its_first_contact_is_kept_and_counted(shelf: Shelf):
    olist = shelf.take("olist_funnel")
    assert noticed(olist, "opportunities", Finding.CLOSED_BEFORE_CREATED) == {(None, None): 1}
    assert olist.facts.coverage["opportunities"].rows == 842
    assert olist.facts.coverage["leads"].rows == 8_000
    assert noticed(olist, "leads", Finding.LOOKUP_MISSED) == {("mql_id", None): 8_000 - 842}


def test_olist_s_unknown_origin_is_a_value_of_its_own_beside_no_origin(shelf: Shelf):
    origins = shelf.take("olist_funnel").facts.values("leads", "source")
    assert {"unknown", None} <= set(origins)


def test_online_retail_s_half_million_lines_are_all_there_unknown_customers_kept(shelf: Shelf):
    retail = shelf.take("online_retail")
    lines = table(retail, "orders")
    assert (lines.read, lines.loaded, lines.rejected) == (541_909, 541_909, 0)
    assert noticed(retail, "orders", Finding.WITHOUT_ACCOUNT) == {(None, None): 135_080}
    assert retail.facts.as_of == date(2011, 12, 9)
    assert retail.facts.spells_from == "orders"
    returns = select(func.count()).where(orders.c.product == "return")
    assert retail.facts.fetch(returns)[0][0] == 10_624
    assert retail.facts.fetch(select(func.count(func.distinct(customer_spells.c.account_id))))[0][0] == 4_339


def test_a_placeholder_customer_0_is_no_customer(shelf: Shelf, tmp_path):
    (tmp_path / "online_retail").mkdir()
    text = "CustomerID,InvoiceDate,Quantity,UnitPrice,Country\n0,2011-01-01 10:00,1,5,France\n7,2011-01-01 10:00,1,5,France\n"
    (tmp_path / "online_retail" / "online_retail.csv").write_text(text)
    store = open_facts(str(tmp_path / "facts"))
    import_profile(PROFILES / "online_retail.toml", tmp_path, store, today=date(2026, 6, 30))
    assert [row[0] for row in store.current().fetch(select(customer_spells.c.account_id))] == ["7"]


def test_importing_a_data_set_again_changes_nothing(shelf: Shelf, tmp_path):
    store = open_facts(str(tmp_path / "facts"))
    first = import_profile(PROFILES / "olist_funnel.toml", FOLDER, store, today=date(2026, 6, 30))
    again = import_profile(PROFILES / "olist_funnel.toml", FOLDER, store, today=date(2026, 6, 30))
    assert again.already is not None
    assert again.version == first.version == store.current().version
    assert all(store.current().integrity().values())
