"""What a manager does with what a poll has passed: puts it in force from a day on, or sets it aside and says why.

Once each: who comes second gets what the first one did. A definition is adopted before the decision says so; where the
process dies between the two, pressing again finds the version that there is and only writes the decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import TypeAdapter

from bot.errors import NotAllowed, PollGone
from bot.office import Office
from bot.policy import may_adopt
from bot.use_cases.adoption.adopt import adopt
from bot.use_cases.polls.evidence import decided_on
from bot.use_cases.polls.poll_news import PollTelling, PollWords, news_of
from bot.use_cases.polls.reasons import LONGEST, result_key, tell_in_full
from bot.use_cases.polls.show_proposals import show_proposals
from bot.use_cases.polls.tally import load as load_tally
from storage.repositories.definition_records import AdoptedDefinition
from storage.repositories.poll_records import Poll, PollDecision, PollQuestion
from storage.repositories.proposal_records import Proposal, ProposalState
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Which:
    """Names a question of a poll, as its buttons and forms carry it: routing, never a right."""

    poll_id: str
    number: int

    def dump(self) -> str:
        """As a button carries it."""
        return f"{self.poll_id}:{self.number}"

    @classmethod
    def load(cls, carried: str) -> "Which":
        """As it came back. Raises PollGone where it names none."""
        poll_id, _, number = carried.partition(":")
        if not number.isdecimal():
            raise PollGone
        return cls(poll_id, int(number))


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was done with a decision: by whom (a user id) and when.

    `effective_on`, `version`: of the definition that rules from then on. `reason`: why it was set aside.
    """

    by: str
    at: datetime
    effective_on: date | None = None
    version: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A question that was decided, in its poll, and what is to be put in force by it."""

    poll: Poll
    question: PollQuestion
    proposal: Proposal


def settlement_of(question: PollQuestion) -> Settlement | None:
    """What was done with a question's decision; None where nothing was yet."""
    return _SETTLEMENT.validate_python(question.settled) if question.settled else None


def winner_of(question: PollQuestion) -> str | None:
    """The answer that won; None where none did, or that is not told."""
    return load_tally(question.tally).winner if question.tally else None


def decision_of(question: PollQuestion) -> Proposal | None:
    """What is to be put in force by a question that passed; None where nothing is."""
    passed = question.decision in {PollDecision.PASSED, PollDecision.CONFIRMED, PollDecision.SET_ASIDE}
    return decided_on(question, winner_of(question)) if passed else None


def find_decision(which: Which, member: Member, office: Office) -> Decision:
    """Find it for somebody who may put it in force. Raises NotAllowed, PollGone."""
    with office.records.reading() as work:
        return _decision(work.polls.get(member.team_id, which.poll_id), which.number, member)


def confirm(which: Which, effective_on: date, member: Member, office: Office, words: PollWords) -> PollQuestion:
    """Put in force what was passed. Raises NotAllowed, PollGone, CannotAdopt, BadRecipe."""
    found = find_decision(which, member, office)
    if found.question.decision is not PollDecision.PASSED:
        return found.question
    made = adopt(found.proposal, effective_on=effective_on, member=member, poll_id=which.poll_id, office=office)
    with office.records.writing() as work:
        since, version = (made.effective_on, made.version) if isinstance(made, AdoptedDefinition) else (None, None)
        done = Settlement(member.user_id, office.clock.now(), since, version)
        return _settle(work, found, PollDecision.CONFIRMED, done, words)


def set_aside(which: Which, reason: str, member: Member, office: Office, words: PollWords) -> PollQuestion:
    """Decide against what was passed. Raises NotAllowed, PollGone."""
    with office.records.writing() as work:
        found = _decision(work.polls.lock(member.team_id, which.poll_id), which.number, member)
        now, since = office.clock.now(), (ProposalState.IN_POLL,)
        if found.question.decision is not PollDecision.PASSED:
            return found.question
        if not work.proposals.move(found.proposal, ProposalState.REJECTED, now, since=since):
            return found.question
        done = Settlement(member.user_id, now, reason=reason)
        settled = _settle(work, found, PollDecision.SET_ASIDE, done, words)
        if len(reason) > LONGEST:
            tell_in_full(work, found.poll, settled, words, now)
        subject, what = Subject(Kind.POLL, which.poll_id), f"question {which.number}"
        work.audit.append(AuditEntry(member.team_id, now, member.user_id, Act.DECISION_SET_ASIDE, subject, what))
        return settled


def _decision(poll: Poll | None, number: int, member: Member) -> Decision:
    question = next((each for each in poll.questions if each.number == number), None) if poll else None
    proposal = decision_of(question) if question else None
    if poll is None or question is None or proposal is None:
        raise PollGone
    ruling = may_adopt(member, passed=True)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    return Decision(poll, question, proposal)


def _settle(
    work: UnitOfWork, found: Decision, decision: PollDecision, done: Settlement, words: PollWords
) -> PollQuestion:
    """Write it down, once, and let the message of the result say so; gives what stands."""
    poll = found.poll
    settled = replace(found.question, decision=decision, settled=_dumped(done))
    if work.polls.settle(poll.team_id, poll.id, settled):
        now = work.polls.get(poll.team_id, poll.id) or poll
        result = work.deliveries.find(result_key(poll))
        if result:
            work.deliveries.edit(result, words(PollTelling.RESULT, news_of(work, now), now.language))
        show_proposals(work, now, words)
        return settled
    kept = work.polls.get(poll.team_id, poll.id)
    return next(each for each in (kept or poll).questions if each.number == found.question.number)


def _dumped(done: Settlement) -> Mapping[str, object]:
    dumped: Mapping[str, object] = _SETTLEMENT.dump_python(done, mode="json")
    return dumped


_SETTLEMENT = TypeAdapter(Settlement)
