"""The form of an alert and the buttons of the list. What they carry finds the rule again; it is never a right."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.arrivals import Form
from bot.errors import NotAllowed
from bot.listeners.alerts.people import all_may_see
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.lists import acting, resuming
from bot.listeners.place import Welcome, kept_once_posted, place_fault
from bot.listeners.redrawing import redrawing
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.policy import Reason
from bot.subcommands.alert import editing, listing, opening, shown, shown_trying, trying
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.alerts.channels import resume_alert
from bot.use_cases.alerts.choices import choices
from bot.use_cases.alerts.draft import AlertDraft, Fault, Part
from bot.use_cases.alerts.outlook import AlertOutlook, outlook
from bot.use_cases.alerts.rules import alert_of, check_right, end_alert, is_told_already, planned, set_alert
from bot.use_cases.place import PlaceFault
from bot.use_cases.set_target import Submission
from bot.views.alerts.form import Carried, block_of, drafted_in
from bot.views.alerts.form_words import mistakes
from bot.views.alerts.list import alert_saved, welcome
from bot.views.alerts.messages import alert_words
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import unmarked
from bot.views.place_words import place_words
from storage.repositories.alert_records import AlertRule
from storage.repositories.records import Member


def open_form(counter: Counter) -> Handler:
    """The form, by a button."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, f"alert {visit.arrival.value}")

    return serve


def edit(counter: Counter) -> Handler:
    """The form of a rule in force."""

    async def serve(visit: Visit) -> None:
        rule_id, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: editing(rule_id, request, office), "", visit.text))

    return serve


def again(counter: Counter) -> Handler:
    """A rule in force, tried on the past year once more."""

    async def serve(visit: Visit) -> None:
        rule_id, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: trying(rule_id, request, office), "", visit.text))

    return serve


def delete(counter: Counter) -> Handler:
    """Take a rule out of force; the list is drawn again."""

    def end(rule_id: str, member: Member, office: Office) -> None:
        end_alert(rule_id, member, office, alert_words(office.calendar))

    return acting(counter, end, listing)


def resume(counter: Counter) -> Handler:
    """Let a held rule tell its channel again, where that can get messages."""
    return resuming(counter, alert_of, acting(counter, resume_alert, listing))


def change(counter: Counter) -> Handler:
    """Something of the form was changed: it says so at once, then shows what the past year would have been."""
    return redrawing(counter, partial(_again, shown_trying), partial(_again, shown))


def _again(show: Callable[..., View], sent: Form, request: Request, office: Office) -> View:
    return show(*_read(sent, request, office), request, office)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A form in which only Slack may find a fault; `new_place`: its channel was never posted to for it."""

    told: AlertOutlook
    submission: Submission
    planned: AlertRule
    new_place: bool


def save(counter: Counter) -> FormHandler:
    """Keep what the form shows, once it is sure that it can be told; what it does not show yet it shows first."""
    return saving(counter, _ready, _placed)


async def _placed(counter: Counter, visit: Visit, ready: _Ready) -> Conclusion | Message:
    """Keep it, unless something stands against its channel or against who is told."""
    office, rule = counter.desk.office, ready.planned
    fault = await place_fault(visit.messenger, visit.member.team_id, rule.channel_id, office)
    if fault:
        return _misplaced(fault, visit.text)
    if not await all_may_see(visit, ready.told.draft.tell, rule.scope, office):
        return mistakes({Part.TELL: Fault.MAY_NOT_SEE}, ready.told, visit.text)

    def keep() -> View:
        kept = set_alert(ready.told, visit.member, ready.submission, office, alert_words(office.calendar))
        return alert_saved(kept, office.catalog, office.currency, visit.text)

    if not ready.new_place:
        return await counter.attempt(visit, keep)
    catalog = await asyncio.to_thread(lambda: office.catalog)
    message = welcome(rule, catalog, office.currency, Text(rule.language, office.calendar))
    kept = await kept_once_posted(counter, visit, Welcome(ready.submission, rule.channel_id, message), keep)
    return _misplaced(kept, visit.text) if isinstance(kept, PlaceFault) else kept


def _misplaced(fault: PlaceFault, text: Text) -> Mistakes:
    return Mistakes({Part.CHANNEL: unmarked(place_words(fault, text))})


def _ready(sent: Form, request: Request, office: Office) -> _Ready | Conclusion:
    """What was filled in, what is wrong with it, or the form once more. Raises NotAllowed, AlertGone."""
    draft, carried = _read(sent, request, office)
    if draft.scope is None:
        raise NotAllowed(Reason.NOT_YOUR_ALERT)
    check_right(request.member, draft.scope, office)
    told = outlook(draft, request.text.language, request.member.team_id, office)
    if told is None:
        return shown(draft, carried, request, office)
    faults = {block_of(sent, part): fault for part, fault in (dict(told.faults) | _faults_of_telling(draft)).items()}
    if faults:
        return mistakes(faults, told, request.text)
    if told.watch is None or told.seal != carried.seal:
        return shown(draft, carried, request, office, again=True)
    submission = Submission(sent.key, carried.editing)
    before = alert_of(carried.editing, request.member, office) if carried.editing else None
    made = planned(told, request.member, submission, before, office)
    if is_told_already(made, office):
        return mistakes({Part.CHANNEL: Fault.TOLD_ALREADY}, told, request.text)
    return _Ready(told, submission, made, before is None or before.channel_id != made.channel_id)


def _faults_of_telling(draft: AlertDraft) -> dict[Part, Fault]:
    faults: dict[Part, Fault] = {}
    if draft.channel_id is None:
        faults[Part.CHANNEL] = Fault.NO_CHANNEL
    if (draft.quiet_from is None) != (draft.quiet_until is None):
        faults[Part.QUIET_UNTIL if draft.quiet_from else Part.QUIET_FROM] = Fault.HALF_QUIET
    return faults


def _read(sent: Form, request: Request, office: Office) -> tuple[AlertDraft, Carried]:
    """What a form holds, and what it brought back."""
    carried = Carried.load(sent.metadata)
    return drafted_in(sent, choices(AlertDraft(), request.member, office), carried), carried
