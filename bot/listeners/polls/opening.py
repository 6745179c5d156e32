"""A form of a poll that is sent: opened once it shows how many may vote, unless something stands against it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.arrivals import Form
from bot.errors import NotAllowed, PollRefused
from bot.listeners.counter import Counter
from bot.listeners.door import Visit
from bot.listeners.polls.counting import read
from bot.listeners.polls.telling import telling_polls
from bot.listeners.polls.voters import voters_or_fault
from bot.listeners.submissions import Conclusion
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.poll import headline_in, shown
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.polls.begin import Sent, hidden_from_some, opened_before, weighed_up, zone_of
from bot.use_cases.polls.draft import Fault, Part, PollDraft, faults
from bot.use_cases.polls.open_poll import open_poll
from bot.use_cases.polls.refusals import PollFault
from bot.views.message import Message, Mistakes, View
from bot.views.polls.form_read import Carried, block_of
from bot.views.polls.form_words import mistakes
from bot.views.polls.list import poll_opened
from storage.repositories.records import Member

_UNDER: Mapping[PollFault, tuple[Part, Fault]] = {
    PollFault.NOBODY: (Part.CHANNEL, Fault.NOBODY),
    PollFault.TOO_FEW_FOR_SECRET: (Part.SECRECY, Fault.TOO_FEW_FOR_SECRET),
    PollFault.TOO_CLOSE: (Part.SECRECY, Fault.TOO_CLOSE),
    PollFault.SEVERAL_HOSTS: (Part.SECRECY, Fault.SEVERAL_HOSTS),
    PollFault.NOT_A_QUORUM: (Part.QUORUM, Fault.NOT_A_QUORUM),
    PollFault.OVER_ALREADY: (Part.DAY, Fault.TOO_SOON),
    PollFault.PROPOSAL_GONE: (Part.PROPOSALS, Fault.PROPOSAL_GONE),
}
"""Under which input each fault that is found at opening is told."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A form in which only Slack, or the records, may still find a fault."""

    sent: Form
    draft: PollDraft
    carried: Carried


def read_to_open(sent: Form, request: Request, office: Office) -> Ready | Conclusion:
    """What was filled in, or what is wrong with it. Raises NotAllowed."""
    ruling = may(request.member, Action.OPEN_POLL)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    draft, carried = read(sent)
    found = faults(draft, None, office.now(), zone_of(draft.channel_id, request.member.team_id, office))
    return mistakes(_placed(found, sent), request.text) if found else Ready(sent, draft, carried)


async def opened_in_channel(counter: Counter, visit: Visit, ready: Ready) -> Conclusion | Message:
    """Open it, unless something stands against its channel or its voters."""
    office, draft, request = counter.desk.office, ready.draft, counter.request(visit)
    before = await counter.attempt(visit, lambda: opened_before(ready.sent.key, visit.member, office))
    if before:
        return before if isinstance(before, Message) else poll_opened(before, visit.text)
    place = draft.channel_id or ""
    found = await voters_or_fault(visit, place, office)
    if isinstance(found, str):
        return Mistakes({Part.CHANNEL: found})
    carried = replace(ready.carried, voters=len(found), channel_id=place)
    faulty = await counter.attempt(visit, lambda: _faults(draft, found, visit.member, office))
    if isinstance(faulty, Message):
        return faulty
    if faulty:
        return mistakes(_placed(faulty, ready.sent), visit.text)
    if ready.carried.of(draft).voters != len(found):
        note = visit.text.say("This is what it comes to now. Press once more to open the poll.")
        return await counter.attempt(visit, lambda: shown(draft, carried, request, office, note))
    return await counter.attempt(visit, partial(_open, ready, found, visit.member, visit.text, office))


def _open(ready: Ready, found: tuple[Member, ...], member: Member, text: Text, office: Office) -> View | Mistakes:
    """Freeze it with its past and its voters. Raises NotAllowed."""
    try:
        sent = Sent(ready.draft, ready.sent.key, headline_in(ready.draft, office))
        told = weighed_up(sent, found, member, office)
        poll = open_poll(told, found, member, office, telling_polls(office))
    except PollRefused as refused:
        if refused.fault not in _UNDER:
            raise
        part, fault = _UNDER[refused.fault]
        return mistakes(_placed({part: fault}, ready.sent), text)
    return poll_opened(poll, text)


def _faults(draft: PollDraft, found: tuple[Member, ...], member: Member, office: Office) -> Mapping[str, Fault]:
    zone = zone_of(draft.channel_id, member.team_id, office)
    told = faults(draft, len(found), office.now(), zone)
    hidden = not told and hidden_from_some(draft, found, member, office)
    return {Part.CHANNEL: Fault.NOT_ALL_MAY_SEE} if hidden else told


def _placed(found: Mapping[str, Fault], sent: Form) -> Mapping[str, Fault]:
    """The same by the ids of the blocks that the form has."""
    return {block_of(sent, part): fault for part, fault in found.items()}
