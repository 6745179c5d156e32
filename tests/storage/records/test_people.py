from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import IntegrityError

from storage.repositories.records import Member, Role, Team, Workspace

NOW = datetime(2026, 11, 22, 9, 30, 15, 123456, tzinfo=UTC)
ADA = Member(
    team_id="T1",
    user_id="U1",
    email="Ada@Acme.example",
    name="Ada Lovelace",
    synced_at=NOW,
    locale="fr-FR",
    tz="Europe/Paris",
    role=Role.MANAGER,
    rep="R-7",
    team="Nord",
    manages=("Nord", "Sud"),
    reports=("R-1", "R-2"),
    closed_regions=("Benelux", None),
)


@pytest.fixture
def with_teams(records):
    with records.writing() as work:
        work.teams.replace("T1", {"Nord": 3, "Sud": 2})
    return records


def test_a_workspace_is_found_as_it_was_put(records):
    acme = Workspace("T1", "Acme SA", "B9", "America/Montreal", "fr", 4, "CAD")
    with records.writing() as work:
        work.workspaces.put(acme)
        work.workspaces.put(Workspace("T0", "Zeta", "B2"))
    with records.reading() as work:
        assert work.workspaces.get("T1") == acme
        assert work.workspaces.all() == [Workspace("T0", "Zeta", "B2"), acme]
        assert work.workspaces.get("T9") is None


def test_a_member_is_found_as_she_was_put(with_teams):
    with with_teams.writing() as work:
        work.members.put(ADA)
    with with_teams.reading() as work:
        assert work.members.get("T1", "U1") == ADA
        assert work.members.get("T1", "U2") is None
        assert work.members.get("T2", "U1") is None


def test_every_flag_of_a_member_is_kept(records):
    gone = replace(ADA, active=False, guest=True, outsider=True, workspace_admin=True, team=None, manages=())
    with records.writing() as work:
        work.members.put(gone)
        assert work.members.get("T1", "U1") == gone


def test_a_member_put_again_loses_what_she_no_longer_has(with_teams):
    later = replace(ADA, role=Role.REP, manages=("Sud",), reports=(), synced_at=NOW + timedelta(days=1))
    with with_teams.writing() as work:
        work.members.put(ADA)
        assert work.members.get("T1", "U1") == ADA
        work.members.put(later)
        assert work.members.get("T1", "U1") == later
    with with_teams.reading() as work:
        assert work.members.of("T1") == [later]


def test_instants_come_back_in_utc_whatever_zone_they_were_given_in(records):
    given = NOW.astimezone(timezone(timedelta(hours=-5)))
    with records.writing() as work:
        work.members.put(Member("T1", "U1", None, "Ada", synced_at=given))
        found = work.members.get("T1", "U1").synced_at
    assert (found, found.tzinfo) == (NOW, UTC)


def test_members_of_two_workspaces_do_not_mix(with_teams):
    with with_teams.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
        work.members.put(ADA)
        work.members.put(Member("T2", "U1", None, "Grace", NOW))
    with with_teams.reading() as work:
        assert [member.name for member in work.members.of("T1")] == ["Ada Lovelace"]
        assert work.members.get("T2", "U1").manages == ()


def test_teams_name_their_managers(with_teams):
    with with_teams.writing() as work:
        work.members.put(ADA)
        work.members.put(replace(ADA, user_id="U0", manages=("Sud",)))
    with with_teams.reading() as work:
        assert work.teams.of("T1") == [Team("T1", "Nord", 3, ("U1",)), Team("T1", "Sud", 2, ("U0", "U1"))]
        assert work.teams.of("T2") == []


def test_a_team_that_the_facts_no_longer_name_stays_without_reps(with_teams):
    with with_teams.writing() as work:
        work.members.put(ADA)
        work.teams.replace("T1", {"Nord": 4, "Est": 1})
    with with_teams.reading() as work:
        assert work.teams.headcounts("T1") == {"Est": 1, "Nord": 4, "Sud": 0}
        assert work.members.get("T1", "U1") == ADA


def test_a_member_of_nothing_known_is_refused(with_teams):
    def put(member: Member) -> None:
        with with_teams.writing() as work:
            work.members.put(member)

    for stray in ({"team": "Ouest"}, {"manages": ("Ouest",)}, {"team_id": "T9"}):
        with pytest.raises(IntegrityError):
            put(replace(ADA, **stray))
