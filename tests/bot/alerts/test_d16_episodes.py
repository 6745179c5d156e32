"""D16: a flapping figure, four evaluators at once, people who press: one root per episode, nothing twice."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from bot.clock import SystemClock
from bot.errors import AlreadyRecovered
from bot.use_cases.alerts.act_on_episode import acknowledge, assign, snooze
from bot.use_cases.alerts.episode_news import Told, kept
from bot.use_cases.alerts.tell_episode import Teller
from storage.repositories.alert_records import NewEpisode
from storage.repositories.delivery_records import DeliveryKind
from tests.bot.alerts.watchtower import BAD, START, judged, week, words
from tests.bot.digests.bureau import OWNER

EVALUATORS = 4
EVALUATIONS = 1000
SEED = 20261122


@pytest.fixture
def migrated_url(own_url: str) -> str:
    """A control takes an index away."""
    return own_url


@dataclass(frozen=True)
class Sighting:
    """A share of n; None where there is no data."""

    value: float | None
    n: int


def flapping(rng: random.Random) -> list[Sighting]:
    """A rate around its threshold, with gaps and with weeks of too few."""
    return [
        Sighting(None if rng.random() < 0.1 else rng.uniform(0.23, 0.28), rng.choice((12, 29, 30, 200)))
        for _ in range(EVALUATIONS)
    ]


def expected(seen: list[Sighting], breach_n: int, recover_n: int) -> tuple[int, int]:
    """How many episodes open and close, counted by hand: below 25 % is bad, from 26 % on it is good."""
    told = [each.value for each in seen if each.value is not None and each.n >= 30]
    opened = closed = bad = good = 0
    for value in told:
        bad = bad + 1 if value < 0.25 else 0
        good = good + 1 if value >= 0.26 else 0
        if opened == closed and bad >= breach_n:
            opened, bad, good = opened + 1, 0, 0
        elif opened > closed and good >= recover_n:
            closed, bad, good = closed + 1, 0, 0
    return opened, closed


@pytest.mark.parametrize(("breach_n", "recover_n", "evaluations"), [(1, 1, EVALUATIONS), (2, 2, 200)])
def test_d16_four_evaluators_of_a_flapping_figure_open_each_episode_once(tower, breach_n, recover_n, evaluations):
    print("seed", SEED)  # noqa: T201 - shown where a test fails
    seen = flapping(random.Random(SEED))[:evaluations]
    tower.bureau.clock = SystemClock()
    tower.change(breach_n=breach_n, recover_n=recover_n)

    def evaluate(_who: int) -> None:
        for number, sighting in enumerate(seen):
            tower.evaluate_unless_seen(number, sighting.value, sighting.n)

    with ThreadPoolExecutor(EVALUATORS) as pool:
        list(pool.map(evaluate, range(EVALUATORS)))

    opened, closed = expected(seen, breach_n, recover_n)
    said = Counter(tower.said())
    assert opened > evaluations / 50
    assert len(tower.evaluations()) == evaluations
    assert len(tower.episodes()) == said["opened"] == opened
    assert said["recovered"] == closed
    _one_thread_for_each_episode(tower)


def test_d16_people_who_press_while_it_flaps_change_no_count(tower):
    print("seed", SEED)  # noqa: T201 - shown where a test fails
    rng = random.Random(SEED)
    seen = flapping(rng)[:100]
    tower.bureau.clock = SystemClock()

    def evaluate(_who: int) -> None:
        for number, sighting in enumerate(seen):
            tower.evaluate_unless_seen(number, sighting.value, sighting.n)
            tower.wake()

    def press(who: int) -> None:
        own = random.Random(SEED + who)
        for _ in range(30):
            with tower.bureau.records.reading() as work:
                open_ones = work.alerts.open_episodes("T1")
            for episode in open_ones:
                _press(own, episode.id, tower)

    with ThreadPoolExecutor(EVALUATORS + 2) as pool:
        work = [pool.submit(evaluate, who) for who in range(EVALUATORS)] + [pool.submit(press, who) for who in (1, 2)]
        for each in work:
            each.result()

    opened, closed = expected(seen, 1, 1)
    said = Counter(tower.said())
    assert (len(tower.episodes()), said["opened"], said["recovered"]) == (opened, opened, closed)
    assert len(tower.evaluations()) == len(seen)
    snoozes = {row.id: row.snoozes for row in tower.episodes()}
    ends = Counter(row.dedup_key.split(":")[3] for row in tower.deliveries() if "snooze-end" in row.dedup_key)
    assert all(ends[f"e{episode}"] <= most for episode, most in snoozes.items())
    _one_thread_for_each_episode(tower)


def _press(rng: random.Random, episode_id: int, tower) -> None:
    acts = (
        lambda: acknowledge(episode_id, OWNER, tower.office, words),
        lambda: snooze(episode_id, timedelta(milliseconds=5), OWNER, tower.office, words),
        lambda: assign(episode_id, f"U{rng.randrange(3)}", OWNER, tower.office, words),
    )
    with suppress(AlreadyRecovered):
        rng.choice(acts)()


def _one_thread_for_each_episode(tower) -> None:
    """Every reply stands under the root of its own episode, and no message is there twice."""
    names = [row.dedup_key for row in tower.deliveries()]
    assert len(names) == len(set(names))
    rows = [row for row in tower.deliveries() if row.kind == DeliveryKind.ALERT]
    roots = {row.dedup_key.split(":")[3]: row.id for row in rows if row.root_id is None}
    replies = [row for row in rows if row.root_id is not None]
    assert all(row.dedup_key.endswith(":opened") for row in rows if row.root_id is None)
    assert all(row.root_id == roots[row.dedup_key.split(":")[3]] for row in replies)
    assert {row.root_delivery for row in tower.episodes()} == set(roots.values())


@pytest.mark.postgres
@pytest.mark.parametrize("guarded", [True, False])
def test_d16_control_without_the_lock_the_index_alone_refuses_and_without_both_four_roots_go_out(tower, guarded):
    """The control, where it shows: SQLite lets one writer in at a time, whatever the code does."""
    if tower.bureau.url.startswith("sqlite"):
        pytest.skip("writers of SQLite queue by themselves")
    if not guarded:
        _unguard(tower.bureau.url)
    together = Barrier(EVALUATORS)

    def evaluate(who: int) -> bool:
        """Check, then insert, as one would without thinking."""
        found = judged(tower.rule, week(1), BAD)
        told = kept(*[Told(found, found.period.last_day, START, "facts-1", "EUR")] * 2)
        try:
            with tower.bureau.records.writing() as work:
                nobody_was_first = work.alerts.open_episode("T1", "R1") is None
                together.wait()
                if nobody_was_first:
                    number = 1 if guarded else who + 1
                    kpi = tower.office.catalog[tower.rule.kpi]
                    Teller(work, tower.rule, kpi, words, START).open(NewEpisode("T1", "R1", number, told, 1, START))
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(EVALUATORS) as pool:
        done = list(pool.map(evaluate, range(EVALUATORS)))
    assert sum(done) == (1 if guarded else EVALUATORS)
    assert tower.said() == ["opened"] * sum(done)


def _unguard(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DROP INDEX uq_alert_episodes_open"))
    engine.dispose()
