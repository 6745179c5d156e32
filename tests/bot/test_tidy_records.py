"""Once an hour: what messages said, weeks of digests and what alerts saw are forgotten in time."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import update

from bot.clock import SystemClock
from bot.office import Office
from bot.retention import Retention
from bot.settings import Settings
from bot.use_cases.tidy_records import tidy_records
from bot.wiring import open_office
from kpi_engine.alerts import Seen
from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.repositories.alert_records import Evaluation
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.digest_records import Edition, EditionState
from storage.repositories.records import Workspace
from tests.storage.records.test_alerts import RULE
from tests.storage.records.test_editions import DIGEST

MOMENT = timedelta(minutes=1)
KEPT = Retention()


def _fill(office: Office) -> None:
    """Of each kind one that is past its time, one that is not, and one that nothing has come after."""
    now = office.clock.now()
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        work.digests.put(DIGEST)
        work.alerts.put(RULE)
        for period, due in (("2023-W01", -MOMENT), ("2023-W02", MOMENT), ("2025-W01", 9 * MOMENT)):
            work.editions.add(Edition("T1", "D1", period, now - KEPT.receipts + due, EditionState.MISSED))
        for month, seen in ((1, -MOMENT), (2, MOMENT), (3, 9 * MOMENT)):
            at = now - KEPT.evaluations + seen
            work.alerts.evaluate(Evaluation("T1", "R1", date(2025, month, 1), "1-a", Seen.GOOD, 0.3, 99, at))
        for key in ("old", "young"):
            work.deliveries.queue(
                NewDelivery(key, DeliveryKind.DIGEST, "T1", "C1", {"text": key}, now, now + timedelta(days=1))
            )


def _end(url: str, ends: dict[str, object]) -> None:
    engine = open_engine(url).execution_options(**WRITING)
    with engine.begin() as connection:
        for key, at in ends.items():
            ended = update(DeliveryRow).where(DeliveryRow.dedup_key == key)
            connection.execute(ended.values(state=DeliveryState.SENT, finished_at=at))
    engine.dispose()


def test_what_is_past_its_time_is_forgotten_and_what_is_not_stays(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=None, FACTS_URL=None)
    office = open_office(settings, SystemClock())
    _fill(office)
    ended = office.clock.now() - KEPT.words
    _end(settings.records_url, {"old": ended - MOMENT, "young": ended + MOMENT})
    tidy_records(office)
    with office.records.reading() as work:
        assert [each.period for each in work.editions.of_digest("T1", "D1")] == ["2023-W02", "2025-W01"]
        assert work.alerts.evaluated("T1", "1-a") == {("R1", date(2025, 2, 1)), ("R1", date(2025, 3, 1))}
        assert {each.dedup_key: each.payload_text for each in work.deliveries.recent("T1")} == {
            "old": {},
            "young": {"text": "young"},
        }
    office.records.close()
