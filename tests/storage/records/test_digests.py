from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from kpi_engine.question import Compare
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.digest_records import DigestState, Look, PauseReason, Schedule
from storage.repositories.records import Workspace
from tests.digests import a_digest

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NORD = Scope(Level.TEAM, "Nord")
DIGEST = a_digest(
    scope=NORD,
    schedule=Schedule("Europe/Paris", 2, time(7, 45)),
    language="fr",
    compare=Compare.YEAR,
    fresher_than=12,
    look=Look.NATIVE,
    active_since=NOW,
    created_at=NOW,
    changed_at=NOW,
)


def test_a_digest_is_found_as_it_was_put_with_its_figures_in_order(records):
    of_all = replace(DIGEST, id="d2", scope=COMPANY, fresher_than=None, created_at=LATER)
    with records.writing() as work:
        work.digests.put(of_all)
        work.digests.put(DIGEST)
    with records.reading() as work:
        assert work.digests.get("T1", "d1") == DIGEST
        assert work.digests.of_channel("T1", "C1") == [DIGEST, of_all]
        assert work.digests.for_scope("T1", "C1", NORD) == DIGEST
        assert work.digests.for_scope("T1", "C2", NORD) is None


def test_putting_it_again_overwrites_it(records):
    changed = replace(DIGEST, kpis=("leads", "revenue", "nps"), changed_at=LATER)
    with records.writing() as work:
        work.digests.put(DIGEST)
        work.digests.put(changed)
        assert work.digests.of_workspace("T1") == [changed]


def test_a_paused_digest_does_not_go_out_and_one_alone_pauses_it(records):
    with records.writing() as work:
        work.digests.put(DIGEST)
        assert work.digests.pause(DIGEST, PauseReason.ARCHIVED, LATER)
        assert not work.digests.pause(DIGEST, PauseReason.BY_HAND, LATER)
        paused = replace(DIGEST, state=DigestState.PAUSED, reason=PauseReason.ARCHIVED, changed_at=LATER)
        assert work.digests.get("T1", "d1") == paused
        assert work.digests.active() == []


def test_a_resumed_digest_owes_nothing_of_what_fell_due_while_it_was_paused(records):
    with records.writing() as work:
        work.digests.put(DIGEST)
        assert not work.digests.resume(DIGEST, LATER)
        work.digests.pause(DIGEST, PauseReason.BY_HAND, NOW)
        assert work.digests.resume(DIGEST, LATER)
        assert work.digests.active() == [replace(DIGEST, active_since=LATER, changed_at=LATER)]


def test_a_deleted_digest_is_in_no_list_and_its_channel_may_have_another_for_the_same_scope(records):
    other = replace(DIGEST, id="d2")
    with records.writing() as work:
        work.digests.put(DIGEST)
        assert work.digests.delete(DIGEST, LATER)
        assert not work.digests.delete(DIGEST, LATER)
        assert not work.digests.resume(DIGEST, LATER)
        work.digests.put(other)
        assert work.digests.of_workspace("T1") == work.digests.active() == [other]
        assert work.digests.for_scope("T1", "C1", NORD) == other
        gone = work.digests.get("T1", "d1")
        assert gone
        assert gone.state is DigestState.DELETED


def test_a_digest_is_handed_over_by_the_owner_it_has(records):
    with records.writing() as work:
        work.digests.put(DIGEST)
        assert work.digests.hand_over(DIGEST, "U2", LATER)
        assert not work.digests.hand_over(DIGEST, "U3", LATER)
        assert work.digests.active() == [replace(DIGEST, owner="U2", changed_at=LATER)]


def test_workspaces_do_not_see_each_others_digests(records):
    elsewhere = replace(DIGEST, team_id="T2")
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Beta", "B2"))
        work.digests.put(DIGEST)
        work.digests.put(elsewhere)
        assert work.digests.of_workspace("T1") == [DIGEST]
        assert work.digests.of_channel("T2", "C1") == [elsewhere]
        assert work.digests.active() == [DIGEST, elsewhere]
        assert work.digests.delete(DIGEST, LATER)
        assert work.digests.active() == [elsewhere]


def test_of_twenty_writers_who_take_turns_one_tells_the_channel_of_a_scope(records):
    def write(number: int) -> bool:
        with records.writing() as work:
            work.digests.take_turns("T1")
            if work.digests.for_scope("T1", "C1", NORD):
                return False
            work.digests.put(replace(DIGEST, id=f"d{number}"))
            return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(20))) == 1
