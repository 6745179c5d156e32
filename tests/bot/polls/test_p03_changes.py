"""P03: where answers can be changed, the last one that was acknowledged is the one that counts."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.use_cases.polls.cast_ballot import cast_ballot
from storage.models import OpenBallotRow, PollVoteRow
from storage.repositories.poll_records import Cast, Method, Secrecy
from tests.bot.polls.booth import a_question, rep
from tests.bot.polls.rush import AT_ONCE, in_the_time_of_the_database

VOTERS, CHANGES = 50, 20


@pytest.mark.parametrize("secrecy", [Secrecy.OPEN, Secrecy.CHANGEABLE])
def test_p03_of_a_thousand_changes_the_last_of_each_person_counts(booth, seed, secrecy):
    people = tuple(rep(number) for number in range(VOTERS))
    booth.welcome(*people)
    in_the_time_of_the_database(booth)
    asked = a_question(Method.SINGLE, "abcdefgh")
    poll = booth.open(asked, voters=people, secrecy=secrecy, deadline=datetime.now(UTC) + timedelta(hours=1))

    def change(mine: list[int]) -> dict[int, str]:
        """Some people's changes, in turn; what each chose last."""
        chance, last = random.Random(seed + mine[0]), {}
        for number in chance.sample(mine * CHANGES, len(mine) * CHANGES):
            choice = chance.choice("abcdefgh")
            expected = Cast.CHANGED if number in last else Cast.COUNTED
            assert cast_ballot(poll.id, people[number], {1: (choice,)}, booth.office) is expected
            last[number] = choice
        return last

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = pool.map(change, [list(range(start, VOTERS, AT_ONCE)) for start in range(AT_ONCE)])
        last = {number: choice for share in shares for number, choice in share.items()}
    assert len(last) == VOTERS
    assert Counter(choice for (choice,) in booth.ballots(poll)) == Counter(last.values())
    if secrecy is Secrecy.OPEN:
        kept = {row.user_id: row.choices for row in booth.rows(PollVoteRow)}
        assert kept == {people[number].user_id: {"1": [choice]} for number, choice in last.items()}
    else:
        assert len(booth.rows(OpenBallotRow)) == VOTERS


def test_p03_a_pseudonymous_poll_lets_nobody_change_once_its_key_is_gone(booth):
    poll = booth.open(secrecy=Secrecy.CHANGEABLE)
    booth.all_cast(poll, ["yes"] * 5)
    assert len(list(booth.keys.iterdir())) == 1
    assert [each.stat().st_mode & 0o777 for each in booth.keys.iterdir()] == [0o600]
    booth.close(poll)
    booth.tick()
    assert list(booth.keys.iterdir()) == []
    assert booth.cast(poll, booth.voters[0], "no") is Cast.TOO_LATE
