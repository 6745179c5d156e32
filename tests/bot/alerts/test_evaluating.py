"""The tick over real facts: what is asked, what is evaluated, what of it is told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.use_cases.alerts.episode_news import news_of
from bot.use_cases.alerts.evaluate import evaluate_alerts
from bot.use_cases.alerts.watch import threshold_by
from kpi_engine.alerts import Condition, Seen
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.alert_records import EpisodeState
from storage.repositories.records import Ending, KeptTarget, TargetEnd
from tests.bot.alerts.watchtower import RULE, START, words
from tests.bot.digests.bureau import NORD, SUNDAY, closed, created

WEEKS = 14
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1), Grain.MONTH)


def publish(tower, last_won: int = 15, as_of: date = SUNDAY):
    """Fourteen weeks of 60 closed opportunities, of which 15 or so were won; the last week as the test says."""
    days = [SUNDAY - timedelta(days=3, weeks=back) for back in range(WEEKS)]
    rows = [row for back, day in enumerate(days[1:]) for row in closed(14 + back % 3, 46 - back % 3, day)]
    rows += closed(last_won, 60 - last_won, days[0])
    return tower.bureau.publish(rows, [row for day in days for row in created(5, day)], as_of=as_of)


def tick(tower):
    tower.pass_by()
    evaluate_alerts(tower.office, words)


def test_the_last_whole_week_is_evaluated_once_per_version_of_the_facts(tower):
    publish(tower)
    tick(tower)
    tick(tower)
    (only,) = tower.evaluations()
    assert (only.period, only.seen, only.n) == (date(2026, 11, 16), Seen.BETWEEN, 60)
    assert float(only.value) == pytest.approx(0.25)
    publish(tower, last_won=3)
    tick(tower)
    assert len(tower.evaluations()) == 2
    assert tower.said() == ["opened"]


def test_what_was_found_is_kept_with_the_episode_for_its_messages(tower):
    published = publish(tower, last_won=3)
    tick(tower)
    news = news_of(tower.rule, tower.episode, CATALOG["transformation"])
    found = news.opening.judgement
    assert (found.value, found.n, found.numerator, found.limit) == (0.05, 60, 3, 0.25)
    assert found.period == Period(date(2026, 11, 16), date(2026, 11, 23), Grain.WEEK)
    assert found.interval.low < 0.05 < found.interval.high < 0.25
    assert not found.within_noise
    assert news.opening.facts_version == published.version
    assert news.opening.loaded_at == published.loaded_at
    assert news.opening.receipt
    assert len(news.opening.course) == 13
    assert news.latest == news.opening


def test_a_week_in_progress_is_never_judged_as_a_whole_one(tower):
    publish(tower, last_won=0, as_of=SUNDAY - timedelta(days=1))
    tick(tower)
    (only,) = tower.evaluations()
    assert (only.period, only.n) == (date(2026, 11, 9), 60)
    assert float(only.value) == pytest.approx(14 / 60)


def test_a_week_outside_its_usual_limits_is_told_of_and_recovers_when_it_is_back(tower):
    tower.change(condition=Condition.UNUSUAL, threshold=None, recover_at=None)
    publish(tower, last_won=3)
    tick(tower)
    found = news_of(tower.rule, tower.episode, None).opening.judgement
    assert found.usual.centre == pytest.approx(0.25, abs=0.02)
    publish(tower, last_won=14)
    tick(tower)
    assert tower.said() == ["opened", "recovered"]
    assert tower.episode.state is EpisodeState.RECOVERED


def test_all_rules_of_one_kpi_are_asked_about_together(tower):
    publish(tower)
    tick(tower)
    alone = len(tower.bureau.shelf.facts.fetched)
    for number in range(2, 8):
        tower.put(replace(RULE, id=f"R{number}", channel_id=f"C{number}", threshold=number / 100))
    publish(tower)
    tick(tower)
    assert len(tower.evaluations()) == 8
    assert len(tower.bureau.shelf.facts.fetched) == alone


def test_a_rule_whose_question_is_refused_silences_no_other_and_is_named_as_blind(tower):
    tower.put(replace(RULE, id="R2", kpi="response-time", scope=Scope(Level.REGION, "x"), condition=Condition.ABOVE))
    tower.put(replace(RULE, id="R3", kpi="gone"))
    tower.put(replace(RULE, id="R4", kpi="nps"))  # no survey was brought
    for _ in range(3):
        publish(tower, last_won=3)
        tick(tower)
    by_rule = {row.rule_id: row.seen for row in tower.evaluations()}
    assert (by_rule["R1"], by_rule["R4"]) == (Seen.BREACH, Seen.NO_DATA)
    assert tower.said() == ["opened"]
    with tower.bureau.records.reading() as work:
        assert work.alerts.untold("T1") == {"R2": 3, "R4": 3}


def test_a_rule_that_breaks_stops_no_other(tower):
    """Whatever is wrong with one, as with words that nobody foresaw, the others are looked after in the same tick."""
    tower.put(replace(RULE, id="R2", channel_id="C000000002"))

    def breaking(telling, news):
        if news.rule.id == RULE.id:
            raise ZeroDivisionError
        return words(telling, news)

    publish(tower, last_won=3)
    for _ in range(2):
        tower.pass_by()
        evaluate_alerts(tower.office, breaking)
    assert [row.channel_id for row in tower.deliveries()] == ["C000000002"]
    tick(tower)  # nothing of the broken one was kept: it is looked at again
    assert sorted(row.channel_id for row in tower.deliveries()) == ["C000000001", "C000000002"]


def test_silence_is_told_of_by_the_clock_though_no_new_facts_come(tower):
    tower.change(kpi="leads", scope=NORD, condition=Condition.SILENT, threshold=7.0, recover_at=None, min_volume=0)
    publish(tower)
    tick(tower)
    assert [row.seen for row in tower.evaluations()] == [Seen.GOOD]  # Monday: the last lead came on Thursday
    tower.pass_by(72)
    tick(tower)
    assert tower.said() == ["opened"]
    assert news_of(tower.rule, tower.episode, None).latest.judgement.value == 7


def test_facts_that_were_never_published_are_no_error(tower):
    tick(tower)
    assert tower.evaluations() == []


def test_every_condition_can_be_put_to_every_kpi(tower):
    asked = [(key, condition) for key in CATALOG for condition in Condition]
    for key, condition in asked:
        rule = replace(RULE, id=f"{condition}-{key}", kpi=key, condition=condition, scope=COMPANY)
        tower.put(replace(rule, threshold=1e9, recover_at=None))
    publish(tower)
    tick(tower)
    assert {row.rule_id for row in tower.evaluations()} == {"R1", *(f"{condition}-{key}" for key, condition in asked)}


# thresholds that follow a target


def _follow(tower, target: Target) -> KeptTarget:
    held = KeptTarget("T1", "t1", target, "", "U1", START)
    with tower.bureau.records.writing() as work:
        work.targets.put(held)
    tower.change(settings={"target_id": "t1"}, threshold=None, recover_at=None)
    return held


def test_a_threshold_may_follow_a_target_while_that_is_in_force(tower):
    held = _follow(tower, Target("transformation", NORD, NOVEMBER, TargetKind.ABSOLUTE, 0.4, 0.4))
    publish(tower, last_won=18)
    tick(tower)
    assert news_of(tower.rule, tower.episode, None).opening.judgement.limit == 0.4
    with tower.bureau.records.writing() as work:
        work.targets.end(held, TargetEnd(START, "U1", Ending.REMOVED))
    publish(tower, last_won=18)
    tick(tower)
    assert tower.evaluations()[-1].seen == Seen.NO_DATA
    assert tower.episode.state is EpisodeState.BREACHED


def test_of_a_target_that_adds_up_a_week_is_held_against_its_part(tower):
    facts = publish(tower)
    week = Period(date(2026, 11, 16), date(2026, 11, 23), Grain.WEEK)
    sum_of_leads = Target("leads", NORD, NOVEMBER, TargetKind.ABSOLUTE, 300, 300)
    assert threshold_by(sum_of_leads, week, CATALOG["leads"], facts) == pytest.approx(70)
    outside = Period(date(2026, 11, 30), date(2026, 12, 7), Grain.WEEK)
    assert threshold_by(sum_of_leads, outside, CATALOG["leads"], facts) is None


def test_every_week_is_evaluated_once_as_facts_come_in(tower):
    """Weeks follow each other as facts are published: none is left out, none is seen twice."""
    for back in (2, 1, 0):
        day = SUNDAY - timedelta(weeks=back)
        tower.bureau.clock.at = datetime(day.year, day.month, day.day, 7, tzinfo=START.tzinfo) + timedelta(days=1)
        publish(tower, as_of=day)
        tick(tower)
    found = [row.period for row in tower.evaluations()]
    assert found == [date(2026, 11, 16) - timedelta(weeks=back) for back in (2, 1, 0)]
