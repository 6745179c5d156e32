"""What is said of a proposal where it is discussed: the first message of its thread, the replies, the notices.

Everything here is read by many: how many second a proposal is said, never who.
"""

from dataclasses import dataclass

from bot.text import Text
from bot.use_cases.polls.evidence import evidence_of
from bot.use_cases.proposals.news import ProposalNews, Telling, Words
from bot.views.definition_words import difference_words
from bot.views.kit import Block, Json, actions, button, context, section
from bot.views.message import Message
from bot.views.mrkdwn import Markup, bold, channel, fill, join, lines, marked, mention
from bot.views.proposals.became import became, undecided
from bot.views.proposals.card import composed, headline, proposal_words, quoted, target_words
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from storage.repositories.delivery_records import Frozen
from storage.repositories.proposal_records import Proposal

SECOND, LOOK, EDIT, WITHDRAW = "proposal.second", "proposal.look", "proposal.edit", "proposal.withdraw"
TO_POLL = "poll.from_proposal"


@dataclass(frozen=True, slots=True)
class House:
    """What the words of a proposal depend on besides itself."""

    catalog: Catalog
    calendar: Calendar
    currency: str


def messages(house: House) -> Words:
    """What turns news into the frozen payload of a message."""

    def payload(telling: Telling, news: ProposalNews, locale: str) -> Frozen:
        said = proposal_message(telling, news, house, Text(locale, house.calendar))
        return {"text": str(said.text), "blocks": said.blocks}

    return payload


def proposal_message(telling: Telling, news: ProposalNews, house: House, text: Text) -> Message:
    """One message about a proposal."""
    match telling:
        case Telling.ROOT:
            return _root(news, house, text)
        case Telling.EDITED:
            return _edited(news, house, text)
        case Telling.WITHDRAWN:
            return _withdrawn(news, text)
        case Telling.TO_SUPPORTER:
            return _to_supporter(news, house, text)


def action_block(proposal: Proposal) -> str:
    """The id by which a press finds its proposal, fresh for every look of the message."""
    return f"proposal:{proposal.id}:{proposal.revision}-{len(proposal.seconded_by)}-{proposal.state}"


def support(proposal: Proposal, text: Text) -> str:
    """How many second it."""
    count = len(proposal.seconded_by)
    if not count:
        return text.say("nobody seconds it yet")
    return text.plural("{count} person seconds it", "{count} people second it", count)


def _root(news: ProposalNews, house: House, text: Text) -> Message:
    """What is proposed beside what ruled when it was last put to the vote, else beside what rules now."""
    proposal = news.proposal
    evidence = evidence_of(news.vote.question) if news.vote else None
    catalog = evidence.catalog_then(house.catalog) if evidence else house.catalog
    said = headline(proposal, catalog, text)
    by = fill(text.say("Proposed by {person}"), person=mention(proposal.author))
    edited = text.say("revision {number}", number=text.number(proposal.revision)) if proposal.revision > 1 else ""
    standing = (by, marked(support(proposal, text)), marked(edited))
    return Message(
        join(" · ", said, by, support(proposal, text)),
        (
            *proposal_words(proposal, catalog, text, house.currency),
            context(*(each for each in standing if each)),
            *_foot(news, text),
        ),
    )


def _foot(news: ProposalNews, text: Text) -> tuple[Block, ...]:
    """What can be done with it; once it is over, what became of it."""
    proposal, over, again = news.proposal, became(news, text), undecided(news, text)
    if over:
        return (section(over),)
    return (
        *((section(again),) if again else ()),
        actions(action_block(proposal), *buttons(proposal, text)),
        context(text.say("Say in the thread what you think of it.")),
    )


def buttons(proposal: Proposal, text: Text) -> tuple[Json, ...]:
    """Everybody sees them; who may press which is asked when it is pressed."""
    return (
        button(text.say("Second"), SECOND, proposal.id, primary=True),
        button(text.say("Its figures"), LOOK, proposal.id),
        button(text.say("Edit"), EDIT, proposal.id),
        button(text.say("Withdraw"), WITHDRAW, proposal.id),
        button(text.say("Put to the vote"), TO_POLL, proposal.id),
    )


def _edited(news: ProposalNews, house: House, text: Text) -> Message:
    said = fill(
        text.say("{person} edited the proposal, it is now revision {number}:"),
        person=mention(news.proposal.author),
        number=text.number(news.proposal.revision),
    )
    words = lines(said, *_changes(news, house, text))
    return Message(words, (section(words),))


def _withdrawn(news: ProposalNews, text: Text) -> Message:
    by = mention(news.actor or news.proposal.author)
    words = lines(fill(text.say("{person} withdrew the proposal."), person=by), quoted(news.reason))
    return Message(words, (section(words),))


def _to_supporter(news: ProposalNews, house: House, text: Text) -> Message:
    """What she seconds is another by now; what to do if she no longer wants it."""
    place = channel(news.proposal.channel_id) if news.proposal.channel_id else Markup()
    said = fill(
        text.say("A proposal that you second has changed: {name}, in {channel}."),
        name=bold(headline(news.proposal, house.catalog, text)),
        channel=place,
    )
    still = text.say("You still second it. Press Second under it to take that back.")
    words = lines(said, *_changes(news, house, text), still)
    return Message(words, (section(words),))


def _changes(news: ProposalNews, house: House, text: Text) -> tuple[Markup, ...]:
    """Each part that its author changed, a line each."""
    before, after = news.before, news.proposal
    if before is None:
        return ()
    said = (
        *_of_definition(before, after, house, text),
        *_of_target(before, after, house, text),
        *_of_successor(before, after, house, text),
        *_of_pairing(before, after, house, text),
        *((text.say("Why it is wanted"),) if before.why != after.why else ()),
        *_of_owner(before, after, text),
    )
    return tuple(fill("• {line}", line=each) for each in said)


def _of_owner(before: Proposal, after: Proposal, text: Text) -> tuple[str, ...]:
    if before.owner == after.owner or after.owner is None:
        return ()
    return (fill(text.say("Owner: {person}"), person=mention(after.owner)),)


def _of_definition(before: Proposal, after: Proposal, house: House, text: Text) -> tuple[str, ...]:
    was, becomes = (composed(each, house.catalog) for each in (before, after))
    return difference_words(was, becomes, text, house.currency) if was and becomes else ()


def _of_target(before: Proposal, after: Proposal, house: House, text: Text) -> tuple[str, ...]:
    return target_words(after, house.catalog, text, house.currency) if before.target != after.target else ()


def _of_successor(before: Proposal, after: Proposal, house: House, text: Text) -> tuple[str, ...]:
    if before.successor == after.successor:
        return ()
    kpi = house.catalog.get(after.successor or "")
    named = text.say(kpi.name) if kpi else text.say("nothing")
    return (text.say("To look at instead: {name}.", name=named),)


def _of_pairing(before: Proposal, after: Proposal, house: House, text: Text) -> tuple[str, ...]:
    if before.paired_with == after.paired_with:
        return ()
    kpi = house.catalog.get(after.paired_with or "")
    if kpi is None:
        return (text.say("Against gaming: nothing yet"),)
    return (text.say("Against gaming: look at {name} beside it", name=text.say(kpi.name)),)
