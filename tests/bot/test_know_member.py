"""People are seated by e-mail: Slack says who they are, the facts where they sell and for whom."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, insert

from bot.office import Office
from bot.use_cases.know_member import SlackUser, know_member, recall_member, seat, seat_everybody, stranger
from bot.use_cases.roster import Roster, RosterLine, address, read_roster
from kpi_engine.facts import Coverage, contract, reps
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from storage.errors import NoFacts
from storage.repositories.records import Act, Kind, Member, Role, Subject, Team, Workspace
from storage.unit_of_work import Records

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LINES = (
    RosterLine("R1", "Ada Lovelace", "ada@acme.example", "Nord", "boss@acme.example"),
    RosterLine("R2", "Bo Diddley", "bo@acme.example", "Nord", "R5"),
    RosterLine("R3", "Cy Young", "cy@acme.example", "Sud", "Dee Snider"),
    RosterLine("R4", "Zoé Ô", None, "Sud", None),
    RosterLine("R5", "Dee Snider", " Dee@Acme.Example ", "Sud", "R5"),
)
ROSTER = Roster(LINES)


def person(email: str | None, **what) -> Member:
    return replace(Member("T1", "U1", email, "Somebody", NOW), **what)


def seated(email: str | None, roster: Roster = ROSTER, admins: tuple[str, ...] = (), **what) -> Member:
    return seat(person(email, **what), roster, admins)


# --- The decision ---------------------------------------------------------------------------------------------------


def test_a_rep_is_known_by_her_address_whatever_its_case_and_blanks():
    for written in ("ada@acme.example", " ADA@Acme.example\n"):
        ada = seated(written)
        assert (ada.role, ada.rep, ada.team, ada.manages, ada.reports) == (Role.REP, "R1", "Nord", (), ())


def test_a_manager_may_be_named_by_address_by_key_or_by_a_reps_name():
    boss, dee = seated("Boss@acme.example"), seated("dee@acme.example")
    assert (boss.role, boss.rep, boss.manages, boss.reports) == (Role.MANAGER, None, ("Nord",), ("R1",))
    assert (dee.role, dee.rep, dee.team) == (Role.MANAGER, "R5", "Sud")
    assert (dee.manages, dee.reports) == (("Nord", "Sud"), ("R2", "R3"))


def test_nobody_is_her_own_report():
    alone = Roster([RosterLine("R5", "Dee", "dee@acme.example", "Sud", "R5")])
    assert (seated("dee@acme.example", alone).role, seated("dee@acme.example", alone).reports) == (Role.REP, ())


def test_an_admin_is_named_in_the_settings_or_by_slack_and_keeps_her_team():
    for ada in (
        seated("ada@acme.example", admins=(" ADA@acme.example",)),
        seated("ada@acme.example", workspace_admin=True),
    ):
        assert (ada.role, ada.rep, ada.team) == (Role.ADMIN, "R1", "Nord")
    assert seated("dee@acme.example", workspace_admin=True).reports == ("R2", "R3")


def test_whoever_the_facts_do_not_name_has_no_role():
    for email in ("eve@acme.example", "", "  ", None):
        assert seated(email, admins=("", " ")) == person(email)


def test_a_manager_whom_only_a_name_names_is_not_guessed_from_slack():
    roster = Roster([RosterLine("R1", "Ada", "ada@acme.example", "Nord", "Melvin Marxen")])
    assert seated("melvin@acme.example", roster, name="Melvin Marxen").role is Role.NONE


@pytest.mark.parametrize("flag", [{"active": False}, {"guest": True}, {"outsider": True}])
def test_who_is_gone_a_guest_or_of_another_workspace_has_no_place(flag):
    for email in ("ada@acme.example", "dee@acme.example"):
        member = seated(email, admins=(email,), workspace_admin=True, **flag)
        assert member == person(email, workspace_admin=True, **flag)


def test_an_address_that_two_reps_share_is_nobodys():
    shared = Roster(replace(line, email="sales@acme.example") for line in LINES)
    assert seated("sales@acme.example", shared).role is Role.NONE


def test_a_managers_name_that_two_reps_share_is_nobodys():
    twins = Roster([*LINES, RosterLine("R6", "Dee Snider", "dee2@acme.example", "Est")])
    assert seated("dee@acme.example", twins).reports == ("R2",)  # by key, no longer by name
    assert seated("dee2@acme.example", twins).reports == ()


def test_letters_that_only_look_like_others_do_not_match():
    roster = Roster([RosterLine("R1", "Kay", "kay@acme.example", "Nord")])
    assert seated("\u212aay@acme.example", roster).role is Role.NONE  # the Kelvin sign, whose lower case is k
    assert address("STRASSE@x.example") != address("Straße@x.example")


def test_a_seat_does_not_outlive_its_reason():
    was = replace(person("ada@acme.example"), role=Role.ADMIN, rep="R9", team="Est", manages=("Est",), reports=("R8",))
    assert seat(was, ROSTER, ()) == seated("ada@acme.example")
    assert seat(was, Roster(()), ()) == person("ada@acme.example")


def test_the_roster_counts_the_reps_of_each_team():
    assert ROSTER.headcounts == {"Nord": 2, "Sud": 3}
    assert Roster([RosterLine("R1")]).headcounts == {}


# --- What Slack says ------------------------------------------------------------------------------------------------

USER = {
    "id": "U1",
    "team_id": "T1",
    "name": "ada",
    "real_name": "Ada Lovelace",
    "deleted": False,
    "locale": "fr-FR",
    "tz": "Europe/Paris",
    "is_admin": False,
    "profile": {"email": "ada@acme.example", "real_name": "Ada Lovelace"},
}


def test_a_person_is_read_from_what_slack_answers():
    home = frozenset({"T1"})
    assert SlackUser.read(USER) == SlackUser(
        "U1", home, "Ada Lovelace", "ada@acme.example", locale="fr-FR", tz="Europe/Paris"
    )
    assert SlackUser.read({"id": "U1", "name": "ada"}) == SlackUser("U1", frozenset(), "ada")


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"deleted": True}, {"active": False}),
        ({"is_restricted": True}, {"guest": True}),
        ({"is_ultra_restricted": True}, {"guest": True}),
        ({"is_admin": True}, {"admin": True}),
        ({"is_owner": True}, {"admin": True}),
        ({"is_stranger": True}, {"homes": frozenset()}),
        ({"team_id": "E1", "enterprise_user": {"teams": ["T1", "T2"]}}, {"homes": frozenset({"E1", "T1", "T2"})}),
    ],
)
def test_what_sets_a_person_apart_is_read(said, read):
    assert SlackUser.read(USER | said) == replace(SlackUser.read(USER), **read)


# --- What is remembered ---------------------------------------------------------------------------------------------


class BroughtFacts:
    """Facts with a table of reps, in a database of their own."""

    def __init__(self, lines: tuple[RosterLine, ...]) -> None:
        self._engine = create_engine("sqlite://")
        contract.create_all(self._engine, tables=[reps])
        with self._engine.begin() as connection:
            for line in lines:
                columns = (line.rep, line.name, line.email, line.team, line.manager)
                connection.execute(insert(reps).values(columns))
        self.coverage = {"reps": Coverage(len(lines), None, None)} if lines else {}

    def fetch(self, statement):
        with self._engine.connect() as connection:
            return connection.execute(statement).all()


@dataclass
class Shelf:
    """Where the newest facts stand; none at first."""

    facts: BroughtFacts | None = None

    def current(self) -> BroughtFacts:
        if self.facts is None:
            raise NoFacts("shelf")
        return self.facts


@dataclass
class Watch:
    """A clock that stands until it is set."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def office(migrated_url):
    records = Records(migrated_url, connections=2)
    with records.writing() as work:
        work.workspaces.put(Workspace("T1", "Acme", "B1"))
    facts = Shelf(BroughtFacts(LINES))
    yield Office(Catalog(), Calendar(), "EUR", "en", ("root@acme.example",), facts, records, Watch())
    records.close()


