"""An alert from the words typed to the message that recovers: set, tried out, fired, taken up, over."""

import asyncio
import csv
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.jobs.watching import watch_figures
from kpi_engine.alerts import Condition
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope
from storage.facts.store import open_facts, open_shelf
from storage.imports.importing import import_profile
from storage.repositories.alert_records import AlertRule, CloseReason, Episode, EpisodeState
from storage.repositories.digest_records import PauseReason
from storage.repositories.records import Act
from storage.sample_crm import PROFILES
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.forms import form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, until, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
NORD = Scope(Level.TEAM, "Nord")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: alerts are read by everybody."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_alerts_left(house: House) -> None:
    """Each story begins without alerts and with no form open."""
    views = house.slack.server.playground.views
    for name in ("antoine", "helene", "priya", "camille"):
        views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for rule in work.alerts.in_force(house.team_id):
            work.alerts.end(rule.team_id, rule.id, rule.created_at)


def in_force(house: House) -> list[AlertRule]:
    with house.office.records.reading() as work:
        return list(work.alerts.in_force(house.team_id))


@dataclass
class MovedClock:
    """The machine's clock, as far ahead or behind as the workspace's is."""

    offset: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def moved(self, moment: datetime) -> datetime:
        return moment + self.offset


async def watches(house: House, language: str = "fr", **other: Any) -> AlertRule:
    """A rule in force that breaches at its first look: more leads than any team of this company gets in a week."""
    now = house.office.clock.now() - timedelta(days=9)
    rule = AlertRule(
        team_id=house.team_id,
        id=f"rule-{len(in_force(house))}-{now.timestamp()}",
        channel_id=house.slack.channel("team-nord"),
        owner=house.slack.user("antoine"),
        kpi="leads",
        scope=NORD,
        grain=Grain.WEEK,
        condition=Condition.BELOW,
        threshold=400.0,
        recover_at=None,
        settings={},
        min_volume=0,
        breach_n=1,
        recover_n=1,
        quiet=None,
        zone="Europe/Paris",
        language=language,
        created_at=now,
        changed_at=now,
    )
    with house.office.records.writing() as work:
        work.alerts.put(replace(rule, **other))
    return replace(rule, **other)


async def looks(house: House, facts: Any = None) -> None:
    """The tick that looks at watched figures, at the workspace's time; over other facts where some are given."""
    clock = await house.slack.control.get("clock")
    office = replace(house.office, clock=MovedClock(timedelta(seconds=float(clock["offset"]))))
    await asyncio.to_thread(watch_figures, replace(office, facts=facts) if facts else office)


async def fires(house: House, rule: AlertRule, person: Person) -> Shown:
    """The message of the episode, as soon as it is there."""
    await looks(house)
    row = f"alert:{episode(house, rule).id}:"

    def opened(now: list[Shown]) -> list[Shown]:
        return [each for each in now if any(block.startswith(row) for block, _ in each.elements("alert.look"))]

    return (await until(person.shown, opened))[-1]


def episode(house: House, rule: AlertRule) -> Episode:
    with house.office.records.reading() as work:
        found = work.alerts.last_episode(rule.team_id, rule.id)
    assert found
    return found


async def told(person: Person, card: Shown, action_id: str, value: Json | None = None) -> Shown:
    """What she alone is answered when she presses a button or chooses from a menu of an alert."""
    before = {each.ts for each in await person.shown()}
    now = next(each for each in await person.shown() if each.ts == card.ts)
    block_id, _ = now.elements(action_id)[0]
    place = {"channel": person.channel, "ts": card.ts}
    pressed = await person.slack.control.act(person.name, place, block_id, action_id, value or {})
    assert pressed["status"] == "acked", pressed
    found = await until(person.shown, lambda now: [each for each in now if each.ts not in before and each.is_private])
    return found[-1]


async def lists(person: Person) -> Shown:
    """The list, which only she sees."""
    before = {each.ts for each in await person.shown()}
    await person.slack.control.type(person.name, person.channel, "/kpi alerte liste")
    found = await until(person.shown, lambda now: [each for each in now if each.ts not in before and each.is_private])
    return found[-1]


