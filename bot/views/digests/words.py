"""What is said of a digest: when it comes, what it tells of, why it does not, and what keeps it from being saved."""

from collections.abc import Sequence
from datetime import datetime

from bot.schedules import days_of, next_due, period_due
from bot.text import Text
from bot.use_cases.digests.draft import FEWEST, MOST, Fault
from bot.use_cases.place import PlaceFault
from bot.views.mrkdwn import Markup, marked
from bot.views.place_words import place_words
from kpi_engine.kpi import Catalog
from storage.repositories.digest_records import PauseReason, Schedule


def every_week(schedule: Schedule, text: Text) -> str:
    """Every Monday at 08:00 (Europe/Paris)."""
    return text.say(
        "Every {weekday} at {time} ({zone})",
        weekday=text.weekday(schedule.weekday),
        time=text.time_of_day(schedule.at),
        zone=schedule.zone,
    )


def comes_next(schedule: Schedule, now: datetime, text: Text) -> str:
    """Monday 23 Nov 2026, 08:00, telling of week 47, 16–22 Nov 2026."""
    due = next_due(schedule, now)
    return text.say(
        "{weekday} {moment}, telling of {period}",
        weekday=text.weekday(schedule.weekday),
        moment=text.moment(due, schedule.zone),
        period=text.period(days_of(period_due(schedule, due))),
    )


def figures_named(keys: Sequence[str], catalog: Catalog, text: Text) -> str:
    """The figures in their order, on one line."""
    return ", ".join(figure_named(key, catalog, text) for key in keys)


def figure_named(key: str, catalog: Catalog, text: Text) -> str:
    """A figure's name, its last where it was retired; of one that is not defined, its key."""
    if key in catalog.retired:
        return text.say(catalog.retired[key].name)
    return text.say(catalog[key].name) if key in catalog else key


def paused_words(reason: PauseReason | None, text: Text) -> str:
    """Why it does not go out."""
    match reason:
        case PauseReason.ARCHIVED:
            return text.say("paused: the channel is archived")
        case PauseReason.LEFT:
            return text.say("paused: I am no longer in the channel")
        case PauseReason.OUTSIDERS:
            return text.say("paused: a guest or another company reads the channel")
        case PauseReason.RETIRED:
            return text.say("paused: none of its figures is defined any more")
        case _:
            return text.say("paused")


def fault_words(fault: Fault | PlaceFault, text: Text) -> Markup:
    """Why a digest cannot be saved, and what can be done."""
    return place_words(fault, text) if isinstance(fault, PlaceFault) else marked(_of_draft(fault, text))


def _of_draft(fault: Fault, text: Text) -> str:
    match fault:
        case Fault.NO_CHANNEL:
            return text.say("Choose the channel that gets the digest.")
        case Fault.TOO_FEW:
            return text.say("Choose at least {least} figures.", least=text.number(FEWEST))
        case Fault.TOO_MANY:
            return text.say("Choose at most {most} figures.", most=text.number(MOST))
        case Fault.NOT_COUNTED:
            return text.say("Some of these figures are not known at this level. Take those out, or choose a wider one.")
        case _:
            return text.say("This channel has another digest of the same people. Change that one, from the list.")
