"""The button Vote, and the ballot that is sent. What they carry finds the poll again; it is never a right.

Nothing here is logged or kept beside the ballot box: what somebody chose stands in no id and no answer but her own.
"""

from dataclasses import dataclass

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.office import Office
from bot.subcommands.subcommand import Opening, Request
from bot.use_cases.polls.cast_ballot import cast_ballot
from bot.use_cases.polls.find import find_poll
from bot.use_cases.polls.listed import own_ballot
from bot.views.message import Message, View
from bot.views.polls import notices
from bot.views.polls.ballot import (
    Ballot,
    ballot_mistakes,
    ballot_view,
    choices_in,
    counted,
    told,
    waiting,
)
from bot.views.polls.evidence import shown_above
from bot.views.polls.list import ballot_offered
from storage.repositories.poll_records import Cast, Poll
from storage.repositories.records import Member

_KEPT = frozenset({Cast.COUNTED, Cast.CHANGED})


def vote(counter: Counter) -> Handler:
    """The ballot, for whoever pressed."""

    async def serve(visit: Visit) -> None:
        poll_id, request, office = visit.arrival.value, counter.request(visit), counter.desk.office
        instead = ballot_offered(poll_id, visit.text)
        await counter.open(visit, Opening(waiting(visit.text), lambda: _ballot(poll_id, request, office), instead))

    return serve


def cast(counter: Counter) -> FormHandler:
    """Put a ballot into the box; acknowledged once it is there."""
    return saving(counter, _ready, _cast)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A ballot without mistakes."""

    sent: Form
    poll: Poll


def _ballot(poll_id: str, request: Request, office: Office) -> View:
    """Raises PollGone."""
    found = own_ballot(poll_id, request.member, office)
    if found is None:
        return told(notices.not_eligible(request.text), request.text)
    above = shown_above(found.poll, office.catalog, office.currency, request.text)
    return ballot_view(Ballot(found.poll, above, found.voted, found.choices), request.text)


def _ready(sent: Form, request: Request, office: Office) -> _Ready | Conclusion:
    """What was answered, or what is wrong with it. Raises PollGone."""
    poll = find_poll(sent.metadata, request.member, office)
    return ballot_mistakes(sent, poll, request.text) or _Ready(sent, poll)


async def _cast(counter: Counter, visit: Visit, ready: _Ready) -> Conclusion | Message:
    office, member = counter.desk.office, visit.member
    return await counter.attempt(visit, lambda: _put(ready, member, counter.request(visit), office))


def _put(ready: _Ready, member: Member, request: Request, office: Office) -> View | Message:
    """What the voter is told: that it counts or, under a form that stays as it is, why not."""
    cast_as = cast_ballot(ready.poll.id, member, choices_in(ready.sent, ready.poll), office)
    if cast_as in _KEPT:
        return counted(ready.poll, request.text, changed=cast_as is Cast.CHANGED)
    return notices.uncounted(cast_as, ready.poll, request.text)
