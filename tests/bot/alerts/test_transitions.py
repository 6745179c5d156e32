"""The table of transitions, row by row: what becomes of an episode and what is told of it."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.errors import AlreadyRecovered, NotAllowed
from bot.use_cases.alerts.act_on_episode import acknowledge, assign, end_episode, snooze
from kpi_engine.scope import Level, Scope
from storage.repositories.alert_records import CloseReason, EpisodeState, QuietHours
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.records import Role
from tests.bot.alerts.watchtower import BAD, BETWEEN, GOOD, START, words
from tests.bot.digests.bureau import OWNER

REP = replace(OWNER, user_id="U000000002", role=Role.REP, rep="Camille Roy", team="Nord", manages=())
STRANGER = replace(REP, user_id="U000000003", team="Sud")
HOUR = timedelta(hours=1)


def test_one_breach_opens_one_episode_with_one_root_in_the_channel(tower):
    tower.see(GOOD, BAD)
    (root,) = tower.deliveries()
    assert root.dedup_key == f"alert:T1:C000000001:e{tower.episode.id}:opened"
    assert (root.kind, root.channel_id, root.root_id) == (DeliveryKind.ALERT, "C000000001", None)
    assert root.payload_text["text"] == "opened 1 breached"
    assert root.expires_at - root.due_at == timedelta(hours=2)
    assert tower.episode.root_delivery == root.id


def test_two_breaches_in_a_row_are_waited_for_where_the_rule_says_so(tower):
    tower.change(breach_n=2)
    tower.see(BAD, GOOD, BAD, BETWEEN, BAD)
    assert tower.said() == []
    tower.see(BAD)
    assert tower.said() == ["opened"]
    assert tower.episode.breaches == 2


def test_the_same_facts_seen_again_are_no_second_breach(tower):
    tower.change(breach_n=2)
    for _ in range(5):
        tower.evaluate(0, BAD)
    assert tower.said() == []
    assert len(tower.evaluations()) == 1
    tower.evaluate(0, BAD, version="a newer one")
    assert tower.said() == ["opened"]


def test_more_breaches_say_nothing_and_edit_the_root_once_a_day_at_most(tower):
    tower.see(BAD, BAD, BAD, BAD)
    assert tower.said() == ["opened"]
    assert tower.edits() == 1
    tower.pass_by(24)
    tower.see(BAD, BAD)
    assert tower.edits() == 2
    assert tower.episode.breaches == 6


def test_a_figure_between_the_threshold_and_recovery_is_neither(tower):
    tower.see(BAD, BETWEEN, BETWEEN)
    assert tower.episode.state is EpisodeState.BREACHED
    tower.see(BAD, GOOD)
    assert tower.said() == ["opened", "recovered"]
    assert tower.episode.state is EpisodeState.RECOVERED
    assert tower.root_says() == "root 1 recovered"


def test_two_good_figures_in_a_row_are_waited_for_where_the_rule_says_so(tower):
    tower.change(recover_n=2)
    tower.see(BAD, GOOD, BETWEEN, GOOD, BAD, GOOD)
    assert tower.said() == ["opened"]
    tower.see(GOOD)
    assert tower.said() == ["opened", "recovered"]


def test_neither_no_data_nor_too_few_rows_open_or_close_anything(tower):
    tower.see(None, None)
    tower.see(BAD, n=29)
    assert tower.episodes() == []
    tower.see(BAD, None)
    tower.see(GOOD, n=29)
    assert tower.episode.state is EpisodeState.BREACHED
    assert tower.said() == ["opened"]


def test_no_data_between_two_breaches_leaves_them_in_a_row(tower):
    tower.change(breach_n=2)
    tower.see(BAD, None, BAD)
    assert tower.said() == ["opened"]


def test_after_a_recovery_the_next_breach_is_another_episode_with_its_own_thread(tower):
    tower.see(BAD, GOOD, BAD, GOOD, BAD)
    assert tower.said() == ["opened", "recovered", "opened", "recovered", "opened"]
    first, reply, second, *_ = tower.deliveries()
    assert reply.root_id == first.id != second.id
    assert [row.number for row in tower.episodes()] == [1, 2, 3]


def test_breaches_before_a_recovery_do_not_count_for_the_next_episode(tower):
    tower.change(breach_n=3)
    tower.see(BAD, BAD, BAD, GOOD, BAD, BAD)
    assert tower.said() == ["opened", "recovered"]


@pytest.mark.parametrize("state", [EpisodeState.BREACHED, EpisodeState.ACKNOWLEDGED, EpisodeState.SNOOZED])
def test_every_open_state_recovers(tower, state):
    tower.see(BAD)
    _bring_to(state, tower)
    tower.see(GOOD)
    assert tower.episode.state is EpisodeState.RECOVERED
    assert tower.episode.close_reason is CloseReason.RECOVERED
    assert tower.said() == ["opened", "recovered"]


@pytest.mark.parametrize("state", [EpisodeState.ACKNOWLEDGED, EpisodeState.SNOOZED])
def test_a_breach_again_leaves_what_was_taken_up_as_it_is(tower, state):
    tower.see(BAD)
    _bring_to(state, tower)
    tower.change()
    tower.evaluate(900, BAD)
    assert tower.episode.state is state
    assert tower.said() == ["opened"]


def test_an_acknowledgement_stands_in_the_root_once_however_often_it_is_pressed(tower):
    tower.see(BAD)
    tower.pass_by()
    for member in (REP, REP, OWNER):
        acknowledge(tower.episode.id, member, tower.office, words)
    episode = tower.episode
    assert (episode.state, episode.actor) == (EpisodeState.ACKNOWLEDGED, REP.user_id)
    assert episode.acted_at == START + 2 * HOUR
    assert tower.root_says() == "root 1 acknowledged"
    assert tower.edits() == 1


def test_a_snooze_that_ends_while_it_is_still_so_says_it_once(tower):
    tower.see(BAD)
    snooze(tower.episode.id, HOUR, REP, tower.office, words)
    snooze(tower.episode.id, HOUR, REP, tower.office, words)
    assert tower.episode.snoozes == 1
    tower.wake()
    assert tower.said() == ["opened"]
    tower.pass_by(1)
    tower.wake()
    tower.wake()
    assert tower.said() == ["opened", "snooze-end-1"]
    assert tower.episode.state is EpisodeState.BREACHED
    snooze(tower.episode.id, HOUR, REP, tower.office, words)
    tower.pass_by(1)
    tower.wake()
    assert tower.said() == ["opened", "snooze-end-1", "snooze-end-2"]


def test_a_snooze_that_ends_while_the_figure_is_good_again_waits_for_the_next_one(tower):
    tower.change(recover_n=2)
    tower.see(BAD)
    snooze(tower.episode.id, HOUR, REP, tower.office, words)
    tower.see(GOOD)
    tower.pass_by(1)
    tower.wake()
    assert tower.said() == ["opened"]
    tower.see(BAD)
    assert tower.said() == ["opened", "snooze-end-1"]


def test_nobody_is_told_above_unless_the_rule_says_so_and_then_once(tower):
    tower.see(BAD)
    tower.pass_by(100)
    tower.wake()
    assert tower.said() == ["opened"]
    tower.change(settings={"escalate_hours": 4})
    tower.wake()
    tower.wake()
    told = tower.deliveries()[-1]
    assert tower.said() == ["opened", "escalated"]
    assert (told.channel_id, told.root_id) == (OWNER.user_id, None)
    assert tower.episode.state is EpisodeState.BREACHED


def test_what_was_acknowledged_in_time_is_not_told_above(tower):
    tower.change(settings={"escalate_hours": 4})
    tower.see(BAD)
    acknowledge(tower.episode.id, REP, tower.office, words)
    tower.pass_by(5)
    tower.wake()
    assert tower.said() == ["opened"]


@pytest.mark.parametrize("reason", [CloseReason.RULE_CHANGED, CloseReason.RULE_DELETED])
def test_a_rule_that_changes_or_goes_closes_its_episode_with_the_reason(tower, reason):
    tower.see(BAD)
    with tower.bureau.records.writing() as work:
        end_episode(work, tower.rule, reason, tower.office, words)
        end_episode(work, tower.rule, reason, tower.office, words)
    assert tower.said() == ["opened", "recovered"]
    assert (tower.episode.state, tower.episode.close_reason) == (EpisodeState.RECOVERED, reason)


def test_a_rule_that_changed_while_it_was_judged_is_judged_again_not_told_of(tower):
    looked_at = tower.rule
    tower.change(changed_at=START + HOUR)
    tower.rule = looked_at
    tower.see(BAD)
    assert tower.evaluations() == []
    assert tower.said() == []


def test_a_rule_out_of_force_tells_nothing(tower):
    with tower.bureau.records.writing() as work:
        assert work.alerts.end("T1", "R1", START)
        assert not work.alerts.end("T1", "R1", START)
    tower.see(BAD)
    assert tower.said() == []


def test_assigning_is_acknowledging_and_names_who_has_it(tower):
    tower.see(BAD)
    for _ in range(2):
        assign(tower.episode.id, "U000000009", OWNER, tower.office, words)
    assert (tower.episode.assignee, tower.episode.state) == ("U000000009", EpisodeState.ACKNOWLEDGED)
    assert tower.edits() == 1


def test_a_press_on_an_episode_that_is_over_is_answered_to_the_presser_alone(tower):
    tower.see(BAD, GOOD)
    edits = tower.edits()
    with pytest.raises(AlreadyRecovered):
        acknowledge(tower.episode.id, REP, tower.office, words)
    assert tower.edits() == edits
    with pytest.raises(AlreadyRecovered):
        snooze(999, HOUR, REP, tower.office, words)


def test_who_may_not_read_a_team_s_figures_may_not_take_up_its_alert(tower):
    tower.see(BAD)
    with pytest.raises(NotAllowed):
        acknowledge(tower.episode.id, STRANGER, tower.office, words)
    with pytest.raises(AlreadyRecovered):
        acknowledge(tower.episode.id, replace(REP, team_id="T2"), tower.office, words)
    assert tower.episode.state is EpisodeState.BREACHED
    tower.change(scope=Scope(Level.TEAM, "Sud"))
    assert acknowledge(tower.episode.id, STRANGER, tower.office, words).episode.actor == STRANGER.user_id


def test_in_quiet_hours_a_message_waits_for_their_end_and_lives_two_hours_from_then(tower):
    tower.change(quiet=QuietHours(time(7), time(12)))  # Paris: it is eight there
    tower.see(BAD)
    (root,) = tower.deliveries()
    assert _hours(root.not_before) == 4  # noon in Paris, eleven in UTC
    assert _hours(root.expires_at) == 6


def test_what_begins_and_ends_within_quiet_hours_is_not_told_but_kept_with_its_reason(tower):
    tower.change(quiet=QuietHours(time(7), time(19)), settings={"tell": ["U000000007"], "escalate_hours": 1})
    tower.see(BAD)
    tower.pass_by(2)
    tower.wake()  # nobody takes it up: its owner would be told
    tower.see(GOOD)
    assert tower.said() == ["opened", "opened", "escalated"]
    assert {(row.state, row.reason) for row in tower.deliveries()} == {("suppressed", "over_before")}
    assert tower.episode.state is EpisodeState.RECOVERED


def test_what_began_before_quiet_hours_is_told_to_be_over_after_them(tower):
    tower.change(quiet=QuietHours(time(10), time(19)))
    tower.see(BAD)  # nine in Paris
    tower.pass_by(2)
    tower.see(GOOD)
    root, reply = tower.deliveries()
    assert (root.state, reply.state) == ("pending", "pending")
    assert _hours(reply.not_before) == 11  # 19:00 in Paris


def test_a_snooze_that_ends_within_quiet_hours_before_a_recovery_is_not_told_to_be_still_so(tower):
    tower.change(quiet=QuietHours(time(10), time(19)))
    tower.see(BAD)  # nine in Paris
    snooze(tower.episode.id, HOUR, REP, tower.office, words)
    tower.pass_by(2)
    tower.wake()
    tower.see(GOOD)
    assert tower.said() == ["opened", "snooze-end-1", "recovered"]
    assert [row.state for row in tower.deliveries()] == ["pending", "suppressed", "pending"]


def test_quiet_hours_over_midnight_end_the_next_morning(tower):
    tower.change(quiet=QuietHours(time(20), time(7, 30)))
    tower.pass_by(14)  # 22:00 in Paris
    tower.see(BAD)
    (root,) = tower.deliveries()
    assert _hours(root.not_before) == 23.5


def test_people_who_are_told_by_direct_message_get_their_own_thread(tower):
    tower.change(settings={"tell": ["U000000007"]})
    tower.see(BAD, GOOD)
    channel, person, in_channel, to_person = tower.deliveries()
    assert (channel.channel_id, person.channel_id) == ("C000000001", "U000000007")
    assert (in_channel.root_id, to_person.root_id) == (channel.id, person.id)
    assert tower.episode.root_delivery == channel.id


def _bring_to(state, tower):
    if state is EpisodeState.ACKNOWLEDGED:
        acknowledge(tower.episode.id, REP, tower.office, words)
    if state is EpisodeState.SNOOZED:
        snooze(tower.episode.id, timedelta(weeks=1), REP, tower.office, words)


def _hours(moment):
    """Since the tower's start."""
    at = moment if moment.tzinfo else moment.replace(tzinfo=START.tzinfo)
    return (at - START).total_seconds() / 3600
