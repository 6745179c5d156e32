"""How badly Slack behaves: the mixes of faults, by seed."""

from collections.abc import Sequence
from typing import Any

from tests.chaos.teams import Team

Json = dict[str, Any]


def _posts(fault: str, share: float, **more: Any) -> Json:
    return {"method": "chat.postMessage", "fault": fault, "probability": share, **more}


STORM: tuple[Json, ...] = (
    _posts("drop", 0.05),  # accepted, the answer lost
    _posts("error_500", 0.03),  # accepted, but told 500
    _posts("rejected_500", 0.02),
    _posts("rate_limited", 0.03, retry_after=1),
    _posts("slow", 0.015, seconds=2),  # accepted two seconds late, when the client has given up
    _posts("late", 0.02, seconds=1.5),  # accepted, answered after the client's timeout
    {"method": "conversations.history", "fault": "unavailable", "probability": 0.03},
    {"method": "files.completeUploadExternal", "fault": "error_500", "probability": 0.05},
)
"""The mix of D01. The client's timeout is one second."""

LOSSY: tuple[Json, ...] = (_posts("drop", 0.15), *STORM[1:])
"""Thrice as many answers lost: the time-out of one second cuts most repetitions short that the SDK begins by itself."""

BUSY: tuple[Json, ...] = (_posts("late", 0.5, seconds=0.3),)
"""Slack answers, but half of the posts take their time: a good moment to ask a sender to end."""

OUTAGE: tuple[Json, ...] = (
    _posts("unavailable", 0.5),
    _posts("error_500", 0.04),  # accepted all the same
    _posts("late", 0.1, seconds=1.5),  # accepted, answered after the client's timeout
    _posts("rejected_500", 1.0),
    {"method": "conversations.history", "fault": "unavailable", "probability": 0.8},
)
"""The mix of D11: hardly anything gets through, and what does is not confirmed."""

NOTHING_GOES_AWAY: tuple[Json, ...] = ({"method": "chat.delete", "fault": "unavailable", "probability": 1.0},)
"""What stands stays: a sender that finds itself too late cannot take its message back."""


async def let_it_be(teams: Sequence[Team], rules: Sequence[Json], seed: int) -> None:
    """Put the faults in force with every team, each with dice of its own; limits of rate are out of the way."""
    for number, team in enumerate(teams):
        await team.control.settings(rate_limits=False, file_delay=0.2)
        await team.control.faults(*rules, seed=seed * 1000 + number)


async def clear(teams: Sequence[Team]) -> None:
    """Let Slack work as it should again."""
    for team in teams:
        await team.control.faults()