def user(name: str, **what) -> SlackUser:
    return replace(SlackUser(f"U-{name}", frozenset({"T1"}), name, f"{name}@acme.example"), **what)


def audited(office) -> list[tuple[Subject, str]]:
    with office.records.reading() as work:
        entries = work.audit.of("T1")
        assert list(work.audit.broken("T1")) == []
    assert {(each.act, each.actor) for each in entries} <= {(Act.ROLE_CHANGED, None)}
    return [(each.subject, each.detail) for each in entries]


def test_a_person_is_seated_once_and_then_recalled(office):
    ada = know_member(office, "T1", user("ada", locale="fr-FR", tz="Europe/Paris"))
    expected = Member("T1", "U-ada", "ada@acme.example", "ada", NOW, "fr-FR", "Europe/Paris", role=Role.REP)
    assert ada == replace(expected, rep="R1", team="Nord")
    assert recall_member(office, "T1", "U-ada", timedelta(minutes=10)) == ada
    assert recall_member(office, "T1", "U-bo", timedelta(minutes=10)) is None
    assert audited(office) == [(Subject(Kind.USER, "U-ada"), "none -> rep")]


def test_a_person_seated_too_long_ago_is_not_recalled(office):
    know_member(office, "T1", user("ada"))
    office.clock.at += timedelta(minutes=10)
    assert recall_member(office, "T1", "U-ada", timedelta(minutes=10)) is not None
    office.clock.at += timedelta(microseconds=1)
    assert recall_member(office, "T1", "U-ada", timedelta(minutes=10)) is None


