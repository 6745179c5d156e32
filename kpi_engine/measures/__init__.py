"""What can be measured. Each measure states its one SELECT and turns the rows of it into a Figure."""

from kpi_engine.measures.amounts import MeanAmount, PerAccount, TotalAmount
from kpi_engine.measures.counts import Count, Ratio
from kpi_engine.measures.durations import Durations, MedianDays, MedianDaysUntil
from kpi_engine.measures.measure import Measure, OrElse
from kpi_engine.measures.newcomers import Newcomers
from kpi_engine.measures.opened import Covered, OpenAmount
from kpi_engine.measures.recurring import RecurringRevenue
from kpi_engine.measures.retained import Retained
from kpi_engine.measures.scores import FavourableShare, NetScore
from kpi_engine.measures.shares import Share, ShareByAge
from kpi_engine.measures.stages import StagesEntered
from kpi_engine.measures.velocity import Velocity

__all__ = [
    "Count",
    "Covered",
    "Durations",
    "FavourableShare",
    "MeanAmount",
    "Measure",
    "MedianDays",
    "MedianDaysUntil",
    "NetScore",
    "Newcomers",
    "OpenAmount",
    "OrElse",
    "PerAccount",
    "Ratio",
    "RecurringRevenue",
    "Retained",
    "Share",
    "ShareByAge",
    "StagesEntered",
    "TotalAmount",
    "Velocity",
]
