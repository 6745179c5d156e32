"""The buttons of a decision minute and their forms. What they carry finds the question again; it is never a right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.arrivals import Form
from bot.errors import CannotAdopt
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.polls.telling import telling_polls
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler, said
from bot.office import Office
from bot.subcommands.subcommand import Opening, Request
from bot.use_cases.adoption.adopt import usual_day
from bot.use_cases.polls.settle import Decision, Which, confirm, find_decision, set_aside
from bot.views.message import Message, Mistakes, View
from bot.views.polls import decision_forms as forms
from storage.repositories.poll_records import PollDecision, PollQuestion

Fill = Callable[[Decision, Request, Office], View]
Settle = Callable[[Which, Form, Request, Office], PollQuestion]


def ask_day(counter: Counter) -> Handler:
    """From which day what was passed is to rule."""
    return _opened(
        counter,
        lambda found, request, office: forms.confirm_form(
            found, usual_day(office.today()), office.catalog, request.text
        ),
    )


def ask_reason(counter: Counter) -> Handler:
    """Why it is set aside."""
    return _opened(counter, lambda found, request, office: forms.aside_form(found, office.catalog, request.text))


def put_in_force(counter: Counter) -> FormHandler:
    """A definition rules from that day on; a target counts at once."""

    def settle(which: Which, sent: Form, request: Request, office: Office) -> PollQuestion:
        day = sent.value(forms.DAY)
        since = date.fromisoformat(day) if day else office.today()
        return confirm(which, since, request.member, office, telling_polls(office))

    return _settling(counter, settle)


def put_aside(counter: Counter) -> FormHandler:
    """What was passed is not put in force."""

    def settle(which: Which, sent: Form, request: Request, office: Office) -> PollQuestion:
        return set_aside(which, sent.value(forms.REASON).strip(), request.member, office, telling_polls(office))

    return _settling(counter, settle)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A decision that may be settled, and how."""

    which: Which
    sent: Form
    zone: str


def _opened(counter: Counter, fill: Fill) -> Handler:
    async def serve(visit: Visit) -> None:
        request, office, carried = counter.request(visit), counter.desk.office, visit.arrival.value

        def filled() -> View:
            found = find_decision(Which.load(carried), visit.member, office)
            if found.question.decision is not PollDecision.PASSED:
                return forms.settled(found.question, found.poll.zone, visit.text)
            return fill(found, request, office)

        instead = forms.offered(carried, visit.text)
        await counter.open(visit, Opening(forms.waiting(visit.text), filled, instead))

    return serve


def _settling(counter: Counter, settle: Settle) -> FormHandler:
    def ready(sent: Form, request: Request, office: Office) -> _Ready | Conclusion:
        which = Which.load(sent.metadata)
        if forms.REASON in sent.values and not sent.value(forms.REASON).strip():
            return Mistakes({forms.REASON: request.text.say("Say why: everybody who voted wants to know.")})
        return _Ready(which, sent, find_decision(which, request.member, office).poll.zone)

    async def keep(counter: Counter, visit: Visit, found: _Ready) -> Conclusion | Message:
        office, request = counter.desk.office, counter.request(visit)

        def work() -> Conclusion:
            try:
                question = settle(found.which, found.sent, request, office)
            except CannotAdopt as error:
                return said(visit.arrival, forms.cannot_adopt(error.fault, visit.text), visit.text)
            return forms.settled(question, found.zone, visit.text)

        return await counter.attempt(visit, work)

    return saving(counter, ready, keep)
