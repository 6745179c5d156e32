"""A digest is decided once, by whoever gets there first, in one pass with all others, or ends unsaid for a reason."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.charts.painter import Painter
from bot.delivery.failpoints import Failpoint
from bot.delivery.timing import Timing
from bot.jobs.digests import AT_ONCE, decide_digests
from bot.use_cases.digests.judge_editions import PATIENCE
from bot.use_cases.digests.take_turns import LOOK_AGAIN, take_turns
from kpi_engine.scope import COMPANY
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.digest_records import EditionState
from storage.repositories.erasure import Erasing
from storage.repositories.records import Act, Role
from tests.bot.digests.bureau import LONG_AGO, MONDAY, OWNER, SUNDAY, Bureau, a_digest, closed, created, written
from tests.statements import statements

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def test_a_digest_goes_out_at_its_time_once_however_often_one_looks(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe()
    bureau.tick(MONDAY - SECOND)
    assert bureau.queued() == []
    for _ in range(3):
        bureau.tick(MONDAY)
    (digest,) = bureau.queued()
    assert digest.dedup_key == "digest:T1:C000000001:D1:2026-W47"
    assert "22.3%" in written(digest)
    (edition,) = bureau.editions()
    assert (edition.state, edition.delivery_id) == (EditionState.DECIDED, digest.id)
    assert edition.facts_version == edition.checked_version == bureau.shelf.facts.version


def test_digests_due_together_set_out_over_two_minutes(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(30)))
    bureau.tick(MONDAY)
    starts = sorted(row.not_before.replace(tzinfo=MONDAY.tzinfo) - MONDAY for row in bureau.queued())
    assert len(starts) == len(set(starts)) == 30
    assert timedelta(0) <= starts[0]
    assert starts[-1] < Timing().most_start_delay == 2 * MINUTE
    assert starts[-1] - starts[0] > MINUTE


def test_all_digests_due_are_computed_in_one_pass_whatever_their_number(bureau: Bureau):
    """As many statements for thirty channels as for one."""
    bureau.publish_a_week()
    bureau.subscribe(a_digest(1))
    bureau.tick(MONDAY)
    for_one = len(bureau.shelf.facts.fetched)
    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(2, 32)))
    bureau.tick(MONDAY)
    assert len(bureau.queued()) == 31
    assert len(bureau.shelf.facts.fetched) == for_one


def test_of_replicas_that_decide_at_once_each_digest_is_decided_by_one(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(20)))
    office, together = bureau.office, threading.Barrier(3)

    def replica(_number: int) -> None:
        together.wait()
        asyncio.run(decide_digests(office, Painter()))

    with ThreadPoolExecutor(3) as replicas:
        list(replicas.map(replica, range(3)))
    assert len(bureau.queued()) == 20
    assert len({row.dedup_key for row in bureau.queued()}) == 20


@pytest.mark.parametrize(("where", "queued"), [(Failpoint.BEFORE_DECIDE_COMMIT, 0), (Failpoint.AFTER_DECIDE, 1)])
def test_a_process_that_dies_while_it_decides_leaves_all_or_nothing_and_the_next_one_ends_it(bureau, where, queued):
    class Died(BaseException):
        """What no handler catches."""

    def die(here: str) -> None:
        if here == where:
            raise Died

    bureau.publish_a_week()
    bureau.subscribe()
    with pytest.raises(BaseException) as death:  # noqa: PT011 - a group of one
        asyncio.run(decide_digests(bureau.office, Painter(), die))
    assert "Died" in repr(death.value)
    assert len(bureau.queued()) == queued
    bureau.tick(MONDAY + SECOND)
    assert len(bureau.queued()) == queued  # its lease runs
    bureau.tick(MONDAY + 3 * MINUTE)
    assert len(bureau.queued()) == 1
    assert bureau.states() == {"2026-W47": "decided"}


def test_a_score_of_digests_is_decided_together_and_figures_that_they_share_are_remembered_once(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(AT_ONCE + 1)))
    with statements() as put:
        bureau.tick(MONDAY)
    assert len(bureau.queued()) == AT_ONCE + 1
    assert sum(each.statement.startswith("INSERT INTO receipts") for each in put) == 2


@pytest.mark.parametrize(("breaks", "decided"), [(1, 5), (3, 3), (6, 0)], ids=["all", "all-and-two", "each"])
def test_where_they_cannot_be_decided_together_each_is_decided_alone(bureau: Bureau, breaks: int, decided: int):
    """What breaks alone is tried again later; nothing is queued twice."""
    left = [None] * breaks

    def break_down(here: str) -> None:
        if here == Failpoint.BEFORE_DECIDE_COMMIT and left:
            left.pop()
            raise RuntimeError

    bureau.publish_a_week()
    bureau.subscribe(*(a_digest(number) for number in range(5)))
    bureau.clock.at = MONDAY
    asyncio.run(decide_digests(bureau.office, Painter(), break_down))
    states = [state for number in range(5) for state in bureau.states(f"D{number}").values()]
    assert (states.count("decided"), states.count("failed")) == (decided, 5 - decided)
    assert len(bureau.queued()) == decided
    bureau.tick(MONDAY + 6 * MINUTE)
    assert len({row.dedup_key for row in bureau.queued()}) == len(bureau.queued()) == 5


# What cannot be computed


def test_a_digest_that_cannot_be_computed_is_kept_in_sight_tried_again_and_at_last_missed_with_its_error(
    bureau: Bureau,
):
    bureau.subscribe()
    bureau.tick(MONDAY)
    (edition,) = bureau.editions()
    assert edition.state is EditionState.FAILED
    assert "NoFacts" in (edition.reason or "")
    bureau.tick(MONDAY + HOUR)
    assert bureau.states() == {"2026-W47": "failed"}
    bureau.tick(MONDAY + 25 * HOUR)
    (edition,) = bureau.editions()
    assert edition.state is EditionState.MISSED
    assert "NoFacts" in (edition.reason or "")
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert "could not be computed for 24 hours" in written(notice)
    assert "NoFacts" in written(notice)


def test_what_could_not_be_computed_goes_out_as_soon_as_it_can(bureau: Bureau):
    bureau.subscribe()
    bureau.tick(MONDAY)
    bureau.publish_a_week(at=MONDAY)
    bureau.tick(MONDAY + MINUTE)
    assert bureau.queued() == []  # it is left alone for a while
    bureau.tick(MONDAY + 6 * MINUTE)
    assert len(bureau.queued()) == 1


# Rights of this moment


def test_a_team_that_has_become_small_is_withheld_and_its_owner_told_once(bureau: Bureau):
    bureau.publish_a_quarter()
    bureau.subscribe()
    with bureau.records.writing() as work:
        work.teams.replace("T1", {"Nord": 2})
    for week in range(3):
        bureau.tick(MONDAY + timedelta(weeks=week))
    assert bureau.queued() == []
    assert bureau.states() == dict.fromkeys(["2026-W47", "2026-W48", "2026-W49"], "suppressed")
    assert {each.reason for each in bureau.editions()} == {"small_team"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert "fewer than 3 reps" in written(notice)


def test_a_team_that_is_gone_or_called_otherwise_is_told_of_as_such_and_only_once(bureau: Bureau):
    bureau.publish_a_quarter()
    bureau.subscribe()
    with bureau.records.writing() as work:
        work.teams.replace("T1", {"Norden": 6, "Sud": 5})
        work.members.put(replace(OWNER, manages=("Norden", "Sud")))
    for week in range(3):
        bureau.tick(MONDAY + timedelta(weeks=week))
    assert bureau.queued() == []
    assert {each.reason for each in bureau.editions()} == {"team_gone"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert notice.channel_id == OWNER.user_id
    assert "Nobody is in team Nord any more" in written(notice)


def test_a_digest_whose_owner_was_erased_goes_out_in_the_name_of_the_admin_who_did_so(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe()
    admin = replace(OWNER, user_id="U000000009", role=Role.ADMIN, manages=())
    with bureau.records.writing() as work:
        work.members.put(admin)
    erasing = Erasing(OWNER, admin.user_id, None, "U0STANDIN", words_too=False, at=MONDAY)
    with bureau.records.writing() as work:
        work.erasure.erase(erasing)
    bureau.tick(MONDAY)
    assert bureau.states() == {"2026-W47": "decided"}
    with bureau.records.reading() as work:
        assert work.digests.get("T1", "D1").owner == admin.user_id


@pytest.mark.parametrize(
    ("owner", "reason"),
    [
        (replace(OWNER, active=False), "deactivated"),
        (replace(OWNER, manages=("Sud",)), "not_your_digest"),
        (replace(OWNER, guest=True), "guest"),
    ],
)
def test_an_owner_who_may_not_any_more_sends_nothing(bureau, owner, reason):
    bureau.publish_a_week()
    bureau.subscribe()
    with bureau.records.writing() as work:
        work.members.put(owner)
    bureau.tick(MONDAY)
    assert bureau.queued() == []
    (edition,) = bureau.editions()
    assert edition.state is EditionState.SUPPRESSED
    assert edition.reason == reason
    assert len(bureau.queued(DeliveryKind.NOTICE)) == 1


SUCCESSOR = replace(OWNER, user_id="U000000009", name="Maëlle", manages=("Nord",), locale="fr-FR")


@pytest.mark.parametrize(
    ("owner", "successor"),
    [
        (replace(OWNER, manages=("Sud",)), SUCCESSOR),
        (replace(OWNER, active=False, role=Role.NONE, manages=()), SUCCESSOR),
        (replace(OWNER, active=False, role=Role.NONE, manages=()), replace(SUCCESSOR, role=Role.ADMIN, manages=())),
        (None, SUCCESSOR),
    ],
    ids=["moved-to-another-team", "left", "left-and-only-an-admin-stays", "never-met"],
)
def test_a_digest_whose_owner_may_not_any_more_goes_out_the_same_week_in_the_name_of_who_comes_next(
    bureau, owner, successor
):
    bureau.publish_a_quarter()
    bureau.subscribe(a_digest(owner=OWNER.user_id if owner else "U000000008"))
    with bureau.records.writing() as work:
        work.members.put(owner or replace(OWNER, manages=()))
        work.members.put(successor)
    for week in range(2):
        bureau.tick(MONDAY + timedelta(weeks=week))
    assert bureau.states() == {"2026-W47": "decided", "2026-W48": "decided"}
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert notice.channel_id == successor.user_id
    assert "Vous répondez désormais du résumé hebdomadaire (Équipe Nord" in written(notice).replace("*", "")
    with bureau.records.reading() as work:
        assert work.digests.get("T1", "D1").owner == successor.user_id
        assert [each.act for each in work.audit.of("T1")] == [Act.DIGEST_CHANGED]


def test_the_notice_of_a_team_that_has_become_small_goes_to_an_admin_where_its_owner_has_left(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe()
    with bureau.records.writing() as work:
        work.teams.replace("T1", {"Nord": 2})
        work.members.put(replace(OWNER, active=False))
        work.members.put(replace(SUCCESSOR, role=Role.ADMIN))
    bureau.tick(MONDAY)
    assert bureau.queued() == []
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert notice.channel_id == SUCCESSOR.user_id
    assert "Équipe Nord" in written(notice)


def test_thirty_digests_are_judged_in_as_many_reads_as_one(bureau: Bureau):
    bureau.publish_a_week(at=LONG_AGO)
    reads: list[int] = []
    for number in range(1, 31):
        bureau.subscribe(a_digest(number, fresher_than=12, owner=f"U{number:09}"))
        if number in {1, 30}:
            bureau.tick(MONDAY)  # all wait for facts
            with statements() as put:
                assert take_turns(bureau.office, lambda _news, _locale: {}) == ()
            reads.append(sum(each.statement.startswith("SELECT") for each in put))
    assert bureau.queued() == []
    assert reads[0] == reads[1] > 0


def test_a_digest_paused_before_it_went_out_ends_suppressed_without_a_word(bureau: Bureau):
    bureau.publish_a_week(at=LONG_AGO)
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    with bureau.records.writing() as work:
        work.digests.delete(work.digests.get("T1", "D1"), MONDAY)
    bureau.tick(MONDAY + MINUTE)
    assert [(each.state, each.reason) for each in bureau.editions()] == [(EditionState.SUPPRESSED, "not_active")]
    assert bureau.queued() == bureau.queued(DeliveryKind.NOTICE) == []


def test_a_week_without_any_figure_is_withheld(bureau: Bureau):
    bureau.publish(closed(1, 1, date(2026, 9, 1)), as_of=date(2026, 9, 2))
    bureau.subscribe(a_digest(kpis=("transformation",)))
    bureau.tick(MONDAY)
    assert [(each.state, each.reason) for each in bureau.editions()] == [(EditionState.WAITING, "nothing")]
    bureau.tick(MONDAY + PATIENCE)
    assert [(each.state, each.reason) for each in bureau.editions()] == [(EditionState.SUPPRESSED, "nothing")]
    (notice,) = bureau.queued(DeliveryKind.NOTICE)
    assert "nothing to tell" in written(notice)


def test_a_week_whose_figures_come_minutes_later_is_told_of_then(bureau: Bureau):
    bureau.publish(closed(1, 1, date(2026, 9, 1)), as_of=date(2026, 9, 2))
    bureau.subscribe(a_digest(kpis=("transformation",)))
    bureau.tick(MONDAY)
    bureau.publish_a_week()
    bureau.tick(MONDAY + MINUTE)
    assert bureau.queued() == []
    bureau.tick(MONDAY + LOOK_AGAIN)
    assert len(bureau.queued()) == 1
    assert bureau.states() == {"2026-W47": "decided"}
    assert bureau.queued(DeliveryKind.NOTICE) == []


def test_a_digest_of_the_company_is_for_admins_to_answer_for(bureau: Bureau):
    bureau.publish_a_week()
    bureau.subscribe(a_digest(scope=COMPANY))
    bureau.tick(MONDAY)
    assert bureau.states() == {"2026-W47": "suppressed"}


# Freshness


def test_a_digest_waits_for_facts_published_near_its_time_and_goes_at_the_next_tick_after(bureau: Bureau):
    bureau.publish_a_week(at=MONDAY - 13 * HOUR)
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    assert [(each.state, each.reason) for each in bureau.editions()] == [(EditionState.WAITING, "not_fresh")]
    bureau.tick(MONDAY + HOUR)
    assert bureau.queued() == []
    bureau.publish_a_week(at=MONDAY + HOUR)
    bureau.tick(MONDAY + HOUR + 5 * SECOND)
    (digest,) = bureau.queued()
    assert "On older data" not in written(digest)
    assert "Late: this was due earlier" in written(digest)


def test_facts_that_do_not_reach_the_weeks_last_day_are_waited_for_too(bureau: Bureau):
    bureau.publish_a_week(as_of=SUNDAY - timedelta(days=3))
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    assert bureau.states() == {"2026-W47": "waiting"}


@pytest.mark.parametrize(
    ("published", "state"), [(MONDAY - 3 * HOUR, "decided"), (MONDAY - 9 * HOUR, "waiting")], ids=["after", "before"]
)
def test_facts_that_end_on_friday_hold_the_week_if_they_were_published_after_it(bureau, published, state):
    """Midnight of Sunday was eight hours before."""
    bureau.publish_a_week(as_of=SUNDAY - timedelta(days=2), at=published)
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    assert bureau.states() == {"2026-W47": state}


def test_after_six_hours_it_goes_without_them_and_says_so(bureau: Bureau):
    bureau.publish_a_week(at=MONDAY - 13 * HOUR)
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    bureau.tick(MONDAY + 6 * HOUR - SECOND)
    assert bureau.queued() == []
    bureau.tick(MONDAY + 6 * HOUR)
    (digest,) = bureau.queued()
    assert "On older data" in written(digest)


def test_one_that_waits_does_not_hold_up_the_others(bureau: Bureau):
    bureau.publish_a_week(at=MONDAY - 13 * HOUR)
    bureau.subscribe(a_digest(1, fresher_than=12), a_digest(2))
    bureau.tick(MONDAY)
    assert (bureau.states("D1"), bureau.states("D2")) == ({"2026-W47": "waiting"}, {"2026-W47": "decided"})


def test_waiting_writes_nothing(bureau: Bureau):
    """Six hours of ticks are read only: the reason is noted once."""
    bureau.publish(closed(1, 1), created(1), at=LONG_AGO)
    bureau.subscribe(a_digest(fresher_than=12))
    bureau.tick(MONDAY)
    (before,) = bureau.editions()
    bureau.tick(MONDAY + MINUTE)
    assert bureau.editions() == [before]
