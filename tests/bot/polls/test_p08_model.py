"""P08: whatever people do with a poll, it ends as a list of who answered what last would have it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.errors import NotAllowed, PollRunning
from bot.use_cases.polls.close_poll import close_early
from bot.use_cases.polls.tally import load
from storage.repositories.poll_records import Cast, Method, Poll, PollDecision, PollState, Secrecy
from storage.unit_of_work import Records
from tests.bot.polls.booth import OPENED, OWNER, Booth, a_question, rep, words

if TYPE_CHECKING:
    from storage.repositories.records import Member

PEOPLE = tuple(rep(number) for number in range(9))
ASKED = a_question(Method.SINGLE)
RUNS, STEPS = 25, 40
_people, _choices = st.integers(0, len(PEOPLE) - 1), st.sampled_from(("a", "b", "c"))


class Polling(RuleBasedStateMachine):
    """A poll, and beside it the list."""

    booth: Booth

    @initialize(secrecy=st.sampled_from(list(Secrecy)), quorum=st.integers(1, len(PEOPLE)))
    def open(self, secrecy: Secrecy, quorum: int) -> None:
        self.booth.forget_polls()
        self.booth.clock.at = OPENED  # type: ignore[attr-defined]
        self.poll: Poll = self.booth.open(ASKED, voters=PEOPLE, secrecy=secrecy, quorum=quorum)
        self.people: list[Member] = list(PEOPLE)
        self.list: dict[int, str] = {}
        self.closed = False

    @property
    def over(self) -> bool:
        return self.closed or self.booth.clock.now() >= self.poll.deadline

    @rule(who=_people, choice=_choices)
    def vote(self, who: int, choice: str) -> None:
        if not self.people[who].active:
            with pytest.raises(NotAllowed):
                self.booth.cast(self.poll, self.people[who], choice)
            return
        told, before = self.booth.cast(self.poll, self.people[who], choice), who in self.list
        changes = Cast.ALREADY if self.poll.secrecy is Secrecy.SECRET else Cast.CHANGED
        assert told is (Cast.TOO_LATE if self.over else changes if before else Cast.COUNTED)
        if told in {Cast.COUNTED, Cast.CHANGED}:
            self.list[who] = choice

    @rule(choice=_choices)
    def vote_without_being_asked(self, choice: str) -> None:
        expected = Cast.TOO_LATE if self.over else Cast.NOT_ELIGIBLE
        assert self.booth.cast(self.poll, rep(50), choice) is expected

    @rule(who=_people)
    def kick(self, who: int) -> None:
        """Who leaves the company votes no more; what she voted counts, and so does the quorum as it was."""
        self.people[who] = replace(self.people[who], active=False)

    @rule(hours=st.integers(1, 30))
    def wait(self, hours: int) -> None:
        self.booth.pass_by(hours=hours)

    @rule()
    def tick(self) -> None:
        self.booth.tick()
        self.closed = self.over

    @precondition(lambda self: not self.closed)
    @rule()
    def close(self) -> None:
        """Early, or late where nobody else did."""
        missing = self.poll.quorum - len(self.list)
        with suppress(PollRunning):
            close_early(self.poll.id, OWNER, self.booth.office, words)
            self.closed = True
        assert self.closed is (missing <= 0)

    @invariant()
    def it_stands_as_the_list_has_it(self) -> None:
        with self.booth.records.reading() as work:
            found = work.polls.get("T1", self.poll.id)
            assert found is not None
            ballots = Counter(choice for (choice,) in work.ballots.read(found)[1])
            assert work.voters.taken_part("T1", found.id) == len(self.list)
            assert len(work.voters.missing("T1", found.id)) == len(PEOPLE) - len(self.list)
        assert found.state is (PollState.CLOSED if self.closed else PollState.OPEN)
        if self.closed:
            self.check(found, ballots)
        else:
            assert ballots == Counter(self.list.values())

    def check(self, found: Poll, ballots: Counter[str]) -> None:
        (question,), counts = found.questions, Counter(self.list.values())
        assert (found.turnout, question.decision) == (len(self.list), expected_decision(found, counts))
        enough = len(self.list) >= max(5, found.quorum)
        if found.secrecy is Secrecy.OPEN or enough:
            assert load(question.tally or {}).counts == {key: counts[key] for key in "abc"}
            assert ballots == counts
        else:
            assert (question.tally, ballots) == (None, Counter())


def expected_decision(poll: Poll, counts: Counter[str]) -> PollDecision:
    """The rules of docs/polls.md, told another way."""
    cast = counts.total()
    (best, most), *rest = [*counts.most_common(), ("", 0), ("", 0)]
    if not best or cast < poll.quorum:
        return PollDecision.NO_QUORUM
    if poll.secrecy is not Secrecy.OPEN and cast < 5:
        return PollDecision.WITHHELD
    if rest[0][1] == most:
        return PollDecision.TIED
    return PollDecision.PASSED if most > cast - most else PollDecision.REJECTED


@pytest.fixture
def quick_booth(migrated_file: Any, tmp_path: Any) -> Iterator[Booth]:
    """On SQLite, which one process alone works on: nothing is lost that anybody would look for."""
    path = tmp_path / "records.db"
    path.write_bytes(migrated_file.read_bytes())
    records = Records(f"sqlite:///{path}", connections=2)
    booth = Booth(records, f"sqlite:///{path}", tmp_path / "ballot-keys", voters=PEOPLE)
    booth._numbers = count(1)
    yield booth
    records.close()


def test_p08_no_run_differs_from_the_list(quick_booth: Booth) -> None:
    run_beside_the_list(quick_booth, RUNS)


def run_beside_the_list(here: Booth, runs: int) -> None:
    """Try so many."""

    class Here(Polling):
        booth = here

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Here,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


@pytest.mark.parametrize("secrecy", list(Secrecy))
@pytest.mark.parametrize(("voted", "decision"), [(6, PollDecision.NO_QUORUM), (7, PollDecision.PASSED)])
def test_p08_the_quorum_is_exact(booth: Booth, secrecy: Secrecy, voted: int, decision: PollDecision) -> None:
    poll = booth.open(secrecy=secrecy, quorum=7)
    booth.all_cast(poll, ["yes"] * voted)
    assert booth.close(poll).questions[0].decision is decision
