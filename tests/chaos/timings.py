"""The protocol's spans, all shortened together; and with a protection taken out, for the controls."""

from dataclasses import replace
from datetime import timedelta

from bot.delivery.timing import Timing


def _seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


FAST = Timing(
    timeout=_seconds(1),
    margin=_seconds(0.5),
    lease=_seconds(4),
    settle=_seconds(3.5),
    tick=_seconds(0.3),
    sweep=_seconds(1),
    pace=_seconds(0.05),
    backoff=_seconds(0.5),
    longest_backoff=_seconds(8),
    most_start_delay=_seconds(0),
    file_hold=_seconds(4),
    file_look=_seconds(0.2),
    file_patience=_seconds(8),
    edit_hold=_seconds(4),
    drain=_seconds(2),
    sweeps=tuple(_seconds(number) for number in (1, 2, 5)),
)
"""What all scenarios use: the backoff sixty times shorter, leases as short as a loaded machine bears."""

PACED = replace(FAST, pace=_seconds(1))
"""One message a second in a channel, as Slack asks."""

CALM = replace(FAST, tick=_seconds(1))
"""For many workers at once: SQLite lets one of them look for work at a time."""

UNCHECKED = replace(CALM, margin=_seconds(-3600))
"""Without the check that enough of the lease is left."""

UNSWEPT = replace(CALM, sweep=_seconds(3600))
"""Without a sweep but the first."""

TIMINGS = {"fast": FAST, "paced": PACED, "calm": CALM, "unchecked": UNCHECKED, "unswept": UNSWEPT}
