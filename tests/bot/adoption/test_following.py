"""What follows from a definition on its day: digests, alerts and targets go by it, and owners hear of what ends."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.jobs.definitions import follow
from bot.jobs.watching import watch_figures
from bot.text import Text
from bot.use_cases.targets import Phase, standing_of, standings
from bot.views.target_list import Listed, target_list
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Recipe, Way, dump
from kpi_engine.scope import COMPANY
from kpi_engine.target import Target, TargetKind
from storage.repositories.alert_records import CloseReason, EpisodeState
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.digest_records import DigestState, PauseReason
from storage.repositories.records import Act, KeptTarget
from tests.bot.adoption.house import ADMIN, TODAY, House, retired, version
from tests.bot.alerts.watchtower import BAD, RULE, Watchtower
from tests.bot.digests.bureau import MONDAY, OWNER, a_digest, closed, created, written

WON_DEALS = {"kpi": "transformation", "name": "Transformation rate", "paired_with": None}
WITHOUT_UNKNOWN = Recipe(
    Way.SHARE,
    counted=Happening.OPPORTUNITIES_WON,
    among=Happening.OPPORTUNITIES_CLOSED,
    conditions=(Condition(Dimension.SOURCE, (None,), leaves_out=True),),
)
NEXT_MONDAY = MONDAY + timedelta(days=7)


def notices(house: House) -> list[str]:
    return [written(row) for row in house.queued(DeliveryKind.NOTICE)]


def acts(house: House) -> list[str]:
    with house.records.reading() as work:
        return [str(each.act) for each in work.audit.of("T1")]


def digest(house: House, digest_id: str = "D1"):
    with house.records.reading() as work:
        return work.digests.get("T1", digest_id)


# digests


def test_a_digest_says_once_that_a_kpi_was_retired_and_goes_on_with_the_others(house: House) -> None:
    house.publish_a_quarter()
    house.subscribe(a_digest(kpis=("leads", "transformation")))
    house.keeps(retired(**WON_DEALS | {"successor": "leads"}))
    house.tick(MONDAY)
    house.tick(NEXT_MONDAY)
    first, second = map(written, house.queued())
    farewell = "“Transformation rate” was retired on 23 Nov 2026; see “Leads”. This digest tells of it no more."
    assert (first.count(farewell), second.count("retired")) == (1, 0)
    assert "Leads" in second
    assert digest(house).kpis == ("leads",)
    assert acts(house) == [Act.DIGEST_CHANGED]


def test_what_was_changed_in_the_form_meanwhile_stays(house: House) -> None:
    house.publish_a_quarter()
    house.subscribe(a_digest(kpis=("leads", "transformation")))
    house.keeps(retired(**WON_DEALS))
    before = digest(house)
    house.tick(MONDAY)
    house.subscribe(replace(before, kpis=("transformation", "leads", "revenue")))
    house.tick(NEXT_MONDAY)
    assert digest(house).kpis == ("leads", "revenue")


def test_a_digest_of_nothing_else_is_paused_and_its_owner_is_told_once(house: House) -> None:
    house.publish_a_week()
    house.subscribe(a_digest(kpis=("transformation",)), a_digest(2, kpis=("leads",)))
    house.keeps(retired(**WON_DEALS))
    follow(house.office)
    follow(house.office)
    assert (digest(house).state, digest(house).reason) == (DigestState.PAUSED, PauseReason.RETIRED)
    assert digest(house, "D2").state is DigestState.ACTIVE
    (told,) = house.queued(DeliveryKind.NOTICE)
    assert told.channel_id == OWNER.user_id
    assert "none of its figures is defined any more" in written(told)
    assert acts(house) == [Act.DIGEST_PAUSED]
    house.tick(MONDAY)
    assert house.states() == {}


def test_before_its_day_nothing_follows(house: House) -> None:
    house.subscribe(a_digest(kpis=("transformation",)))
    house.keeps(retired(effective_on=TODAY + timedelta(days=1), **WON_DEALS))
    follow(house.office)
    assert digest(house).state is DigestState.ACTIVE
    assert not notices(house)


def test_a_digest_goes_by_the_new_version_from_its_day_on_and_what_was_posted_is_not_restated(house: House) -> None:
    """Half of the opportunities are of an unknown source: the new version leaves them out."""
    rows = [row | {"source": None if number % 2 else "Web"} for number, row in enumerate(closed(60, 240) * 2)]
    house.publish(rows, created(40))
    house.subscribe(a_digest(kpis=("transformation", "leads")))
    house.keeps(version(2, recipe=dump(WITHOUT_UNKNOWN), effective_on=TODAY + timedelta(days=1), **WON_DEALS))
    house.tick(MONDAY)
    house.sent_all()
    (before,) = map(written, house.queued())
    assert "120 of 600" in before
    house.clock.at = MONDAY + timedelta(days=1, hours=2)
    assert house.office.catalog["transformation"].version == 2
    house.publish(rows, created(40), at=house.clock.at)
    house.tick()
    assert house.queued(DeliveryKind.RESTATEMENT) == []
    late = [{**row, "source": "Web"} for row in closed(60, 0)]
    house.publish([*rows, *late], created(40), at=house.clock.at + timedelta(hours=1))
    house.tick()
    (reply,) = map(written, house.queued(DeliveryKind.RESTATEMENT))
    assert "20.0% → 27.3%" in reply, "by the definition of then: 180 of 660"


# alerts


@pytest.fixture
def tower(house: House) -> Watchtower:
    return Watchtower(house)


def test_an_alert_on_a_retired_kpi_ends_with_its_episode_and_its_owner_is_told_once(tower: Watchtower) -> None:
    house = tower.bureau
    house.publish_a_week()
    tower.see(BAD)
    house.keeps(retired(**WON_DEALS | {"successor": "leads"}))
    follow(tower.office)
    follow(tower.office)
    with house.records.reading() as work:
        rule, episode = work.alerts.get("T1", RULE.id), work.alerts.last_episode("T1", RULE.id)
    assert rule.ended_at is not None
    assert (episode.state, episode.close_reason) == (EpisodeState.RECOVERED, CloseReason.RULE_CHANGED)
    (told,) = house.queued(DeliveryKind.NOTICE)
    assert told.channel_id == RULE.owner
    assert "The alert on *Transformation rate, Team Nord* in <#C000000001> has ended." in written(told)
    assert "see “Leads”" in written(told)
    assert acts(house) == [Act.ALERT_REMOVED]


def test_alerts_on_other_kpis_go_on(tower: Watchtower) -> None:
    tower.bureau.keeps(retired())
    follow(tower.office)
    with tower.bureau.records.reading() as work:
        assert work.alerts.get("T1", RULE.id).ended_at is None


def weeks_of(source: str | None, won: int, lost: int) -> list[dict[str, Any]]:
    """Fourteen weeks of opportunities from one source, all alike."""
    days = [date(2026, 11, 18) - timedelta(weeks=back) for back in range(14)]
    return [row | {"source": source} for day in days for row in closed(won, lost, day)]


def test_an_open_episode_ends_where_its_figure_is_defined_otherwise_and_the_new_definition_opens_its_own(
    tower: Watchtower,
) -> None:
    """By the new definition, which leaves half of the opportunities out, the week is as bad."""
    house = tower.bureau
    house.publish([*weeks_of("Web", 6, 54), *weeks_of(None, 4, 56)], created(40))
    house.keeps(version(2, recipe=dump(WITHOUT_UNKNOWN), effective_on=TODAY + timedelta(days=1), **WON_DEALS))
    watch_figures(house.office)
    assert tower.said() == ["opened"]
    house.clock.at = MONDAY + timedelta(days=1)
    for _ in range(2):
        watch_figures(house.office)
    assert tower.said() == ["opened", "recovered", "opened"]
    former, present = tower.episodes()
    assert (former.state, former.close_reason) == (EpisodeState.RECOVERED, CloseReason.DEFINITION_CHANGED)
    assert (present.state, present.number) == (EpisodeState.BREACHED, 2)
    root, reply, other = tower.deliveries()
    assert reply.root_id == root.id
    assert "its figure is defined otherwise now" in written(reply)
    assert "Closed: the figure is defined otherwise now." in str(root.edit)
    assert ("10 of 120" in written(root), "6 of 60" in written(other)) == (True, True)


def test_where_the_new_definition_finds_nothing_wrong_no_other_episode_opens(tower: Watchtower) -> None:
    house = tower.bureau
    house.publish([*weeks_of("Web", 24, 36), *weeks_of(None, 0, 60)], created(40))
    house.keeps(version(2, recipe=dump(WITHOUT_UNKNOWN), effective_on=TODAY + timedelta(days=1), **WON_DEALS))
    watch_figures(house.office)
    house.clock.at = MONDAY + timedelta(days=1)
    watch_figures(house.office)
    assert tower.said() == ["opened", "recovered"]
    with house.records.reading() as work:
        assert work.alerts.get("T1", RULE.id).definition == 2
        assert work.alerts.open_episode("T1", RULE.id) is None


def test_a_process_that_has_not_heard_of_a_new_definition_leaves_its_rules_to_the_others(tower: Watchtower) -> None:
    house = tower.bureau
    house.publish(weeks_of("Web", 6, 54), created(40))
    tower.change(definition=2)
    watch_figures(house.office)
    assert house.office.catalog["transformation"].version == 1
    assert tower.said() == []
    tower.change(definition=1)
    watch_figures(house.office)
    assert tower.said() == ["opened"]


# targets


def test_a_target_on_a_retired_kpi_is_over_and_says_why(house: House) -> None:
    house.publish_a_week()
    year = Period(date(2026, 1, 1), date(2027, 1, 1), Grain.YEAR)
    kept = KeptTarget(
        "T1", "t1", Target("churn", COMPANY, year, TargetKind.ABSOLUTE, 0.1, 0.1), "", None, house.clock.at
    )
    with house.records.writing() as work:
        work.targets.put(kept)
    assert standing_of(kept, house.office).phase is Phase.RUNNING
    house.keeps(retired())
    assert standing_of(kept, house.office).phase is Phase.OVER
    for locale, said in (
        ("en", "“Churn” was retired on 23 Nov 2026; see “Retention”."),
        ("fr", "a été retiré le 23 nov. 2026"),
    ):
        shown = target_list(Listed(standings(ADMIN, house.office)), house.office.catalog, Text(locale))
        assert said in str(shown.reading).replace("\u00a0", " ")
        assert "10" not in str(shown.reading), "nothing is aimed at any more"
