"""Who may press what and see whose figures: every cell of the grids is written out."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import (
    ALLOWED,
    POLICY,
    ROLES,
    Action,
    PolicyGap,
    Reason,
    Ruling,
    VisibleGroups,
    check_registered,
    default_scope,
    may,
    may_be_read_by,
    may_set_alert,
    may_set_digest,
    may_set_target,
    may_share,
    small_teams,
    visible,
    visible_groups,
    visible_question,
)
from bot.use_cases.know_member import seat
from bot.use_cases.roster import Roster, RosterLine
from kpi_engine.periods import Period
from kpi_engine.question import Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import Member, Role

NOW = datetime(2026, 11, 22, tzinfo=UTC)
NOBODY = Member("T1", "U0", None, "Nobody", NOW)
ADA = replace(NOBODY, user_id="U1", role=Role.REP, rep="ada", team="Nord")
OWN_MANAGER = replace(NOBODY, user_id="U2", role=Role.MANAGER, manages=("Nord",), reports=("ada", "bo"))
OTHER_MANAGER = replace(NOBODY, user_id="U3", role=Role.MANAGER, manages=("Sud",), reports=("cy",))
ADMIN = replace(NOBODY, user_id="U4", role=Role.ADMIN)
MANAGING_ADMIN = replace(OWN_MANAGER, user_id="U5", role=Role.ADMIN)
SELLING_MANAGER = replace(OWN_MANAGER, user_id="U6", rep="dee", team="Est")
GUEST = replace(ADA, user_id="U7", guest=True)
DEACTIVATED = replace(ADMIN, user_id="U8", active=False)
OUTSIDER = replace(ADMIN, user_id="U9", outsider=True)

PEOPLE = {
    "rep": ADA,
    "own manager": OWN_MANAGER,
    "other manager": OTHER_MANAGER,
    "admin": ADMIN,
    "managing admin": MANAGING_ADMIN,
    "selling manager": SELLING_MANAGER,
    "stranger": NOBODY,
    "guest": GUEST,
    "deactivated": DEACTIVATED,
    "outsider": OUTSIDER,
}
IN_SALES = ("rep", "own manager", "other manager", "admin", "managing admin", "selling manager")
SHUT_OUT = {
    "stranger": Reason.STRANGER,
    "guest": Reason.GUEST,
    "deactivated": Reason.DEACTIVATED,
    "outsider": Reason.OTHER_WORKSPACE,
}

NORD, SUD, EST = (Scope(Level.TEAM, name) for name in ("Nord", "Sud", "Est"))
ADAS, BOS, CYS, DEES = (Scope(Level.REP, name) for name in ("ada", "bo", "cy", "dee"))


def question(
    scope: Scope = COMPANY, by: Dimension | None = None, **filters: str | tuple[str | None, ...] | None
) -> Question:
    """`question(NORD, by=..., team="Sud", rep=("ada", None))`."""
    narrowed = tuple(
        Filter(Dimension(name), values if isinstance(values, tuple) else (values,)) for name, values in filters.items()
    )
    return Question("conversion", Period(date(2026, 7, 1), date(2026, 10, 1)), scope, by, narrowed)


# --- Handlers -------------------------------------------------------------------------------------------------------

MANAGERS_ALONE = {
    Action.SET_TARGET: Reason.NOT_A_MANAGER,
    Action.SET_DIGEST: Reason.DIGESTS_BY_MANAGERS,
    Action.SET_ALERT: Reason.ALERTS_BY_MANAGERS,
    Action.READ_DELIVERIES: Reason.DELIVERIES_FOR_MANAGERS,
    Action.OPEN_POLL: Reason.POLLS_BY_MANAGERS,
    Action.TRIAGE: Reason.TRIAGE_BY_MANAGERS,
    Action.ADOPT: Reason.DEFINITIONS_BY_MANAGERS,
}
HELP_ONLY = {"command:/kpi", "event:app_mention", "event:message.im", "event:member_joined_channel"} | {
    "event:app_home_opened",
    "event:member_left_channel",
    "event:channel_left",
    "event:group_left",
    "event:channel_archive",
    "event:group_archive",
    "event:channel_shared",
    "verb:help",
    "verb:privacy",
    "verb:mydata",
    "action:privacy.mine",
}


@pytest.mark.parametrize("who", PEOPLE)
def test_people_in_sales_may_press_all_but_what_managers_press_and_others_get_help_at_most(who):
    for handler, action in POLICY.items():
        helped = handler in HELP_ONLY and who in {"stranger", "guest"}
        expected = ALLOWED if who in IN_SALES or helped else Ruling(SHUT_OUT[who])
        if action in MANAGERS_ALONE and who == "rep":
            expected = Ruling(MANAGERS_ALONE[action])
        if action is Action.ERASE and who in IN_SALES and "admin" not in who:
            expected = Ruling(Reason.ERASURE_BY_ADMINS)
        assert may(PEOPLE[who], action) == expected, handler


def test_every_action_is_given_to_roles_and_needed_by_a_handler():
    assert set(ROLES) == set(Action) == set(POLICY.values())


def test_the_registered_handlers_and_the_policy_are_the_same():
    check_registered(POLICY)


def test_a_handler_without_a_policy_is_refused():
    with pytest.raises(PolicyGap) as gap:
        check_registered([*POLICY, "action:unheard.of"])
    assert (gap.value.without_policy, gap.value.without_handler) == (("action:unheard.of",), ())


def test_a_policy_without_a_handler_is_refused():
    with pytest.raises(PolicyGap) as gap:
        check_registered(set(POLICY) - {"verb:ask"})
    assert (gap.value.without_policy, gap.value.without_handler) == ((), ("verb:ask",))


# --- Whose numbers --------------------------------------------------------------------------------------------------

yes, no_team, no_rep = "yes", Reason.OTHER_TEAM, Reason.OTHER_PERSON
AUDITED = "audited"
SCOPES = (COMPANY, Scope(Level.REGION, "Ouest"), NORD, SUD, EST, ADAS, BOS, CYS, DEES)
GRID = {
    #                   company region Nord    Sud      Est      ada      bo       cy       dee
    "rep":             (yes,    yes,   yes,    no_team, no_team, yes,     no_rep,  no_rep,  no_rep),
    "own manager":     (yes,    yes,   yes,    no_team, no_team, AUDITED, AUDITED, no_rep,  no_rep),
    "other manager":   (yes,    yes,   no_team, yes,    no_team, no_rep,  no_rep,  AUDITED, no_rep),
    "admin":           (yes,    yes,   yes,    yes,     yes,     no_rep,  no_rep,  no_rep,  no_rep),
    "managing admin":  (yes,    yes,   yes,    yes,     yes,     AUDITED, AUDITED, no_rep,  no_rep),
    "selling manager": (yes,    yes,   yes,    no_team, yes,     AUDITED, AUDITED, no_rep,  yes),
    **{who: (reason,) * len(SCOPES) for who, reason in SHUT_OUT.items()},
}  # fmt: skip


def expected_ruling(who: str, scope: Scope) -> Ruling:
    cell = GRID[who][SCOPES.index(scope)]
    if cell == yes:
        return ALLOWED
    if cell == AUDITED:
        return Ruling(audited=(scope.name,))
    return Ruling(cell) if who in SHUT_OUT else Ruling(cell, scope.name)


def test_the_grid_has_a_row_for_everybody():
    assert set(GRID) == set(PEOPLE)


@pytest.mark.parametrize("who", GRID)
def test_every_scope_is_ruled_as_the_grid_says(who):
    for scope in SCOPES:
        assert visible(PEOPLE[who], scope) == expected_ruling(who, scope), scope


@pytest.mark.parametrize("who", GRID)
def test_a_filter_by_team_or_rep_is_ruled_like_the_scope(who):
    for scope in (NORD, SUD, EST, ADAS, BOS, CYS, DEES):
        narrowed = question(COMPANY, **{scope.level.value: scope.name})
        assert visible_question(PEOPLE[who], narrowed) == expected_ruling(who, scope), scope


@pytest.mark.parametrize("who", GRID)
def test_a_filter_by_anything_else_needs_the_scope_only(who):
    narrowed = question(COMPANY, segment="enterprise", region=("Ouest", None))
    assert visible_question(PEOPLE[who], narrowed) == expected_ruling(who, COMPANY)


def test_one_value_that_may_not_be_seen_is_enough_to_refuse():
    assert visible_question(ADA, question(NORD, rep=("ada", "bo"))) == Ruling(no_rep, "bo")
    assert visible_question(ADA, question(NORD, team=("Nord", "Sud"))) == Ruling(no_team, "Sud")
    assert visible_question(OTHER_MANAGER, question(NORD, rep="cy")) == Ruling(no_team, "Nord")


def test_every_rep_whose_figures_are_read_is_audited_once():
    assert visible_question(OWN_MANAGER, question(BOS, rep=("ada", "bo"))) == Ruling(audited=("bo", "ada"))


def test_rows_of_no_known_rep_are_nobodys_and_rows_of_no_known_team_are_the_admins():
    for who in IN_SALES:
        assert visible_question(PEOPLE[who], question(rep=None)) == ALLOWED
        expected = ALLOWED if PEOPLE[who].role is Role.ADMIN else Ruling(no_team, None)
        assert visible_question(PEOPLE[who], question(team=None)) == expected


DEFAULTS = {
    "rep": NORD,
    "own manager": NORD,
    "other manager": SUD,
    "admin": COMPANY,
    "managing admin": COMPANY,
    "selling manager": NORD,
}


@pytest.mark.parametrize("who", DEFAULTS)
def test_a_question_without_a_scope_means_the_persons_own_place(who):
    assert default_scope(PEOPLE[who]) == DEFAULTS[who]
    assert visible(PEOPLE[who], default_scope(PEOPLE[who])).allowed


def test_without_exactly_one_team_of_ones_own_the_company_is_meant():
    assert default_scope(replace(ADA, team=None)) == COMPANY
    assert default_scope(replace(OWN_MANAGER, manages=("Nord", "Sud"))) == COMPANY
    assert default_scope(replace(OWN_MANAGER, manages=())) == COMPANY


TEAMS = ("Nord", "Sud", "Est", None)
REPS = ("ada", "bo", "cy", "dee", None)
GROUPS = {
    "rep": (VisibleGroups(("Nord",), 3), VisibleGroups(("ada", None), 3)),
    "own manager": (VisibleGroups(("Nord",), 3), VisibleGroups(("ada", "bo", None), 2, ("ada", "bo"))),
    "other manager": (VisibleGroups(("Sud",), 3), VisibleGroups(("cy", None), 3, ("cy",))),
    "admin": (VisibleGroups(TEAMS), VisibleGroups((None,), 4)),
    "managing admin": (VisibleGroups(TEAMS), VisibleGroups(("ada", "bo", None), 2, ("ada", "bo"))),
    "selling manager": (VisibleGroups(("Nord", "Est"), 2), VisibleGroups(("ada", "bo", "dee", None), 1, ("ada", "bo"))),
    **dict.fromkeys(SHUT_OUT, (VisibleGroups((), 4), VisibleGroups((), 5))),
}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_breakdown_shows_the_groups_that_could_be_asked_for_alone(who):
    by_team, by_rep = GROUPS[who]
    assert visible_groups(PEOPLE[who], Dimension.TEAM, TEAMS) == by_team
    assert visible_groups(PEOPLE[who], Dimension.REP, REPS) == by_rep


@pytest.mark.parametrize("dimension", sorted(set(Dimension) - {Dimension.TEAM, Dimension.REP}))
def test_a_breakdown_by_anything_else_is_shown_whole_to_people_in_sales(dimension):
    for who, member in PEOPLE.items():
        expected = VisibleGroups((), 2) if who in SHUT_OUT else VisibleGroups(("a", None))
        assert visible_groups(member, dimension, ("a", None)) == expected


# --- Regions --------------------------------------------------------------------------------------------------------

SHUT = replace(ADA, closed_regions=("Benelux", None))


def test_a_region_from_which_one_team_would_follow_is_closed_as_a_scope_a_filter_and_a_group():
    assert visible(SHUT, Scope(Level.REGION, "Benelux")) == Ruling(Reason.CLOSED_REGION, "Benelux")
    assert visible_question(SHUT, question(region=("Ouest", "Benelux"))) == Ruling(Reason.CLOSED_REGION, "Benelux")
    assert visible_question(SHUT, question(region=None)) == Ruling(Reason.CLOSED_REGION, None)
    assert visible_question(SHUT, question(region="Ouest")) == ALLOWED
    shown = visible_groups(SHUT, Dimension.REGION, ("Ouest", "Benelux", None), question(by=Dimension.REGION))
    assert shown == VisibleGroups(("Ouest",), 2)


def test_a_closed_region_is_open_for_ones_own_team_and_never_for_anothers():
    benelux = Scope(Level.REGION, "Benelux")
    assert visible_question(SHUT, question(NORD, region="Benelux")) == ALLOWED
    assert visible_question(SHUT, question(benelux, team="Nord")) == ALLOWED
    assert visible_question(SHUT, question(ADAS, region="Benelux")) == ALLOWED
    assert visible_question(SHUT, question(benelux, team=("Nord", "Sud"))) == Ruling(no_team, "Sud")
    assert visible_groups(SHUT, Dimension.REGION, ("Benelux",), question(NORD)) == VisibleGroups(("Benelux",))


def test_what_may_not_be_read_may_not_be_shared():
    shared = question(Scope(Level.REGION, "Benelux"))
    assert may_share(SHUT, shared, {}) == Ruling(Reason.CLOSED_REGION, "Benelux")


# --- What may stand in a channel ------------------------------------------------------------------------------------

HEADCOUNTS = {"Nord": 3, "Sud": 2, "Est": 8}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_channel_gets_teams_and_wider_and_no_more_than_the_person_sees(who):
    for scope in SCOPES:
        expected = expected_ruling(who, scope)
        if expected.allowed and scope.level is Level.REP:
            expected = Ruling(Reason.PERSON_IN_CHANNEL)
        elif expected.allowed and scope == SUD:
            expected = Ruling(Reason.SMALL_TEAM, "Sud")
        assert may_share(PEOPLE[who], question(scope), HEADCOUNTS) == expected, scope


def test_no_way_of_naming_a_rep_reaches_a_channel():
    for named in (question(ADAS), question(NORD, Dimension.REP), question(NORD, rep="ada"), question(rep=None)):
        assert may_share(OWN_MANAGER, named, HEADCOUNTS) == Ruling(Reason.PERSON_IN_CHANNEL)


def test_a_breakdown_by_team_or_segment_may_be_shared():
    for by in (Dimension.TEAM, Dimension.SEGMENT):
        assert may_share(ADA, question(NORD, by), HEADCOUNTS) == ALLOWED


def test_a_small_team_is_not_shared_by_filter_either_and_is_left_out_of_breakdowns():
    assert may_share(ADMIN, question(team=("Est", "Sud")), HEADCOUNTS) == Ruling(Reason.SMALL_TEAM, "Sud")
    assert small_teams(HEADCOUNTS) == {"Sud"}


def test_a_team_of_unknown_size_is_not_held_back():
    assert may_share(ADMIN, question(Scope(Level.TEAM, "Ouest")), HEADCOUNTS) == ALLOWED


# --- Against an oracle that reads the roster, not the member ----------------------------------------------------------

_people = st.sampled_from(["ada", "bo", "cy", "dee"])
_teams = st.sampled_from(["Nord", "Sud"])
_lines = st.lists(
    st.builds(
        lambda rep, team, manager: RosterLine(rep, rep.title(), f"{rep}@acme.example", team, manager),
        _people,
        st.none() | _teams,
        st.none() | _people.map("{}@acme.example".format),
    ),
    unique_by=lambda line: line.rep,
)
_filters = st.lists(
    st.one_of(
        st.builds(lambda names: Filter(Dimension.TEAM, tuple(names)), st.lists(_teams, min_size=1)),
        st.builds(lambda names: Filter(Dimension.REP, tuple(names)), st.lists(_people, min_size=1)),
        st.just(Filter(Dimension.SEGMENT, ("enterprise",))),
    ),
    max_size=2,
)
_scopes = st.one_of(
    st.just(COMPANY), _teams.map(lambda name: Scope(Level.TEAM, name)), _people.map(lambda name: Scope(Level.REP, name))
)


@given(lines=_lines, who=_people, admin=st.booleans(), scope=_scopes, filters=_filters)
def test_in_any_organisation_only_ones_own_people_and_teams_are_seen(lines, who, admin, scope, filters):
    address = f"{who}@acme.example"
    member = seat(replace(NOBODY, email=address, workspace_admin=admin), Roster(lines), admins=())
    own = [line for line in lines if line.rep == who]
    led = [line for line in lines if line.manager == address and line.rep != who]
    named = [scope] if scope.level is not Level.COMPANY else []
    named += [
        Scope(Level(each.dimension), name) for each in filters if each.dimension != "segment" for name in each.values
    ]

    def seen(scope: Scope) -> bool:
        lines_seen = own + led
        if scope.level is Level.TEAM:
            return admin or scope.name in {line.team for line in lines_seen}
        return scope.name in {line.rep for line in lines_seen}

    ruling = visible_question(member, replace(question(scope), filters=tuple(filters)))
    assert ruling.allowed == (bool(admin or own or led) and all(map(seen, named)))
    others = {each.name for each in named if each.level is Level.REP} - {who}
    assert set(ruling.audited) == (others if ruling.allowed else set())


# --- Targets --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_managers_set_targets_for_their_teams_and_people_and_admins_for_all(who):
    for scope in (*SCOPES, Scope(Level.REGION, "Nord")):
        ruling = may_set_target(PEOPLE[who], scope)
        if who in SHUT_OUT:
            assert ruling == Ruling(SHUT_OUT[who])
        elif who == "rep":
            assert ruling == Ruling(Reason.NOT_A_MANAGER)
        elif "admin" in who:
            assert ruling == ALLOWED
        else:
            own = {Level.TEAM: PEOPLE[who].manages, Level.REP: PEOPLE[who].reports}.get(scope.level, ())
            expected = ALLOWED if scope.name in own else Ruling(Reason.NOT_YOURS_TO_SET, scope.name)
            assert ruling == expected, scope


# --- Digests --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_managers_set_digests_of_their_teams_and_admins_of_all_but_never_of_a_person_or_a_small_team(who):
    for scope in (*SCOPES, Scope(Level.REGION, "Nord")):
        ruling = may_set_digest(PEOPLE[who], scope, HEADCOUNTS)
        if who in SHUT_OUT:
            assert ruling == Ruling(SHUT_OUT[who])
        elif who == "rep":
            assert ruling == Ruling(Reason.DIGESTS_BY_MANAGERS)
        elif scope.level is Level.REP:
            assert ruling == Ruling(Reason.PERSON_IN_CHANNEL)
        elif "admin" not in who and scope not in {Scope(Level.TEAM, team) for team in PEOPLE[who].manages}:
            assert ruling == Ruling(Reason.NOT_YOUR_DIGEST, scope.name)
        else:
            assert ruling == (Ruling(Reason.SMALL_TEAM, "Sud") if scope == SUD else ALLOWED)


# --- Audiences ------------------------------------------------------------------------------------------------------


def test_figures_stand_only_before_people_of_the_company():
    assert may_be_read_by([ADA, NOBODY, ADMIN]) == ALLOWED
    assert may_be_read_by([ADA, GUEST]) == Ruling(Reason.GUEST_READS)
    assert may_be_read_by([ADA, GUEST, OUTSIDER]) == Ruling(Reason.OUTSIDER_READS)


def test_closed_accounts_read_nothing_whoever_they_were():
    gone = [replace(each, active=False) for each in (GUEST, OUTSIDER, ADMIN)]
    assert may_be_read_by([ADA, *gone]) == ALLOWED


def test_who_is_unknown_may_be_anybody_but_a_known_guest_is_told_first():
    assert may_be_read_by([ADA], unknown=1) == Ruling(Reason.AUDIENCE_UNKNOWN)
    assert may_be_read_by([GUEST], unknown=1) == Ruling(Reason.GUEST_READS)


# --- Alerts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "scope", "reason"),
    [
        ("own manager", NORD, None),
        ("own manager", SUD, Reason.NOT_YOUR_ALERT),
        ("own manager", COMPANY, Reason.NOT_YOUR_ALERT),
        ("own manager", ADAS, Reason.PERSON_IN_CHANNEL),
        ("admin", COMPANY, None),
        ("admin", SUD, None),
        ("admin", ADAS, Reason.PERSON_IN_CHANNEL),
        ("admin", EST, Reason.SMALL_TEAM),
        ("rep", NORD, Reason.ALERTS_BY_MANAGERS),
        ("stranger", NORD, Reason.STRANGER),
        ("guest", NORD, Reason.GUEST),
        ("outsider", COMPANY, Reason.OTHER_WORKSPACE),
    ],
)
def test_alerts_are_set_by_managers_for_their_teams_and_by_admins_for_all_but_persons_and_small_teams(
    who: str, scope: Scope, reason: Reason | None
):
    ruling = may_set_alert(PEOPLE[who], scope, {"Nord": 4, "Sud": 5, "Est": 2})
    assert ruling.reason is reason
