"""The buttons of the report, and the form that says where feedback is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import aiohttp

from bot.arrivals import Form
from bot.listeners.audience import known_readers
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.place import Welcome, kept_once_posted, place_fault
from bot.listeners.saving import saving
from bot.listeners.submissions import Conclusion, FormHandler
from bot.messenger import Messenger
from bot.office import Office
from bot.policy import Reason, may_read_triage
from bot.slack_calls import Refused
from bot.subcommands.subcommand import Request
from bot.subcommands.voice import placing, reporting
from bot.text import Text
from bot.use_cases.place import PlaceFault
from bot.use_cases.set_target import Submission
from bot.use_cases.voice.places import place_of, set_place
from bot.use_cases.voice.take_up import feedback_to_take_up
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import unmarked
from bot.views.place_words import place_words
from bot.views.voice.place import CHANNEL, TEAM, others_read, place_saved, team_in, welcome
from bot.views.voice.report import looked_into
from kpi_engine.periods import Period


def turn(counter: Counter) -> Handler:
    """Another page of what is open, in the place of the one that is shown."""

    async def serve(visit: Visit) -> None:
        start, end, offset = visit.arrival.value.split(":")
        days = Period(date.fromisoformat(start), date.fromisoformat(end))
        request, office = counter.request(visit), counter.desk.office
        drawn = await counter.attempt(visit, lambda: reporting(days, request, office, int(offset)))
        await visit.reply(drawn, replace=True)

    return serve


def look(counter: Counter) -> Handler:
    """The card of an open item, for whoever may take it up."""

    async def serve(visit: Visit) -> None:
        office = counter.desk.office

        def work() -> Message:
            item = feedback_to_take_up(visit.arrival.value, visit.member, office)
            return looked_into(item, office.catalog, visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def open_form(counter: Counter) -> Handler:
    """The form of the place, by a button."""

    async def serve(visit: Visit) -> None:
        await counter.open(visit, placing(counter.request(visit), counter.desk.office))

    return serve


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Whose feedback is to be read where; `submission` names this wish, so that its welcome is posted once."""

    team: str
    channel_id: str
    submission: Submission


def save(counter: Counter) -> FormHandler:
    """Have it read there, once the channel took a welcome."""
    return saving(counter, _wanted, _placed)


def _wanted(sent: Form, request: Request, office: Office) -> _Wanted | Conclusion:
    """Raises NotAllowed."""
    team, channel_id = team_in(sent.value(TEAM)), sent.value(CHANNEL)
    now = place_of(team, request.member, office)
    if now and now.channel_id == channel_id:
        return place_saved(now, request.text)
    since = now.set_at if now else "never"
    return _Wanted(team, channel_id, Submission(f"triage:{team}:{channel_id}:{since}"))


async def _placed(counter: Counter, visit: Visit, wanted: _Wanted) -> Conclusion | Message:
    office, member = counter.desk.office, visit.member
    fault = await place_fault(visit.messenger, member.team_id, wanted.channel_id, office)
    if fault:
        return _misplaced(fault, visit.text)
    if await reads_along(visit.messenger, member.team_id, wanted.channel_id, office):
        return Mistakes({CHANNEL: others_read(visit.text)})
    message = welcome(wanted.team, member.user_id, counter.house_text())
    greeting = Welcome(wanted.submission, wanted.channel_id, message)
    kept = await kept_once_posted(counter, visit, greeting, _keep(wanted, visit, office))
    return _misplaced(kept, visit.text) if isinstance(kept, PlaceFault) else kept


def _keep(wanted: _Wanted, visit: Visit, office: Office) -> Callable[[], View]:
    return lambda: place_saved(set_place(wanted.team, wanted.channel_id, visit.member, office), visit.text)


async def reads_along(messenger: Messenger, team_id: str, channel_id: str, office: Office) -> bool:
    """Whether somebody is in the channel of whom it is known that she may not read what was said."""
    try:
        readers = await known_readers(messenger, team_id, channel_id, office)
    except (Refused, aiohttp.ClientError, TimeoutError):
        return False
    return may_read_triage(readers).reason in {Reason.OTHERS_READ, Reason.GUEST_READS, Reason.OUTSIDER_READS}


def _misplaced(fault: PlaceFault, text: Text) -> Mistakes:
    return Mistakes({CHANNEL: unmarked(place_words(fault, text))})
