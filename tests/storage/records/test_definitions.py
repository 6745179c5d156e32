from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError

from kpi_engine.figure import Direction
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.records import Workspace

SECOND = AdoptedDefinition(
    team_id="T1",
    kpi="conversion",
    version=2,
    change=DefinitionChange.CHANGED,
    recipe={"way": "share", "counted": "leads_won", "among": "leads_qualified"},
    name="Conversion of qualified leads",
    better=Direction.UP,
    owner="U7",
    paired_with="qualification",
    why="Unqualified leads are not ours",
    successor=None,
    effective_on=date(2026, 11, 30),
    adopted_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    adopted_by="U1",
    proposal_id="p1",
    poll_id="q1",
)
DROPPED = replace(
    SECOND,
    kpi="churn",
    change=DefinitionChange.RETIRED,
    recipe=None,
    owner=None,
    paired_with=None,
    successor="retention",
    proposal_id="p2",
    poll_id=None,
)


def test_a_version_is_found_as_it_was_adopted(records):
    with records.writing() as work:
        work.definitions.adopt(SECOND)
        work.definitions.adopt(DROPPED)
    with records.reading() as work:
        assert work.definitions.all() == [DROPPED, SECOND]
        assert work.definitions.history("churn") == [DROPPED]
        assert work.definitions.by_proposal("T1", "p1") == SECOND
        assert work.definitions.by_proposal("T1", "p3") is None
        assert work.definitions.count() == 2


def test_the_versions_of_a_kpi_stand_in_their_order(records):
    versions = [replace(SECOND, version=version, proposal_id=None) for version in (11, 2, 10)]
    with records.writing() as work:
        for each in versions:
            work.definitions.adopt(each)
    with records.reading() as work:
        assert [each.version for each in work.definitions.history("conversion")] == [2, 10, 11]


def test_a_number_that_is_taken_is_refused_and_what_has_it_stays(records):
    with records.writing() as work:
        work.definitions.adopt(SECOND)
    with pytest.raises(IntegrityError), records.writing() as work:
        work.definitions.adopt(replace(SECOND, why="another"))
    with records.reading() as work:
        assert work.definitions.all() == [SECOND]


def test_what_one_workspace_adopted_is_told_apart(records):
    other = replace(SECOND, team_id="T2", version=3)
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Alto", "B2"))
        work.definitions.adopt(SECOND)
        work.definitions.adopt(other)
    with records.reading() as work:
        assert (work.definitions.of("T1"), work.definitions.of("T2")) == ([SECOND], [other])
        assert work.definitions.history("conversion") == [SECOND, other]


def adopt_at_once(records, people, before_counting, after_counting):
    """How many of so many people added the version after the last that they saw."""

    def adopt(_person):
        try:
            with records.writing() as work:
                before_counting(work)
                version = 2 + work.definitions.count()
                after_counting()
                work.definitions.adopt(replace(SECOND, version=version, proposal_id=None))
        except IntegrityError:
            return False
        return True

    with ThreadPoolExecutor(people) as pool:
        return sum(pool.map(adopt, range(people)))


def test_those_who_take_turns_see_what_those_before_them_added(records):
    assert adopt_at_once(records, 4, lambda work: work.definitions.take_turns(), lambda: None) == 4
    with records.reading() as work:
        assert [each.version for each in work.definitions.history("conversion")] == [2, 3, 4, 5]


def test_without_turns_two_see_the_same_and_one_is_refused(records, migrated_url):
    if migrated_url.startswith("sqlite"):
        pytest.skip("with SQLite nobody writes beside another")
    assert adopt_at_once(records, 2, lambda _work: None, Barrier(2, timeout=5).wait) == 1