async def root(person: Person, ts: str, holds: str) -> Shown:
    """The first message of the thread as soon as it says this."""

    def fits(now: list[Shown]) -> list[Shown]:
        return [each for each in now if each.ts == ts and holds in each.written]

    return (await until(person.shown, fits))[-1]


async def test_the_form_shows_what_the_last_year_would_have_been_before_anything_is_kept(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi alerte leads sous 3 par semaine")
    assert opened.state("amount")["value"] == "3"
    assert opened.state("recover")["value"] == "4"
    assert "12 derniers mois" in opened.outlook
    assert "Chaque bloc est une semaine" in opened.outlook
    assert in_force(house) == []
    by_month = await opened.chooses("grain", "month", "Chaque bloc est un mois")
    often = await by_month.tells("amount", {"value": "400"}, "la plupart du temps")
    assert "Elle se déclencherait maintenant" in often.outlook
    assert often.state("recover")["value"] == "408"


async def test_an_admin_who_names_no_team_watches_the_company_and_a_manager_her_own_team(house: House) -> None:
    whose = {}
    for name in ("helene", "antoine"):
        opened = await opens(house.person(name, "team-nord"), "/kpi alerte leads sous 3 par semaine")
        whose[name] = opened.state("scope")["selected_option"]["text"]["text"]
    assert whose == {"helene": "Toute l’entreprise", "antoine": "Équipe Nord"}


async def test_what_was_tried_is_kept_and_its_channel_is_told(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    before = await antoine.shown()
    opened = await opens(antoine, "/kpi alerte transformation sous 30 % par mois")
    sent = await opened.submits()
    assert (sent["status"], sent["response_action"]) == ("acked", "update")
    (rule,) = in_force(house)
    assert (rule.kpi, rule.scope, rule.grain, rule.condition) == ("transformation", NORD, Grain.MONTH, Condition.BELOW)
    assert (rule.threshold, rule.recover_at, rule.min_volume) == (0.3, pytest.approx(0.31), 30)
    assert (rule.owner, rule.language) == (house.slack.user("antoine"), "fr")
    assert rule.channel_id == house.slack.channel("team-nord")
    welcome = (await antoine.news(before))[-1]
    assert "en dessous de 30,0 %" in welcome.written
    assert not welcome.is_private
    with house.office.records.reading() as work:
        (entry,) = [each for each in work.audit.of(house.team_id) if each.subject.key == rule.id]
    assert (entry.act, entry.actor) == (Act.ALERT_SET, house.slack.user("antoine"))
    assert "L’alerte est réglée" in await antoine.modal("L’alerte est réglée")


async def test_the_same_form_sent_twice_is_one_alert_and_one_welcome(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    before = await antoine.shown()
    opened = await opens(antoine, "/kpi alerte leads sous 3")
    await asyncio.gather(opened.submits(), opened.submits())
    assert len(in_force(house)) == 1
    assert len(await antoine.news(before)) == 1


async def test_a_channel_is_not_told_twice_of_the_same_but_of_another_line_as_well(house: House) -> None:
    await (await opens(house.person("antoine", "team-nord"), "/kpi alerte leads sous 3")).submits()
    opened = await opens(house.person("helene", "team-nord"), "/kpi alerte leads sous 3 équipe Nord")
    sent = await opened.submits()
    assert "déjà prévenu" in sent["errors"]["channel"]
    assert [rule.threshold for rule in in_force(house)] == [3.0]
    await opened.submits(amount={"type": "plain_text_input", "value": "2"})
    await (await form(opened.person)).submits()
    assert [rule.threshold for rule in in_force(house)] == [3.0, 2.0]


async def test_what_was_not_shown_is_shown_before_it_is_kept(house: House) -> None:
    opened = await opens(house.person("priya", "team-london"), "/kpi alert leads below 3")
    sent = await opened.submits(amount={"type": "plain_text_input", "value": "5"})
    assert (sent["status"], sent["response_action"], in_force(house)) == ("acked", "update", [])
    again = await form(opened.person)
    assert "Press Save once more" in again.outlook
    assert (await again.submits())["status"] == "acked"
    assert [rule.threshold for rule in in_force(house)] == [5.0]


async def test_a_mistake_stands_under_its_input(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi alerte transformation sous 30 %")
    for typed, said in (("dix", "nombre"), ("12 jours", "ne se compte pas ainsi"), ("500 %", "entre 0 % et 100 %")):
        sent = await opened.submits(amount={"type": "plain_text_input", "value": typed})
        assert list(sent["errors"]) == ["amount"]
        assert said in sent["errors"]["amount"].replace("\u00a0", " ")
    right = {"type": "plain_text_input", "value": "30 %"}
    wrong = await opened.submits(amount=right, recover={"type": "plain_text_input", "value": "20 %"})
    assert list(wrong["errors"]) == [opened.block_id("recover")]
    assert "plus haute" in wrong["errors"][opened.block_id("recover")]
    back = {"type": "plain_text_input", "value": "32 %"}
    half = await opened.submits(recover=back, quiet_from={"type": "timepicker", "selected_time": "20:00"})
    assert list(half["errors"]) == ["quiet_until"]
    assert in_force(house) == []


async def test_a_channel_without_the_assistant_is_refused_in_the_form(house: House) -> None:
    helene = house.person("helene", "direction")
    opened = await opens(helene, "/kpi alerte leads sous 3")
    sent = await opened.submits()
    assert "/invite" in sent["errors"]["channel"]
    assert in_force(house) == []


async def test_rules_ask_for_what_they_need_and_nothing_else(house: House) -> None:
    opened = await opens(house.person("helene", "general"), "/kpi alerte leads inhabituel")
    assert "amount" not in opened.blocks
    assert "side" in opened.blocks
    stalled = await opened.chooses("watch", "stalled", "Plus de combien")
    assert "kpi" not in stalled.blocks
    assert "amount" in stalled.blocks
    silent = await stalled.chooses("watch", "silent", "Jours sans données")
    assert "grain" not in silent.blocks
    assert silent.state("kpi")["selected_option"]["value"] == "leads"
    await silent.tells("amount", {"value": "5"}, "12 derniers mois")


async def test_a_rep_takes_an_alert_up_and_the_message_says_who_and_a_double_click_does_no_harm(house: House) -> None:
    camille = house.person("camille", "team-nord")
    rule = await watches(house)
    posted = await fires(house, rule, camille)
    assert not posted.is_private
    assert "Leads, Équipe Nord" in posted.text
    assert "sous la limite de 400" in posted.text
    assert posted.of_kind("data_visualization")
    await house.slack.control.faults({"method": "chat.update", "fault": "slow", "seconds": 1, "times": 1})
    await camille.only_presses(posted, "alert.ack")
    await camille.only_presses(posted, "alert.ack")
    taken = await root(camille, posted.ts, "Pris en compte par")
    assert f"<@{house.slack.user('camille')}>" in taken.written
    assert not taken.elements("alert.ack")
    assert taken.elements("alert.snooze")
    assert episode(house, rule).state is EpisodeState.ACKNOWLEDGED


async def test_a_second_look_at_the_same_facts_tells_nothing(house: House) -> None:
    camille = house.person("camille", "team-nord")
    await fires(house, await watches(house), camille)
    before = await camille.shown()
    await looks(house)
    await asyncio.sleep(1.5)
    assert [each.ts for each in await camille.shown()] == [each.ts for each in before]


async def test_an_alert_is_snoozed_for_a_day_and_assigned_to_who_may_see_it_alone(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    rule = await watches(house)
    posted = await fires(house, rule, antoine)
    refused = await told(antoine, posted, "alert.assign", {"selected_user": house.slack.user("magali")})
    assert "ne peut pas voir ces chiffres" in refused.written
    assert episode(house, rule).assignee is None
    await told(antoine, posted, "alert.assign", {"selected_user": house.slack.user("camille")})
    assert episode(house, rule).assignee == house.slack.user("camille")
    await root(antoine, posted.ts, "Confié à")
    option = {"selected_option": {"value": "day", "text": {"type": "plain_text", "text": "pour un jour"}}}
    answered = await told(antoine, posted, "alert.snooze", option)
    assert "Mis en veille par" in answered.written
    resting = episode(house, rule)
    assert (resting.state, resting.snoozes) == (EpisodeState.SNOOZED, 1)


async def test_looking_into_it_and_why_are_answered_to_the_one_who_pressed(house: House) -> None:
    camille = house.person("camille", "team-nord")
    posted = await fires(house, await watches(house), camille)
    card = await told(camille, posted, "alert.look")
    assert "Leads" in card.written
    why = await told(camille, posted, "alert.why")
    assert "Leads" in why.written


async def test_who_may_not_see_the_figure_may_not_take_it_up(house: House) -> None:
    rule = await watches(house, channel_id=house.slack.channel("general"))
    magali = house.person("magali", "general")
    posted = await fires(house, rule, magali)
    assert "équipe Nord" in (await told(magali, posted, "alert.ack")).written
    assert episode(house, rule).state is EpisodeState.BREACHED


async def test_a_rule_that_is_deleted_closes_its_episode_and_takes_the_buttons_away(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    rule = await watches(house)
    posted = await fires(house, rule, antoine)
    listed = await lists(antoine)
    assert "franchi depuis" in listed.written
    await antoine.only_presses(listed, "alert.delete")
    await until(antoine.shown, lambda now: [each for each in now if "Aucune alerte" in each.written])
    closed = await root(antoine, posted.ts, "Clos")
    assert not closed.elements("alert.look")
    assert episode(house, rule).close_reason is CloseReason.RULE_DELETED


async def test_a_press_on_an_episode_that_is_over_is_answered_to_that_person_alone(house: House) -> None:
    camille = house.person("camille", "team-nord")
    rule = await watches(house)
    posted = await fires(house, rule, camille)
    over = replace(episode(house, rule), state=EpisodeState.RECOVERED, close_reason=CloseReason.RECOVERED)
    with house.office.records.writing() as work:
        work.alerts.keep(over)  # the message does not show it yet
    for button in ("alert.ack", "alert.snooze"):
        chosen = {"selected_option": {"value": "day", "text": {"type": "plain_text", "text": "pour un jour"}}}
        late = await told(camille, posted, button, chosen if button == "alert.snooze" else None)
        assert "déjà rétabli" in late.written


async def test_an_alert_is_changed_from_the_list_and_its_open_episode_is_over(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    rule = await watches(house)
    await fires(house, rule, antoine)
    listed = await lists(antoine)
    await antoine.only_presses(listed, "alert.edit")
    opened = await form(antoine, lambda view: "Modifier" in view["title"]["text"] and is_filled(view))
    assert opened.state("amount")["value"] == "400"
    changed = await opened.tells("amount", {"value": "3"}, "en dessous de 3")
    assert (await changed.submits())["response_action"] == "update"
    assert [each.threshold for each in in_force(house)] == [3.0]
    assert episode(house, rule).close_reason is CloseReason.RULE_CHANGED


async def test_the_list_tries_a_rule_again_and_shows_it_to_those_who_may_see_its_figures(house: House) -> None:
    await watches(house)
    antoine = house.person("antoine", "team-nord")
    listed = await lists(antoine)
    await antoine.only_presses(listed, "alert.again")
    assert "12 derniers mois" in await antoine.modal("12 derniers mois")
    camille = await lists(house.person("camille", "team-nord"))
    assert "Leads" in camille.written
    assert not camille.elements("alert.edit")
    assert "Aucune alerte" in (await lists(house.person("magali", "team-sud"))).written


async def test_a_rep_sets_no_alert_and_a_manager_none_of_another_team(house: House) -> None:
    refused = await house.person("camille", "team-nord").types("/kpi alerte leads sous 3")
    assert "managers" in refused.text
    opened = await opens(house.person("antoine", "team-nord"), "/kpi alerte leads sous 3 équipe Sud")
    assert "Ce n’est pas à vous de surveiller : Équipe Sud." in opened.outlook
    forged = {"selected_option": {"value": "team:Sud", "text": {"type": "plain_text", "text": "Sud"}}}
    sent = await opened.submits(scope={"type": "static_select", **forged})
    assert sent["response_action"] == "errors"
    assert in_force(house) == []


async def test_the_home_tab_names_what_is_open(house: House) -> None:
    camille = house.person("camille", "team-nord")
    await fires(house, await watches(house), camille)
    await house.slack.control.post("home", **{"as": "camille"})

    async def look() -> str:
        view = (await house.slack.control.post("home", **{"as": "camille"}))["view"]
        return words_of(view or {})

    assert await until(look, lambda words: [words] if "Vos alertes" in words and "franchi depuis" in words else [])


async def test_a_figure_that_is_back_recovers_in_the_thread_and_takes_the_buttons_away(
    house: House, tmp_path: Path
) -> None:
    camille = house.person("camille", "team-nord")
    rule = await watches(house, threshold=60.0)
    posted = await fires(house, rule, camille)
    await looks(house, with_more_leads(tmp_path))
    over = await root(camille, posted.ts, "Rétabli")
    assert not over.elements("alert.ack")
    assert episode(house, rule).close_reason is CloseReason.RECOVERED


def with_more_leads(folder: Path) -> Any:
    """The company's facts once more than a week later, with a good week for team Nord."""
    exports = folder / "crm"
    shutil.copytree(alto().exports, exports)
    first = (exports / "leads.csv").read_text("utf-8-sig").splitlines()
    columns = next(csv.reader(first[:1]))
    values = dict.fromkeys(columns, "") | {
        "Create Date": "2026-11-22",
        "Lead Owner": "Camille Roy",
        "Lead Status": "New",
    }
    more = [",".join((values | {"Lead ID": f"L-NEW-{each}"})[name] for name in columns) for each in range(80)]
    (exports / "leads.csv").write_text("\n".join([*first, *more]) + "\n", "utf-8-sig")
    for profile in PROFILES:
        import_profile(profile, exports, open_facts(str(folder / "facts")), today=date(2026, 11, 23))
    return open_shelf(str(folder / "facts"))


async def test_a_guest_who_joins_holds_the_alerts_of_the_channel_until_its_owner_resumes(house: House) -> None:
    antoine, bot = house.person("antoine", "team-nord"), house.slack.server.playground.workspace.bot.id
    await house.slack.control.post("channel", name="north-alerts", is_private=True, **{"as": "antoine"})
    for guest in (bot, house.slack.user("mehdi")):
        await house.slack.control.post("invite", channel="north-alerts", user=guest, **{"as": "antoine"})
    rule = await watches(house, channel_id=house.slack.channel("north-alerts"))
    there = antoine.elsewhere("north-alerts")
    card = await fires(house, rule, there)
    assert in_force(house)[0].held is None
    await house.slack.control.post("invite", channel="north-alerts", user=house.slack.user("lina"), **{"as": "antoine"})

    async def held() -> list[AlertRule]:
        return [each for each in in_force(house) if each.held]

    (found,) = await until(held, lambda rules: rules)
    assert found.held is PauseReason.OUTSIDERS
    playground = house.slack.server.playground
    direct = playground.workspace.direct(house.slack.user("antoine"), bot, int(playground.clock.now())).id
    mine = antoine.elsewhere(direct)
    notice = (await until(mine.shown, lambda now: [each for each in now if rule.channel_id in each.written]))[-1]
    assert "suspendu l’alerte" in notice.written
    assert "suspendue : un invité" in (await lists(antoine)).written.replace("\u00a0", " ")
    await told(there, card, "alert.ack")
    assert "Antoine" not in (await root(there, card.ts, "Leads")).written
    assert "invité" in (await mine.presses(notice, "alert.resume")).written
    await house.slack.control.post("kick", channel="north-alerts", user=house.slack.user("lina"), **{"as": "antoine"})
    await mine.presses(notice, "alert.resume")
    assert in_force(house)[0].held is None
