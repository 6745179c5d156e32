"""Who hears that a message did not come, in whose words; and who may send it again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import NotAllowed
from bot.office import Office
from bot.policy import Reason
from bot.settings import Settings
from bot.use_cases.send_again import Resent, send_again
from bot.wiring import furnish
from storage.repositories.delivery_records import Delivery, DeliveryState
from storage.repositories.digest_records import Edition, EditionState
from storage.repositories.records import Act, Member
from tests.bot.delivery.bench import PERIOD, SETTLED, Bench, PlaygroundsClock
from tests.digests import a_digest


def own_digest(bench: Bench, queued: int, owner: str) -> None:
    """Make a message an edition of somebody's digest."""
    now = bench.now
    place = bench.slack.channel("general")
    digest = a_digest(team_id=bench.team_id, channel_id=place, owner=owner, language="fr", active_since=now)
    with bench.records.writing() as work:
        work.digests.put(digest)
        edition = Edition(bench.team_id, "d1", PERIOD, now, EditionState.DECIDED)
        work.editions.add(edition)
        work.editions.deliver(edition, queued)


async def unconfirmed(bench: Bench) -> int:
    """A message of Nadia's digest of which nobody can tell whether it went out."""
    scopes = (await bench.slack.control.settings())["scopes"]
    await bench.slack.control.settings(scopes=[each for each in scopes if each != "channels:history"])
    await bench.fault("chat.postMessage", "reset")
    queued = bench.queue()
    own_digest(bench, queued, bench.slack.user("nadia"))
    await bench.work()
    await bench.later(SETTLED + 10)
    assert bench.state(queued) is DeliveryState.UNCONFIRMED
    return queued


async def shown_to(bench: Bench, notice: Delivery) -> str:
    """What she reads."""
    await bench.later(5)
    place = bench.row(notice.id).conversation_id
    conversation = bench.slack.server.playground.workspace.conversations.get(place or "")
    assert conversation is not None
    (message,) = conversation.timeline.everything()
    return str(message.text)


async def test_the_owner_of_a_digest_hears_of_it_in_her_language(quick_bench: Bench) -> None:
    await unconfirmed(quick_bench)
    (notice,) = quick_bench.notices()
    assert notice.channel_id == quick_bench.slack.user("nadia")
    assert (await shown_to(quick_bench, notice)).startswith("Je ne sais pas si le résumé hebdomadaire pour <#C")


async def test_of_what_is_nobodys_the_admin_hears(quick_bench: Bench) -> None:
    await quick_bench.fault("chat.postMessage", "error", error="is_archived")
    quick_bench.queue()
    await quick_bench.work()
    (notice,) = quick_bench.notices()
    assert notice.channel_id == quick_bench.slack.user("grace")
    assert (await shown_to(quick_bench, notice)).startswith("The weekly digest for <#C")


async def test_where_the_owner_left_the_admin_hears(quick_bench: Bench) -> None:
    with quick_bench.records.writing() as work:
        nadia = work.members.get(quick_bench.team_id, quick_bench.slack.user("nadia"))
        assert nadia is not None
        work.members.put(replace(nadia, active=False))
    await unconfirmed(quick_bench)
    (notice,) = quick_bench.notices()
    assert notice.channel_id == quick_bench.slack.user("grace")


def office_of(bench: Bench, home: Path) -> Office:
    settings = Settings(_env_file=None, KPI_HOME=home, DATABASE_URL=None, FACTS_URL=None)
    return replace(furnish(settings, PlaygroundsClock(bench.slack)), records=bench.records)


def member(bench: Bench, name: str) -> Member:
    with bench.records.reading() as work:
        found = work.members.get(bench.team_id, bench.slack.user(name))
    assert found is not None
    return found


async def test_her_it_is_sent_again_once(quick_bench: Bench, tmp_path: Path) -> None:
    queued = await unconfirmed(quick_bench)
    office, nadia, grace = (
        office_of(quick_bench, tmp_path),
        member(quick_bench, "nadia"),
        member(quick_bench, "grace"),
    )
    await quick_bench.later(60)
    assert send_again(str(queued), nadia, office) is Resent.QUEUED
    assert send_again(str(queued), grace, office) is Resent.BEFORE
    await quick_bench.later(2)
    assert [each["text"] for each in quick_bench.standing()] == ["Hello"]
    assert quick_bench.state(queued) is DeliveryState.UNCONFIRMED
    with quick_bench.records.reading() as work:
        acts = [each.act for each in work.audit.of(quick_bench.team_id)]
    assert acts == [Act.SENT_AGAIN]


async def test_another_manager_may_not_send_it_again(quick_bench: Bench, tmp_path: Path) -> None:
    queued = await unconfirmed(quick_bench)
    other = replace(member(quick_bench, "nadia"), user_id="UOTHER")
    with pytest.raises(NotAllowed) as refused:
        send_again(str(queued), other, office_of(quick_bench, tmp_path))
    assert refused.value.reason is Reason.NOT_YOUR_DIGEST


@pytest.mark.parametrize("carried", ["", "x", "999999", "-1"])
async def test_what_is_no_message_is_not_sent_again(quick_bench: Bench, tmp_path: Path, carried: str) -> None:
    office = office_of(quick_bench, tmp_path)
    assert send_again(carried, member(quick_bench, "grace"), office) is Resent.SETTLED


async def test_what_is_settled_or_of_another_workspace_is_not_sent_again(quick_bench: Bench, tmp_path: Path) -> None:
    office, grace = office_of(quick_bench, tmp_path), member(quick_bench, "grace")
    sent = quick_bench.queue("sent", expires_at=quick_bench.now + timedelta(hours=1))
    await quick_bench.work()
    assert send_again(str(sent), grace, office) is Resent.SETTLED
    await quick_bench.later(2)  # the channel rests for a second
    queued = await unconfirmed(quick_bench)
    assert send_again(str(queued), replace(grace, team_id="T-OTHER"), office) is Resent.SETTLED
