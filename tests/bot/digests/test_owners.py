"""Who answers for a digest once its owner may not any more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.use_cases.digests.owner import answering
from bot.views.digests.form_examples import a_digest
from kpi_engine.scope import Level, Scope
from storage.migrations import migrate
from storage.repositories.digest_records import Digest
from storage.repositories.records import Act, Member, Role, Workspace
from storage.unit_of_work import Records

NOW = datetime(2026, 11, 22, tzinfo=UTC)
DIGEST = replace(a_digest(), owner="U1", scope=Scope(Level.TEAM, "Nord"))
OWNER = Member("T1", "U1", None, "Antoine", NOW, role=Role.MANAGER, manages=("Nord",))
MANAGER = replace(OWNER, user_id="U2", name="Maëlle")
ADMIN = replace(OWNER, user_id="U3", name="Hélène", role=Role.ADMIN, manages=())


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    opened = Records(url)
    with opened.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        work.teams.replace("T1", {"Nord": 5})
        work.digests.put(DIGEST)
    yield opened
    opened.close()


def told(records: Records, *people: Member) -> tuple[Member | None, Digest | None, list[Act]]:
    """Who answers among these people, the digest then, and what the audit has of it."""
    with records.writing() as work:
        for each in people:
            work.members.put(each)
        found = answering(work, DIGEST, NOW)
        return found, work.digests.get("T1", DIGEST.id), [each.act for each in work.audit.of("T1")]


def test_the_owner_answers_as_long_as_she_may(records: Records) -> None:
    found, digest, acts = told(records, OWNER, MANAGER, ADMIN)
    assert (found, digest, acts) == (OWNER, DIGEST, [])


def test_where_her_account_is_closed_a_manager_of_the_team_takes_over_with_a_line_in_the_audit(
    records: Records,
) -> None:
    gone = replace(OWNER, active=False, role=Role.NONE, manages=())
    found, digest, acts = told(records, gone, MANAGER, ADMIN)
    assert found == MANAGER
    assert digest
    assert (digest.owner, acts) == ("U2", [Act.DIGEST_CHANGED])


def test_an_owner_who_manages_another_team_by_now_hands_over_to_an_admin_where_no_manager_is_known(
    records: Records,
) -> None:
    moved = replace(OWNER, role=Role.REP, manages=())
    found, digest, _ = told(records, moved, ADMIN)
    assert found == ADMIN
    assert digest
    assert digest.owner == "U3"


def test_nobody_answers_where_nobody_may(records: Records) -> None:
    found, digest, acts = told(records, replace(OWNER, active=False))
    assert (found, digest, acts) == (None, DIGEST, [])
