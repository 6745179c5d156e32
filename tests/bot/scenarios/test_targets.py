"""A target from the words typed to the card that tells where it stands: the whole form, by real submissions."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from kpi_engine.periods import Grain, Period
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import TargetKind
from storage.repositories.records import Act, Ending, KeptTarget
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, a_house, until, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1), Grain.QUARTER)
YEAR = Period(date(2026, 1, 1), date(2027, 1, 1), Grain.YEAR)
NORD = Scope(Level.TEAM, "Nord")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: targets show on everybody's cards."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_targets_left(house: House) -> None:
    """Each story begins without targets and with no form open."""
    views = house.slack.server.playground.views
    for name in ("antoine", "helene", "priya", "camille"):
        views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for kept in work.targets.in_force(house.team_id):
            work.targets.end(kept, _removed(kept))


def _removed(kept: KeptTarget) -> Any:
    from storage.repositories.records import TargetEnd

    return TargetEnd(kept.set_at, None, Ending.REMOVED)


async def changes(person: Person) -> Form:
    """Press Change in the list; the form of that target."""
    listed = await person.types("/kpi objectif liste")
    await person.only_presses(listed, "target.edit")
    return await form(person, lambda view: "Modifier" in view["title"]["text"] and is_filled(view))


def in_force(house: House) -> list[KeptTarget]:
    with house.office.records.reading() as work:
        return list(work.targets.in_force(house.team_id))


async def sets(person: Person, typed: str) -> None:
    """Set a target that leaves no doubt."""
    opened = await opens(person, typed)
    assert (await opened.submits())["status"] == "acked"


async def test_plus_ten_percent_of_a_share_asks_which_and_shows_both_before_it_is_kept(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi objectif transformation +10 % ce trimestre")
    assert opened.state("kind")["selected_option"] is None
    start = 13 / 32
    assert "40,6 %" in opened.outlook
    assert f"{start * 110:.1f} %".replace(".", ",") in opened.outlook
    assert f"{start * 100 + 10:.1f} %".replace(".", ",") in opened.outlook
    assert (await opened.submits())["status"] == "incomplete"
    chosen = await opened.chooses("kind", "points")
    assert "50,6 %" in chosen.outlook
    assert "44,7 %" not in chosen.outlook
    sent = await chosen.submits()
    assert (sent["status"], sent["response_action"]) == ("acked", "update")
    (kept,) = in_force(house)
    assert (kept.target.kpi, kept.target.scope, kept.target.horizon) == ("transformation", NORD, QUARTER)
    assert (kept.target.kind, kept.target.amount) == (TargetKind.POINTS, 0.1)
    assert kept.target.aim == pytest.approx(start + 0.1)
    assert kept.target.baseline is not None
    assert (kept.target.baseline.value, kept.target.baseline.n) == (start, 32)
    assert kept.target.baseline.interval is not None
    assert kept.target.baseline.facts_version == house.office.facts.current().version
    assert kept.set_by == house.slack.user("antoine")
    assert "L’objectif est fixé" in await antoine.modal("L’objectif est fixé")


async def test_what_was_not_shown_is_shown_before_it_is_kept(house: House) -> None:
    opened = await opens(house.person("priya", "team-london"), "/kpi target cycle -15% this year")
    assert "45" in opened.outlook or "days" in opened.outlook
    sent = await opened.submits(amount={"type": "plain_text_input", "value": "-20%"})
    assert (sent["status"], sent["response_action"], in_force(house)) == ("acked", "update", [])
    again = await form(opened.person)
    assert "Press Save once more" in again.outlook
    assert again.state("amount")["value"] == "-20%"
    assert (await again.submits())["status"] == "acked"
    (kept,) = in_force(house)
    assert kept.target.amount == -0.2
    assert kept.target.scope == Scope(Level.TEAM, "London")


async def test_a_mistake_stands_under_its_input_and_all_that_was_typed_stays(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi objectif conversion 25 % T4")
    note = {"type": "plain_text_input", "value": "Un lead sur quatre"}
    for typed, said in (("dix", "nombre"), ("125 %", "100 %"), ("12 jours", "ne se compte pas ainsi")):
        sent = await opened.submits(amount={"type": "plain_text_input", "value": typed}, note=note)
        assert sent["response_action"] == "errors"
        assert list(sent["errors"]) == ["amount"]
        assert said in sent["errors"]["amount"].replace("\u00a0", " ")
        stays = await form(opened.person)
        assert (stays.state("amount")["value"], stays.state("note")["value"]) == (typed, "Un lead sur quatre")
    assert in_force(house) == []


async def test_a_sum_cannot_start_from_a_period_of_another_length(house: House) -> None:
    opened = await opens(house.person("helene", "general"), "/kpi objectif CA +10 % ce trimestre")
    changed = await opened.chooses("baseline", "last_year")
    assert "aussi longue" in changed.outlook
    assert (await changed.submits())["errors"].keys() == {"baseline"}


async def test_the_same_form_sent_twice_is_one_target(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi objectif conversion 25 % T4")
    pushed = await asyncio.gather(opened.submits(), opened.submits())
    assert [each["status"] for each in pushed] == ["acked", "acked"]
    assert len(in_force(house)) == 1
    with house.office.records.reading() as work:
        acts = [entry for entry in work.audit.of(house.team_id) if entry.act is Act.TARGET_SET]
        assert len([entry for entry in acts if entry.subject.key == in_force(house)[0].id]) == 1


async def test_a_newer_target_replaces_the_older_and_the_history_tells_who_and_when(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await sets(antoine, "/kpi objectif conversion 25 % T4")
    await sets(house.person("helene", "general"), "/kpi objectif conversion 30 % équipe Nord T4")
    (kept,) = in_force(house)
    assert kept.target.aim == 0.3
    history = await antoine.types("/kpi objectif historique")
    assert f"<@{house.slack.user('antoine')}>" in history.written
    assert f"<@{house.slack.user('helene')}>" in history.written
    assert "remplacé le" in history.written


async def test_a_target_shows_on_its_card_and_in_the_list_and_its_progress_is_the_engines(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await sets(antoine, "/kpi objectif CA +20 % ce trimestre")
    card = await antoine.types("/kpi revenue ce trimestre")
    assert "Objectif T4 2026" in card.written
    assert "Reste à faire" in card.written
    listed = await antoine.types("/kpi objectif liste")
    assert "Objectif T4 2026" in listed.written
    camille = await house.person("camille", "team-nord").types("/kpi target list")
    assert "Objectif T4 2026" in camille.written
    assert not camille.elements("target.edit")
    other = await house.person("magali", "team-sud").types("/kpi target list")
    assert "Aucun objectif" in other.written


async def test_a_target_is_changed_from_the_list_and_removed_there(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await sets(antoine, "/kpi objectif cycle -12.5 % T4")
    opened = await changes(antoine)
    assert opened.state("amount")["value"] == "−12,5 %"
    changed = await opened.tells("amount", {"value": "-20 %"})
    assert (await changed.submits())["status"] == "acked"
    (kept,) = in_force(house)
    assert kept.target.amount == -0.2
    listed = await antoine.types("/kpi objectif liste")
    gone = await antoine.presses(listed, "target.remove")
    assert "Aucun objectif" in gone.written
    assert in_force(house) == []


async def test_a_target_that_is_gone_says_so(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await sets(antoine, "/kpi objectif conversion 25 % T4")
    listed = await antoine.types("/kpi objectif liste")
    with house.office.records.writing() as work:
        work.targets.end(in_force(house)[0], _removed(in_force(house)[0]))
    await antoine.only_presses(listed, "target.edit")
    assert "entre-temps" in await antoine.modal("entre-temps")
    assert "entre-temps" in (await antoine.presses(listed, "target.remove")).text


async def test_a_target_of_another_team_cannot_be_set_by_a_forged_form(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi objectif conversion 25 % T4")
    forged = {"selected_option": {"value": "team:Sud", "text": {"type": "plain_text", "text": "Sud"}}}
    sent = await opened.submits(scope={"type": "static_select", **forged})
    assert sent["response_action"] == "errors"
    assert in_force(house) == []


async def test_the_form_opens_at_once_and_one_that_is_closed_before_itis_filled_stays_closed(house: House) -> None:
    antoine, control = house.person("antoine", "team-nord"), house.slack.control
    await control.faults({"method": "views.update", "fault": "slow", "seconds": 0.5, "times": 1})
    before = await antoine.shown()
    await control.type("antoine", "team-nord", "/kpi objectif conversion 25 % T4")
    first = await form(antoine)
    assert "Un instant" in first.words
    await control.post("view/close", view_id=first.view["id"], clear=True, **{"as": "antoine"})
    await asyncio.sleep(1.0)
    await control.faults()
    assert await control.views("antoine") == []
    assert [each.ts for each in await antoine.shown()] == [each.ts for each in before]


async def test_moving_a_target_to_other_days_ends_the_one_it_was_made_from(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    await sets(antoine, "/kpi objectif conversion 25 % T4")
    opened = await changes(antoine)
    moved = await opened.chooses("horizon", "2026-01-01/2027-01-01/year")
    assert (await moved.submits())["status"] == "acked"
    assert [each.target.horizon for each in in_force(house)] == [YEAR]


async def test_a_rep_sees_targets_and_sets_none(house: House) -> None:
    camille = house.person("camille", "team-nord")
    told = await camille.types("/kpi objectif conversion 25 % T4")
    assert "managers" in told.text
    assert await house.slack.control.views("camille") == []
    assert "Aucun objectif" in (await camille.types("/kpi objectif")).written


async def test_a_manager_is_offered_her_own_teams_and_people_and_an_admin_everybody(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi objectif conversion 25 % T4")
    scopes = next(each for each in opened.view["blocks"] if each["block_id"] == "scope")["element"]["options"]
    levels = {each["value"].split(":")[0] for each in scopes}
    assert levels == {"team", "rep"}
    assert [each["value"] for each in scopes if each["value"].startswith("team")] == ["team:Nord"]
    opened = await opens(house.person("helene", "general"), "/kpi objectif conversion 25 % T4")
    assert opened.state("scope")["selected_option"]["value"] == "company:"
    await opened.submits()
    assert [each.target.scope for each in in_force(house)] == [COMPANY]


@pytest.mark.parametrize(
    ("typed", "whose"),
    [("équipe Sud", "Équipe Sud"), ("moi", "Antoine Delcroix"), ("entreprise", "Toute l’entreprise")],
)
async def test_whose_target_is_not_hers_to_set_is_told_and_not_dropped(house: House, typed: str, whose: str) -> None:
    opened = await opens(house.person("antoine", "team-nord"), f"/kpi objectif rétention +10 % T4 {typed}")
    assert f"Ce n’est pas à vous de fixer cet objectif : {whose}." in opened.outlook
    chosen = await opened.chooses("scope", "team:Nord")
    assert "pas à vous" not in chosen.outlook


async def test_words_that_were_not_understood_are_told_in_the_form(house: House) -> None:
    opened = await opens(house.person("helene", "general"), "/kpi objectif retenton +10 % cette année")
    assert "« retenton »" in opened.outlook
    assert opened.state("amount")["value"] == "+10 %"
    assert opened.state("horizon")["selected_option"]["value"] == "2026-01-01/2027-01-01/year"


async def test_until_a_day_asks_for_the_day(house: House) -> None:
    opened = await opens(house.person("helene", "general"), "/kpi objectif cycle 45 jours ce trimestre")
    asked = await opened.chooses("horizon", "until")
    assert "until" in [each["block_id"] for each in asked.view["blocks"]]
    told = await asked.tells("until", {"selected_date": "2027-01-31"})
    assert "45 jours" in told.outlook
    await told.submits()
    assert [each.target.horizon.end for each in in_force(house)] == [date(2027, 2, 1)]


async def test_a_mention_has_no_trigger_so_the_form_is_offered_by_a_button(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    told = await antoine.types("@kpi objectif conversion 25 % T4")
    await antoine.only_presses(told, "target.open")
    opened = await form(antoine, lambda view: "outlook" in [each["block_id"] for each in view["blocks"]])
    assert opened.state("amount")["value"] == "25 %"


async def test_the_home_tab_shows_the_targets_that_concern_its_reader(house: House) -> None:
    await sets(house.person("antoine", "team-nord"), "/kpi objectif CA +20 % ce trimestre")
    control = house.slack.control
    await control.post("home", **{"as": "camille"})

    async def look() -> list[str]:
        home = (await control.post("home", **{"as": "camille"}))["view"]
        return [words_of(home)] if home else []

    shown = await until(look, lambda found: [each for each in found if "Vos objectifs" in each])
    assert "Équipe Nord" in shown[-1]
