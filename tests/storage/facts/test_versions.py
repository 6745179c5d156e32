"""Older versions of the facts: kept for replay up to a number, refused beyond it, never another in their place."""

import pytest
from sqlalchemy import func, select

from kpi_engine.facts import Facts, leads
from storage.errors import VersionGone
from storage.facts.store import open_facts
from tests.storage.conftest import Bring

PROFILE = """
[leads]
file = "leads.csv"
lead_id = "Id"
created_on = "Created"
"""
COUNT = select(func.count()).select_from(leads)


def bring_leads(bring: Bring, count: int) -> str:
    """Publish so many leads, all others gone; the name of the version."""
    rows = "".join(f"{number},2026-03-01\n" for number in range(count))
    return bring(PROFILE + "complete = true\n", {"leads.csv": f"Id,Created\n{rows}"}, override_shrink=True).version


def counted(facts: Facts) -> int:
    return int(facts.fetch(COUNT)[0][0])


@pytest.fixture
def keeping(bring_anywhere: Bring) -> Bring:
    """A store that keeps two versions."""
    bring_anywhere.store = open_facts(bring_anywhere.store.place, bring_anywhere.store.rejects, kept=2)
    return bring_anywhere


def test_an_older_version_holds_what_it_held(bring_anywhere: Bring) -> None:
    versions = [bring_leads(bring_anywhere, count) for count in (3, 5, 2)]
    assert [counted(bring_anywhere.store.at(version)) for version in versions] == [3, 5, 2]
    assert [bring_anywhere.store.at(version).version for version in versions] == versions
    assert counted(bring_anywhere.store.current()) == 2


def test_only_the_last_versions_can_be_opened(keeping: Bring) -> None:
    first, second, third = (bring_leads(keeping, count) for count in (3, 5, 2))
    assert [counted(keeping.store.at(version)) for version in (second, third)] == [5, 2]
    with pytest.raises(VersionGone) as gone:
        keeping.store.at(first)
    assert gone.value.version == first


def test_a_process_that_keeps_more_does_not_bring_back_what_another_let_go(keeping: Bring) -> None:
    versions = [bring_leads(keeping, count) for count in (3, 5, 2, 4)]
    other = open_facts(keeping.store.place, kept=8)
    with pytest.raises(VersionGone):
        other.at(versions[0])


def test_a_version_of_the_same_number_and_other_content_is_not_given_instead(bring_anywhere: Bring) -> None:
    bring_leads(bring_anywhere, 3)
    for name in ("1-00000000", "2-00000000", "0-00000000"):
        with pytest.raises(VersionGone):
            bring_anywhere.store.at(name)


def test_before_the_first_import_there_is_no_version(bring_anywhere: Bring) -> None:
    with pytest.raises(VersionGone, match="1-3f6a0c11"):
        bring_anywhere.store.at("1-3f6a0c11")


def test_who_began_to_read_the_only_version_kept_reads_on_while_the_next_is_published(bring_anywhere: Bring) -> None:
    bring_anywhere.store = open_facts(bring_anywhere.store.place, bring_anywhere.store.rejects, kept=1)
    first = bring_leads(bring_anywhere, 3)
    began = bring_anywhere.store.current()
    assert counted(began) == 3
    bring_leads(bring_anywhere, 5)
    assert counted(began) == 3
    with pytest.raises(VersionGone):
        bring_anywhere.store.at(first)


@pytest.mark.postgres
def test_a_schema_dropped_under_a_slow_reader_is_said_to_be_gone(postgres_url: str, tmp_path) -> None:
    bring = Bring(tmp_path, open_facts(postgres_url, tmp_path / "rejects", kept=1))
    bring_leads(bring, 3)
    began = bring.store.current()
    for count in (5, 2):
        bring_leads(bring, count)
    with pytest.raises(VersionGone):
        began.fetch(COUNT)
