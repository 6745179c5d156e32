"""Which regions are closed to whom: from what is left open, no single team of others' can be worked out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.use_cases.closed_regions import closed_regions, teams_by_region
from bot.use_cases.know_member import seat
from bot.use_cases.roster import Roster, RosterLine
from storage.facts.store import open_facts
from storage.repositories.records import Member
from tests.bot.scenarios.alto import alto
from tests.bot.test_kept_back import NOON

ALTO = {
    "France": {"Nord", "Ouest", "Sud"},
    "Benelux": {"Bruxelles"},
    "UK & Ireland": {"London", "Manchester"},
}
LINES = [
    RosterLine("oliver", email="oliver@alto.example", team="London", manager="boss@alto.example"),
    RosterLine("mary", email="mary@alto.example", team="Manchester", manager="boss@alto.example"),
]


@pytest.mark.parametrize(
    ("own", "closed"),
    [
        ({"London"}, ("Benelux", "UK & Ireland")),
        ({"Nord"}, ("Benelux", "UK & Ireland")),  # else Benelux would be the company less France less the UK
        ({"Bruxelles"}, ()),
        ({"London", "Manchester"}, ("Benelux", "France")),
        ({"Bruxelles", "London"}, ("UK & Ireland", "France")),
        ({"Nord", "Ouest", "Sud", "London", "Manchester"}, ("Benelux",)),  # the company alone tells her
        (set().union(*ALTO.values()), ()),
    ],
)
def test_a_region_of_one_other_team_is_closed_and_never_alone(own: set[str], closed: tuple[str, ...]) -> None:
    assert closed_regions(ALTO, own) == closed


TEAMS = st.frozensets(st.sampled_from("ABCDEF"))
REGIONS = st.dictionaries(st.sampled_from(["north", "south", "west", None]), TEAMS, max_size=4)


@given(REGIONS, TEAMS)
def test_an_open_region_has_no_or_several_teams_of_others(regions: dict[str | None, set[str]], own: set[str]) -> None:
    closed = closed_regions(regions, own)
    opened = [set(teams) - own for region, teams in regions.items() if region not in closed]
    assert all(len(teams) != 1 for teams in opened)
    shut = set().union(*(set(regions[region]) - own for region in closed))
    assert len(shut) != 1 or not any(opened)


def test_the_facts_say_which_teams_a_region_has() -> None:
    assert teams_by_region(open_facts(str(alto().facts)).current()) == ALTO


def test_a_rep_is_seated_with_her_closed_regions_and_an_admin_with_none() -> None:
    roster, nobody = Roster(LINES, ALTO), Member("T1", "U1", "oliver@alto.example", "Oliver", NOON)
    assert seat(nobody, roster, ()).closed_regions == ("Benelux", "UK & Ireland")
    assert seat(replace(nobody, email="boss@alto.example"), roster, ()).closed_regions == ("Benelux", "France")
    assert seat(replace(nobody, workspace_admin=True), roster, ()).closed_regions == ()
    assert seat(replace(nobody, email="eve@alto.example"), roster, ()).closed_regions == ("Benelux", "UK & Ireland")
