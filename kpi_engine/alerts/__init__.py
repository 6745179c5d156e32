"""Watch a figure: what to ask, how to judge it, and what a rule would have done in the past year. Pure."""

from kpi_engine.alerts.judgement import Judgement, Signal, Usual
from kpi_engine.alerts.judging import Watched, judge
from kpi_engine.alerts.silence import days_with_rows, judged_by_silence
from kpi_engine.alerts.tryout import House, PastEpisode, Tryout, try_out
from kpi_engine.alerts.watch import (
    Condition,
    Seen,
    Side,
    Watch,
    WatchProblem,
    problem_of,
    recovery,
    volume,
)

__all__ = [
    "Condition",
    "House",
    "Judgement",
    "PastEpisode",
    "Seen",
    "Side",
    "Signal",
    "Tryout",
    "Usual",
    "Watch",
    "WatchProblem",
    "Watched",
    "days_with_rows",
    "judge",
    "judged_by_silence",
    "problem_of",
    "recovery",
    "try_out",
    "volume",
]
