"""What a ballot is about stays as it was when the poll opened, and says what a majority asks for."""

from dataclasses import replace

import pytest

from bot.use_cases.polls.draft import OwnQuestion, PollDraft
from bot.use_cases.polls.evidence import Evidence, decided_on, dump, evidence_of
from bot.use_cases.polls.questions import questions_of
from bot.views.polls.example_poll import a_proposal, some_evidence
from storage.repositories.poll_records import Method, PollQuestion
from storage.repositories.proposal_records import ProposalKind


def asked(kind: ProposalKind = ProposalKind.CHANGE) -> PollQuestion:
    evidence = Evidence(replace(a_proposal(), kind=kind), 1)
    return PollQuestion(1, "?", Method.KEEP_CHANGE_DROP, (), "proposal", dump(evidence))


def test_what_is_frozen_is_read_back_as_it_was() -> None:
    kept = PollQuestion(1, "?", Method.YES_NO, (), "proposal", dump(some_evidence()))
    assert evidence_of(kept) == some_evidence()
    assert evidence_of(replace(kept, evidence=None)) is None


@pytest.mark.parametrize("winner", ["yes", "change"])
def test_a_majority_for_a_change_puts_it_in_force(winner: str) -> None:
    assert decided_on(asked(), winner) == a_proposal()


def test_a_majority_for_dropping_what_was_to_be_changed_retires_it() -> None:
    decided = decided_on(asked(), "drop")
    assert decided is not None
    assert (decided.kind, decided.recipe, decided.id) == (ProposalKind.DROP, None, a_proposal().id)


@pytest.mark.parametrize("winner", ["keep", "no", "o1", None])
def test_nothing_else_puts_anything_in_force(winner: str | None) -> None:
    assert decided_on(asked(), winner) is None


def test_a_change_of_what_was_only_to_be_dropped_was_never_proposed() -> None:
    assert decided_on(asked(ProposalKind.DROP), "change") is None


def test_only_what_stands_can_be_kept_changed_or_dropped() -> None:
    draft = PollDraft(choice=Method.KEEP_CHANGE_DROP, own=(OwnQuestion(" On  which day? ", Method.SINGLE, "Mon\nFri"),))
    evidence = [Evidence(replace(a_proposal(), kind=each)) for each in ProposalKind]
    questions = questions_of(draft, evidence, lambda proposal: f"{proposal.kind}")
    assert [(each.words, each.method) for each in questions] == [
        ("new", Method.YES_NO),
        ("change", Method.KEEP_CHANGE_DROP),
        ("drop", Method.KEEP_CHANGE_DROP),
        ("target", Method.YES_NO),
        ("On which day?", Method.SINGLE),
    ]
    assert [each.number for each in questions] == [1, 2, 3, 4, 5]
    assert [(each.key, each.words) for each in questions[-1].options] == [("o1", "Mon"), ("o2", "Fri")]
