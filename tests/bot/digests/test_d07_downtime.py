"""D07: the assistant was away at the time of a digest. What is not too old is sent; what is, is told of. Nothing is silent."""

from datetime import timedelta
from random import Random

import pytest

from bot.schedules import due_at, periods_due
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.digest_records import DigestState, EditionState, PauseReason, Schedule
from tests.bot.digests.bureau import MONDAY, PARIS, Bureau, a_digest, written

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _back_after(bureau: Bureau, away: timedelta) -> None:
    """The last tick was just before the digest's time; the next one is this long after it."""
    bureau.publish_a_quarter()
    bureau.subscribe()
    bureau.tick(MONDAY - timedelta(seconds=5))
    assert bureau.editions() == []
    bureau.tick(MONDAY + away)
    bureau.tick(MONDAY + away + timedelta(seconds=5))


@pytest.mark.parametrize(
    ("away", "late"), [(MINUTE, False), (10 * MINUTE, False), (6 * HOUR, True), (23 * HOUR, True)], ids=str
)
def test_d07_a_digest_up_to_24_hours_late_is_sent_once_and_says_when_it_is_late(bureau, away, late):
    _back_after(bureau, away)
    (digest,) = bureau.queued()
    assert ("Late: this was due earlier" in written(digest)) is late
    assert bureau.states() == {"2026-W47": "decided"}
    assert digest.expires_at.replace(tzinfo=MONDAY.tzinfo) == MONDAY + DAY
    assert bureau.queued(DeliveryKind.NOTICE) == []


def test_d07_after_30_hours_the_week_is_missed_and_its_owner_is_told_once(bureau):
    _back_after(bureau, 30 * HOUR)
    assert bureau.queued() == []
    assert bureau.states() == {"2026-W47": "missed"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert notice.channel_id == "U000000001"
    assert "did not go out for 1 week" in written(notice)
    assert "week 47, 16–22 Nov 2026" in written(notice)


def test_d07_after_8_days_the_week_missed_is_told_of_and_the_one_due_since_is_sent_late(bureau):
    _back_after(bureau, 8 * DAY)
    assert bureau.states() == {"2026-W47": "missed", "2026-W48": "decided"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert "did not go out for 1 week" in written(notice)
    (digest,) = bureau.queued()
    assert "Late: this was due earlier" in written(digest)


def test_d07_after_three_weeks_one_notice_lists_all_that_were_missed(bureau):
    _back_after(bureau, 20 * DAY)
    assert set(bureau.states().values()) == {"missed"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert "did not go out for 3 weeks" in written(notice)
    assert all(f"week {week}," in written(notice) for week in (47, 48, 49))


def test_d07_exactly_24_hours_late_is_still_sent_and_a_second_more_is_not(bureau):
    _back_after(bureau, DAY)
    assert bureau.states() == {"2026-W47": "decided"}
    bureau.subscribe(a_digest(2))
    bureau.tick(MONDAY + DAY + timedelta(seconds=1))
    assert bureau.states("D2") == {"2026-W47": "missed"}


def test_d07_weeks_due_before_a_digest_was_active_are_nobodys_miss(bureau):
    bureau.publish_a_week()
    bureau.subscribe(a_digest(active_since=MONDAY + MINUTE))
    bureau.tick(MONDAY + 2 * DAY)
    assert bureau.editions() == []
    assert bureau.queued(DeliveryKind.NOTICE) == []


def test_d07_a_paused_digest_misses_nothing(bureau):
    bureau.publish_a_quarter()
    bureau.subscribe(a_digest(state=DigestState.PAUSED, reason=PauseReason.BY_HAND))
    bureau.tick(MONDAY + 2 * DAY)
    assert bureau.editions() == []
    with bureau.records.writing() as work:
        work.digests.resume(work.digests.get("T1", "D1"), MONDAY + 2 * DAY)
    bureau.tick(MONDAY + 3 * DAY)
    assert bureau.editions() == []
    bureau.tick(MONDAY + 7 * DAY)
    assert bureau.states() == {"2026-W48": "decided"}


def test_d07_no_week_of_any_digest_is_ever_silent(bureau):
    """Over nine weeks of a bot that is away at random: each week that fell due has ended, and each miss is in a notice."""
    seed = 47
    rng = Random(seed)
    bureau.publish_a_quarter()
    digests = [a_digest(number, schedule=Schedule(PARIS, weekday=1 + number % 7)) for number in range(5)]
    bureau.subscribe(*digests)
    now = end = MONDAY
    while now < MONDAY + 63 * DAY:
        end = now
        bureau.tick(now)
        now += rng.choice([10 * MINUTE, 5 * HOUR, 20 * HOUR, 3 * DAY, 9 * DAY])
    for digest in digests:
        due = set(periods_due(digest.schedule, digest.active_since, end))
        ended = bureau.states(digest.id)
        assert set(ended) == due, f"seed {seed}"
        assert set(ended.values()) <= {EditionState.DECIDED, EditionState.MISSED}, f"seed {seed}"
        sent = [row for row in bureau.queued() if f":{digest.id}:" in row.dedup_key]
        assert sorted(row.dedup_key[-8:] for row in sent) == [week for week, how in ended.items() if how == "decided"]
        missed = [week for week, how in ended.items() if how == "missed"]
        for week in missed:
            assert end - due_at(digest.schedule, week) > DAY
        notices = [written(row) for row in bureau.queued(DeliveryKind.NOTICE) if f":{digest.id}-" in row.dedup_key]
        assert len(missed) == sum(_told(notice) for notice in notices), f"seed {seed}"


def _told(notice: str) -> int:
    """How many weeks a notice tells of."""
    return int(notice.split("did not go out for ")[1].split(" ", maxsplit=1)[0])
