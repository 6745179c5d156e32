"""Alto's workspace: who is on it, and that it fits what the playground reads and what the CRM names."""

from datetime import date

import pytest

from playground.seed import build, read_json
from storage.sample_crm import company, workspace_json, workspace_people
from tests.storage.sample_crm.alto_files import Sample

TODAY = date(2026, 11, 20)
USER_KEYS = {"name", "real_name", "email", "locale", "tz", "title", "is_admin", "is_owner", "is_restricted", "deleted"}


@pytest.fixture(params=[7, 8, 2026])
def workspace(request: pytest.FixtureRequest) -> dict:
    return workspace_json(today=TODAY, seed=request.param)


def test_alto_has_forty_reps_in_six_teams_of_three_regions_and_one_director() -> None:
    alto = company()
    assert len(alto.reps) == 40
    assert len(alto.teams) == 6
    assert len({team.region for team in alto.teams}) == 3
    assert {rep.manager for rep in alto.reps} == {team.manager.rep for team in alto.teams}
    assert {team.manager.manager for team in alto.teams} == {alto.director.rep}
    assert {rep.locale for rep in alto.reps} == {"fr", "en"}
    everybody = list(alto)
    assert len({person.email for person in everybody}) == len({person.rep for person in everybody}) == 47
    assert all(person.email.isascii() and person.email.endswith("@alto.example") for person in everybody)


def test_each_team_has_two_reps_and_its_manager_on_the_workspace(workspace: dict) -> None:
    people = {person.email: person for person in company()}
    seated = [people[user["email"]] for user in workspace["users"] if not user["is_restricted"] and not user["deleted"]]
    for team in company().teams:
        roles = sorted(person.role for person in seated if person.team == team.name)
        assert roles == ["manager", "rep", "rep"], team.name


def test_the_director_is_owner_and_there_is_one_guest_and_one_who_left(workspace: dict) -> None:
    by = {key: [user["real_name"] for user in workspace["users"] if user[key]] for key in USER_KEYS}
    assert by["is_owner"] == by["is_admin"] == [company().director.name]
    assert len(by["is_restricted"]) == 1
    assert by["deleted"] == ["Maxime Orsoni"]
    assert all(set(user) == USER_KEYS for user in workspace["users"])
    assert len(set(by["name"])) == len(workspace["users"])


def test_every_channel_holds_known_people_who_may_speak_there(workspace: dict) -> None:
    active = {user["name"] for user in workspace["users"] if not user["deleted"]}
    names = [channel["name"] for channel in workspace["channels"]]
    assert names == [
        "general",
        "sales-company",
        "direction",
        "field-voice",
        *(f"team-{team.name.lower()}" for team in company().teams),
    ]
    for channel in workspace["channels"]:
        assert set(channel["members"]) <= active
        assert len(channel["messages"]) >= 2
        ages = [message["minutes_ago"] for message in channel["messages"]]
        assert ages == sorted(ages, reverse=True)
        for message in channel["messages"]:
            assert message["user"] in channel["members"]
            assert "{" not in message["text"]


def test_a_team_channel_holds_the_team_and_the_director(workspace: dict) -> None:
    teams = {user["email"]: user["name"] for user in workspace["users"]}
    people = {teams[person.email]: person.team for person in company() if person.email in teams}
    nord = next(channel for channel in workspace["channels"] if channel["name"] == "team-nord")
    assert {people[name] for name in nord["members"]} == {"Nord", None}
    assert len(nord["members"]) == 4


def test_the_playground_can_be_built_from_it(workspace: dict) -> None:
    built = build(workspace, read_json(None, "manifest.json"))
    assert all(built.people.find(user["name"]) for user in workspace["users"])


def test_messages_speak_of_the_day(workspace: dict) -> None:
    said = [message["text"] for channel in workspace["channels"] for message in channel["messages"]]
    assert any("Semaine 47" in text for text in said)
    assert any("Q4 2026" in text for text in said)


def test_the_crm_lists_everybody_with_the_addresses_of_the_workspace(sample: Sample) -> None:
    listed = sample.texts("users.csv").set_index("Email")["Full Name"]
    seats = [seat for seat in workspace_people() if not seat.guest]
    assert [listed[seat.email] for seat in seats] == [seat.name for seat in seats]
    assert len(listed) == 47
    owners = set(sample.texts("deals.csv")["Deal owner"])
    assert owners <= {rep.rep for rep in company().reps}
    assert len(owners) == 40
