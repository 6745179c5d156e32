"""A channel gets a weekly digest: who may set it, where it can come, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import pytest
import pytest_asyncio

from kpi_engine.question import Compare
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.delivery_reports import Departure
from storage.repositories.digest_records import Digest, DigestState, Look, PauseReason, Schedule
from storage.repositories.records import Act
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, a_house, spaced, until, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
NORD = Scope(Level.TEAM, "Nord")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: digests stand in everybody's lists."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_digests_left(house: House) -> None:
    """Each story begins without digests and with no form open."""
    for name in ("antoine", "helene", "priya", "camille"):
        house.slack.server.playground.views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for digest in work.digests.of_workspace(house.team_id):
            work.digests.delete(digest, digest.changed_at)


def there_are(house: House) -> list[Digest]:
    with house.office.records.reading() as work:
        return list(work.digests.of_workspace(house.team_id))


def posted(house: House, channel: str) -> list[str]:
    """What the assistant posted for all of a channel, by the playground's own journal."""
    found = house.slack.server.playground.workspace.conversations.named(channel)
    assert found
    return [each.text for each in found.timeline.main() if each.user == bot_of(house)]


def acts_on(house: House, digest: Digest) -> list[Act]:
    """What the audit tells of a digest, oldest first."""
    with house.office.records.reading() as work:
        return [each.act for each in work.audit.of(house.team_id) if each.subject.key == digest.id]


async def saves(opened: Form, **values: Json) -> None:
    """Send the form and wait until it says that the digest is kept; a busy machine may take longer than Slack waits."""
    assert (await opened.submits(**values))["status"] == "acked"
    person = opened.person

    async def look() -> list[str]:
        return [words_of(view) for view in await person.slack.control.views(person.name)]

    await until(look, lambda views: [each for each in views if "enregistré." in each or "is saved." in each])


async def subscribes(person: Person) -> None:
    """Open the form and save it as it is."""
    await saves(await opens(person, "/kpi digest"))
    person.slack.server.playground.views.clear(person.slack.user(person.name))


async def invites(house: House, who: str, channel: str, user_id: str) -> None:
    await house.slack.control.post("invite", channel=channel, user=user_id, **{"as": who})


async def a_channel(house: House, name: str, *, members: tuple[str, ...], archived: bool = False) -> str:
    """A private channel with the assistant in it; its id."""
    await house.slack.control.post("channel", name=name, is_private=True, **{"as": members[0]})
    await invites(house, members[0], name, bot_of(house))
    if archived:
        await house.slack.control.post("channel", channel=name, is_archived=True)
    return house.slack.channel(name)


def bot_of(house: House) -> str:
    return house.slack.server.playground.workspace.bot.id


def direct_of(house: House, name: str) -> str:
    """Somebody's conversation with the assistant."""
    pg = house.slack.server.playground
    return pg.workspace.direct(house.slack.user(name), bot_of(house), int(pg.clock.now())).id


async def paused(house: House) -> list[Digest]:
    return [each for each in there_are(house) if each.state is DigestState.PAUSED]


def deliveries_of(house: House) -> list[Departure]:
    with house.office.records.reading() as work:
        return list(work.delivery_reports.last(house.team_id, None, 1000))


def notices_to(house: House, name: str) -> list[Departure]:
    user_id = house.slack.user(name)
    return [each for each in deliveries_of(house) if each.channel_id == user_id]


