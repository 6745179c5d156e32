from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.delivery_reports import Fate, Tally
from storage.repositories.digest_records import Edition, EditionState
from tests.digests import a_digest

NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
DIGEST = a_digest()


@pytest.fixture
def ends(records, migrated_url):
    """Queue a message that ended so; gives its id."""
    engine = open_engine(migrated_url).execution_options(**WRITING)
    count = iter(range(100))

    def end(state: DeliveryState, reason: str | None = None, *, channel: str = "C1", after: int = 0, due=NOW) -> int:
        new = NewDelivery(
            f"digest:T1:{channel}:{next(count)}", DeliveryKind.DIGEST, "T1", channel, {"text": "x"}, due, due
        )
        with records.writing() as work:
            queued = work.deliveries.queue(new)
        values = {"state": state, "reason": reason, "finished_at": due + timedelta(minutes=after)}
        with engine.begin() as connection:
            connection.execute(update(DeliveryRow).filter_by(id=queued).values(**values))
        return queued

    yield end
    engine.dispose()


def test_messages_are_counted_by_how_they_ended_and_late_ones_among_the_sent(records, ends):
    ends(DeliveryState.SENT, after=1)
    ends(DeliveryState.SENT, after=16)
    ends(DeliveryState.SUPPRESSED, "stale")
    ends(DeliveryState.MISSED, "too_late")
    ends(DeliveryState.DEAD, "is_archived")
    ends(DeliveryState.UNCONFIRMED)
    ends(DeliveryState.PENDING)
    ends(DeliveryState.SENT, due=NOW - timedelta(days=31))
    with records.reading() as work:
        found = work.delivery_reports.tally("T1", None, NOW - timedelta(days=30))
    assert found == Tally(2, 1, {"stale": 1}, missed=1, dead=1, unconfirmed=1, failed=0, under_way=1)


def test_weeks_that_came_to_no_message_count_as_well(records):
    weeks = {
        "2026-W45": (EditionState.SUPPRESSED, "nothing"),
        "2026-W46": (EditionState.MISSED, "too_late"),
        "2026-W47": (EditionState.FAILED, "KeyError"),
    }
    with records.writing() as work:
        work.digests.put(DIGEST)
        for period, (state, reason) in weeks.items():
            work.editions.add(Edition("T1", "d1", period, NOW, state, reason))
        since = NOW - timedelta(days=30)
        assert work.delivery_reports.tally("T1", {"C1"}, since) == Tally(suppressed={"nothing": 1}, missed=1, failed=1)
        assert work.delivery_reports.tally("T1", {"C2"}, since) == Tally()


def test_the_newest_come_first_and_only_those_of_the_channels_asked_for(records, ends):
    older = ends(DeliveryState.SENT, due=NOW - timedelta(days=7))
    newer = ends(DeliveryState.SENT, after=20)
    elsewhere = ends(DeliveryState.DEAD, "is_archived", channel="C2")
    with records.reading() as work:
        assert [each.id for each in work.delivery_reports.last("T1", {"C1"}, 20)] == [newer, older]
        assert [each.late for each in work.delivery_reports.last("T1", {"C1"}, 20)] == [True, False]
        assert [each.id for each in work.delivery_reports.last("T1", None, 2)] == [elsewhere, newer]
        assert work.delivery_reports.last("T2", None, 20) == []


def test_a_digests_last_week_says_how_its_message_fared(records, ends):
    sent = ends(DeliveryState.SENT, after=1)
    with records.writing() as work:
        work.digests.put(DIGEST)
        work.digests.put(replace(DIGEST, id="d2"))
        work.editions.add(Edition("T1", "d1", "2026-W45", NOW - timedelta(days=7), EditionState.MISSED, "too_late"))
        work.editions.add(Edition("T1", "d1", "2026-W46", NOW, EditionState.DECIDED, delivery_id=sent))
        fates = work.delivery_reports.last_fates("T1")
    end = NOW + timedelta(minutes=1)
    assert fates == {"d1": Fate("2026-W46", EditionState.DECIDED, None, DeliveryState.SENT, end)}
