"""What a proposal becomes when somebody puts it in force: who may, once, in order, with its line in the audit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.errors import CannotAdopt, NotAllowed
from bot.policy import Reason
from bot.use_cases.adoption.adopt import adopt, usual_day
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.proposals.proposed import dump_target
from kpi_engine.periods import Grain, Period
from kpi_engine.recipe import BadRecipe, dump
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.poll_records import PollDecision
from storage.repositories.proposal_records import ProposalKind, ProposalState
from storage.repositories.records import Act, KeptTarget
from tests.bot.adoption.house import (
    ADMIN,
    MANAGER,
    OF_CONTACTED,
    OF_QUALIFIED,
    REP,
    TODAY,
    House,
    polled,
    proposed,
    retired,
    version,
)

YEAR = Period(date(2027, 1, 1), date(2028, 1, 1), Grain.YEAR)
NEW = {"kind": ProposalKind.NEW, "kpi": "good-leads", "name": "Good leads"}
DROP = {"kind": ProposalKind.DROP, "kpi": "churn", "name": "Churn", "recipe": None, "successor": "retention"}


def adopted(house: House, proposal, *, member=ADMIN, poll_id=None, on=TODAY):
    return adopt(proposal, effective_on=on, member=member, poll_id=poll_id, office=house.office)


def versions(house: House, kpi="conversion"):
    with house.records.reading() as work:
        return list(work.definitions.history(kpi))


def acts(house: House):
    with house.records.reading() as work:
        return [(each.act, each.actor, each.subject.key, each.detail) for each in work.audit.of("T1")]


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 30)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_day_that_is_offered_is_the_next_monday(today: date, day: date) -> None:
    assert usual_day(today) == day


def test_a_change_that_a_poll_passed_becomes_the_next_version(house: House) -> None:
    proposal = house.hears(proposed(), polled(PollDecision.PASSED))
    before = house.office.catalog["conversion"]
    made = adopted(house, proposal, member=MANAGER, poll_id="q1")
    assert made == AdoptedDefinition(
        team_id="T1",
        kpi="conversion",
        version=2,
        change=DefinitionChange.CHANGED,
        recipe=dump(OF_QUALIFIED),
        name="Conversion rate",
        better=proposal.better,
        owner="U000000007",
        paired_with="qualified-leads",
        why="Unqualified leads are not ours",
        successor=None,
        effective_on=TODAY,
        adopted_at=house.clock.at,
        adopted_by=MANAGER.user_id,
        proposal_id="p1",
        poll_id="q1",
    )
    assert versions(house) == [made]
    now = house.office.catalog["conversion"]
    assert (now.version, now.recipe, now.former) == (2, OF_QUALIFIED, before)
    line = "conversion version 2 from 2026-11-23 poll q1"
    assert acts(house) == [(Act.DEFINITION_ADOPTED, MANAGER.user_id, "conversion", line)]
    with house.records.reading() as work:
        assert work.proposals.get("T1", "p1").state is ProposalState.ADOPTED


def test_a_new_kpi_begins_with_its_first_version(house: House) -> None:
    adopted(house, house.hears(proposed(**NEW)))
    assert house.office.catalog["good-leads"].version == 1


def test_what_is_dropped_leaves_the_catalogue_on_its_day(house: House) -> None:
    on = TODAY + timedelta(days=7)
    made = adopted(house, house.hears(proposed(**DROP)), on=on)
    assert (made.change, made.recipe, made.successor) == (DefinitionChange.RETIRED, None, "retention")
    assert "churn" in house.office.catalog
    house.clock.at += timedelta(days=7)
    assert house.office.catalog.retired["churn"].on == on
    assert acts(house) == [(Act.DEFINITION_RETIRED, ADMIN.user_id, "churn", "churn version 2 from 2026-11-30")]


def test_what_is_dropped_instead_of_changed_goes_by_the_name_that_it_had(house: House) -> None:
    """People were asked about a change, and voted for the end of it."""
    proposal = house.hears(proposed(kpi="churn", name="Churn of large accounts"))
    made = adopted(house, replace(proposal, kind=ProposalKind.DROP, recipe=None))
    assert (made.change, made.name) == (DefinitionChange.RETIRED, "Churn")


def test_what_was_dropped_comes_back_under_the_next_number(house: House) -> None:
    house.keeps(retired())
    back = proposed(kind=ProposalKind.NEW, kpi="churn", name="Churn", recipe=None)
    assert adopted(house, house.hears(back)).version == 3
    assert house.office.catalog["churn"].version == 3


def test_twice_is_once(house: House) -> None:
    proposal = house.hears(proposed())
    first = adopted(house, proposal)
    again = adopted(house, replace(proposal, state=ProposalState.ADOPTED), on=TODAY + timedelta(days=30))
    assert again == first
    assert versions(house) == [first]
    assert len(acts(house)) == 1


def test_once_even_where_two_press_at_once(house: House) -> None:
    proposal = house.hears(proposed())
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: adopted(house, proposal), range(2)))
    assert found[0] == found[1]
    assert versions(house) == [found[0]]


def test_two_changes_at_once_are_two_versions_one_after_the_other(house: House) -> None:
    both = [proposed(), proposed(id="p2", recipe=dump(OF_CONTACTED))]
    for each in both:
        house.hears(each)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda each: adopted(house, each), both))
    assert sorted(each.version for each in found) == [2, 3]
    assert [each.version for each in versions(house)] == [2, 3]
    with house.records.reading() as work:
        assert not work.audit.broken("T1")


@pytest.mark.parametrize("decision", [each for each in PollDecision if each not in ("passed", "confirmed")])
def test_a_manager_puts_nothing_in_force_that_no_poll_passed(house: House, decision: PollDecision) -> None:
    proposal = house.hears(proposed(), polled(decision))
    for poll_id in ("q1", None, "q9"):
        with pytest.raises(NotAllowed) as refused:
            adopted(house, proposal, member=MANAGER, poll_id=poll_id)
        assert refused.value.reason is Reason.NOT_VOTED
    assert not versions(house)
    assert not acts(house)


def test_a_poll_on_something_else_gives_no_right(house: House) -> None:
    proposal = house.hears(proposed(), polled(PollDecision.PASSED, proposal_id="p2"))
    with pytest.raises(NotAllowed):
        adopted(house, proposal, member=MANAGER, poll_id="q1")


def test_a_rep_puts_nothing_in_force_even_where_a_poll_passed_it(house: House) -> None:
    proposal = house.hears(proposed(), polled(PollDecision.PASSED))
    with pytest.raises(NotAllowed) as refused:
        adopted(house, proposal, member=REP, poll_id="q1")
    assert refused.value.reason is Reason.DEFINITIONS_BY_MANAGERS


def test_an_admin_needs_no_poll_and_one_that_did_not_pass_is_not_named(house: House) -> None:
    proposal = house.hears(proposed(), polled(PollDecision.NO_QUORUM))
    assert adopted(house, proposal, poll_id="q1").poll_id is None


def test_a_proposal_of_another_workspace_is_out_of_reach(house: House) -> None:
    house.hears(proposed())
    with pytest.raises(CannotAdopt):
        adopted(house, proposed(), member=replace(ADMIN, team_id="T2"))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"state": ProposalState.WITHDRAWN}, AdoptionFault.OVER),
        ({"state": ProposalState.REJECTED}, AdoptionFault.OVER),
        ({"revision": 2}, AdoptionFault.CHANGED),
        ({"kind": ProposalKind.NEW}, AdoptionFault.DEFINED_ALREADY),
        ({"kpi": "good-leads"}, AdoptionFault.NOT_DEFINED),
        (DROP | {"kpi": "good-leads"}, AdoptionFault.NOT_DEFINED),
        (NEW | {"recipe": None}, AdoptionFault.NOTHING_PROPOSED),
        ({"kind": ProposalKind.TARGET, "recipe": None}, AdoptionFault.NOTHING_PROPOSED),
    ],
)
def test_what_cannot_be_put_in_force_says_why_and_leaves_nothing(house: House, change, fault: AdoptionFault) -> None:
    kept = house.hears(proposed(**change))
    with pytest.raises(CannotAdopt) as refused:
        adopted(house, replace(kept, revision=1))
    assert refused.value.fault is fault
    with house.records.reading() as work:
        assert work.definitions.count() == 0
    assert not acts(house)


def test_no_version_begins_on_a_day_that_is_over(house: House) -> None:
    proposal = house.hears(proposed())
    with pytest.raises(CannotAdopt) as refused:
        adopted(house, proposal, on=TODAY - timedelta(days=1))
    assert refused.value.fault is AdoptionFault.DAY_PASSED
    assert adopted(house, proposal, on=TODAY).effective_on == TODAY


def test_what_is_to_be_dropped_can_be_changed_no_more(house: House) -> None:
    house.keeps(retired(effective_on=TODAY + timedelta(days=7)))
    change = proposed(kpi="churn")
    with pytest.raises(CannotAdopt) as refused:
        adopted(house, house.hears(change))
    assert refused.value.fault is AdoptionFault.NOT_DEFINED


def test_a_definition_that_cannot_be_measured_leaves_nothing(house: House) -> None:
    proposal = house.hears(proposed(recipe={"way": "total", "counted": "leads_won"}))
    with pytest.raises(BadRecipe):
        adopted(house, proposal)
    assert not versions(house)
    with house.records.reading() as work:
        assert work.proposals.get("T1", "p1").state is ProposalState.OPEN


def test_a_number_is_never_given_twice_even_after_what_cannot_be_read(house: House) -> None:
    house.keeps(version(2, recipe={"way": "?"}))
    assert adopted(house, house.hears(proposed())).version == 3


def a_target(scope: Scope) -> Target:
    return Target("conversion", scope, YEAR, TargetKind.ABSOLUTE, 0.2, 0.2)


@pytest.mark.parametrize(
    ("member", "scope", "poll_id"),
    [
        (ADMIN, COMPANY, None),
        (MANAGER, Scope(Level.TEAM, "Nord"), None),
        (MANAGER, COMPANY, "q1"),
    ],
)
def test_a_target_that_was_proposed_is_in_force_once_and_at_once(house: House, member, scope, poll_id) -> None:
    proposal = proposed(kind=ProposalKind.TARGET, recipe=None, target=dump_target(a_target(scope)))
    house.hears(proposal, polled(PollDecision.PASSED))
    first = adopted(house, proposal, member=member, poll_id=poll_id)
    assert isinstance(first, KeptTarget)
    assert first.target == a_target(scope)
    assert adopted(house, proposal, member=member, poll_id=poll_id) == first
    with house.records.reading() as work:
        assert work.targets.in_force("T1") == [first]
        assert work.proposals.get("T1", "p1").state is ProposalState.ADOPTED
    assert [act for act, *_ in acts(house)] == [Act.TARGET_SET]


def test_a_target_of_all_takes_an_admin_or_a_poll(house: House) -> None:
    proposal = proposed(kind=ProposalKind.TARGET, recipe=None, target=dump_target(a_target(COMPANY)))
    house.hears(proposal)
    with pytest.raises(NotAllowed) as refused:
        adopted(house, proposal, member=MANAGER)
    assert refused.value.reason is Reason.NOT_VOTED
    with house.records.reading() as work:
        assert not work.targets.in_force("T1")
