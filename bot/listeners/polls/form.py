"""The form of a poll. What it carries finds things again; it is never a right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from bot.arrivals import Form
from bot.errors import NotAllowed, PollRefused
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.newest import Newest
from bot.listeners.place import place_fault
from bot.listeners.polls.telling import telling_polls, telling_proposals
from bot.listeners.polls.voters import voters
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.policy import Action, may
from bot.subcommands.poll import about_kpi, beginning, from_proposal, headline_in, opening, shown
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.polls.begin import Sent, hidden_from_some, opened_before, sketched, weighed_up, zone_of
from bot.use_cases.polls.draft import Fault, OwnQuestion, Part, PollDraft, faults
from bot.use_cases.polls.open_poll import open_poll, planned
from bot.use_cases.polls.refusals import PollFault
from bot.use_cases.polls.show_proposals import show_proposals
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import unmarked
from bot.views.place_words import place_words
from bot.views.polls.form import Carried, block_of, drafted_in, wants_more_secrecy
from bot.views.polls.form_words import fault_words, mistakes
from bot.views.polls.list import poll_opened
from bot.views.polls.message import preview as previewed
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

Alter = Callable[[PollDraft], PollDraft]


def open_form(counter: Counter) -> Handler:
    """The form, by a button."""
    return _opened(counter, lambda _value, request, office: beginning(request, office))


def put_to_vote(counter: Counter) -> Handler:
    """The form about a proposal, by the button under it."""
    return _opened(counter, from_proposal)


def review_kpi(counter: Counter) -> Handler:
    """The form about a KPI of the agenda."""
    return _opened(counter, about_kpi)


def change(counter: Counter) -> Handler:
    """Something of the form was changed: it shows what goes with it, and how many may vote."""
    return _redrawn(counter, lambda draft: draft)


def more(counter: Counter) -> Handler:
    """Another question of one's own."""
    return _redrawn(counter, lambda draft: replace(draft, own=(*draft.own, OwnQuestion())))


def fewer(counter: Counter) -> Handler:
    """The last of them goes."""
    return _redrawn(counter, lambda draft: replace(draft, own=draft.own[:-1]))


def preview(counter: Counter) -> Handler:
    """The message as the channel would get it, to whoever fills in the form; the form says what came of it."""

    async def serve(visit: Visit) -> None:
        sent, request, office = visit.arrival.form, counter.request(visit), counter.desk.office
        if sent is None:
            return
        draft, carried = await _counted(visit, sent, office)
        message = await counter.attempt(visit, partial(_preview, draft, carried, request, office))
        if isinstance(message, Message):
            await visit.messenger.send(visit.member.user_id, message)
            note = visit.text.say("The preview is in your direct messages with me.")
        else:
            note = visit.text.say("Not yet: {fault}", fault=fault_words(message, visit.text))
        view = await counter.attempt(visit, lambda: shown(draft, carried, request, office, note))
        if isinstance(view, View):
            await visit.messenger.update_modal(sent.view_id, view.json)

    return serve


def save(counter: Counter) -> FormHandler:
    """Open the poll that the form shows, once it shows how many may vote."""
    return saving(counter, _ready, _opened_in_channel)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A form in which only Slack, or the records, may still find a fault."""

    sent: Form
    draft: PollDraft
    carried: Carried


def _ready(sent: Form, request: Request, office: Office) -> _Ready | Conclusion:
    """What was filled in, or what is wrong with it. Raises NotAllowed."""
    ruling = may(request.member, Action.OPEN_POLL)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    draft, carried = _read(sent)
    found = faults(draft, None, office.now(), zone_of(draft.channel_id, request.member.team_id, office))
    return mistakes(_placed(found, sent), request.text) if found else _Ready(sent, draft, carried)


async def _opened_in_channel(counter: Counter, visit: Visit, ready: _Ready) -> Conclusion | Message:
    """Open it, unless something stands against its channel or its voters."""
    office, draft, request = counter.desk.office, ready.draft, counter.request(visit)
    before = await counter.attempt(visit, lambda: opened_before(ready.sent.key, visit.member, office))
    if before:
        return before if isinstance(before, Message) else poll_opened(before, visit.text)
    place = draft.channel_id or ""
    fault = await place_fault(visit.messenger, visit.member.team_id, place, office)
    if fault:
        return Mistakes({Part.CHANNEL: unmarked(place_words(fault, visit.text))})
    found = await voters(visit.messenger, visit.member.team_id, place, office) or ()
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


def _open(ready: _Ready, found: tuple[Member, ...], member: Member, text: Text, office: Office) -> View | Mistakes:
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
    show_proposals(poll, office, telling_proposals(office))
    return poll_opened(poll, text)


def _faults(draft: PollDraft, found: tuple[Member, ...], member: Member, office: Office) -> Mapping[str, Fault]:
    zone = zone_of(draft.channel_id, member.team_id, office)
    told = faults(draft, len(found), office.now(), zone)
    hidden = not told and hidden_from_some(draft, found, member, office)
    return {Part.CHANNEL: Fault.NOT_ALL_MAY_SEE} if hidden else told


def _preview(draft: PollDraft, carried: Carried, request: Request, office: Office) -> Message | Fault:
    eligible, member = carried.voters, request.member
    found = faults(draft, eligible, office.now(), zone_of(draft.channel_id, member.team_id, office))
    if found:
        return next(iter(found.values()))
    text = Text(draft.language, office.calendar)
    told = sketched(Sent(draft, "", headline_in(draft, office)), eligible or 0, member, office)
    poll = replace(planned(told, (), member, office.clock.now()), eligible=eligible or 0)
    return previewed(poll, text)


def _opened(counter: Counter, filled: Callable[[str, Request, Office], View]) -> Handler:
    async def serve(visit: Visit) -> None:
        value, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: filled(value, request, office), visit.text))

    return serve


def _redrawn(counter: Counter, alter: Alter) -> Handler:
    newest = Newest()

    async def serve(visit: Visit) -> None:
        sent, moment = visit.arrival.form, visit.arrival.moment
        if sent is None:
            return
        newest.note(sent.view_id, moment)
        request, office = counter.request(visit), counter.desk.office
        draft, carried = await _counted(visit, sent, office)
        view = await counter.attempt(visit, lambda: shown(alter(draft), carried, request, office))
        if isinstance(view, View) and newest.is_newest(sent.view_id, moment):
            await visit.messenger.update_modal(sent.view_id, view.json)

    return serve


async def _counted(visit: Visit, sent: Form, office: Office) -> tuple[PollDraft, Carried]:
    """What the form holds; who may vote is counted where another channel was chosen."""
    draft, carried = _read(sent)
    carried = carried.of(draft)
    if draft.channel_id and carried.voters is None:
        found = await voters(visit.messenger, visit.member.team_id, draft.channel_id, office)
        carried = replace(carried, voters=None if found is None else len(found))
    return draft, carried


def _read(sent: Form) -> tuple[PollDraft, Carried]:
    carried = Carried.load(sent.metadata)
    return drafted_in(sent, carried), replace(carried, wider=carried.wider or wants_more_secrecy(sent))


def _placed(found: Mapping[str, Fault], sent: Form) -> Mapping[str, Fault]:
    """The same by the ids of the blocks that the form has."""
    return {block_of(sent, part): fault for part, fault in found.items()}