async def test_a_manager_subscribes_her_teams_channel_with_the_houses_habits(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi résumé")
    assert opened.view["title"]["text"] == "Résumé hebdomadaire"
    assert opened.state("channel")["selected_conversation"] == house.slack.channel("team-nord")
    assert opened.options("scope") == ["team:Nord"]
    assert "Chaque lundi à 08:00 (Europe/Paris)" in opened.said("summary")
    assert "Dans cet ordre : Chiffre d’affaires → Taux de conversion → " in opened.said("summary")
    assert "semaine 47" in opened.said("summary")
    await saves(opened)
    (digest,) = there_are(house)
    assert (digest.scope, digest.schedule, digest.owner) == (
        NORD,
        Schedule("Europe/Paris", 1, time(8)),
        house.slack.user("antoine"),
    )
    assert digest.channel_id == house.slack.channel("team-nord")
    assert digest.kpis[:2] == ("revenue", "conversion")
    assert (digest.state, digest.compare, digest.fresher_than, digest.look) == (
        DigestState.ACTIVE,
        Compare.PREVIOUS,
        None,
        Look.PANEL,
    )
    assert "Le résumé est enregistré" in await antoine.modal("Le résumé est enregistré")
    (told,) = posted(house, "team-nord")
    assert "<@" + house.slack.user("antoine") in told
    assert "Chaque lundi à 08:00 (Europe/Paris)" in spaced(told)
    assert acts_on(house, digest) == [Act.DIGEST_SET]


async def test_an_admin_chooses_everything_and_a_second_digest_of_another_scope_stands_beside_the_first(
    house: House,
) -> None:
    await subscribes(house.person("antoine", "team-nord"))
    helene = house.person("helene", "team-nord")
    opened = await opens(helene, "/kpi digest")
    assert {"company:", "team:Nord", "team:London"} <= set(opened.options("scope"))
    whole = await opened.tells("scope", opened.option("scope", "company:"))
    changed = await whole.tells("kpis", whole.several("kpis", "cycle", "leads", "revenue", "retention"))
    assert "Dans cet ordre : Durée du cycle de vente → " in changed.said("summary")
    await saves(
        changed,
        weekday=changed.option("weekday", "3"),
        at={"type": "timepicker", "selected_time": "16:45"},
        zone=changed.option("zone", "America/Montreal"),
        language=changed.option("language", "fr"),
        compare=changed.option("compare", "year"),
        fresh=changed.option("fresh", "24"),
        look=changed.option("look", "words"),
    )
    of_nord, of_all = there_are(house)
    assert of_nord.scope == NORD
    assert (of_all.scope, of_all.kpis) == (COMPANY, ("cycle", "leads", "revenue", "retention"))
    assert of_all.schedule == Schedule("America/Montreal", 3, time(16, 45))
    assert (of_all.language, of_all.compare, of_all.fresher_than, of_all.look) == ("fr", Compare.YEAR, 24, Look.WORDS)


async def test_an_admins_form_starts_at_the_team_that_the_channel_is_named_for(house: House) -> None:
    for channel, scope in (("team-nord", "team:Nord"), ("sales-company", "company:")):
        opened = await opens(house.person("helene", channel), "/kpi digest")
        assert opened.state("scope")["selected_option"]["value"] == scope
        house.slack.server.playground.views.clear(house.slack.user("helene"))


async def test_the_form_starts_at_the_team_that_was_typed_and_what_names_nobody_is_said_back(house: House) -> None:
    helene = house.person("helene", "sales-company")
    opened = await opens(helene, "/kpi digest london")
    assert opened.state("scope")["selected_option"]["value"] == "team:London"
    refused = await helene.types("/kpi digest les gens du Sud")
    assert "n’est ni une équipe ni une région" in refused.text
    assert "les gens du Sud" in refused.text


async def test_the_same_scope_in_the_same_channel_is_the_same_digest_changed(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await subscribes(antoine)
    (first,) = there_are(house)
    welcomed = len(posted(house, "team-nord"))
    again = await opens(antoine, "/kpi digest")
    assert "l’enregistrer le modifie" in again.said("summary")
    await saves(again, weekday=again.option("weekday", "5"))
    (changed,) = there_are(house)
    assert (changed.id, changed.schedule.weekday, changed.created_at) == (first.id, 5, first.created_at)
    assert changed.active_since > first.active_since
    assert len(posted(house, "team-nord")) == welcomed
    assert acts_on(house, changed) == [Act.DIGEST_SET, Act.DIGEST_CHANGED]


async def test_a_rep_gets_the_list_and_is_told_who_sets_digests(house: House) -> None:
    await subscribes(house.person("antoine", "team-nord"))
    camille = house.person("camille", "team-nord")
    assert "managers et les administrateurs" in (await camille.types("/kpi digest")).text.replace("\u00a0", " ")
    listed = await camille.types("/kpi résumé liste")
    assert f"<#{house.slack.channel('team-nord')}>" in listed.written
    assert not listed.elements("digest.edit")
    assert "Aucun résumé" in (await house.person("magali", "team-sud").types("/kpi résumé liste")).written


async def test_a_manager_sees_in_the_list_what_comes_when_and_may_change_it(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await subscribes(antoine)
    listed = await antoine.types("/kpi digest list")
    assert "Prochain : lundi 23 nov. 2026 à 08:00, sur la semaine 47, 16–22 nov. 2026." in listed.written
    await antoine.only_presses(listed, "digest.edit")
    opened = await form(antoine, lambda view: is_filled(view) and view.get("callback_id") == "digest.set")
    direction = {"type": "conversations_select", "selected_conversation": house.slack.channel("sales-company")}
    await saves(opened, channel=direction)
    (moved,) = there_are(house)
    assert moved.channel_id == house.slack.channel("sales-company")
    assert moved.owner == house.slack.user("antoine")
    assert posted(house, "sales-company")


async def test_a_digest_is_paused_resumed_and_deleted_from_the_list(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await subscribes(antoine)
    paused = await antoine.presses(await antoine.types("/kpi digest list"), "digest.pause")
    assert "⏸️ *suspendu*" in paused.written
    (digest,) = there_are(house)
    assert (digest.state, digest.reason) == (DigestState.PAUSED, PauseReason.BY_HAND)
    resumed = await antoine.presses(paused, "digest.resume")
    assert "Prochain" in resumed.written
    assert there_are(house)[0].state is DigestState.ACTIVE
    other = await antoine.types("/kpi digest list")
    gone = await antoine.presses(resumed, "digest.delete")
    assert "Aucun résumé" in gone.written
    assert there_are(house) == []
    assert acts_on(house, digest) == [
        Act.DIGEST_SET,
        Act.DIGEST_PAUSED,
        Act.DIGEST_RESUMED,
        Act.DIGEST_DELETED,
    ]
    assert "entre-temps" in (await antoine.presses(other, "digest.pause")).text


async def test_a_private_channel_gets_its_digest_once_the_assistant_was_invited(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi digest")
    direction = {"type": "conversations_select", "selected_conversation": house.slack.channel("direction")}
    refused = await opened.submits(channel=direction, fresh=opened.option("fresh", "48"))
    assert list(refused["errors"]) == ["channel"]
    assert "/invite @kpi" in refused["errors"]["channel"]
    assert there_are(house) == []
    stays = await form(antoine)
    assert stays.state("channel")["selected_conversation"] == house.slack.channel("direction")
    assert stays.state("fresh")["selected_option"]["value"] == "48"
    await invites(house, "antoine", "direction", bot_of(house))
    await saves(stays)
    (digest,) = there_are(house)
    assert (digest.channel_id, digest.fresher_than) == (house.slack.channel("direction"), 48)


async def test_no_digest_comes_to_an_archived_channel_or_one_with_a_guest(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    archived = await a_channel(house, "old-news", members=("antoine",), archived=True)
    guests = house.slack.channel("general")  # Lina of the installers reads it
    opened = await opens(antoine, "/kpi digest")
    for place, said in ((archived, "archivé"), (guests, "invité")):
        sent = await opened.submits(channel={"type": "conversations_select", "selected_conversation": place})
        assert said in sent["errors"]["channel"]
    assert there_are(house) == []
    assert not posted(house, "old-news")


async def test_too_few_figures_and_a_forged_scope_are_refused_under_their_inputs(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi digest")
    sent = await opened.submits(kpis=opened.several("kpis", "revenue", "cycle"))
    assert list(sent["errors"]) == ["kpis"]
    forged = {"selected_option": {"value": "team:Sud", "text": {"type": "plain_text", "text": "Sud"}}}
    sent = await opened.submits(scope={"type": "static_select", **forged})
    assert sent["response_action"] == "errors"
    assert there_are(house) == []


async def test_the_same_form_sent_twice_at_once_is_one_digest_and_one_word_to_the_channel(house: House) -> None:
    before = len(posted(house, "team-nord"))
    opened = await opens(house.person("antoine", "team-nord"), "/kpi digest")
    await asyncio.gather(saves(opened), *(opened.submits() for _ in range(4)))
    (digest,) = there_are(house)
    assert len(posted(house, "team-nord")) == before + 1
    assert acts_on(house, digest) == [Act.DIGEST_SET]


async def test_what_the_channel_refuses_is_said_and_nothing_is_kept(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi digest")
    await house.slack.control.faults(
        {"method": "chat.postMessage", "fault": "error", "error": "restricted_action", "times": 1}
    )
    sent = await opened.submits()
    await house.slack.control.faults()
    assert "pas le droit" in sent["errors"]["channel"].replace("\u00a0", " ")
    assert there_are(house) == []
    await saves(opened)
    assert len(there_are(house)) == 1


async def test_in_a_direct_message_the_form_asks_for_the_channel(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine.elsewhere(direct_of(house, "antoine")), "/kpi digest")
    assert opened.state("channel").get("selected_conversation") is None
    asked = next(each for each in opened.view["blocks"] if each["block_id"] == "channel")["element"]
    assert asked["filter"]["include"] == ["public", "private"]
    assert asked["filter"]["exclude_external_shared_channels"] is True
    assert list((await opened.submits())["errors"]) == ["channel"]


async def test_the_preview_is_last_weeks_digest_for_the_person_alone(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi digest")
    before = len(posted(house, "team-nord"))
    place = {"view_id": opened.view["id"]}
    await antoine.slack.control.act("antoine", place, "preview", "digest.preview", {})
    seen = await form(antoine, lambda view: "L’aperçu est dans" in words_of(view))
    assert seen.chosen("kpis") == opened.chosen("kpis")
    shown = (await antoine.elsewhere(direct_of(house, "antoine")).shown())[-1]
    assert "Aperçu pour vous" in shown.written
    assert shown.of_kind("image")
    assert len(posted(house, "team-nord")) == before
    assert there_are(house) == []


async def test_send_now_queues_an_extra_one_for_each_press(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await subscribes(antoine)
    listed = await antoine.types("/kpi digest list")
    for _ in range(2):
        assert "en route" in (await antoine.presses(listed, "digest.send")).written
    queued = [each for each in deliveries_of(house) if each.kind is DeliveryKind.DIGEST]
    assert len(queued) == 2
    assert {each.channel_id for each in queued} == {house.slack.channel("team-nord")}


async def test_an_archived_channel_pauses_its_digest_and_its_owner_is_told_once(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    place = await a_channel(house, "north-wins", members=("antoine",))
    await subscribes(antoine.elsewhere("north-wins"))
    before = len(notices_to(house, "antoine"))
    await house.slack.control.post("channel", channel=place, is_archived=True)
    (digest,) = await until(lambda: paused(house), lambda found: found)
    assert digest.reason is PauseReason.ARCHIVED
    assert len(notices_to(house, "antoine")) == before + 1
    direct = antoine.elsewhere(direct_of(house, "antoine"))
    notice = (await until(direct.shown, lambda now: [each for each in now if place in each.written]))[-1]
    assert "J’ai suspendu le résumé" in notice.written
    await house.slack.control.post("channel", channel=place, is_archived=False)
    assert there_are(house)[0].state is DigestState.PAUSED
    assert "Prochain" in (await direct.presses(notice, "digest.resume")).written
    assert there_are(house)[0].state is DigestState.ACTIVE
    assert acts_on(house, digest) == [Act.DIGEST_SET, Act.DIGEST_PAUSED, Act.DIGEST_RESUMED]


async def test_the_assistant_taken_out_of_a_channel_pauses_its_digest_until_it_is_back_and_somebody_resumes(
    house: House,
) -> None:
    antoine = house.person("antoine", "team-nord")
    await a_channel(house, "north-deals", members=("antoine",))
    await subscribes(antoine.elsewhere("north-deals"))
    await house.slack.control.post("kick", channel="north-deals", user=bot_of(house), **{"as": "antoine"})
    (digest,) = await until(lambda: paused(house), lambda found: found)
    assert digest.reason is PauseReason.LEFT
    listed = await antoine.types("/kpi digest list")
    assert "plus dans le canal" in listed.written
    assert "/invite @kpi" in (await antoine.presses(listed, "digest.resume")).written
    await invites(house, "antoine", "north-deals", bot_of(house))
    assert there_are(house)[0].state is DigestState.PAUSED
    await antoine.presses(listed, "digest.resume")
    assert there_are(house)[0].state is DigestState.ACTIVE


async def test_a_guest_who_joins_pauses_the_digest_and_a_colleague_does_not(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await a_channel(house, "north-talk", members=("antoine",))
    await subscribes(antoine.elsewhere("north-talk"))
    before = len(notices_to(house, "antoine"))
    await invites(house, "antoine", "north-talk", house.slack.user("mehdi"))
    await invites(house, "antoine", "north-talk", house.slack.user("lina"))
    (digest,) = await until(lambda: paused(house), lambda found: found)
    assert digest.reason is PauseReason.OUTSIDERS
    assert len(notices_to(house, "antoine")) == before + 1


async def test_deliveries_are_told_to_managers_of_their_channels_and_to_admins(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await subscribes(antoine)
    await antoine.presses(await antoine.types("/kpi digest list"), "digest.send")
    told = await antoine.types("/kpi envois")
    assert "Envois des 30 derniers jours" in told.written
    assert f"<#{house.slack.channel('team-nord')}>" in told.written
    florent = await house.person("florent", "team-sud").types("/kpi deliveries")
    assert f"<#{house.slack.channel('team-nord')}>" not in florent.written
    assert f"<#{house.slack.channel('team-nord')}>" in (await house.person("helene").types("/kpi deliveries")).written
    refused = await house.person("camille", "team-nord").types("/kpi deliveries")
    assert "ceux qui en répondent" in refused.written
