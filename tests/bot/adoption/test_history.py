"""`/kpi history`: every version of a KPI, when it ruled, what it changed, by whom and why."""

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.adoption.history import Reign, history_of
from kpi_engine.recipe import dump
from storage.repositories.poll_records import PollDecision
from tests.bot.adoption.house import ADMIN, OF_CONTACTED, REP, TODAY, House, polled, proposed, retired, version

WEEK = timedelta(days=7)


def reigns(house: House, kpi: str = "conversion"):
    told = history_of(kpi, ADMIN, house.office).chapters
    return [(each.version.number, each.reign, each.until) for each in told]


def said(house: House, typed: str, locale: str = "en-GB", member=REP) -> str:
    message = Desk(house.office).answer(Request(member, Text(locale, house.office.calendar), typed))
    return str(message.reading).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_kpi_that_nobody_changed_has_one_version(house: House) -> None:
    assert reigns(house) == [(1, Reign.IN_FORCE, None)]
    assert reigns(house, "nothing") == []


def test_versions_follow_each_other_day_by_day(house: House) -> None:
    house.keeps(version(2, effective_on=TODAY - WEEK), version(3, effective_on=TODAY + WEEK, recipe=dump(OF_CONTACTED)))
    assert reigns(house) == [
        (1, Reign.PAST, TODAY - WEEK - timedelta(days=1)),
        (2, Reign.IN_FORCE, TODAY + timedelta(days=6)),
        (3, Reign.COMING, None),
    ]
    told = history_of("conversion", ADMIN, house.office).chapters
    assert [each.before.version if each.before else None for each in told] == [None, 1, 2]


def test_a_version_that_another_overtook_says_so(house: House) -> None:
    house.keeps(version(2, effective_on=TODAY + WEEK), version(3, recipe=dump(OF_CONTACTED)))
    assert reigns(house) == [
        (1, Reign.PAST, TODAY - timedelta(days=1)),
        (2, Reign.OVERTAKEN, None),
        (3, Reign.IN_FORCE, None),
    ]


def test_a_version_that_cannot_be_read_says_so_and_ends_nothing(house: House) -> None:
    house.keeps(version(2, recipe={"way": "?"}))
    assert reigns(house) == [(1, Reign.IN_FORCE, None), (2, Reign.UNREADABLE, None)]
    assert "cannot be read any more" in said(house, "history conversion")


def test_a_retired_kpi_tells_its_end(house: House) -> None:
    house.publish_a_week()
    house.keeps(retired())
    assert reigns(house, "churn") == [(1, Reign.PAST, TODAY - timedelta(days=1)), (2, Reign.IN_FORCE, None)]
    told = said(house, "history churn")
    assert "“Churn” was retired on 23 Nov 2026; see “Retention”." in told
    assert "The KPI is retired." in told


@pytest.mark.parametrize(
    ("locale", "typed", "lines"),
    [
        (
            "en-GB",
            "history conversion",
            (
                "How “Conversion rate” is defined",
                "Version 1 · in force until 22 Nov 2026",
                "It came with the product.",
                "Version 2 · in force since 23 Nov 2026",
                "Why: Unqualified leads are not ours",
                "Decided on 23 Nov 2026, 08:00 by <@U000000001>",
                "Passed by the poll “KPIs of winter”",
                "Owner: <@U000000007>",
                "Read beside “Qualified leads”",
            ),
        ),
        (
            "fr-FR",
            "historique taux de conversion",
            (
                "Comment « Taux de conversion » est défini",
                "Version 1 · en vigueur jusqu’au 22 nov. 2026",
                "Livrée avec le produit.",
                "Version 2 · en vigueur depuis le 23 nov. 2026",
                "Pourquoi : Unqualified leads are not ours",
                "Adoptée par le vote « KPIs of winter »",
                "Responsable : <@U000000007>",
            ),
        ),
    ],
)
def test_it_tells_what_each_version_says_who_decided_and_why(house: House, locale, typed, lines) -> None:
    house.publish_a_week()
    house.hears(proposed(), polled(PollDecision.CONFIRMED))
    house.keeps(version(2, proposal_id="p1", poll_id="q1"))
    told = said(house, typed, locale)
    assert [line for line in lines if line not in told] == []
    assert "KPI assistant →" not in told, "the owner stands below, by name"


def test_what_a_version_changes_is_said_part_by_part(house: House) -> None:
    house.publish_a_week()
    house.keeps(version(2))
    told = said(house, "history conversion")
    assert told.count("→") == 1
    assert "Among" in told


def test_words_that_are_no_kpi_get_what_is_near_with_the_verb(house: House) -> None:
    house.publish_a_week()
    message = Desk(house.office).answer(Request(REP, Text("en", house.office.calendar), "history convresion"))
    assert "/kpi history conversion" in str(message.blocks)


def test_alone_it_tells_what_was_changed_last(house: House) -> None:
    assert "No definition was changed here" in said(house, "history")
    house.keeps(version(2), retired(adopted_at=house.clock.at + WEEK))
    told = said(house, "history")
    assert told.index("“*Churn*” is retired from 23 Nov 2026 on.") < told.index(
        "“*Conversion rate*” is defined otherwise"
    )


def test_what_people_wrote_becomes_no_mention(house: House) -> None:
    house.publish_a_week()
    house.keeps(version(2, why="<!channel> & more"))
    assert "&lt;!channel&gt; &amp; more" in said(house, "history conversion")
