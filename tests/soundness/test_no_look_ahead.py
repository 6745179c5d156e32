"""An answer as of a day knows nothing of what came after it, and what is dated after the facts has not happened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import LeftOut, LeftOutReason
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Basis, Compare, Dimension
from tests.kpi_engine.asking import ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, build
from tests.kpi_engine.generated_facts import READ

Row = Mapping[str, Any]

FIRST, THEN, NOW = date(2025, 6, 1), date(2026, 2, 17), date(2026, 6, 30)
OUTCOMES = {
    "leads": {"first_contacted_on", "qualified_on", "won_on"},
    "opportunities": {"closed_on"},
    "stage_changes": {"left_on"},
    "contracts": {"ends_on"},
    "customer_spells": {"ended_on"},
}
BORN = {
    "leads": "created_on",
    "opportunities": "created_on",
    "stage_changes": "entered_on",
    "orders": "ordered_on",
    "contracts": "starts_on",
    "survey_responses": "answered_on",
    "customer_spells": "started_on",
}
ALSO = {"stages": ["opportunities"]}  # read beside the table that is counted


def a_company() -> dict[str, list[Row]]:
    """A year and more of everything, a row of each kind every other day."""
    days = [FIRST + timedelta(days=offset) for offset in range(0, (NOW - FIRST).days, 2)]
    numbered = [(number, day, ("small", "large")[number % 2]) for number, day in enumerate(days)]
    return {
        "leads": [
            {
                "created_on": day,
                "first_contacted_on": day + timedelta(days=number % 9) if number % 6 else None,
                "qualified_on": day + timedelta(days=number % 30) if number % 3 else None,
                "won_on": day + timedelta(days=number % 70) if number % 4 == 0 else None,
                "segment": segment,
            }
            for number, day, segment in numbered
        ],
        "opportunities": [
            {
                "opportunity_id": f"O{number}",
                "created_on": day,
                "closed_on": day + timedelta(days=14 + number % 60),
                "outcome": ("won", "lost", None)[number % 3],
                "amount": 10.0 + number % 50,
                "account_id": f"A{number % 7}",
                "segment": segment,
            }
            for number, day, segment in numbered
        ],
        "orders": [
            {"ordered_on": day, "amount": 5.0 + number % 9, "account_id": f"A{number % 11}", "segment": segment}
            for number, day, segment in numbered
        ],
        "stage_changes": [
            {
                "opportunity_id": f"O{number - number % 2}",
                "stage": ("demo", "proposal")[number % 2],
                "position": 1.0 + number % 2,
                "entered_on": day,
                "left_on": day + timedelta(days=2 + 7 * (number % 2)) if number % 5 else None,
            }
            for number, day, _ in numbered
        ],
        "contracts": [
            {
                "account_id": f"A{number % 60}",
                "starts_on": day,
                "ends_on": day + timedelta(days=number % 200) if number % 5 else None,
                "mrr": 100.0 + number % 30,
                "segment": segment,
            }
            for number, day, segment in numbered
        ],
        "survey_responses": [
            {
                "account_id": f"A{number % 40}",
                "kind": kind,
                "score": float(number * 7 % scale),
                "answered_on": day,
                "segment": segment,
            }
            for number, day, segment in numbered
            for kind, scale in (("nps", 11), ("csat", 6))
        ],
        "customer_spells": [
            {
                "account_id": f"A{number}",
                "started_on": day,
                "ended_on": day + timedelta(days=number % 200) if number % 5 else None,
                "segment": segment,
            }
            for number, day, segment in numbered
        ],
    }


def forgotten(tables: Mapping[str, list[Row]], day: date) -> dict[str, list[Row]]:
    """The same company on an earlier day: nothing created later, no outcome known that came later."""
    return {
        name: [
            {key: None if key in _unknown(name, row, day) else value for key, value in row.items()}
            for row in rows
            if row[BORN[name]] <= day
        ]
        for name, rows in tables.items()
    }


def _unknown(table: str, row: Row, day: date) -> set[str]:
    """What of a row was not known yet; how an opportunity ended is known once it is closed."""
    to_come = {key for key in OUTCOMES.get(table, ()) if row[key] and row[key] > day}
    return to_come | {"outcome"} if "closed_on" in to_come else to_come


@pytest.mark.parametrize(("kpi", "basis"), [(key, basis) for key, kpi in CATALOG.items() for basis in kpi.bases])
@pytest.mark.parametrize("period", [month(2026, 2), quarter(2025, 4)], ids=["in progress", "finished"])
def test_asking_as_of_a_day_is_asking_on_that_day(database: Engine, kpi: str, basis: Basis, period: Any) -> None:
    read = [*READ.get(kpi, ["leads"]), *ALSO.get(kpi, [])]
    tables = {name: rows for name, rows in a_company().items() if name in read}
    more = {"by": Dimension.SEGMENT, "basis": basis, "compare": Compare.PREVIOUS}
    looking_back = ask(build(database, NOW, **tables), kpi, period, as_of=THEN, **more)
    on_the_day = ask(build(database, THEN, **forgotten(tables, THEN)), kpi, period, **more)
    assert replace(looking_back, receipt=on_the_day.receipt, question=on_the_day.question) == on_the_day
    assert looking_back.series


def a_win(closed: date, created: date = date(2026, 1, 3)) -> Row:
    return {"created_on": created, "closed_on": closed, "outcome": "won", "amount": 10.0, "account_id": "A"}


def closes(database: Engine) -> BuiltFacts:
    """One win before the facts end on 17 February, two dated after it, one loss."""
    wins = [a_win(date(2026, 2, 3)), a_win(date(2026, 2, 18)), a_win(date(2026, 2, 28)), a_win(date(2026, 3, 1))]
    lost = {**a_win(date(2026, 2, 4)), "outcome": "lost"}
    return build(database, THEN, opportunities=[*wins, lost])


@pytest.mark.parametrize("kpi", ["transformation", "cycle", "revenue", "deal-size", "revenue-per-customer"])
def test_a_close_dated_in_the_future_is_left_out_and_said(database: Engine, kpi: str) -> None:
    answer = ask(closes(database), kpi, month(2026, 2))
    assert answer.left_out == (LeftOut(LeftOutReason.AFTER_AS_OF, 2),)


def test_a_close_dated_in_the_future_is_no_close(database: Engine) -> None:
    figure = value_of(ask(closes(database), "transformation", month(2026, 2)))
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_looking_back_does_not_betray_how_many_closes_were_to_come(database: Engine) -> None:
    answer = ask(closes(database), "transformation", month(2026, 2), as_of=date(2026, 2, 10))
    assert LeftOutReason.AFTER_AS_OF not in {each.reason for each in answer.left_out}


def test_a_lead_created_after_the_facts_end_is_left_out(database: Engine) -> None:
    facts = build(database, THEN, leads=[{"created_on": date(2026, 2, 1)}, {"created_on": date(2026, 2, 20)}])
    answer = ask(facts, "leads", month(2026, 2))
    assert value_of(answer).n == 1
    assert answer.left_out == (LeftOut(LeftOutReason.AFTER_AS_OF, 1),)


def test_a_lead_that_did_not_exist_yet_was_not_qualified_either(database: Engine) -> None:
    leads = [{"created_on": date(2026, 2, day), "qualified_on": date(2026, 2, 5)} for day in (1, 9)]
    facts = build(database, THEN, leads=leads)
    assert value_of(ask(facts, "qualified-leads", month(2026, 2), as_of=date(2026, 2, 8))).n == 1
    assert value_of(ask(facts, "qualified-leads", month(2026, 2))).n == 2


def test_filters_hold_for_what_is_left_out_too(database: Engine) -> None:
    days = [date(2026, 2, 1), date(2026, 2, 20)]
    leads = [{"created_on": day, "team": team} for day in days for team in ("Lille", "Lyon", "Lyon")]
    answer = ask(build(database, THEN, leads=leads), "leads", month(2026, 2), by=Dimension.TEAM)
    assert answer.left_out == (LeftOut(LeftOutReason.AFTER_AS_OF, 3),)
    assert [group.figure.n for group in answer.breakdown.groups] == [2, 1]
