"""A figure that has changed since it was posted is told of in the thread, once; the digest stays as it was read."""

from datetime import date, timedelta
from random import Random

import pytest

from bot.use_cases.digests.edition_news import Stated
from bot.use_cases.digests.posted_figures import has_moved, load
from bot.use_cases.digests.restate import LOOKED_BACK
from storage.repositories.delivery_records import DeliveryKind
from tests.bot.digests.bureau import MONDAY, Bureau, a_digest, closed, created, written

LATER = MONDAY + timedelta(hours=5)


def _posted(bureau: Bureau, **other) -> None:
    """67 of 300 won, and 40 leads: posted, and sent."""
    bureau.publish_a_week()
    bureau.subscribe(a_digest(**other))
    bureau.tick(MONDAY)
    bureau.sent_all()


def _restated(bureau: Bureau) -> list[str]:
    return [written(row) for row in bureau.queued(DeliveryKind.RESTATEMENT)]


def test_opportunities_synced_late_are_told_of_in_the_thread_with_their_number(bureau: Bureau):
    _posted(bureau)
    bureau.publish(closed(72, 239), created(40), at=LATER)
    bureau.tick(LATER)
    (reply,) = bureau.queued(DeliveryKind.RESTATEMENT)
    (digest,) = bureau.queued()
    assert reply.root_id == digest.id
    assert "*Transformation rate*: restated 22.3% → 23.2% (11 opportunities synced late)" in written(reply)
    assert "leads" not in written(reply).lower()


def test_m06_a_sent_digest_stays_as_it_was_when_facts_change(bureau: Bureau):
    _posted(bureau)
    (before,) = bureau.queued()
    bureau.publish(closed(150, 150), created(80), at=LATER)
    bureau.tick(LATER)
    (after,) = bureau.queued()
    assert (after.payload, after.payload_text, after.png) == (before.payload, before.payload_text, before.png)
    figures = load(bureau.editions()[0].figures)
    assert [each.posted.written.replace("\u00a0", " ") for each in figures] == ["22.3%", "40"]


def test_the_same_value_is_told_once_and_another_change_again(bureau: Bureau):
    _posted(bureau)
    for minutes, won in ((1, 72), (2, 72), (3, 67), (4, 67)):
        now = LATER + timedelta(minutes=minutes)
        bureau.publish(closed(won, 239 if won == 72 else 233), created(40), at=now)
        bureau.tick(now)
        bureau.tick(now)
    there, back = _restated(bureau)
    assert "22.3% → 23.2% (11 opportunities synced late)" in there
    assert "23.2% → 22.3% (11 opportunities no longer counted)" in back


def test_corrected_rows_are_not_called_late(bureau: Bureau):
    _posted(bureau)
    bureau.publish(closed(77, 223), created(40), at=LATER)
    bureau.tick(LATER)
    (said,) = _restated(bureau)
    assert "22.3% → 25.7% (the same 300 opportunities, corrected since)" in said


def test_what_has_happened_since_the_week_restates_nothing(bureau: Bureau):
    """The next week's rows, and outcomes of later days, are no correction."""
    _posted(bureau)
    later_week = date(2026, 11, 25)
    bureau.publish(
        closed(67, 233) + closed(50, 1, later_week),
        created(40) + created(90, later_week),
        as_of=date(2026, 11, 26),
        at=LATER + timedelta(days=3),
    )
    bureau.tick(LATER + timedelta(days=3))
    assert _restated(bureau) == []


def test_a_change_within_the_tolerance_is_not_told_and_adds_up_until_it_is(bureau: Bureau):
    _posted(bureau)
    bureau.publish(closed(68, 233), created(40), at=LATER)  # 22.6 %: less than a tenth of half the interval
    bureau.tick(LATER)
    assert _restated(bureau) == []
    bureau.publish(closed(70, 233), created(40), at=LATER)  # 23.1 %: more, from what was told
    bureau.tick(LATER)
    (said,) = _restated(bureau)
    assert "22.3% → 23.1% (3 opportunities synced late)" in said


def test_a_figure_that_can_no_longer_be_given_is_told_of_too(bureau: Bureau):
    _posted(bureau)
    bureau.publish((), created(40), at=LATER)
    bureau.tick(LATER)
    (said,) = _restated(bureau)
    assert "22.3% → no figure" in said


def test_digests_older_than_five_weeks_are_left_alone(bureau: Bureau):
    _posted(bureau)
    after = MONDAY + LOOKED_BACK + timedelta(seconds=1)
    bureau.publish(closed(150, 150), created(80), at=after)
    bureau.tick(after)
    assert _restated(bureau) == []


def test_a_digest_that_has_not_arrived_is_looked_up_once_it_has(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe()
    bureau.tick(MONDAY)
    bureau.publish(closed(72, 239), created(40), at=LATER)
    bureau.tick(LATER)
    assert _restated(bureau) == []
    bureau.sent_all()
    bureau.tick(LATER)
    assert len(_restated(bureau)) == 1


def test_sent_digests_are_looked_up_in_one_pass_whatever_their_number(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(20)))
    bureau.tick(MONDAY)
    bureau.sent_all()
    bureau.publish(closed(72, 239), created(40), at=LATER)
    bureau.tick(LATER)
    assert len(_restated(bureau)) == 20
    assert len(bureau.shelf.facts.fetched) <= 20
    bureau.tick(LATER)
    assert len(_restated(bureau)) == 20


def test_the_thread_speaks_the_digests_language(bureau: Bureau):
    _posted(bureau, language="fr")
    bureau.publish(closed(72, 239), created(40), at=LATER)
    bureau.tick(LATER)
    (said,) = _restated(bureau)
    assert "révisé de 22,3 % à 23,2 % (arrivée tardive de 11 opportunités)" in said


def test_m06_in_whatever_order_rows_arrive_the_last_told_figures_are_those_of_all_rows(bureau: Bureau):
    seed = 6
    rng = Random(seed)
    _posted(bureau)
    all_won, all_lost = rng.randint(80, 120), rng.randint(200, 300)
    late = closed(all_won, 0) + closed(0, all_lost)
    rng.shuffle(late)
    for step in range(1, 6):
        now = LATER + timedelta(minutes=step)
        bureau.publish(late[: len(late) * step // 5], created(40), at=now)
        bureau.tick(now)
    told = load(bureau.editions()[0].figures)[0].told
    assert told.value == pytest.approx(all_won / (all_won + all_lost), abs=0.01), f"seed {seed}"


def _stated(value: float | None, written: str, half_width: float | None = None) -> Stated:
    return Stated(value, 100, written, "RECEIPT", half_width)


@pytest.mark.parametrize(
    ("told", "now", "moved"),
    [
        (_stated(0.224, "22.4%", 0.05), _stated(0.231, "23.1%", 0.05), True),
        (_stated(0.224, "22.4%", 0.05), _stated(0.2285, "22.9%", 0.05), False),  # a tenth of 5 points
        (_stated(0.22361, "22.4%"), _stated(0.22439, "22.4%"), False),  # reads alike
        (_stated(1000.0, "1,000"), _stated(1010.0, "1,010"), False),  # a hundredth
        (_stated(1000.0, "1,000"), _stated(1011.0, "1,011"), True),
        (_stated(0.0, "0"), _stated(1.0, "1"), True),
        (_stated(None, ""), _stated(None, ""), False),
        (_stated(None, ""), _stated(0.2, "20%"), True),
    ],
)
def test_a_figure_has_moved_where_it_reads_differently_beyond_a_tenth_of_its_interval_or_a_hundredth(told, now, moved):
    assert has_moved(told, now) is moved
