"""The form of a proposal. What it carries finds the proposal again; it is never a right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.place import place_fault
from bot.listeners.redrawing import redrawing
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.subcommands.propose import beginning, read, shown, shown_looking, told_of
from bot.subcommands.subcommand import Request
from bot.use_cases.proposals.act import edit, propose
from bot.use_cases.proposals.draft import Fault, Part
from bot.use_cases.proposals.outlook import ProposalOutlook
from bot.use_cases.proposals.planned import missing, planned
from bot.views import target_outlook
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import unmarked
from bot.views.notices import as_modal
from bot.views.place_words import place_words
from bot.views.proposals.form import Carried, waiting
from bot.views.proposals.form_read import block_of
from bot.views.proposals.form_words import mistakes
from bot.views.proposals.list import proposal_sent
from bot.views.proposals.messages import House, messages
from bot.views.recipe_problems import recipe_problem
from storage.repositories.proposal_records import Proposal


def house_of(office: Office) -> House:
    """What the words of proposals depend on here."""
    return House(office.catalog, office.calendar, office.currency)


def open_form(counter: Counter) -> Handler:
    """The form, by a button: of a message or the Home tab in a modal of its own, of a modal in that one's place."""

    async def serve(visit: Visit) -> None:
        sent, typed = visit.arrival.form, visit.arrival.value
        if sent is None:
            await counter.serve(visit, f"propose {typed}".strip())
            return
        await visit.messenger.update_modal(sent.view_id, waiting(visit.text).json)
        request, office = counter.request(visit), counter.desk.office
        filled = await counter.attempt(visit, lambda: beginning(typed, request, office))
        view = as_modal(filled, visit.text) if isinstance(filled, Message) else filled
        await visit.messenger.update_modal(sent.view_id, view.json)

    return serve


def change(counter: Counter) -> Handler:
    """Something of the form was changed: it says so at once, then shows the figures on real data."""
    return redrawing(counter, partial(_again, shown_looking), partial(_again, shown))


def _again(show: Callable[..., View], sent: Form, request: Request, office: Office) -> View:
    return show(*read(sent, request, office), request, office)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A form in which only Slack may find a fault."""

    proposal: Proposal
    carried: Carried


def save(counter: Counter) -> FormHandler:
    """Keep what the form shows, where its channel can get it; what it does not show yet it shows first."""
    return saving(counter, _ready, _placed)


def _ready(sent: Form, request: Request, office: Office) -> _Ready | Conclusion:
    """What was filled in, what is wrong with it, or the form once more."""
    filled, carried = read(sent, request, office)
    told, now_so, draft = told_of(filled, carried, request, office)
    wrong = _wrong(sent, told, request)
    if wrong:
        return wrong
    if now_so.seal != carried.seal:
        return shown(draft, carried, request, office, again=True)
    return _Ready(planned(told, request.member, carried.id, request.text.language, office), carried)


def _wrong(sent: Form, told: ProposalOutlook, request: Request) -> Mistakes | None:
    """Each mistake under the input that holds it."""
    if told.aim and told.aim.faults:
        return target_outlook.mistakes(told.aim.faults, told.aim, request.text)
    faults: dict[Part, Fault] = {**told.faults, **missing(told)}
    placed = {block_of(sent, part): fault for part, fault in faults.items()}
    if told.bad:
        return Mistakes({block_of(sent, Part.WAY): recipe_problem(told.bad, request.text)})
    return mistakes(placed, request.text) if placed else None


async def _placed(counter: Counter, visit: Visit, ready: _Ready) -> Conclusion | Message:
    """Keep it, unless something stands against its channel."""
    office, proposal, text = counter.desk.office, ready.proposal, visit.text
    if not ready.carried.editing and proposal.channel_id:
        fault = await place_fault(visit.messenger, visit.member.team_id, proposal.channel_id, office)
        if fault:
            return Mistakes({Part.CHANNEL: unmarked(place_words(fault, text))})

    def keep() -> View:
        words, member = messages(house_of(office)), visit.member
        if ready.carried.editing:
            kept = edit(proposal, ready.carried.revision, member, office, words)
        else:
            kept = propose(proposal, member, office, words)
        return proposal_sent(kept, office.catalog, text)

    return await counter.attempt(visit, keep)
