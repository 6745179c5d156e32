from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kpi_engine.figure import Interval
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Baseline, Target, TargetKind
from storage.repositories.records import Ending, KeptTarget, TargetEnd, Workspace

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), Grain.YEAR)
BASELINE = Baseline(
    Period(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR),
    0.8,
    Interval(0.72, 0.86),
    120,
    date(2026, 11, 21),
    "facts-12",
    1,
)
RETENTION = Target("retention", Scope(Level.TEAM, "Nord"), YEAR, TargetKind.RELATIVE, 0.1, 0.88, BASELINE)
KEPT = KeptTarget("T1", "a1", RETENTION, "promised in January", "U1", NOW)


def test_a_target_is_found_as_it_was_set(records):
    with records.writing() as work:
        assert work.targets.put(KEPT) is None
    with records.reading() as work:
        assert work.targets.get("T1", "a1") == KEPT
        assert work.targets.in_force("T1") == [KEPT]
        assert work.targets.get("T1", "zz") is None


def test_a_target_of_the_company_over_free_days_without_a_baseline_is_kept_as_well(records):
    free = Target("revenue", COMPANY, Period(date(2026, 11, 1), date(2027, 2, 9)), TargetKind.ABSOLUTE, 5e5, 5e5)
    kept = KeptTarget("T1", "a2", free, "", None, NOW)
    with records.writing() as work:
        work.targets.put(kept)
    with records.reading() as work:
        assert work.targets.get("T1", "a2") == kept


def test_a_newer_target_for_the_same_days_takes_the_place_of_the_older_which_stays_as_history(records):
    newer = replace(KEPT, id="b2", target=replace(RETENTION, aim=0.9), set_by="U2", set_at=LATER)
    with records.writing() as work:
        work.targets.put(KEPT)
        assert work.targets.put(newer) == KEPT
    with records.reading() as work:
        assert work.targets.in_force("T1") == [newer]
        assert work.targets.ended("T1") == [replace(KEPT, end=TargetEnd(LATER, "U2", Ending.REPLACED))]


@pytest.mark.parametrize(
    "other",
    [
        replace(RETENTION, kpi="churn"),
        replace(RETENTION, scope=COMPANY),
        replace(RETENTION, scope=Scope(Level.REGION, "Nord")),
        replace(RETENTION, horizon=replace(YEAR, end=date(2026, 12, 1), grain=None)),
    ],
)
def test_another_kpi_scope_or_horizon_is_another_target(records, other):
    with records.writing() as work:
        work.targets.put(KEPT)
        assert work.targets.put(replace(KEPT, id="b2", target=other)) is None
        assert len(work.targets.in_force("T1")) == 2


def test_the_same_submission_twice_is_one_target(records):
    with records.writing() as work:
        work.targets.put(KEPT)
        assert work.targets.put(replace(KEPT, note="again", set_at=LATER)) is None
        assert work.targets.in_force("T1") == [KEPT]
        assert work.targets.ended("T1") == []


def test_a_removed_target_is_out_of_force_once_and_is_not_brought_back_by_a_late_submission(records):
    end = TargetEnd(LATER, "U2", Ending.REMOVED)
    with records.writing() as work:
        work.targets.put(KEPT)
        assert work.targets.end(KEPT, end)
        assert not work.targets.end(KEPT, replace(end, by="U3"))
        work.targets.put(KEPT)
        assert work.targets.in_force("T1") == []
        assert work.targets.ended("T1") == [replace(KEPT, end=end)]


def test_targets_of_one_workspace_are_not_found_from_another(records):
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
        work.targets.put(KEPT)
        work.targets.put(replace(KEPT, team_id="T2"))
        assert [each.team_id for each in work.targets.in_force("T2")] == ["T2"]
        assert work.targets.get("T2", "a1").team_id == "T2"


def test_of_many_set_at_once_one_is_in_force_and_none_is_lost(records):
    def put(number: int) -> None:
        with records.writing() as work:
            work.targets.put(replace(KEPT, id=f"c{number}"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, range(16)))
    with records.reading() as work:
        assert len(work.targets.in_force("T1")) == 1
        assert len(work.targets.ended("T1")) == 15
