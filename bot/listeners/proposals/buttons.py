"""Buttons under a proposal. What they carry finds it again; it is never a right."""

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.proposals.form import house_of
from bot.listeners.saving import concluding
from bot.listeners.submissions import FormHandler
from bot.office import Office
from bot.subcommands.propose import editing, looking, opening
from bot.subcommands.subcommand import Opening, Request
from bot.use_cases.proposals.act import proposal_to_withdraw, second, withdraw
from bot.views.message import Message, View
from bot.views.proposals import list as lists
from bot.views.proposals.messages import messages
from bot.views.proposals.replies import seconded


def seconds(counter: Counter) -> Handler:
    """Want it too, or no longer; told to the one who pressed, counted on the message."""

    async def serve(visit: Visit) -> None:
        office, key = counter.desk.office, visit.arrival.value

        def work() -> Message:
            found = second(key, visit.member, office, messages(house_of(office)))
            return seconded(visit.text, seconds=found.seconds)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def look(counter: Counter) -> Handler:
    """Its figures on today's data, for whoever pressed."""

    async def serve(visit: Visit) -> None:
        key, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        waiting, instead = lists.looking(visit.text), lists.offered("", visit.text)
        await counter.open(visit, Opening(waiting, lambda: looking(key, request, office), instead))

    return serve


def edits(counter: Counter) -> Handler:
    """The form of a proposal, for its author."""

    async def serve(visit: Visit) -> None:
        key, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        await counter.open(visit, opening(lambda: editing(key, request, office), "", visit.text))

    return serve


def withdraws(counter: Counter) -> Handler:
    """Ask why, before it is withdrawn."""

    async def serve(visit: Visit) -> None:
        key, office = visit.arrival.value, counter.desk.office

        def asking() -> View:
            return lists.withdrawing(proposal_to_withdraw(key, visit.member, office), office.catalog, visit.text)

        await counter.open(visit, opening(asking, "", visit.text))

    return serve


def leave(counter: Counter) -> FormHandler:
    """Withdraw it."""

    def leaving(sent: Form, request: Request, office: Office) -> View:
        reason = sent.value(lists.REASON)
        over = withdraw(sent.metadata, reason, request.member, office, messages(house_of(office)))
        return lists.withdrawn(over, office.catalog, request.text)

    return concluding(counter, leaving)
