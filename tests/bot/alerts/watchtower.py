"""One rule, what it is made to see, and what comes of it in the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import create_engine, select

from bot.use_cases.alerts.episode_news import EpisodeNews, Telling, Told
from bot.use_cases.alerts.evaluate import Due, settle, wake_workspace
from bot.use_cases.alerts.watch import watch_of
from kpi_engine.alerts import Condition, Judgement, Watched, judge
from kpi_engine.alerts.look import Look
from kpi_engine.answer import Point
from kpi_engine.figure import Direction, Unit, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import Level, Scope
from storage.models import AlertEpisodeRow, AlertEvaluationRow, DeliveryRow
from storage.repositories.alert_records import AlertRule, Episode
from tests.bot.digests.bureau import Bureau

START = datetime(2026, 11, 23, 7, tzinfo=UTC)
MONDAY = date(2020, 1, 6)
RULE = AlertRule(
    team_id="T1",
    id="R1",
    channel_id="C000000001",
    owner="U000000001",
    kpi="transformation",
    scope=Scope(Level.TEAM, "Nord"),
    grain=Grain.WEEK,
    condition=Condition.BELOW,
    threshold=0.25,
    recover_at=0.26,
    settings={},
    min_volume=30,
    breach_n=1,
    recover_n=1,
    quiet=None,
    zone="Europe/Paris",
    language="en",
    created_at=START - timedelta(days=9),
    changed_at=START - timedelta(days=9),
)
BAD, GOOD, BETWEEN = 0.20, 0.30, 0.255


def words(telling: Telling, news: EpisodeNews) -> Mapping[str, object]:
    """Names the message and the state it tells of: what it says to people is another test's business."""
    return {"text": f"{telling} {news.episode.number} {news.episode.state}", "blocks": []}


def week(number: int) -> Period:
    start = MONDAY + timedelta(weeks=number)
    return Period(start, start + timedelta(weeks=1), Grain.WEEK)


def judged(rule: AlertRule, period: Period, value: float | None, n: int = 200) -> Judgement:
    """What the engine sees in a share of n."""
    seen = [] if value is None else [Point(period, Value(value, n, Unit.SHARE, round(value * n), n))]
    return judge(Watched(watch_of(rule, rule.threshold), Unit.SHARE, Direction.UP), period, seen)


@dataclass
class Watchtower:
    """The office and its rule; time moves an hour with each thing that is done."""

    bureau: Bureau
    rule: AlertRule = RULE
    _weeks: Any = field(default_factory=count)

    def __post_init__(self) -> None:
        self.bureau.clock.at = START
        self.put(self.rule)

    @property
    def office(self) -> Any:
        return self.bureau.office

    def put(self, rule: AlertRule) -> None:
        self.rule = rule
        with self.bureau.records.writing() as work:
            work.alerts.put(rule)

    def change(self, **other: Any) -> None:
        """The rule with other terms."""
        self.put(replace(self.rule, **other))

    def pass_by(self, hours: float = 1) -> None:
        self.bureau.clock.at += timedelta(hours=hours)

    def see(self, *values: float | None, n: int = 200) -> None:
        """Evaluate one week after the other."""
        for value in values:
            self.pass_by()
            self.evaluate(next(self._weeks), value, n)

    def evaluate(self, number: int, value: float | None, n: int = 200, version: str | None = None) -> None:
        """One evaluation of one week in one version of the facts."""
        found = judged(self.rule, week(number), value, n)
        told = Told(found, found.period.last_day, START, version or f"facts-{number}", "EUR")
        kpi = self.office.catalog[self.rule.kpi]
        looked = Look(watch_of(self.rule, self.rule.threshold), kpi, found.period)
        settle(Due(self.rule, looked, None), told, self.office, words)

    def evaluate_unless_seen(self, number: int, value: float | None, n: int) -> None:
        """As an evaluator does: look whether another one was first, and then be one of several all the same."""
        with self.bureau.records.reading() as work:
            if work.alerts.evaluated("T1", f"facts-{number}"):
                return
        self.evaluate(number, value, n)

    def wake(self) -> None:
        """The tick, without a new version of the facts."""
        wake_workspace("T1", self.office, words)

    # what came of it

    @property
    def episode(self) -> Episode:
        """The newest one."""
        with self.bureau.records.reading() as work:
            found = work.alerts.last_episode("T1", self.rule.id)
        assert found is not None
        return found

    def episodes(self) -> list[Any]:
        return self._rows(AlertEpisodeRow)

    def evaluations(self) -> list[Any]:
        return self._rows(AlertEvaluationRow)

    def deliveries(self) -> list[Any]:
        return self._rows(DeliveryRow)

    def said(self) -> list[str]:
        """The messages queued so far, in order, by the last part of their names."""
        return [row.dedup_key.rsplit(":", 1)[1] for row in self.deliveries()]

    def root_says(self) -> str | None:
        """What the newest root was last edited to."""
        roots = [row for row in self.deliveries() if row.dedup_key.endswith(":opened")]
        edit = roots[-1].edit
        return str(edit["text"]) if edit else None

    def edits(self) -> int:
        """How often roots were edited."""
        return sum(row.edit_number for row in self.deliveries())

    def _rows(self, model: Any) -> list[Any]:
        engine = create_engine(self.bureau.url)
        with engine.connect() as connection:
            rows = connection.execute(select(model.__table__).order_by(model.id)).all()
        engine.dispose()
        return list(rows)
