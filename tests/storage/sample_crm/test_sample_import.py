"""The sample goes in through the same door as anybody's files, and the report names exactly what was planted."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.engine import answer
from kpi_engine.facts import Facts, contract, leads, orders, reps
from kpi_engine.figure import Value
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Dimension, Filter, Question
from storage.facts.store import FactsStore, open_facts
from storage.imports import Finding, ImportReport, TableReport, import_profile
from storage.sample_crm import PROFILES, company
from storage.sample_crm.manifest import Fate, Kind
from tests.storage.sample_crm.alto_files import TODAY, Sample

FILES = {
    "reps": "users.csv",
    "accounts": "accounts.csv",
    "leads": "leads.csv",
    "opportunities": "deals.csv",
    "stage_changes": "deal_stage_history.csv",
    "survey_responses": "survey_responses.csv",
    "orders": "commandes.csv",
    "contracts": "contrats.csv",
}
CALENDAR = Calendar()


@dataclass(frozen=True)
class Imported:
    report: ImportReport
    store: FactsStore

    @property
    def facts(self) -> Facts:
        return self.store.current()

    def table(self, name: str) -> TableReport:
        return next(table for table in self.report.tables if table.table == name)

    def found(self, table: str, finding: Finding) -> dict[tuple[str | None, str | None], int]:
        """Counts of a finding, by column and value."""
        notices = self.table(table).notices
        return {(notice.column, notice.value): notice.count for notice in notices if notice.finding is finding}


@pytest.fixture(scope="module")
def imported(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Imported:
    store = open_facts(str(tmp_path_factory.mktemp("facts")))
    (profile,) = PROFILES
    return Imported(import_profile(profile, sample.folder, store, today=TODAY), store)


@pytest.mark.parametrize("table", FILES)
def test_every_row_is_loaded_merged_or_rejected_as_the_manifest_says(
    sample: Sample, imported: Imported, table: str
) -> None:
    file, report = FILES[table], imported.table(table)
    assert report.read == sample.manifest.rows(file)
    assert report.rejected == len(sample.manifest.lines(file, fate=Fate.REJECTED))
    assert report.identical == len(sample.manifest.lines(file, fate=Fate.MERGED))
    assert report.loaded == sample.manifest.kept(file)
    (stored,) = imported.facts.fetch(select(func.count()).select_from(contract.tables[table]))[0]
    assert stored == sample.manifest.kept(file)


def _rejected_lines(path: Path) -> tuple[int, ...]:
    erp = path.name in {"commandes.csv", "contrats.csv"}
    with path.open(encoding="cp1252" if erp else "utf-8-sig", newline="") as file:
        return tuple(int(row["_line"]) for row in csv.DictReader(file, delimiter=";" if erp else ","))


def test_the_reject_files_hold_the_planted_lines_and_no_others(sample: Sample, imported: Imported) -> None:
    expected = {file: sample.manifest.lines(file, fate=Fate.REJECTED) for file in FILES.values()}
    rejected = {path.name: _rejected_lines(path) for path in imported.report.rejects}
    assert rejected == {file: lines for file, lines in expected.items() if lines}


def test_what_is_kept_in_spite_of_a_fault_is_counted(sample: Sample, imported: Imported) -> None:
    def planted(file: str, kind: Kind) -> int:
        return len(sample.manifest.lines(file, kind=kind))

    def total(table: str, finding: Finding) -> int:
        return sum(imported.found(table, finding).values())

    opportunities = Finding.CLOSED_BEFORE_CREATED, Finding.CLOSED_WITHOUT_DAY
    assert [total("opportunities", finding) for finding in opportunities] == [
        planted("deals.csv", Kind.CLOSED_BEFORE_CREATED),
        planted("deals.csv", Kind.CLOSED_WITHOUT_DATE),
    ]
    assert total("orders", Finding.UNKNOWN_ACCOUNT) == planted("commandes.csv", Kind.UNLISTED_ACCOUNT)
    assert imported.found("leads", Finding.UNKNOWN_MARKER) == {("Lead Source", "n/a"): 30}
    assert imported.found("leads", Finding.VALUE_MAPPED) == {
        ("Lead Source", "Refferal"): 17,
        ("Lead Source", "Tradeshow"): 9,
    }
    assert imported.found("accounts", Finding.VALUE_MAPPED) == {("Segment", "Hospitalty"): 8}
    assert imported.found("opportunities", Finding.VALUE_MAPPED)["Stage", "Closed Wonn"] == 7


def test_nothing_is_doubtful_that_was_not_planted(imported: Imported) -> None:
    unexpected = {
        Finding.AFTER_TODAY,
        Finding.CLOSED_AFTER_TODAY,
        Finding.LOOKUP_CONTRADICTS,
        Finding.NO_LEAD_LINKED,
        Finding.WITHOUT_ACCOUNT,
        Finding.FILE_ABSENT,
    }
    notices = [*imported.report.notices, *(notice for table in imported.report.tables for notice in table.notices)]
    assert [notice for notice in notices if notice.finding in unexpected] == []
    stray = {table: imported.found(table, Finding.UNKNOWN_ACCOUNT) for table in ("leads", "opportunities", "contracts")}
    assert not any(stray.values())


def test_padded_values_are_not_values_of_their_own(imported: Imported) -> None:
    for column in (leads.c.segment, orders.c.product):
        values = [value for (value,) in imported.facts.fetch(select(column).distinct())]
        assert all(value is None or value == value.strip() for value in values)
    assert {value for (value,) in imported.facts.fetch(select(leads.c.segment).distinct())} == {
        "Retail",
        "Industry",
        "Hospitality",
        "Healthcare",
        "Logistics",
    }


def test_the_facts_are_complete_up_to_the_day_of_the_export_and_no_further(imported: Imported) -> None:
    assert imported.facts.as_of <= TODAY
    assert (TODAY - imported.facts.as_of).days <= 3
    assert imported.facts.spells_from == "contracts"


def test_every_person_of_the_sales_force_is_found_with_team_and_manager(imported: Imported) -> None:
    rows = imported.facts.fetch(select(reps.c.rep, reps.c.email, reps.c.team, reps.c.manager))
    assert sorted(rows) == sorted((p.rep, p.email, p.team, p.manager) for p in company())


def test_the_same_files_again_change_nothing(sample: Sample, imported: Imported) -> None:
    version = imported.facts.version
    again = import_profile(PROFILES[0], sample.folder, imported.store, today=TODAY)
    assert again.already is not None
    assert imported.facts.version == version


def asked(imported: Imported, kpi: str, period: Period, **more: object) -> Answer:
    question = Question(kpi, period, as_of=TODAY, **more)
    return answer(question, imported.facts, catalog=CATALOG, calendar=CALENDAR, currency="EUR")


def quarter(back: int) -> Period:
    return CALENDAR.shift(CALENDAR.containing(TODAY, Grain.QUARTER), -back)


def test_the_win_rate_of_ouest_is_beyond_noise_above_the_same_quarter_of_last_year(imported: Imported) -> None:
    ouest = Filter(Dimension.TEAM, ("Ouest",))
    won = asked(imported, "transformation", quarter(1), filters=(ouest,), compare=Compare.YEAR)
    assert won.comparison is not None
    assert won.comparison.change is not None
    assert won.comparison.change.absolute > 0.10
    assert won.comparison.change.beyond_noise


def test_hospitality_has_the_lowest_retention_of_all_segments(imported: Imported) -> None:
    year = Period(date(2025, 11, 1), date(2026, 11, 1))
    kept = asked(imported, "retention", year, by=Dimension.SEGMENT, compare=Compare.NONE)
    assert kept.breakdown is not None
    shares = {group.value: group.figure.value for group in kept.breakdown.groups if isinstance(group.figure, Value)}
    assert min(shares, key=shares.__getitem__) == "Hospitality"
    assert shares.pop("Hospitality") < 0.80
    assert min(shares.values()) > 0.85
    assert isinstance(kept.headline, Value)
    assert 0.84 < kept.headline.value < 0.90


def test_the_cycle_is_longer_than_a_year_ago(imported: Imported) -> None:
    cycle = asked(imported, "cycle", quarter(1), compare=Compare.YEAR)
    assert cycle.comparison is not None
    assert cycle.comparison.change is not None
    assert cycle.comparison.change.absolute > 3
