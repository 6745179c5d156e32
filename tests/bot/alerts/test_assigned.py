"""Who is given an alert by somebody else is told of it by direct message."""

from bot.use_cases.alerts.act_on_episode import assign
from storage.repositories.delivery_records import DeliveryKind
from tests.bot.alerts.watchtower import BAD, words
from tests.bot.digests.bureau import OWNER

CAMILLE, DENIS = "U000000007", "U000000008"


def notices(tower):
    return [row.channel_id for row in tower.deliveries() if row.kind == DeliveryKind.NOTICE]


def give(tower, assignee):
    tower.pass_by()
    assign(tower.episode.id, assignee, OWNER, tower.office, words)


def test_who_is_given_an_alert_is_told_once_for_each_time(tower):
    tower.see(BAD)
    for assignee in (CAMILLE, CAMILLE, DENIS, CAMILLE):
        give(tower, assignee)
    assert notices(tower) == [CAMILLE, DENIS, CAMILLE]


def test_who_takes_it_herself_is_not_told(tower):
    tower.see(BAD)
    give(tower, OWNER.user_id)
    assert notices(tower) == []
