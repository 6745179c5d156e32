from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kpi_engine.alerts import Condition, Seen
from kpi_engine.periods import Grain
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.alert_records import (
    AlertRule,
    CloseReason,
    EpisodeState,
    Evaluation,
    NewEpisode,
    QuietHours,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RULE = AlertRule(
    team_id="T1",
    id="R1",
    channel_id="C1",
    owner="U1",
    kpi="transformation",
    scope=Scope(Level.TEAM, "Nord"),
    grain=Grain.WEEK,
    condition=Condition.BELOW,
    threshold=0.25,
    recover_at=0.26,
    settings={"tell": ["U2"], "escalate_hours": 4},
    min_volume=30,
    breach_n=1,
    recover_n=2,
    quiet=QuietHours(time(20), time(7, 30)),
    zone="Europe/Paris",
    language="fr",
    created_at=NOW,
    changed_at=NOW,
)
SEEN = Evaluation("T1", "R1", date(2026, 11, 16), "facts-7", Seen.BREACH, 0.2, 120, NOW)
OPENING = NewEpisode("T1", "R1", 1, {"value": 0.2}, 1, NOW)


@pytest.fixture
def watched(records):
    with records.writing() as work:
        work.alerts.put(RULE)
    return records


@pytest.mark.parametrize(
    "rule", [RULE, replace(RULE, scope=COMPANY, quiet=None, settings={}, threshold=None, recover_at=None)]
)
def test_a_rule_is_found_as_it_was_kept(records, rule):
    with records.writing() as work:
        work.alerts.put(rule)
        assert work.alerts.lock("T1", "R1") == rule
    with records.reading() as work:
        assert work.alerts.get("T1", "R1") == rule
        assert work.alerts.get("T2", "R1") is None
        assert work.alerts.in_force("T1") == work.alerts.of_channel("T1", "C1") == [rule]
        assert work.alerts.of_channel("T1", "C2") == []


def test_a_rule_that_has_ended_is_out_of_force_and_still_known(watched):
    with watched.writing() as work:
        assert work.alerts.end("T1", "R1", NOW)
        assert not work.alerts.end("T1", "R1", NOW + timedelta(days=1))
        assert work.alerts.in_force("T1") == []
        assert work.alerts.get("T1", "R1") == replace(RULE, ended_at=NOW)


def test_a_period_is_evaluated_once_in_each_version_of_the_facts(watched):
    with watched.writing() as work:
        assert work.alerts.evaluate(SEEN)
        assert not work.alerts.evaluate(replace(SEEN, seen=Seen.GOOD))
        assert work.alerts.evaluate(replace(SEEN, facts_version="facts-8", seen=Seen.GOOD))
        assert work.alerts.evaluated("T1", "facts-7") == {("R1", date(2026, 11, 16))}
        assert work.alerts.evaluated("T1", "facts-9") == frozenset()


def test_a_rule_that_was_changed_looks_anew_at_what_it_saw_before(watched):
    with watched.writing() as work:
        work.alerts.put(replace(RULE, id="R2"))
        for rule_id in ("R1", "R2"):
            assert work.alerts.evaluate(replace(SEEN, rule_id=rule_id))
        work.alerts.put(RULE)
        assert not work.alerts.evaluate(SEEN)
        work.alerts.put(replace(RULE, threshold=0.3, changed_at=NOW + timedelta(hours=1)))
        assert work.alerts.evaluate(SEEN)
        assert not work.alerts.evaluate(replace(SEEN, rule_id="R2"))


def test_what_a_rule_saw_is_listed_oldest_first_since_it_is_what_it_is(watched):
    with watched.writing() as work:
        for hours, seen in enumerate((Seen.GOOD, Seen.NO_DATA, Seen.BREACH)):
            at = NOW + timedelta(hours=hours)
            work.alerts.evaluate(replace(SEEN, facts_version=f"f{hours}", seen=seen, evaluated_at=at))
        assert work.alerts.seen(RULE, NOW - timedelta(days=1)) == [Seen.GOOD, Seen.NO_DATA, Seen.BREACH]
        assert work.alerts.seen(RULE, NOW) == [Seen.NO_DATA, Seen.BREACH]
        changed = replace(RULE, changed_at=NOW + timedelta(hours=2))
        assert work.alerts.seen(changed, NOW - timedelta(days=1)) == [Seen.BREACH]


def test_evaluations_in_a_row_that_tell_nothing_are_counted_by_rule(watched):
    told = [Seen.NO_DATA, Seen.GOOD, Seen.NO_DATA, Seen.TOO_FEW, Seen.NO_DATA, Seen.BREACH]
    untold = []
    with watched.writing() as work:
        for number, seen in enumerate(told):
            work.alerts.evaluate(replace(SEEN, facts_version=f"f{number}", seen=seen))
            untold.append(work.alerts.untold("T1").get("R1", 0))
        work.alerts.evaluate(replace(SEEN, facts_version="f9", seen=Seen.NO_DATA))
        work.alerts.put(replace(RULE, changed_at=NOW + timedelta(seconds=1)))
        assert work.alerts.untold("T1") == {}  # as it is now, it has seen nothing yet
    assert untold == [1, 0, 1, 2, 3, 0]


def test_an_episode_is_found_as_it_was_kept(watched):
    with watched.writing() as work:
        begun = work.alerts.begin(OPENING)
        assert (begun.state, begun.breaches, begun.good, begun.snoozes) == (EpisodeState.BREACHED, 1, 0, 0)
        taken = replace(
            begun,
            state=EpisodeState.SNOOZED,
            told={"value": 0.19},
            breaches=3,
            snoozed_until=NOW + timedelta(hours=1),
            snoozes=1,
            actor="U2",
            acted_at=NOW,
            assignee="U3",
            edited_on=NOW.date(),
            escalated_at=NOW,
        )
        work.alerts.keep(taken)
    with watched.reading() as work:
        assert work.alerts.open_episode("T1", "R1") == work.alerts.episode("T1", begun.id) == taken
        assert work.alerts.open_episodes("T1") == [taken]
        assert work.alerts.episode("T2", begun.id) is None


def test_an_episode_that_is_over_is_the_last_and_not_open(watched):
    with watched.writing() as work:
        first = work.alerts.begin(OPENING)
        over = replace(first, state=EpisodeState.RECOVERED, closed_at=NOW, close_reason=CloseReason.RULE_CHANGED)
        work.alerts.keep(over)
        assert work.alerts.open_episode("T1", "R1") is None
        assert work.alerts.last_episode("T1", "R1") == over
        second = work.alerts.begin(replace(OPENING, number=2))
        assert work.alerts.last_episode("T1", "R1") == work.alerts.open_episode("T1", "R1") == second


def test_the_database_refuses_a_second_open_episode_of_a_rule(watched):
    with watched.writing() as work:
        work.alerts.begin(OPENING)
    with pytest.raises(IntegrityError), watched.writing() as work:
        work.alerts.begin(replace(OPENING, number=2))
    with watched.reading() as work:
        assert len(work.alerts.open_episodes("T1")) == 1
