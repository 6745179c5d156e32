"""What is old is forgotten, and never that something was decided: nothing happens twice because of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from kpi_engine.alerts import Seen
from storage.database import WRITING, open_engine
from storage.models import AlertEvaluationRow, DeliveryRow
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.digest_records import Edition, EditionState
from storage.unit_of_work import Records
from tests.storage.records.test_alerts import RULE, SEEN
from tests.storage.records.test_editions import DIGEST, DUE

DAY = timedelta(days=1)
MESSAGE = NewDelivery(
    dedup_key="digest:T1:C1:D1:2026-W47",
    kind=DeliveryKind.DIGEST,
    team_id="T1",
    channel_id="C1",
    payload_text={"text": "22.4 %"},
    payload={"text": "22.4 %", "blocks": []},
    png=b"PNG",
    due_at=DUE,
    expires_at=DUE + DAY,
)


def _ended(records: Records, url: str, **how: object) -> int:
    """A message that is over."""
    with records.writing() as work:
        queued = work.deliveries.queue(MESSAGE)
    assert queued is not None
    values = {"state": DeliveryState.SENT, "finished_at": DUE, "edit": {"text": "22.6 %"}} | how
    engine = open_engine(url).execution_options(**WRITING)
    with engine.begin() as connection:
        connection.execute(update(DeliveryRow).where(DeliveryRow.id == queued).values(**values))
    engine.dispose()
    return queued


def _words(url: str) -> list[object]:
    """What is kept of all that a message said."""
    engine = open_engine(url)
    columns = DeliveryRow.payload, DeliveryRow.payload_text, DeliveryRow.edit, DeliveryRow.png
    with engine.begin() as connection:
        found = connection.execute(select(*columns)).one()
    engine.dispose()
    return list(found)


def _forget_words(records: Records) -> None:
    with records.writing() as work:
        work.deliveries.forget_words_before(DUE + DAY)


@pytest.mark.parametrize("state", ["sent", "dead", "missed", "suppressed"])
def test_what_a_message_said_is_forgotten_and_it_is_still_sent_once(records, migrated_url, state):
    old = _ended(records, migrated_url, state=state)
    _forget_words(records)
    _forget_words(records)
    assert _words(migrated_url) == [{}, {}, None, None]
    with records.writing() as work:
        assert work.deliveries.queue(MESSAGE) is None
        assert work.deliveries.find(MESSAGE.dedup_key) == old
        assert work.deliveries.get(old).state == state


@pytest.mark.parametrize(
    "how",
    [
        {"finished_at": DUE + DAY},
        {"state": "pending", "finished_at": None},
        {"state": "unconfirmed"},
        {"edit_number": 2, "edit_shown": 1},
    ],
)
def test_what_is_young_or_may_still_be_said_keeps_its_words(records, migrated_url, how):
    _ended(records, migrated_url, **how)
    _forget_words(records)
    assert _words(migrated_url) == [MESSAGE.payload, MESSAGE.payload_text, {"text": "22.6 %"}, b"PNG"]


def _weeks(records: Records, digest: str) -> list[str]:
    with records.reading() as work:
        return [each.period for each in work.editions.of_digest("T1", digest)]


def test_old_weeks_are_forgotten_and_the_last_of_each_digest_stays(records):
    with records.writing() as work:
        for digest in ("D1", "D2"):
            work.digests.put(replace(DIGEST, id=digest))
        for age, digest in ((3, "D1"), (2, "D1"), (0, "D1"), (4, "D2"), (3, "D2")):
            period = f"2026-W{47 - age}"
            work.editions.add(Edition("T1", digest, period, DUE - 7 * age * DAY, EditionState.DECIDED))
        work.editions.forget_before(DUE - 14 * DAY)
    assert _weeks(records, "D1") == ["2026-W45", "2026-W47"]
    assert _weeks(records, "D2") == ["2026-W44"]
    with records.writing() as work:
        assert not work.editions.add(Edition("T1", "D2", "2026-W44", DUE, EditionState.WAITING))


def test_old_evaluations_are_forgotten_and_the_newest_period_of_each_rule_is_judged_once(records, migrated_url):
    first, second = SEEN, replace(SEEN, period=date(2026, 11, 23), seen=Seen.GOOD)
    other = replace(SEEN, rule_id="R2")
    with records.writing() as work:
        for rule in (RULE, replace(RULE, id="R2")):
            work.alerts.put(rule)
        for each in (first, second, other):
            assert work.alerts.evaluate(each)
        work.alerts.forget_evaluations_before(SEEN.evaluated_at)
    assert _seen(migrated_url) == {("R1", first.period), ("R1", second.period), ("R2", first.period)}
    with records.writing() as work:
        work.alerts.forget_evaluations_before(SEEN.evaluated_at + DAY)
    assert _seen(migrated_url) == {("R1", second.period), ("R2", first.period)}
    with records.writing() as work:
        assert not work.alerts.evaluate(second)
        assert not work.alerts.evaluate(other)


def _seen(url: str) -> set[tuple[str, date]]:
    engine = open_engine(url)
    with engine.begin() as connection:
        kept = connection.execute(select(AlertEvaluationRow.rule_id, AlertEvaluationRow.period))
        seen = {(rule, period) for rule, period in kept}
    engine.dispose()
    return seen
