"""Count the answers to a question. Pure: the same ballots give the same tally, in whatever order they come.

One option, yes or no, keep, change or drop: the option that most chose is ahead. Several options: each is approved or
not, and the one approved by most is ahead. Ranked: instant run-off. Each ballot counts for the first option on it that
is still in; an option with more than half of the ballots that still count for one wins; else the one with the fewest
goes and its ballots pass on. Of several with the fewest, the one goes that had fewer in the round before, or the one
before that, back to the first; those that were level in every round go together. Where all that are left are level, it
is a tie. Nothing is ever left to chance.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from storage.repositories.poll_records import Method, PollQuestion

Ballot = tuple[str, ...]
"""The keys of the options chosen, in order where they are ranked; empty where the question was left blank."""


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a run-off.

    `counts`: ballots by option still in; `exhausted`: ballots on which none is; `out`: the options that go after this
    round; `passed_on`: how many of their ballots go to which option. Both are empty in the last round.
    """

    counts: Mapping[str, int]
    exhausted: int
    out: tuple[str, ...] = ()
    passed_on: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """What the answers to a question come to.

    `ballots`: people who took part; `answers`: those of them who did not leave it blank; `counts`: answers by option,
    in the order of the options (ranked: first choices). `ahead`: the options that nobody is ahead of, one or, tied,
    several; none without answers. `rounds`: of a run-off, the first to the last.
    """

    ballots: int
    answers: int
    counts: Mapping[str, int]
    ahead: tuple[str, ...]
    rounds: tuple[Round, ...] = ()

    @property
    def winner(self) -> str | None:
        """The one option that is ahead of all others."""
        return self.ahead[0] if len(self.ahead) == 1 else None

    @property
    def has_majority(self) -> bool:
        """Whether the winner has more than half of the answers; of a run-off, of those that count to the end."""
        if self.winner is None:
            return False
        counts = self.rounds[-1].counts if self.rounds else self.counts
        among = sum(counts.values()) if self.rounds else self.answers
        return 2 * counts[self.winner] > among


def tally(question: PollQuestion, ballots: Sequence[Ballot]) -> Tally:
    """Count them."""
    keys = tuple(option.key for option in question.options)
    answers = [each for each in ballots if each]
    if question.method is Method.RANKED:
        rounds = _run_off(keys, answers)
        return Tally(len(ballots), len(answers), _first_choices(keys, answers), _ahead_at_the_end(rounds), rounds)
    counted = Counter(key for each in answers for key in each)
    counts = {key: counted[key] for key in keys}
    return Tally(len(ballots), len(answers), counts, _most(counts) if answers else ())


def dump(tallied: Tally) -> Mapping[str, object]:
    """The tally as JSON, as a closed poll keeps it."""
    dumped: Mapping[str, object] = _TALLY.dump_python(tallied, mode="json")
    return dumped


def load(kept: Mapping[str, object]) -> Tally:
    """Read it back. Raises pydantic.ValidationError where it is none."""
    return _TALLY.validate_python(kept)


_TALLY = TypeAdapter(Tally)


def _first_choices(still_in: Sequence[str], ballots: Sequence[Ballot]) -> Mapping[str, int]:
    counted = Counter(next((key for key in each if key in still_in), None) for each in ballots)
    return {key: counted[key] for key in still_in}


def _run_off(keys: Sequence[str], ballots: Sequence[Ballot]) -> tuple[Round, ...]:
    rounds: list[Round] = []
    still_in = tuple(keys)
    while ballots:
        counts = _first_choices(still_in, ballots)
        exhausted = len(ballots) - sum(counts.values())
        out = _who_goes(counts, rounds)
        if not out:
            rounds.append(Round(counts, exhausted))
            break
        still_in = tuple(key for key in still_in if key not in out)
        after = _first_choices(still_in, ballots)
        passed_on = {key: after[key] - counts[key] for key in still_in if after[key] > counts[key]}
        rounds.append(Round(counts, exhausted, out, passed_on))
    return tuple(rounds)


def _who_goes(counts: Mapping[str, int], before: Sequence[Round]) -> tuple[str, ...]:
    """The options that go after a round; none where it is the last: one has a majority, or all are level."""
    last = _fewest(counts, tuple(counts))
    if 2 * max(counts.values()) > sum(counts.values()) or len(last) == len(counts):
        return ()
    for earlier in reversed(before):
        last = _fewest(earlier.counts, last)
    return last


def _ahead_at_the_end(rounds: Sequence[Round]) -> tuple[str, ...]:
    return _most(rounds[-1].counts) if rounds else ()


def _most(counts: Mapping[str, int]) -> tuple[str, ...]:
    most = max(counts.values())
    return tuple(key for key, count in counts.items() if count == most)


def _fewest(counts: Mapping[str, int], among: Sequence[str]) -> tuple[str, ...]:
    fewest = min(counts[key] for key in among)
    return tuple(key for key in among if counts[key] == fewest)
