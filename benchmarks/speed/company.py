"""A company of any size, drawn by SQL and published as an import would: the same rows for the same number of leads.

Every draw is a hash of the row's number, so that nothing depends on the order in which threads come.

    python -m benchmarks.speed.company FOLDER LEADS [TEAMS]
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed.asked import FIRST_DAY, LAST_DAY
from benchmarks.speed.columns import write_columns
from kpi_engine.facts import contracts, leads, opportunities, reps, stage_changes
from storage.facts.building import build
from storage.facts.duckdb_store import DuckdbStore
from storage.facts.edition import Edition, write_books
from storage.facts.journal import ImportRecord
from storage.facts.merging import Merge
from storage.facts.tables import staged
from storage.facts.workbench import Workbench

TEAMS, REPS_A_TEAM = 24, 12.5
SOURCE = "drawn"

DRAWING = f"""
CREATE MACRO draw(row, salt) AS (hash(row, salt) % 1000000) / 1000000.0;
CREATE MACRO pick(row, salt, choices) AS choices[1 + (hash(row, salt) % len(choices))::INT];
CREATE MACRO day(u) AS DATE '{FIRST_DAY}' + floor(u * {(LAST_DAY - FIRST_DAY).days + 1})::INT;
CREATE MACRO known(day) AS CASE WHEN day <= DATE '{LAST_DAY}' THEN day END;
CREATE MACRO named(word, number) AS word || ' ' || lpad(number::VARCHAR, greatest(3, len(number::VARCHAR))::INT, '0');
CREATE MACRO region_of(rep) AS 'Region ' || (rep % {{teams}} % 6 + 1);
"""

LEADS = """
WITH numbered AS (
    SELECT i, day(least(pow(i / {rows}::DOUBLE, 0.8) + draw(i, 1) / 50, 0.999999)) AS created_on,
           (hash(i, 2) % {reps})::INT AS rep_number
    FROM range({rows}) AS drawn(i)
)
SELECT 'L' || lpad(i::VARCHAR, 9, '0') AS lead_id,
       created_on,
       CASE WHEN draw(i, 3) < 0.7 THEN known(created_on + (draw(i, 4) * 9)::INT) END AS first_contacted_on,
       CASE WHEN draw(i, 5) < 0.4 OR i % 5 = 0
            THEN known(created_on + floor(30 * pow(draw(i, 6), 2))::INT) END AS qualified_on,
       CASE WHEN i % 5 = 0 THEN known(created_on + 1 + (30 * draw(i, 6))::INT) END AS converted_on,
       CASE WHEN i % 5 = 0 THEN 'O' || lpad((i // 5)::VARCHAR, 9, '0') END AS opportunity_id,
       CASE WHEN draw(i, 7) < 0.6 THEN 'A' || lpad((hash(i, 8) % ({rows} // 10))::VARCHAR, 8, '0') END AS account_id,
       pick(i, 9, ['web', 'web', 'trade fair', 'partner', 'ads', 'referral', 'cold call', 'event', NULL]) AS source,
       CASE WHEN draw(i, 10) < 0.5 THEN named('Campaign', hash(i, 11) % 60) END AS campaign,
       pick(i, 12, ['small', 'small', 'medium', 'large', 'public', NULL]) AS segment,
       region_of(rep_number) AS region,
       named('Rep', rep_number) AS rep,
       named('Team', rep_number % {teams}) AS team
FROM numbered
"""

OPPORTUNITIES = """
WITH begun AS (
    SELECT *, substr(lead_id, 2)::BIGINT AS i, converted_on AS began
    FROM staged_leads WHERE opportunity_id IS NOT NULL AND converted_on IS NOT NULL
), closing AS (
    SELECT *, began + 3 + floor(120 * pow(draw(i, 21), 2) + 40 * draw(i, 22))::INT AS ends, draw(i, 23) AS luck
    FROM begun
)
SELECT opportunity_id, lead_id, account_id, began AS created_on,
       CASE WHEN luck < 0.9 THEN known(ends) END AS closed_on,
       CASE WHEN luck < 0.9 AND ends <= DATE '{last_day}'
            THEN CASE WHEN luck < 0.27 THEN 'won' ELSE 'lost' END END AS outcome,
       CASE WHEN draw(i, 24) < 0.98 THEN round(500 * exp(3 * draw(i, 25) + draw(i, 26)), 2) END AS amount,
       pick(i, 27, ['discovery', 'quote', 'negotiation', 'closing']) AS stage,
       'EUR' AS currency,
       CASE WHEN luck BETWEEN 0.27 AND 0.9 AND ends <= DATE '{last_day}'
            THEN pick(i, 28, ['price', 'silence', 'competitor', NULL]) END AS lost_reason,
       pick(i, 29, ['starter', 'standard', 'premium', 'service', 'training', NULL]) AS product,
       source, segment, region, rep, team
FROM closing
"""

STAGE_CHANGES = """
SELECT opportunity_id, ['discovery', 'quote', 'negotiation', 'closing'][position] AS stage,
       position::DOUBLE AS position,
       created_on + (position::INT - 1) * 9 AS entered_on, known(created_on + position::INT * 9) AS left_on
FROM staged_opportunities, range(1, 5) AS steps(position)
WHERE known(created_on + (position::INT - 1) * 9) IS NOT NULL
"""

CONTRACTS = """
SELECT 'C' || lpad(i::VARCHAR, 8, '0') AS contract_id,
       'A' || lpad((CASE WHEN i % 10 = 0 THEN i // 10 ELSE i END)::VARCHAR, 8, '0') AS account_id,
       day(draw(i, 31)) AS starts_on,
       CASE WHEN draw(i, 32) < 0.6 THEN day(draw(i, 31)) + 30 + (draw(i, 33) * 700)::INT END AS ends_on,
       round(20 + 400 * draw(i, 34), 2) AS mrr,
       pick(i, 35, ['small', 'medium', 'large', 'public', NULL]) AS segment,
       region_of((hash(i, 36) % {reps})::INT) AS region,
       named('Rep', hash(i, 36) % {reps}) AS rep,
       named('Team', hash(i, 36) % {reps} % {teams}) AS team
FROM range({rows} // 10) AS drawn(i)
"""

PEOPLE = """
SELECT named('Rep', i) AS rep, named('Rep', i) AS name, 'rep' || i || '@example.com' AS email,
       named('Team', i % {teams}) AS team, NULL AS manager
FROM range({reps}) AS drawn(i)
"""

DRAWN = (
    (leads, LEADS),
    (opportunities, OPPORTUNITIES),
    (stage_changes, STAGE_CHANGES),
    (contracts, CONTRACTS),
    (reps, PEOPLE),
)


def publish_company(folder: Path, rows: int, teams: int = TEAMS) -> Path:
    """Publish a company of so many leads, a fifth as many opportunities and a tenth as many contracts; its file."""
    store, size = DuckdbStore(folder), {"rows": rows, "teams": teams, "reps": int(teams * REPS_A_TEAM)}
    with store.scratch() as scratch, Workbench(scratch) as bench:
        bench.duck.execute(DRAWING.format(**size))
        bench.make(*(staged(facts) for facts, _ in DRAWN))
        for facts, drawing in DRAWN:
            rows_of = drawing.format(**size, last_day=LAST_DAY)
            bench.duck.execute(f"INSERT INTO staged_{facts.name} BY NAME {rows_of}")
        with store.next_version(bench) as version:
            merges = tuple(Merge(bench, facts, SOURCE, came=True, held=False) for facts, _ in DRAWN)
            spells_from = build(bench, merges, 365, lambda _: None)
            write_books(bench, Edition(version.number, f"1-{rows}", LAST_DAY, (_record(),), spells_from, 365))
            version.publish()
    return folder / str(store.current_name())


def _record() -> ImportRecord:
    at = datetime(2026, 1, 1, 6, tzinfo=UTC)
    return ImportRecord(1, SOURCE, SOURCE, SOURCE, SOURCE, at, LAST_DAY, corrections=False, counts={})


if __name__ == "__main__":
    write_columns(publish_company(Path(sys.argv[1]), *map(int, sys.argv[2:])))
