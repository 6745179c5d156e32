"""What happens to a channel happens to the rules that tell it: they are held, and nothing more comes there."""

from datetime import time

from bot.use_cases.alerts.act_on_episode import acknowledge
from bot.use_cases.alerts.channels import hold_in, resume_alert
from storage.repositories.alert_records import EpisodeState, QuietHours
from storage.repositories.delivery_records import DeliveryState
from storage.repositories.digest_records import PauseReason
from tests.bot.alerts.watchtower import BAD, GOOD, RULE, words
from tests.bot.digests.bureau import OWNER


def hold(tower):
    return hold_in("T1", RULE.channel_id, PauseReason.OUTSIDERS, tower.office, lambda *_told: {"text": "held"})


def read(tower):
    with tower.bureau.records.reading() as work:
        return work.alerts.get("T1", RULE.id)


def test_a_held_rule_tells_nothing_and_its_owner_is_told_of_it_once(tower):
    tower.see(BAD)
    assert (hold(tower), hold(tower)) == (1, 0)
    assert read(tower).held is PauseReason.OUTSIDERS
    tower.see(GOOD)
    assert [row.channel_id for row in tower.deliveries()] == [RULE.channel_id, RULE.owner]
    assert tower.episode.state is EpisodeState.BREACHED


def test_a_press_under_a_message_of_a_held_rule_edits_nothing_in_the_channel(tower):
    tower.see(BAD)
    hold(tower)
    acknowledge(tower.episode.id, OWNER, tower.office, words)
    assert (tower.episode.state, tower.edits()) == (EpisodeState.ACKNOWLEDGED, 0)


def test_what_waits_for_the_end_of_quiet_hours_is_taken_back(tower):
    tower.change(quiet=QuietHours(time(0), time(23)))
    tower.see(BAD)
    hold(tower)
    assert tower.deliveries()[0].state == DeliveryState.SUPPRESSED


def test_a_resumed_rule_goes_on_with_its_episode(tower):
    tower.see(BAD)
    hold(tower)
    resume_alert(RULE.id, OWNER, tower.office)
    assert read(tower).held is None
    tower.see(GOOD)
    assert tower.said()[-1] == "recovered"
