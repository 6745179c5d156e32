"""Nobody works out of a card what she may not read: groups, regions and shares, for the people of a sample company."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.office import Office
from bot.settings import Settings
from bot.use_cases.answer_kpi import answer_kpi
from bot.use_cases.share_answer import share_answer
from bot.wiring import open_office
from kpi_engine.answer import Breakdown
from kpi_engine.figure import Reason
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import Scope
from storage.repositories.records import Member, Role, Workspace
from tests.bot.scenarios.alto import TODAY, alto

YEAR = Calendar().shift(Calendar().containing(TODAY, Grain.YEAR), -1)
NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
OLIVER = Member("T1", "U1", None, "Oliver", NOON, role=Role.REP, rep="Oliver Penhale", team="London")
HEAD = replace(OLIVER, role=Role.ADMIN, rep=None, team=None)
TEAMS = {"Nord": 8, "Ouest": 8, "Sud": 8, "London": 8, "Manchester": 2, "Bruxelles": 8}
BRITAIN = Question("leads", YEAR, Scope(), Dimension.TEAM, (Filter(Dimension.REGION, ("UK & Ireland",)),))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=None, FACTS_URL=str(alto().facts))
    opened = open_office(settings, SystemClock())
    with opened.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        work.teams.replace("T1", TEAMS)
    yield opened
    opened.records.close()


def cut(found: Breakdown | None) -> Breakdown:
    assert found is not None
    return found


def refused(found: Breakdown | None) -> bool:
    shown = cut(found)
    return not shown.groups and shown.refusal is not None and shown.refusal.reason is Reason.KEPT_BACK


@pytest.mark.parametrize("kpi", ["leads", "conversion", "revenue"])
def test_the_only_other_team_of_a_region_is_not_what_is_left_of_the_whole(office: Office, kpi: str) -> None:
    question = replace(BRITAIN, kpi=kpi)
    assert refused(answer_kpi(question, OLIVER, office).answer.breakdown)
    assert refused(share_answer(question, OLIVER, office).answer.breakdown)


def test_a_small_team_alone_is_not_what_is_left_of_a_shared_card(office: Office) -> None:
    assert {group.value for group in cut(answer_kpi(BRITAIN, HEAD, office).answer.breakdown).groups} == {
        "London",
        "Manchester",
    }
    assert refused(share_answer(BRITAIN, HEAD, office).answer.breakdown)


def test_two_small_teams_are_left_out_of_a_shared_card_and_the_others_stay(office: Office) -> None:
    with office.records.writing() as work:
        work.teams.replace("T1", TEAMS | {"Sud": 2})
    reply = share_answer(replace(BRITAIN, filters=()), HEAD, office)
    assert {group.value for group in cut(reply.answer.breakdown).groups} == TEAMS.keys() - {"Sud", "Manchester"}
    assert reply.kept_back == 2


def test_several_hidden_teams_hide_each_other(office: Office) -> None:
    reply = answer_kpi(replace(BRITAIN, filters=()), OLIVER, office)
    assert [group.value for group in cut(reply.answer.breakdown).groups] == ["London"]
    assert reply.kept_back == 5
