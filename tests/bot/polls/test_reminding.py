from dataclasses import replace
from datetime import timedelta

import pytest

from bot.use_cases.delivery_report import delivery_report
from bot.use_cases.polls.remind import reminder_at
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.poll_records import Secrecy
from storage.repositories.records import Role
from tests.bot.polls.booth import OPENED, OWNER

REMINDER = DeliveryKind.REMINDER


@pytest.mark.parametrize(
    ("hours", "after"),
    [(1.9, None), (2, 1.5), (24, 18), (40, 30), (96, 72), (97, 73), (240, 216)],
)
def test_the_reminder_comes_late_in_the_poll_and_not_before_its_last_day(booth, hours, after):
    poll = booth.open(deadline=OPENED + timedelta(hours=hours))
    assert reminder_at(poll) == (None if after is None else OPENED + timedelta(hours=after))


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_who_has_not_voted_is_reminded_once_in_her_own_language(booth, secrecy):
    booth.welcome(replace(booth.voters[10], locale=None))
    poll = booth.open(secrecy=secrecy)
    booth.all_cast(poll, ["yes"] * 9)
    booth.pass_by(days=3, minutes=-1)
    booth.tick()
    assert booth.queued(REMINDER) == []
    booth.pass_by(minutes=1)
    for _ in range(3):
        booth.tick()
    told = {row.channel_id: row.payload_text["text"] for row in booth.queued(REMINDER)}
    assert told == {
        booth.voters[9].user_id: "reminder fr-FR 9 of 12",
        booth.voters[10].user_id: "reminder en 9 of 12",
        booth.voters[11].user_id: "reminder fr-FR 9 of 12",
    }
    assert booth.read(poll).reminded_at == OPENED + timedelta(days=3)


def test_who_left_the_company_is_not_reminded(booth):
    booth.welcome(replace(booth.voters[11], active=False))
    booth.all_cast(booth.open(), ["yes"] * 10)
    booth.pass_by(days=3)
    booth.tick()
    assert [row.channel_id for row in booth.queued(REMINDER)] == [booth.voters[10].user_id]


def test_a_reminder_that_was_delivered_is_forgotten_at_once_and_not_sent_again(booth):
    booth.all_cast(booth.open(), ["yes"] * 10)
    booth.pass_by(days=3)
    booth.tick()
    first, second = booth.queued(REMINDER)
    booth.set_state(first.id, "sent")
    booth.tick()
    assert [row.id for row in booth.queued(REMINDER)] == [second.id]
    booth.set_state(second.id, "sent")
    booth.tick()
    booth.tick()
    assert booth.queued(REMINDER) == []


def test_a_poll_that_closes_meanwhile_reminds_nobody(booth):
    poll = booth.open()
    booth.clock.at = poll.deadline
    booth.tick()
    assert booth.queued(REMINDER) == []


def test_the_report_on_messages_shows_no_reminder_to_anybody(booth):
    booth.all_cast(booth.open(), ["yes"] * 10)
    booth.pass_by(days=3)
    booth.tick()
    assert len(booth.queued(REMINDER)) == 2
    admin = replace(OWNER, user_id="UADMIN", role=Role.ADMIN, manages=())
    for reader in (admin, replace(OWNER, user_id=booth.voters[10].user_id)):
        report = delivery_report(reader, booth.office)
        assert REMINDER not in {each.kind for each in report.departures}
    assert report.tally.under_way == 0
    assert delivery_report(admin, booth.office).tally.under_way == 1
