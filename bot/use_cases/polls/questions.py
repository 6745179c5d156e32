"""The questions of a poll that is opened: one for each proposal, then those of one's own."""

from collections.abc import Callable, Sequence
from itertools import chain, count

from bot.use_cases.polls.draft import LISTED, OwnQuestion, PollDraft
from bot.use_cases.polls.evidence import Evidence, dump
from storage.repositories.poll_records import Method, Option, PollQuestion
from storage.repositories.proposal_records import Proposal, ProposalKind

_FIXED = {Method.YES_NO: ("yes", "no"), Method.KEEP_CHANGE_DROP: ("keep", "change", "drop")}
_OF_WHAT_STANDS = frozenset({ProposalKind.CHANGE, ProposalKind.DROP})

Headline = Callable[[Proposal], str]
"""What is proposed, in a line."""


def questions_of(draft: PollDraft, evidence: Sequence[Evidence], headline: Headline) -> tuple[PollQuestion, ...]:
    """All of them, numbered from 1."""
    numbers = count(1)
    proposed = (_proposed(next(numbers), each, draft.choice, headline) for each in evidence)
    own = (_own(next(numbers), each) for each in draft.own)
    return tuple(chain(proposed, own))


def keyed(words: Sequence[str]) -> tuple[Option, ...]:
    """Answers of one's own, each under a key that says nothing of it."""
    return tuple(Option(f"o{number}", each) for number, each in enumerate(words, 1))


def _proposed(number: int, evidence: Evidence, choice: Method, headline: Headline) -> PollQuestion:
    """Only what stands can be kept, changed or dropped: anything new is wanted or not."""
    method = choice if evidence.proposal.kind in _OF_WHAT_STANDS else Method.YES_NO
    return PollQuestion(
        number=number,
        words=headline(evidence.proposal),
        method=method,
        options=_fixed(method),
        proposal_id=evidence.proposal.id,
        evidence=dump(evidence),
    )


def _own(number: int, question: OwnQuestion) -> PollQuestion:
    options = keyed(question.options) if question.method in LISTED else _fixed(question.method)
    return PollQuestion(number, " ".join(question.words.split()), question.method, options)


def _fixed(method: Method) -> tuple[Option, ...]:
    """The answers of a method that brings its own; what they say is the reader's language."""
    return tuple(Option(key, key) for key in _FIXED[method])
