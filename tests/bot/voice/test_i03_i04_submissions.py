"""A form that is sent many times, or delivered many times, is one record, on both databases.

Through the doors of two replicas for some forms; straight at the records for all fifty, which takes less than a tenth of
the time.
"""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.jobs.releasing import release_said
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_slip import new_slip
from storage.models import DeliveryRow, FeedbackRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.voice_records import FeedbackKind
from tests.bot.voice.field import REPS, Field
from tests.bot.voice.replicas import Replicas, two_replicas

MODALS, TIMES, THROUGH_DOORS = 50, 20, 6
PEOPLE = ("oliver", "grace", "priya")  # two reps and their manager
THANKS = {"Thank you"}

Json = dict[str, Any]


@pytest_asyncio.fixture
async def replicas(tmp_path: Path, migrated_url: str) -> AsyncIterator[Replicas]:
    async with two_replicas(tmp_path, migrated_url, *PEOPLE) as served:
        yield served


def draft(number: int, *, anonymous: bool) -> SayDraft:
    return SayDraft(FeedbackKind.FRICTION, f"word {number}", anonymous=anonymous)


async def at_once(replicas: Replicas, *forms: Json) -> set[str]:
    """Send them at the same moment, in turn to each replica; the titles of what took their place."""
    answers = await asyncio.gather(*(replicas.send(form, replica) for replica, form in enumerate(forms)))
    return {answer["view"]["title"]["text"] for answer in answers}


async def test_i04_twenty_parallel_sends_of_a_modal_are_one_record(replicas: Replicas) -> None:
    for number in range(THROUGH_DOORS):
        name = PEOPLE[number % 2]
        form = replicas.form(name, draft(number, anonymous=number % 3 == 0), new_slip())
        assert await at_once(replicas, *[form] * TIMES) == THANKS
    kept = replicas.kept()
    assert sorted(row["body"] for row in kept) == [f"word {number}" for number in range(THROUGH_DOORS)]
    assert sorted(row["body"] for row in kept if row["author"] is None) == ["word 0", "word 3"]
    cards = [row for row in replicas.rows(DeliveryRow) if row["kind"] == DeliveryKind.FEEDBACK]
    assert len(cards) == THROUGH_DOORS - 2


def test_i04_twenty_parallel_sends_of_fifty_modals_are_fifty_records(field: Field) -> None:
    forms = [(REPS[number % 12], draft(number, anonymous=number % 2 == 0), new_slip()) for number in range(MODALS)]
    with ThreadPoolExecutor(TIMES) as pool:
        for form in forms:
            kept = list(pool.map(lambda _: field.says(*form), range(TIMES)))  # noqa: B023 - all end in this round
            assert len({each.id for each in kept}) == 1
    rows = field.rows(FeedbackRow)
    assert sorted(row["body"] for row in rows) == sorted(f"word {number}" for number in range(MODALS))
    assert sum(row["author"] is None for row in rows) == MODALS // 2
    assert len(field.cards()) == MODALS // 2


async def test_i04_control_without_a_slip_drawn_at_the_opening_each_send_is_a_record(replicas: Replicas) -> None:
    said = draft(0, anonymous=True)
    await at_once(replicas, *(replicas.form(PEOPLE[0], said, new_slip()) for _ in range(TIMES)))
    assert len(replicas.kept()) == TIMES


async def test_i03_a_submission_delivered_four_times_over_two_replicas_has_one_effect(replicas: Replicas) -> None:
    """At once, at once, after a minute, after five: by then the anonymous ones were released under other keys."""
    forms = [
        replicas.form("oliver", draft(number, anonymous=number < 5), new_slip()) for number in range(10)
    ]  # five anonymous, five named
    for times in (2, 1, 1):
        for form in forms:
            answers = [await replicas.send(form, replica) for replica in range(times)]
            assert {answer["view"]["title"]["text"] for answer in answers} == THANKS
        await asyncio.to_thread(release_said, replicas.house.office)
    kept = replicas.kept()
    assert sorted(row["body"] for row in kept) == sorted(f"word {number}" for number in range(10))
    assert all(row["released"] for row in kept)


async def test_i03_a_submission_of_which_only_the_last_delivery_arrives_has_its_effect(replicas: Replicas) -> None:
    slip = new_slip()
    answer = await replicas.send(replicas.form("oliver", draft(1, anonymous=True), slip), replica=1)
    assert slip.code in str(answer["view"]["blocks"])
    assert [row["body"] for row in replicas.kept()] == ["word 1"]
