"""`kpi doctor --facts URL` tells a data team what of its views is missing or cannot be true, and how to mend it."""

import sys
from datetime import date, datetime
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import duckdb
import pytest
from sqlalchemy import Date, DateTime, String, text
from sqlalchemy.exc import DBAPIError

from storage.facts.warehouse import connect
from tests.terminal.conftest import Kpi, Ran
from tests.warehouse.offering import Offering

LEAD = {"lead_id": "L1", "created_on": date(2026, 3, 2), "won_on": date(2026, 3, 12)}
DEAL = {"opportunity_id": "O1", "created_on": date(2026, 3, 2), "outcome": "won", "closed_on": date(2026, 3, 12)}
LOADED = datetime(2026, 3, 21, 5, 30)
WRITER = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


def wrong(ran: Ran) -> list[tuple[str, str]]:
    """What needs mending, and how."""
    lines = ran.out.splitlines()
    return [(line[2:], lines[place + 1].strip()) for place, line in enumerate(lines) if line.startswith("✗")]


def test_views_as_they_should_be_need_no_mending(offering: Offering, kpi: Kpi) -> None:
    offering.table("leads", LEAD)
    offering.table("opportunities", DEAL)
    offering.table("orders")
    offering.edition("7", date(2026, 3, 20), LOADED)
    ran = kpi("doctor", "--facts", offering.url)
    assert (ran.code, wrong(ran), ran.err) == (0, [], "")
    assert "version 7, complete up to 2026-03-20" in ran.out
    assert "✓ leads: 1 row, as it should be" in ran.out
    assert "✓ orders: empty" in ran.out
    assert "– contracts: not offered" in ran.out
    assert "– without contracts, not computable" in ran.out or "– without customer_spells" in ran.out
    assert "without customer_spells, not computable: retention, churn" in ran.out
    (computable,) = (line for line in ran.out.splitlines() if "✓ computable: " in line)
    assert {"leads", "conversion", "cycle", "revenue"} <= set(computable.removeprefix("✓ computable: ").split(", "))


FLAWS: list[tuple[str, list[dict[str, Any]], dict[str, Any], str, str]] = [
    ("leads", [LEAD], {"leaving_out": "won_on"}, "leads.won_on: no such column", "CAST(NULL AS DATE) AS won_on"),
    (
        "leads",
        [LEAD],
        {"created_on": DateTime()},
        "leads.created_on: holds ",
        "CAST(created_on AS DATE)",
    ),
    ("opportunities", [DEAL], {"amount": String()}, "opportunities.amount: holds ", "CAST(amount AS DOUBLE)"),
    ("leads", [LEAD, {"lead_id": "L2"}], {}, "leads.created_on: empty on 1 row", "Leave such rows out"),
    ("leads", [LEAD, LEAD, LEAD], {}, "leads.lead_id: 1 key on several rows", "Offer one row of each"),
    (
        "leads",
        [LEAD | {"created_on": date(1900, 1, 1)}],
        {},
        "leads.created_on: before 1970-01-01 on 1 row",
        "Write NULL",
    ),
    (
        "opportunities",
        [DEAL | {"closed_on": date(2026, 6, 30)}],
        {},
        "opportunities.closed_on: after 2026-03-20, the day the facts are complete up to, on 1 row",
        "Leave the day empty until it has come",
    ),
    (
        "opportunities",
        [DEAL, DEAL | {"opportunity_id": "O2", "outcome": "Closed Won"}],
        {},
        "opportunities.outcome: none of won, lost on 1 row",
        "Translate your own words",
    ),
]


@pytest.mark.parametrize("flaw", FLAWS, ids=lambda flaw: flaw[3])
def test_each_flaw_is_one_sentence_and_one_way_to_mend_it(
    offering: Offering, kpi: Kpi, flaw: tuple[str, list[dict[str, Any]], dict[str, Any], str, str]
) -> None:
    table, rows, other, said, mend = flaw
    offering.table(table, *rows, **other)
    offering.edition("7", date(2026, 3, 20), LOADED)
    ran = kpi("doctor", "--facts", offering.url)
    ((what, how),) = wrong(ran)
    assert ran.code == 1
    assert what.startswith(said)
    assert mend in how


def test_an_end_that_was_agreed_may_lie_ahead(offering: Offering, kpi: Kpi) -> None:
    contract = {"contract_id": "C", "account_id": "A", "starts_on": date(2026, 3, 1), "ends_on": date(2027, 2, 28)}
    offering.table("contracts", contract)
    offering.edition("7", date(2026, 3, 20), LOADED)
    assert kpi("doctor", "--facts", offering.url).code == 0


def test_a_view_of_the_wrong_shape_is_named_although_no_edition_can_be_read(offering: Offering, kpi: Kpi) -> None:
    offering.table("leads", LEAD, leaving_out="created_on")
    offering.offer(
        "facts_edition", {"version": String(), "as_of": Date()}, [{"version": "1", "as_of": date(2026, 3, 20)}]
    )
    ran = kpi("doctor", "--facts", offering.url)
    said = [what for what, _ in wrong(ran)]
    assert ran.code == 1
    assert "leads.created_on: no such column" in said
    assert any("loaded_at" in what for what in said)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("hive://127.0.0.1:1/x", "no connection to Spark"),
        ("warehouse+postgresql+psycopg://u:secret@127.0.0.1:1/x", "refused"),
        ("not a url", "facts: "),
        ("warehouse+vertica+nobody://127.0.0.1/x", "no driver"),
    ],
)
def test_a_place_that_cannot_be_reached_is_one_sentence(kpi: Kpi, place: str, said: str) -> None:
    ran = kpi("doctor", "--facts", place)
    assert (ran.code, ran.err) == (1, "")
    assert said in wrong(ran)[0][0]
    assert "secret" not in ran.out
    assert "Traceback" not in ran.out


def test_a_mistyped_file_is_said_and_not_made(kpi: Kpi, tmp_path: Path) -> None:
    typo = tmp_path / "typo.duckdb"
    ran = kpi("doctor", "--facts", f"duckdb:///{typo}")
    assert (ran.code, wrong(ran)) == (1, [(f"facts: no such file: {typo}", "Check the path; nothing was created.")])
    assert not typo.exists()


def test_a_file_that_somebody_writes_to_is_said_in_a_sentence(kpi: Kpi, tmp_path: Path) -> None:
    file = tmp_path / "busy.duckdb"
    with Popen([sys.executable, "-c", WRITER, str(file)], stdin=PIPE, stdout=PIPE) as writer:
        assert writer.stdout
        writer.stdout.readline()
        ran = kpi("doctor", "--facts", f"duckdb:///{file}")
        writer.communicate()
    (found,) = wrong(ran)
    assert found[0] == "facts: another process has this DuckDB file open for writing"
    assert found[1].startswith("Wait until it is done")


def test_looking_at_a_file_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "views.duckdb"
    duckdb.connect(str(file)).close()
    with connect(f"duckdb:///{file}").connect() as reader, pytest.raises(DBAPIError, match="read-only"):
        reader.execute(text("CREATE TABLE leads (lead_id VARCHAR)"))
