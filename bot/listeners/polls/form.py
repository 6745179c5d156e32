"""The form of a poll. What it carries finds things again; it is never a right."""

from collections.abc import Callable
from dataclasses import replace

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.polls.counting import Counted, counted
from bot.listeners.polls.opening import opened_in_channel, read_to_open
from bot.listeners.redrawing import redrawing_by
from bot.listeners.saving import saving
from bot.listeners.submissions import FormHandler
from bot.office import Office
from bot.subcommands.poll import about_kpi, beginning, from_proposal, headline_in, opening, shown
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.polls.begin import Sent, sketched, zone_of
from bot.use_cases.polls.draft import OwnQuestion, PollDraft, faults
from bot.use_cases.polls.open_poll import planned
from bot.views.message import Message, View
from bot.views.polls.form_words import fault_words
from bot.views.polls.message import preview as previewed

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
        found = await counted(visit, sent, office)
        message = await counter.attempt(visit, lambda: _preview(found, request, office))
        if isinstance(message, Message):
            await visit.messenger.send(visit.member.user_id, message)
            note = visit.text.say("The preview is in your direct messages with me.")
        else:
            note = visit.text.say("Not yet: {fault}", fault=message)
        view = await counter.attempt(visit, lambda: shown(found.draft, found.carried, request, office, note))
        if isinstance(view, View):
            await visit.messenger.update_modal(sent.view_id, view.json)

    return serve


def save(counter: Counter) -> FormHandler:
    """Open the poll that the form shows, once it shows how many may vote."""
    return saving(counter, read_to_open, opened_in_channel)


def _preview(found: Counted, request: Request, office: Office) -> Message | str:
    """The message, or what the form lacks, in words."""
    draft, member, eligible = found.draft, request.member, found.carried.voters or 0
    if found.against:
        return found.against
    wrong = faults(draft, eligible, office.now(), zone_of(draft.channel_id, member.team_id, office))
    if wrong:
        return fault_words(next(iter(wrong.values())), request.text)
    told = sketched(Sent(draft, "", headline_in(draft, office)), eligible, member, office)
    poll = replace(planned(told, (), member, office.clock.now()), eligible=eligible)
    return previewed(poll, Text(draft.language, office.calendar))


def _opened(counter: Counter, filled: Callable[[str, Request, Office], View]) -> Handler:
    async def serve(visit: Visit) -> None:
        value, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: filled(value, request, office), visit.text))

    return serve


def _redrawn(counter: Counter, alter: Alter) -> Handler:
    async def draw(visit: Visit, sent: Form) -> View | Message:
        request, office = counter.request(visit), counter.desk.office
        found = await counted(visit, sent, office)
        return await counter.attempt(
            visit, lambda: shown(alter(found.draft), found.carried, request, office, found.against)
        )

    return redrawing_by(draw)