def test_a_person_of_another_workspace_is_an_outsider_here(office):
    visitor = know_member(office, "T1", user("ada", homes=frozenset({"T9"})))
    assert (visitor.outsider, visitor.role, visitor.rep) == (True, Role.NONE, None)
    assert audited(office) == []


def test_without_facts_admins_are_seated_and_nobody_else(office):
    for facts in (None, BroughtFacts(())):
        office.facts.facts = facts
        assert know_member(office, "T1", user("root")).role is Role.ADMIN
        assert know_member(office, "T1", user("ada")).role is Role.NONE
    assert audited(office) == [(Subject(Kind.USER, "U-root"), "none -> admin")]


def test_an_import_seats_everybody_again(office):
    for name in ("ada", "bo", "dee", "eve"):
        know_member(office, "T1", user(name))
    office.facts.facts = BroughtFacts(
        (
            RosterLine("R1", "Ada Lovelace", "ada@acme.example", "Est", "eve@acme.example"),
            RosterLine("R5", "Dee Snider", "dee@acme.example", "Sud", None),
        )
    )
    seat_everybody(office)
    with office.records.reading() as work:
        roles = {each.name: (each.role, each.team, each.reports) for each in work.members.of("T1")}
        teams = work.teams.of("T1")
    assert roles == {
        "ada": (Role.REP, "Est", ()),
        "bo": (Role.NONE, None, ()),
        "dee": (Role.REP, "Sud", ()),
        "eve": (Role.MANAGER, None, ("R1",)),
    }
    assert teams == [Team("T1", "Est", 1, ("U-eve",)), Team("T1", "Nord", 0), Team("T1", "Sud", 1)]
    changes = {(subject.key, detail) for subject, detail in audited(office)[3:]}
    assert changes == {("U-bo", "rep -> none"), ("U-dee", "manager -> rep"), ("U-eve", "none -> manager")}


def test_seating_everybody_again_for_nothing_changes_nothing(office):
    for name in ("ada", "dee"):
        know_member(office, "T1", user(name))
    before = audited(office)
    with office.records.reading() as work:
        members = work.members.of("T1")
    office.clock.at += timedelta(days=1)
    seat_everybody(office)
    with office.records.reading() as work:
        assert work.members.of("T1") == members
    assert audited(office) == before


def test_a_stranger_has_no_role():
    assert (stranger("T1", "U1").role, stranger("T1", "U1").active) == (Role.NONE, True)


def test_the_roster_is_read_from_the_facts():
    roster = read_roster(BroughtFacts(LINES))
    assert (roster.rep_at("bo@acme.example"), roster.headcounts) == (LINES[1], ROSTER.headcounts)
    assert read_roster(BroughtFacts(())).headcounts == {}
