"""The minute of a decision: what was asked, by whom, how it was voted, what it changes, what was done with it."""

from dataclasses import replace

from bot.text import Text
from bot.use_cases.polls.evidence import Evidence, evidence_of
from bot.use_cases.polls.reasons import LONGEST
from bot.use_cases.polls.settle import Settlement, Which, decision_of, settlement_of
from bot.views.definition_words import definition_words
from bot.views.kit import Block, actions, button, context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, clip, fill, lines, mention
from bot.views.polls.form_questions import method_names
from bot.views.proposals.card import proposal_words, quoted
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis
from storage.repositories.poll_records import Poll, PollDecision, PollQuestion, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind

CONFIRM, ASIDE = "poll.confirm", "poll.aside"


def minute(poll: Poll, question: PollQuestion, catalog: Catalog, currency: str, text: Text) -> tuple[Block, ...]:
    """What stands under the result of a question that passed; nothing where it puts nothing in force."""
    evidence, proposal = evidence_of(question), decision_of(question)
    if evidence is None or proposal is None:
        return ()
    then = evidence.catalog_then(catalog)
    return (
        _headed(poll, question, proposal, text),
        *_before(evidence, then, text, currency),
        *proposal_words(proposal, then, text, currency),
        *_settled(poll, question, text),
    )


def minute_in_brief(poll: Poll, question: PollQuestion, text: Text) -> tuple[Block, ...]:
    """The same without what was proposed in full."""
    proposal = decision_of(question)
    return (_headed(poll, question, proposal, text), *_settled(poll, question, text)) if proposal else ()


def which(poll: Poll, question: PollQuestion) -> Which:
    """The name of a question."""
    return Which(poll.id, question.number)


def done_words(settlement: Settlement, decision: PollDecision, zone: str, text: Text) -> Markup:
    """What was done with a decision, and by whom."""
    said = {"person": mention(settlement.by), "moment": text.moment(settlement.at, zone)}
    if decision is PollDecision.SET_ASIDE:
        return lines(fill(text.say("Set aside by {person}, {moment}:"), **said), quoted(settlement.reason))
    if settlement.effective_on is None or settlement.version is None:
        return fill(text.say("Put in force by {person}, {moment}."), **said)
    return fill(
        text.say("Put in force by {person}, {moment}: version {version}, from {day} on."),
        **said,
        version=text.number(settlement.version),
        day=text.day(settlement.effective_on),
    )


def _done_in_short(done: Settlement, decision: PollDecision, zone: str, text: Text) -> Markup:
    """The same with no more of a reason than a result has room for: the thread has the whole."""
    if len(done.reason) <= LONGEST:
        return done_words(done, decision, zone, text)
    short = replace(done, reason=clip(done.reason, LONGEST))
    return lines(done_words(short, decision, zone, text), text.say("The whole of it stands in the thread."))


def reason_message(question: PollQuestion, zone: str, text: Text) -> Message:
    """Why a decision was set aside, in full. Raises ValueError where it was not."""
    done = settlement_of(question)
    if done is None or question.decision is not PollDecision.SET_ASIDE:
        raise ValueError("a decision that was not set aside")
    said = lines(bold(question.words), done_words(done, question.decision, zone, text))
    return Message(said, (section(said),))


def _headed(poll: Poll, question: PollQuestion, proposal: Proposal, text: Text) -> Block:
    return section(lines(bold(text.say("Decision minute")), _asked(poll, proposal, text), _voted(poll, question, text)))


def _asked(poll: Poll, proposal: Proposal, text: Text) -> Markup:
    return fill(
        text.say("Proposed by {author}, put to the vote by {owner} on {day}."),
        author=mention(proposal.author),
        owner=mention(poll.owner),
        day=text.moment(poll.opened_at, poll.zone),
    )


def _voted(poll: Poll, question: PollQuestion, text: Text) -> str:
    return text.plural(
        "Voted: {method}, {secrecy}; {count} of {all} took part, {quorum} had to.",
        "Voted: {method}, {secrecy}; {count} of {all} took part, {quorum} had to.",
        poll.turnout or 0,
        method=method_names(text)[question.method].lower(),
        secrecy=text.say("openly") if poll.secrecy is Secrecy.OPEN else text.say("in secret"),
        all=text.number(poll.eligible),
        quorum=text.number(poll.quorum),
    )


def _before(evidence: Evidence, then: Catalog, text: Text, currency: str) -> tuple[Block, ...]:
    """The definition that ruled when the poll opened."""
    kpi = then.get(evidence.proposal.kpi) if evidence.version is not None else None
    if kpi is None or evidence.proposal.kind is not ProposalKind.CHANGE:
        return ()
    before = fill(
        text.say("Until then, version {version}: {definition}"),
        version=text.number(kpi.version),
        definition=definition_words(kpi, Basis.COHORT, text, currency),
    )
    return (section(before),)


def _settled(poll: Poll, question: PollQuestion, text: Text) -> tuple[Block, ...]:
    """What was done with it; else the buttons of those who may."""
    done = settlement_of(question)
    if done and question.decision:
        return (section(_done_in_short(done, question.decision, poll.zone, text)),)
    named = which(poll, question).dump()
    return (
        context(text.say("Nothing changes before a manager puts it in force.")),
        actions(
            f"minute:{named}",
            button(text.say("Put in force from …"), CONFIRM, named, primary=True),
            button(text.say("Set aside …"), ASIDE, named),
        ),
    )
