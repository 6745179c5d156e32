"""The form of a target and the buttons of the list. What they carry finds the target again; it is never a right."""

from bot.arrivals import Form
from bot.errors import NotAllowed
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.lists import acting
from bot.listeners.redrawing import redrawing
from bot.listeners.saving import concluding
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.policy import Reason
from bot.subcommands.subcommand import Request
from bot.subcommands.target import editing, listing, opening, shown
from bot.use_cases.set_target import Submission, remove_target, set_target
from bot.use_cases.target_choices import choices
from bot.use_cases.target_draft import Draft, Outlook, outlook
from bot.use_cases.targets import standing_of
from bot.views.message import View
from bot.views.target_form import Carried, Filled, drafted_in
from bot.views.target_list import target_saved
from bot.views.target_outlook import mistakes


def open_form(counter: Counter) -> Handler:
    """The form, by a button."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, f"target {visit.arrival.value}")

    return serve


def edit(counter: Counter) -> Handler:
    """The form of a target in force."""

    async def serve(visit: Visit) -> None:
        target_id, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: editing(target_id, request, office), "", visit.text))

    return serve


def remove(counter: Counter) -> Handler:
    """Take a target out of force; the list is drawn again."""
    return acting(counter, remove_target, listing)


def change(counter: Counter) -> Handler:
    """Something of the form was changed: it shows what it comes to now."""
    return redrawing(counter, lambda sent, request, office: shown(read(sent, request, office), request, office))


def save(counter: Counter) -> FormHandler:
    """Keep what the form shows; show it once more where it shows something else."""
    return concluding(counter, conclude)


def read(sent: Form, request: Request, office: Office) -> Filled:
    """What a form holds."""
    offered = choices(Draft(), request.member, office)
    draft = drafted_in(sent, offered)
    return Filled(draft, choices(draft, request.member, office), Carried.load(sent.metadata))


def conclude(sent: Form, request: Request, office: Office) -> Conclusion:
    """The form again, what is wrong with it, or the target that it became. Raises NotAllowed."""
    filled = read(sent, request, office)
    if filled.draft.scope is None:
        raise NotAllowed(Reason.NOT_YOURS_TO_SET)
    told = outlook(filled.draft, request.text.language, office)
    if told is None:
        return shown(filled, request, office)
    if told.faults:
        return mistakes(told.faults, told, request.text)
    if told.seal != filled.carried.seal or len(told.steps) != 1:
        return shown(filled, request, office, again=True)
    return _kept(filled, told, Submission(sent.key, filled.carried.editing), request, office)


def _kept(filled: Filled, told: Outlook, submission: Submission, request: Request, office: Office) -> View:
    kept = set_target(filled.draft, told, request.member, submission, office)
    return target_saved(standing_of(kept, office), office.catalog, request.text)
