"""Buttons under a posted alert. What they carry finds the episode again; it is never a right.

The first message of the thread is read by many: it shows what became of the episode, drawn again by whoever sends
messages. What concerns the one who pressed is answered to her alone.
"""

from collections.abc import Callable
from datetime import timedelta

from bot.errors import AlertGone
from bot.listeners.alerts.people import all_may_see
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.office import Office
from bot.subcommands.ask import card_for
from bot.subcommands.subcommand import Request
from bot.subcommands.why import why_card_for
from bot.use_cases.alerts.act_on_episode import acknowledge, assign, snooze
from bot.use_cases.alerts.episode_news import EpisodeNews, Words
from bot.use_cases.alerts.question import find_watched
from bot.use_cases.row_ids import row_id
from bot.views.alerts.messages import DAY, HOUR, WEEK, alert_words
from bot.views.alerts.replies import done, may_not_see
from bot.views.message import Message
from kpi_engine.question import Question
from storage.repositories.records import Member

_LENGTHS = {HOUR: timedelta(hours=1), DAY: timedelta(days=1), WEEK: timedelta(weeks=1)}

Act = Callable[[int, Member, Office, Words], EpisodeNews]


def acknowledged(counter: Counter) -> Handler:
    """Somebody takes it up."""
    return _acted(counter, lambda _visit: acknowledge)


def snoozed(counter: Counter) -> Handler:
    """Let it rest for an hour, a day or a week."""

    def for_as_long(visit: Visit) -> Act:
        length = _LENGTHS[visit.arrival.value]
        return lambda episode_id, member, office, words: snooze(episode_id, length, member, office, words)

    return _acted(counter, for_as_long)


def assigned(counter: Counter) -> Handler:
    """Give it to somebody who may see the figure."""

    def to(visit: Visit) -> Act:
        assignee = visit.arrival.value
        return lambda episode_id, member, office, words: assign(episode_id, assignee, member, office, words)

    act = _acted(counter, to)

    async def serve(visit: Visit) -> None:
        office = counter.desk.office
        found = await counter.attempt(visit, lambda: find_watched(episode_of(visit), visit.member, office))
        if isinstance(found, Message):
            await visit.reply(found)
        elif await all_may_see(visit, (visit.arrival.value,), found.scope, office):
            await act(visit)
        else:
            await visit.reply(may_not_see(visit.arrival.value, visit.text))

    return serve


def look(counter: Counter) -> Handler:
    """The figure with all that its card shows, for whoever pressed."""
    return _for_herself(counter, card_for)


def why(counter: Counter) -> Handler:
    """What made the figure change, for whoever pressed."""
    return _for_herself(counter, why_card_for)


def episode_of(visit: Visit) -> int:
    """The episode's id, from the block id `alert:<id>:<mark>`. Raises AlertGone."""
    _, _, carried = visit.arrival.block_id.partition(":")
    episode_id = row_id(carried.partition(":")[0])
    if episode_id is None:
        raise AlertGone
    return episode_id


def _acted(counter: Counter, act_of: Callable[[Visit], Act]) -> Handler:
    async def serve(visit: Visit) -> None:
        office = counter.desk.office

        def work() -> Message:
            act = act_of(visit)
            return done(act(episode_of(visit), visit.member, office, alert_words(office.calendar)), visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def _for_herself(counter: Counter, card: Callable[[Question, Request, Office], Message]) -> Handler:
    async def serve(visit: Visit) -> None:
        office = counter.desk.office

        def work() -> Message:
            return card(find_watched(episode_of(visit), visit.member, office), counter.request(visit), office)

        await visit.reply(await counter.attempt(visit, work))

    return serve
