"""A week of a digest begins once, is one process's at a time, and ends for good."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryKind, NewDelivery
from storage.repositories.digest_records import Edition, EditionState
from storage.repositories.editions import Decision
from storage.unit_of_work import Records
from tests.digests import a_digest

NOW = datetime(2026, 11, 23, 7, 2, tzinfo=UTC)
DUE = NOW - timedelta(minutes=2)
LATER = NOW + timedelta(minutes=1)
DIGEST = a_digest(id="D1", active_since=NOW - timedelta(weeks=9))
EDITION = Edition("T1", "D1", "2026-W47", DUE, EditionState.WAITING)
FIGURES = ({"kpi": "conversion", "value": 0.224, "n": 300},)


@pytest.fixture
def subscribed(records: Records) -> Records:
    with records.writing() as work:
        work.digests.put(DIGEST)
    return records


def _claim(records: Records, at: datetime = NOW) -> list[str]:
    """The weeks that a process gets which wants all."""
    with records.reading() as work:
        free = work.editions.unclaimed(at)
    with records.writing() as work:
        return [each.period for each in free if work.editions.claim(each, at, at + timedelta(minutes=1))]


def _kept(records: Records) -> Edition:
    with records.reading() as work:
        kept = work.editions.get("T1", "D1", EDITION.period)
    assert kept
    return kept


def test_a_week_begins_once(subscribed):
    with subscribed.writing() as work:
        assert work.editions.add(EDITION)
        assert not work.editions.add(replace(EDITION, due_at=NOW))
        assert work.editions.of_digest("T1", "D1") == [EDITION]


def test_the_last_week_of_each_digest_is_known(subscribed):
    with subscribed.writing() as work:
        assert work.editions.latest() == {}
        for period in ("2026-W52", "2027-W01", "2026-W53"):
            work.editions.add(replace(EDITION, period=period))
        assert work.editions.latest() == {("T1", "D1"): "2027-W01"}


def test_an_edition_that_one_process_has_is_nobody_elses_until_its_lease_ends(subscribed):
    with subscribed.writing() as work:
        work.editions.add(EDITION)
    assert _claim(subscribed) == ["2026-W47"]
    assert _claim(subscribed) == []
    assert _claim(subscribed, NOW + timedelta(minutes=1)) == ["2026-W47"]


def test_open_editions_come_in_the_order_they_fell_due(subscribed):
    with subscribed.writing() as work:
        for week in (47, 45, 46):
            work.editions.add(replace(EDITION, period=f"2026-W{week}", due_at=DUE - timedelta(weeks=47 - week)))
    assert _claim(subscribed) == ["2026-W45", "2026-W46", "2026-W47"]


def test_of_many_that_reach_for_the_same_editions_one_gets_each(subscribed):
    with subscribed.writing() as work:
        for week in range(1, 41):
            work.editions.add(replace(EDITION, period=f"2026-W{week:02}"))
    with ThreadPoolExecutor(4) as reaching:
        taken = [week for weeks in reaching.map(lambda _: _claim(subscribed), range(8)) for week in weeks]
    assert len(taken) == len(set(taken)) == 40


def test_a_decision_stays_and_a_second_one_is_refused(subscribed):
    with subscribed.writing() as work:
        work.editions.add(EDITION)
        assert work.editions.decide(EDITION, Decision("v1", FIGURES, NOW))
    with subscribed.writing() as work:
        assert not work.editions.decide(EDITION, Decision("v2", (), LATER))
        assert not work.editions.end(EDITION, EditionState.MISSED, "too_late", LATER)
        assert not work.editions.put_off(EDITION, EditionState.WAITING, None, LATER)
    kept = _kept(subscribed)
    assert (kept.state, kept.facts_version, kept.checked_version) == (EditionState.DECIDED, "v1", "v1")
    assert (kept.figures, kept.decided_at, kept.lease_until) == (FIGURES, NOW, None)


def test_a_failure_keeps_its_error_and_can_be_tried_again(subscribed):
    with subscribed.writing() as work:
        work.editions.add(EDITION)
        assert work.editions.put_off(EDITION, EditionState.FAILED, "UnknownKpi: gone", LATER)
    assert (_kept(subscribed).state, _kept(subscribed).reason) == (EditionState.FAILED, "UnknownKpi: gone")
    assert _claim(subscribed, LATER - timedelta(seconds=1)) == []
    assert _claim(subscribed, LATER) == ["2026-W47"]


@pytest.mark.parametrize("state", [EditionState.SUPPRESSED, EditionState.MISSED])
def test_an_end_without_a_message_keeps_its_reason(subscribed, state):
    with subscribed.writing() as work:
        work.editions.add(EDITION)
        assert work.editions.end(EDITION, state, "small_team", NOW)
    assert (_kept(subscribed).state, _kept(subscribed).reason, _kept(subscribed).decided_at) == (
        state,
        "small_team",
        NOW,
    )
    assert _claim(subscribed, NOW + timedelta(days=1)) == []


def _send(records: Records, url: str, state: str) -> None:
    """Decide the edition, queue its message and say how far that has come."""
    with records.writing() as work:
        work.editions.add(EDITION)
        work.editions.decide(EDITION, Decision("v1", FIGURES, NOW))
        queued = work.deliveries.queue(
            NewDelivery("digest:T1:C1:D1:2026-W47", DeliveryKind.DIGEST, "T1", "C1", {}, DUE, DUE + timedelta(days=1))
        )
        assert queued
        work.editions.deliver(EDITION, queued)
    with open_engine(url).execution_options(**WRITING).begin() as connection:
        connection.execute(update(DeliveryRow).values(state=state))


def _to_check(records: Records, version: str, since: datetime = DUE) -> list[str]:
    with records.reading() as work:
        return [each.period for each in work.editions.to_check(version, since, 10)]


def test_sent_figures_are_looked_up_once_in_each_version_of_the_facts(subscribed, migrated_url):
    _send(subscribed, migrated_url, "sent")
    assert _to_check(subscribed, "v1") == []
    assert _to_check(subscribed, "v2") == ["2026-W47"]
    read = _kept(subscribed)
    with subscribed.writing() as work:
        assert work.editions.checked(read, "v2", ({"kpi": "conversion", "value": 0.231, "n": 311},))
        assert not work.editions.checked(read, "v2", FIGURES)  # another looked meanwhile
    assert _to_check(subscribed, "v2") == []
    assert _kept(subscribed).figures[0]["n"] == 311


@pytest.mark.parametrize("state", ["pending", "dead", "missed"])
def test_figures_that_nobody_got_to_read_are_not_looked_up(subscribed, migrated_url, state):
    _send(subscribed, migrated_url, state)
    assert _to_check(subscribed, "v2") == []


def test_figures_of_long_ago_are_not_looked_up(subscribed, migrated_url):
    _send(subscribed, migrated_url, "sent")
    assert _to_check(subscribed, "v2", DUE + timedelta(seconds=1)) == []
