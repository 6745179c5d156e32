"""What was planted in Alto's history for the KPIs to find. docs/sample-crm.md tells it to people."""

import numpy as np

from storage.sample_crm.draws import Days, Flags, Floats
from storage.sample_crm.timeline import Timeline

IMPROVING_TEAM = "Ouest"
SLOWING_STAGE = "Proposal"
CHURNING_SEGMENT = "Hospitality"

IMPROVING_FOR = 2  # complete quarters before the one in progress
SLOWING_FOR = 3
CHURNING_FOR = 4


def _progress(timeline: Timeline, days: Days, quarters: int) -> Floats:
    """0 until the change begins, then rising evenly to 1 on the first day of the last complete quarter, and staying."""
    began, full = timeline.quarter(quarters), timeline.quarter(1)
    return np.clip((days - began) / (full - began), 0.0, 1.0)


def win_uplift(timeline: Timeline, team: Flags, decided_on: Days) -> Floats:
    """What is added to the logit of winning: the improving team wins more, first a little, then a lot."""
    began = decided_on >= timeline.quarter(IMPROVING_FOR)
    return np.where(team & began, 0.40 + 0.45 * _progress(timeline, decided_on, IMPROVING_FOR), 0.0)


def slowdown(timeline: Timeline, entered_on: Days) -> Floats:
    """By what the days in the slowing stage are multiplied."""
    return 1.0 + 0.9 * _progress(timeline, entered_on, SLOWING_FOR)


def renewal_drop(timeline: Timeline, segment: Flags, due_on: Days) -> Floats:
    """What is added to the logit of renewing: the churning segment leaves."""
    began = due_on >= timeline.quarter(CHURNING_FOR)
    return np.where(segment & began, -1.10 - 0.30 * _progress(timeline, due_on, CHURNING_FOR), 0.0)
